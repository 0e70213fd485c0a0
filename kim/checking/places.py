"""Where a finding stands: the cell, and the case and time of its row."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kim import engine
from kim.checking.rule import raw
from kim.checking.tables import LONGEST_VALUE, SECRET
from kim.datasets import Column, Dataset, label_of
from kim.errors import Issue
from kim.reading import ROW, Sheet

Line = Mapping[str, object]


def placed(
    connection: engine.Connection, issues: Iterable[Issue], sheet: Sheet, dataset: Dataset
) -> list[Issue]:
    """The findings with their cells; those of one row also with its case and the time it speaks for."""
    found = list(issues)
    lines = _lines(connection, [issue.row for issue in found if issue.row], dataset)
    names = {heading: name for name, heading in sheet.headings.items()}
    return [_placed(issue, names.get(issue.column), lines, sheet, dataset) for issue in found]


def _placed(
    issue: Issue, name: str | None, lines: Mapping[int, Line], sheet: Sheet, dataset: Dataset
) -> Issue:
    cell = issue.cell or (sheet.cell(name, issue.row) if name else None)
    line = lines.get(issue.row)
    if line is None or issue.count > 1:
        return replace(issue, cell=cell)
    case, period = _case(line, dataset), _period(line, name, dataset)
    return replace(issue, cell=cell, case=issue.case or case, period=issue.period or period)


def _lines(connection: engine.Connection, rows: list[int], dataset: Dataset) -> dict[int, Line]:
    if not rows:
        return {}
    fields = [*map(_shown, _case_columns(dataset)), *(f'"{c.name}"' for c in _dates(dataset))]
    sql = f"select {', '.join([ROW, *fields])} from zeilen where {ROW} in (select unnest($rows))"
    return {line[ROW]: line for line in engine.query_rows(connection, sql, {"rows": sorted(set(rows))})}


def _case_columns(dataset: Dataset) -> list[Column]:
    """What tells one row of a file from another: the key without the sender and without days."""
    columns = [dataset.column(name) for name in dataset.key if name != dataset.sender_column]
    return [column for column in columns if column.type != "date"]


def _shown(column: Column) -> str:
    if column.type != "text":
        return f'"{column.name}"'
    hidden = "is_no_pseudonym" if column.pseudonym else "is_personal"
    shown = f"left({raw(column)}, {LONGEST_VALUE})"
    return f"case when {hidden}({raw(column)}) then '{SECRET}' else {shown} end as \"{column.name}\""


def _case(line: Line, dataset: Dataset) -> str | None:
    told = [(column, line[column.name]) for column in _case_columns(dataset)]
    parts = [_part(column, value) for column, value in told if value not in (None, column.default)]
    return ", ".join(parts) or None


def _part(column: Column, value: object) -> str:
    if column.type == "code":
        return label_of(column.codes, str(value))
    return f"Nr. {value}" if column.type == "integer" else str(value)


def _period(line: Line, name: str | None, dataset: Dataset) -> str | None:
    """The days in the key; for extracts, which have none there, the day that the finding is about."""
    in_key = [column.name for column in _dates(dataset) if column.name in dataset.key]
    days = [line.get(day) for day in in_key or [name]]
    return " bis ".join(f"{day:%d.%m.%Y}" for day in days if isinstance(day, date)) or None


def _dates(dataset: Dataset) -> list[Column]:
    return [column for column in dataset.columns if column.type == "date"]
