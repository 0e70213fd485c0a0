"""The SQL of the checks: one typed table of the file's cells, and what is asked of it."""

from collections.abc import Iterator

from kim.checking.rule import Rule, number, raw, repaired, unread
from kim.checking.typing import as_number, typed
from kim.datasets import Column, Dataset
from kim.reading import READ, ROW, Sheet

LONGEST_VALUE = 100  # characters of a cell that a finding shows
SECRET = "nicht angezeigt"
PRIVATE = ("person_genannt",)  # declared checks whose cells are never shown
NUMBERS = ("decimal", "integer")


def typed_table(dataset: Dataset, sheet: Sheet) -> str:
    """Relation `zeilen`: each column typed under its name and as text under `name:roh`.

    Numbers stand exactly under `name:zahl`; `name:repariert` says that a key was completed.
    """
    present = [column for column in dataset.columns if column.name in sheet.headings]
    mark = None if sheet.numbers_open else sheet.decimal_mark or ","
    numbers = "".join(
        f", {as_number(_cell(column, sheet), mark)} as {number(column)}"
        for column in present
        if column.type in NUMBERS
    )
    fields = [
        f
        for column in dataset.columns
        for f in _fields(column, _cell(column, sheet) if column in present else None)
    ]
    source = f"(select *{numbers} from cells) as t"
    return f"create or replace table zeilen as select t.{ROW}, {', '.join(fields)} from {source}"


def _cell(column: Column, sheet: Sheet) -> str:
    """The column of `cells` to read: the plain writing where reading has found one."""
    beside = f"{column.name}{READ}"
    return f'"{beside if beside in sheet.cells.column_names else column.name}"'


def _fields(column: Column, cell: str | None) -> Iterator[str]:
    default = "null" if column.default is None else f"'{column.default}'"
    if cell is None:
        yield f'cast({default} as {column.sql_type}) as "{column.name}"'
        yield f"cast(null as varchar) as {raw(column)}"
        return
    value = typed(column, f"t.{cell}", f"t.{number(column)}")
    if column.default is not None:
        value = f'case when t."{column.name}" is null then {default} else {value} end'
    yield f'{value} as "{column.name}"'
    yield f't."{column.name}" as {raw(column)}'
    if column.type in NUMBERS:
        yield f"t.{number(column)}"
    if column.type == "code":
        yield f"t.{repaired(column)}"


def found_values(rule: Rule, dataset: Dataset) -> str:
    """The submitted values that a rule finds, each with its first line and how often it stands there."""
    value = raw(dataset.column(rule.column))
    shown = f"case when {_hidden(rule, dataset)} then '{SECRET}' when length({value}) > {LONGEST_VALUE}"
    return f"""
        select {shown} then left({value}, {LONGEST_VALUE}) || '…' else {value} end as value,
            min({ROW}) as first, count(*) as n, (select count({value}) from zeilen) as filled
        from zeilen where {rule.condition} and not coalesce({rule.unless}, false)
        group by value order by first
    """


def _hidden(rule: Rule, dataset: Dataset) -> str:
    """Which cells may not be repeated: those in which a person seems to be named."""
    column = dataset.column(rule.column)
    if rule.code in PRIVATE:
        return "true"
    return f"{'is_no_pseudonym' if column.pseudonym else 'is_personal'}({raw(column)})"


def doubled_keys(dataset: Dataset) -> str:
    """Keys that stand in several rows; rows whose key is incomplete or could not be read are left out."""
    columns = [dataset.column(name) for name in dataset.key]
    keys = ", ".join(f'"{name}"' for name in dataset.key)
    shown = ", ".join(f"any_value({_shown_key(column)})" for column in columns)
    return f"""
        select concat_ws(', ', {shown}) as key, list_sort(list({ROW})) as lines, count(*) - 1 as surplus
        from zeilen where {whole_key(dataset)} group by {keys} having count(*) > 1 order by lines
    """


def whole_key(dataset: Dataset) -> str:
    """Whether a row has all of its key."""
    return " and ".join(f"({_complete(dataset.column(name))})" for name in dataset.key)


def _complete(column: Column) -> str:
    usable = f"not coalesce({unread(column)}, false)"
    return f'{usable} and "{column.name}" is not null' if column.required else usable


def _shown_key(column: Column) -> str:
    if column.type == "date":
        return f"strftime(\"{column.name}\", '%d.%m.%Y')"
    if column.type == "text":
        return f'case when is_personal("{column.name}") then \'{SECRET}\' else "{column.name}" end'
    return f'"{column.name}"'
