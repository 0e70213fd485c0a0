"""A few numbers typed into a form become a submission like any file."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pyarrow.parquet as pq

from kim import formats
from kim.datasets import Column, Dataset, Sum
from kim.intake.drafts import Draft
from kim.intake.submission import Submission
from kim.reading import Lesart
from kim.reading.numbers import number_pattern
from kim.store import Receipt, Store, Unit

TYPED = "eingabe_"  # how the file of what was typed in is called
FIRST_LINE = 2  # of the file that holds data: the form counts as the findings do
BEGIN = "zeitraum_von"  # first day of what a row speaks for, in datasets that count over a period
FROM_BEFORE = {"bestand_anfang": "bestand_ende"}  # a stock at the beginning is the one at the end before
PLAIN = Lesart(decimal_mark=",", date_order="TMJ")  # a form is German; what is typed is never asked about
_FORECASTS = ("prognose_besetzt_vzae",)  # was about a day that may have passed
_NUMBER = re.compile(number_pattern(","))

Row = Mapping[str, str]


@dataclass(frozen=True)
class Before:
    """A sender's newest rows, as a person would type them, and the days they speak for."""

    begin: date | None
    day: date
    rows: Sequence[Row] = ()


def given(dataset: Dataset, sender: str, stichtag: date) -> dict[str, str]:
    """The columns that follow from sender and Stichtag: nobody types them."""
    told = {dataset.sender_column: sender, dataset.period_end: formats.date(stichtag)}
    if BEGIN in dataset.names:
        told[BEGIN] = formats.date(_quarter(stichtag))
    return told


def last_rows(store: Store, dataset: Dataset, sender: str, stichtag: date) -> Before | None:
    """The sender's newest rows up to a Stichtag; of two periods that end on one day the shorter one."""
    units = [
        (_day(unit, dataset.period_end), _day(unit, BEGIN), unit)
        for unit in store.manifest().units_of(dataset.id)
        if unit.values[dataset.sender_column] == sender
    ]
    if not (times := [(day, begin or day) for day, begin, _ in units if day <= stichtag]):
        return None
    newest = max(times)
    places = [unit.place for day, begin, unit in units if (day, begin or day) == newest]
    told = [row for place in places for row in pq.read_table(store.file(place)).to_pylist()]
    fixed = given(dataset, sender, stichtag)
    typed = [column for column in dataset.columns if column.name not in fixed]
    rows = [{column.name: _typed(column, row[column.name]) for column in typed} for row in told]
    return Before(newest[1] if BEGIN in dataset.names else None, newest[0], rows)


def is_about(before: Before, stichtag: date) -> bool:
    """Whether the rows are those of this Stichtag itself, which somebody wants to correct."""
    return before.day == stichtag and before.begin in (None, _quarter(stichtag))


def prefilled(dataset: Dataset, before: Before, stichtag: date) -> list[dict[str, str]]:
    """What stands in the form: the rows of this Stichtag, or what of earlier ones can still hold."""
    if is_about(before, stichtag):
        return [dict(row) for row in before.rows]
    follows = before.day + timedelta(days=1) == _quarter(stichtag)
    return [carried_over(dataset, row, follows) for row in before.rows]


def carried_over(dataset: Dataset, row: Row, follows: bool = True) -> dict[str, str]:
    """What of an earlier row holds for the next one too: what it is about, and posts; no counts, no days.

    A stock at the beginning of a period that `follows` is the one at the end of the period before.
    """
    kept = {c.name: row.get(c.name, "") for c in dataset.columns if c.type in ("code", "text", "decimal")}
    begun = {name: row.get(before, "") for name, before in FROM_BEFORE.items() if before in row and follows}
    return {name: text for name, text in (kept | begun).items() if name not in _FORECASTS}


def as_submission(
    dataset: Dataset, sender: str, stichtag: date, rows: Sequence[Row], note: str = ""
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


def was_typed_in(told: Submission | Receipt | Draft) -> bool:
    return told.file_name.startswith(TYPED)


def typed_rows(dataset: Dataset, submission: Submission) -> list[dict[str, str]]:
    """The rows of a submission that was typed in, to be changed in the form."""
    names = {column.label: column.name for column in dataset.columns}
    rows = csv.DictReader(io.StringIO(submission.content.decode(), newline=""), delimiter=";")
    return [{names[label]: text for label, text in row.items()} for row in rows]


def is_blank(dataset: Dataset, row: Row) -> bool:
    """Whether nothing was typed: what is preset does not count."""
    return all(text.strip() in ("", dataset.column(name).default) for name, text in row.items())


def sum_told(dataset: Dataset, declared: Sum, row: Row) -> str:
    """What a declared sum of a row comes to, beside what was typed; a sentence in any case."""
    label = {name: dataset.column(name).label for name in (declared.total, *declared.plus, *declared.minus)}
    total, plus = _number(row, declared.total), [_number(row, name) for name in declared.plus]
    minus = [value for name in declared.minus if (value := _number(row, name)) is not None]
    parts = f"»{label[declared.plus[0]]}« bis »{label[(*declared.plus, *declared.minus)[-1]]}«"
    if None in plus or (declared.minus and not minus):
        return f"Rechenprobe {parts}: noch nicht alle Zahlen da."
    worked = sum(plus) - sum(minus)
    found = f"Rechenprobe {parts}: ergibt {formats.short(worked)}, »{label[declared.total]}«"
    if total is None:
        return f"{found} fehlt."
    return f"{found} ist {formats.short(total)}; " + (
        "geht auf." if total == worked else f"Unterschied {formats.signed(total - worked)}."
    )


def _number(row: Row, name: str) -> Decimal | None:
    text = row.get(name, "").strip()
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))


def _quarter(day: date) -> date:
    """Its first day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _day(unit: Unit, column: str) -> date | None:
    return date.fromisoformat(unit.values[column][:10]) if column in unit.values else None


def _typed(column: Column, value: object) -> str:
    """A stored value as people write it; nothing where it was not told."""
    if value is None:
        return ""
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return value if isinstance(value, str) else formats.short(value).replace(".", "")
