"""A few numbers typed into a form become a submission like any file."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow.parquet as pq

from kim import formats
from kim.datasets import Column, Dataset
from kim.intake.submission import Submission
from kim.reading import Lesart
from kim.store import Store, Unit

TYPED_IN = ("stellen", "bestand")
PLAIN = Lesart(decimal_mark=",")  # a form is German; what is typed is never asked about


def given(dataset: Dataset, sender: str, stichtag: date) -> dict[str, str]:
    """The columns that follow from sender and Stichtag: nobody types them."""
    day = formats.date(stichtag)
    if dataset.id == "stellen":
        return {"kreis_id": sender, "stichtag": day}
    first = date(stichtag.year, 3 * ((stichtag.month - 1) // 3) + 1, 1)
    return {"behoerde_id": sender, "zeitraum_von": formats.date(first), "zeitraum_bis": day}


def last_rows(
    store: Store, dataset: Dataset, sender: str, stichtag: date
) -> tuple[date | None, list[dict[str, str]]]:
    """The day of the sender's newest rows up to a Stichtag, and those rows as a person would type them."""
    manifest = store.manifest()
    units = [
        (day, unit)
        for unit in manifest.units_of(dataset.id)
        if unit.values[dataset.sender_column] == sender and (day := _day(dataset, unit)) <= stichtag
    ]
    if not units:
        return None, []
    newest = max(day for day, _ in units)
    rows = [
        row
        for day, unit in units
        if day == newest
        for row in pq.read_table(store.file(unit.place)).to_pylist()
    ]
    fixed = given(dataset, sender, stichtag)
    typed = [c for c in dataset.columns if c.name not in fixed]
    return newest, [{c.name: _typed(c, row[c.name]) for c in typed} for row in rows]


def as_submission(
    dataset: Dataset, sender: str, stichtag: date, rows: Sequence[Mapping[str, str]], note: str = ""
) -> Submission:
    """The rows as a CSV file of the dataset; empty fields stay empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(dataset.names)
    fixed = given(dataset, sender, stichtag)
    for row in rows:
        told = {**row, **fixed}
        writer.writerow([told.get(name, "").strip() for name in dataset.names])
    name = f"eingabe_{dataset.id}_{sender}_{stichtag}.csv"
    return Submission(buffer.getvalue().encode(), name, dataset.id, sender, stichtag, note=note, lesart=PLAIN)


def _day(dataset: Dataset, unit: Unit) -> date:
    return date.fromisoformat(unit.values[dataset.period_end or ""][:10])


def _typed(column: Column, value: object) -> str:
    """A stored value as people write it; nothing where it was not told."""
    if value is None or (column.default is not None and value == column.default):
        return ""
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(value) if isinstance(value, str) else formats.short(value).replace(".", "")
