"""Declared comparisons of a file with what its sender has in the store already."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kim import engine
from kim.checking.context import Context
from kim.checking.findings import MANY
from kim.checking.passed import Passed
from kim.checking.rule import named
from kim.datasets import Comparison, Dataset
from kim.errors import Issue
from kim.formats import number, short
from kim.reading import Sheet

Found = Mapping[str, object]


def compared(
    connection: engine.Connection, sheet: Sheet, dataset: Dataset, context: Context, unusable: Collection[str]
) -> Iterator[Issue | Passed]:
    """What the comparisons of a dataset say of `zeilen`; those that need an `unusable` column say nothing."""
    for comparison in dataset.comparisons if sheet.cells.num_rows else ():
        if usable(comparison.columns, sheet, unusable):
            count = _looked_at(connection, comparison, dataset, context)
            if count:
                sql = comparison.query
                found = engine.query_rows(connection, sql, named(sql, context.given))
                yield from _issues(comparison, found, sheet) or [Passed(comparison.passed, count, "Zeilen")]


def usable(columns: Sequence[str], sheet: Sheet, unusable: Collection[str]) -> bool:
    return all(name in sheet.headings and name not in unusable for name in columns)


def filled(text: str, found: Found) -> str:
    """A declared sentence with the values that a query found, written as people write them."""
    for name, value in found.items():
        text = text.replace(f"{{{name}}}", told(value))
    return text


def told(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        return ", ".join(map(told, value))
    if isinstance(value, float | Decimal):
        return short(value)
    return number(value) if isinstance(value, int) else str(value)


def _looked_at(
    connection: engine.Connection, comparison: Comparison, dataset: Dataset, context: Context
) -> int:
    """How many rows a comparison has to look at: none where there is nothing to compare with."""
    if comparison.over == "bisher":
        return context.stored(dataset.id).rows
    rows = "select count(*) from zeilen"
    if comparison.over == "eigene":
        later = f'"{dataset.period_end}" > (select min(e."{dataset.period_end}") from eigene as e)'
        return engine.query_row(connection, f"{rows} where {later}")[0]
    return engine.query_row(connection, rows)[0] if context.stored(comparison.over).rows else 0


def _issues(comparison: Comparison, found: Sequence[Found], sheet: Sheet) -> list[Issue]:
    """One finding per row of the query; one for all where they are many."""
    total = sum(row["n"] for row in found)
    if len(found) > MANY:
        return [_issue(comparison, found[0], sheet, total, f" Insgesamt {number(total)} Zeilen sind so.")]
    return [_issue(comparison, row, sheet, row["n"]) for row in found]


def _issue(comparison: Comparison, row: Found, sheet: Sheet, count: int, more: str = "") -> Issue:
    value = row.get("value")
    return Issue(
        comparison.code,
        comparison.severity,
        filled(comparison.message, row) + more,
        filled(comparison.expected, row),
        comparison.remedy,
        sheet.name,
        row.get("first"),
        sheet.headings[comparison.columns[0]],
        None if value is None else told(value),
        count,
        case=row.get("case"),
    )
