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
TYPED = "eingabe_"  # how the file of what was typed in is called
FROM_BEFORE = {"bestand_anfang": "bestand_ende"}  # a stock at the beginning is the one at the end before
PLAIN = Lesart(decimal_mark=",")  # a form is German; what is typed is never asked about


_FORECASTS = ("prognose_besetzt_vzae",)  # was about a day that may have passed


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
    writer.writerow([column.label for column in dataset.columns])
    fixed = given(dataset, sender, stichtag)
    for row in rows:
        told = {**row, **fixed}
        writer.writerow([told.get(name, "").strip() for name in dataset.names])
    name = f"{TYPED}{dataset.id}_{sender}_{stichtag}.csv"
    return Submission(buffer.getvalue().encode(), name, dataset.id, sender, stichtag, note=note, lesart=PLAIN)


def was_typed_in(submission: Submission) -> bool:
    return submission.file_name.startswith(TYPED)


def typed_rows(dataset: Dataset, submission: Submission) -> list[dict[str, str]]:
    """The rows of a submission that was typed in, to be changed in the form."""
    names = {column.label: column.name for column in dataset.columns}
    rows = csv.DictReader(io.StringIO(submission.content.decode(), newline=""), delimiter=";")
    return [{names[label]: text for label, text in row.items()} for row in rows]


def carried_over(dataset: Dataset, row: Mapping[str, str]) -> dict[str, str]:
    """What of an earlier row holds for the next one too: what it is about, and posts; no counts, no days.

    A stock at the beginning of a period is the one at the end of the period before.
    """
    kept = {c.name: row.get(c.name, "") for c in dataset.columns if c.type in ("code", "text", "decimal")}
    begun = {name: row.get(before, "") for name, before in FROM_BEFORE.items() if before in row}
    return {name: text for name, text in (kept | begun).items() if name not in _FORECASTS}


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
