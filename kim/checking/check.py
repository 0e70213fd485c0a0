"""Run the checks of a declaration over the text cells of one file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from kim import engine
from kim.checking.rules import Rule, column_rules, declared_rule, number, raw, repaired
from kim.checking.typing import as_number, macros, typed
from kim.datasets import Column, Dataset, load_datasets, load_reference, spellings
from kim.errors import Issue
from kim.reading import ROW, Sheet

MANY_VALUES = 25  # more different values than this in one column are one finding
FEW_VALUES = 3  # up to this many are told one by one, even where nothing else stands in the column
LONGEST_VALUE = 100  # characters of a cell that a finding shows
SECRET = "nicht angezeigt"
PRIVATE = ("person_genannt",)  # declared checks whose cells are never shown


@dataclass(frozen=True)
class Context:
    """What a check must know beside the file: who sends it for which day, what the sender has in the store.

    `known` maps other datasets to the Parquet files that hold the sender's rows.
    """

    sender: str | None
    auszug_vom: date
    eingereicht_am: date
    known: Mapping[str, Sequence[Path]] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """Typed rows (stored columns, ordered by key) and everything that was found."""

    rows: pa.Table
    issues: tuple[Issue, ...]


class Checker:
    """A database with the reference lists in it, used for one file after another by one thread."""

    def __init__(self) -> None:
        self.connection = engine.connect()
        for name in ("behoerden", "ki_standorte"):
            engine.load_frame(self.connection, name, load_reference(name))
        for name in sorted({c.codes for d in load_datasets().values() for c in d.columns if c.codes}):
            engine.load_frame(self.connection, f"spellings_{name}", spellings(name))
        for macro in macros():
            engine.execute(self.connection, macro)

    def check(self, sheet: Sheet, dataset: Dataset, context: Context) -> Checked:
        """All findings of a sheet, and its typed rows."""
        engine.load_frame(self.connection, "cells", sheet.cells)
        self._load_known(dataset, context)
        engine.execute(self.connection, _typed_table(dataset, sheet))
        rules = [
            *column_rules(_present(dataset, sheet), sheet.numbers_open),
            *(declared_rule(check, dataset) for check in dataset.checks),
        ]
        found = [
            *_future(context),
            *self._findings(rules, sheet, dataset, context),
            *self._doubled(sheet, dataset),
        ]
        return Checked(self._rows(dataset, context), (*sheet.issues, *found))

    def _load_known(self, dataset: Dataset, context: Context) -> None:
        for name, other in load_datasets().items():
            mentioned = any(re.search(rf"\b{name}\b", check.condition) for check in dataset.checks)
            if mentioned and name != dataset.id:
                columns = {column.name: column.sql_type for column in other.columns}
                engine.load_parquet(self.connection, name, columns, context.known.get(name, ()), 0)

    def _findings(
        self, rules: Sequence[Rule], sheet: Sheet, dataset: Dataset, context: Context
    ) -> Iterable[Issue]:
        """One finding per rule and submitted value; one per rule where values are many."""
        given = {
            "sender": context.sender,
            "auszug_vom": context.auszug_vom,
            "eingereicht_am": context.eingereicht_am,
        }
        counts = ", ".join(f"count(*) filter ({rule.condition})" for rule in rules)
        [hits] = self._ask(f"select {counts} from zeilen", given).itertuples(index=False, name=None)
        for rule in (rule for rule, hit in zip(rules, hits, strict=True) if hit):
            yield from _issues(rule, self._ask(_found(rule, dataset), given), sheet, dataset)

    def _ask(self, sql: str, given: Mapping[str, object]) -> pd.DataFrame:
        """Run a query with just those parameters that it names."""
        used = {name: value for name, value in given.items() if re.search(rf"\${name}\b", sql)}
        return engine.query(self.connection, sql, used)

    def _doubled(self, sheet: Sheet, dataset: Dataset) -> Iterator[Issue]:
        found = engine.query(self.connection, _doubles(dataset))
        if len(found) > MANY_VALUES:
            more = f" Insgesamt sind {int(found['surplus'].sum())} Zeilen doppelt."
            yield _double(sheet, dataset, found.iloc[0], int(found["surplus"].sum()), more)
        else:
            yield from (_double(sheet, dataset, row, int(row["surplus"])) for _, row in found.iterrows())

    def _rows(self, dataset: Dataset, context: Context) -> pa.Table:
        fields = ", ".join(f'"{name}"' for name in dataset.names)
        order = ", ".join(f'"{name}"' for name in dataset.key)
        day = f"date '{context.auszug_vom}' as auszug_vom"
        return engine.arrow(self.connection, f"select {fields}, {day} from zeilen order by {order}")


def _present(dataset: Dataset, sheet: Sheet) -> Dataset:
    """The dataset without columns that the file does not have: their absence is said once, if it matters."""
    columns = tuple(column for column in dataset.columns if column.name in sheet.headings)
    known = dataset.sender_column in {column.name for column in columns}
    return replace(dataset, columns=columns, sender=dataset.sender if known else "")


def _typed_table(dataset: Dataset, sheet: Sheet) -> str:
    """Relation `zeilen`: each column typed under its name and as text under `name:roh`.

    Numbers stand exactly under `name:zahl`; `name:repariert` says that a key was completed.
    """
    present = _present(dataset, sheet).columns
    mark = None if sheet.numbers_open else sheet.decimal_mark or ","
    numbers = "".join(
        f", {as_number(f'{column.name}', mark)} as {number(column)}"
        for column in present
        if column.type in ("decimal", "integer")
    )
    fields = [f for column in dataset.columns for f in _fields(column, column in present)]
    source = f"(select *{numbers} from cells) as t {_lookups(present)}"
    return f"create or replace table zeilen as select t.{ROW}, {', '.join(fields)} from {source}"


def _fields(column: Column, present: bool) -> Iterator[str]:
    default = "null" if column.default is None else f"'{column.default}'"
    if not present:
        yield f'cast({default} as {column.sql_type}) as "{column.name}"'
        yield f"cast(null as varchar) as {raw(column)}"
        return
    value = typed(column, f"t.{number(column)}")
    if column.default is not None:
        value = f'case when t."{column.name}" is null then {default} else {value} end'
    yield f'{value} as "{column.name}"'
    yield f't."{column.name}" as {raw(column)}'
    if column.type in ("decimal", "integer"):
        yield f"t.{number(column)}"
    if column.type == "code":
        yield f"l_{column.name}.repaired as {repaired(column)}"


def _lookups(columns: Sequence[Column]) -> str:
    """One join per code column: the spelling in the cell → its code."""
    return " ".join(
        f"left join spellings_{column.codes} as l_{column.name}"
        f' on l_{column.name}.spelling = as_spelling(t."{column.name}")'
        for column in columns
        if column.type == "code"
    )


def _found(rule: Rule, dataset: Dataset) -> str:
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


def _issues(rule: Rule, found: pd.DataFrame, sheet: Sheet, dataset: Dataset) -> Iterator[Issue]:
    total = int(found["n"].sum())
    whole_column = len(found) > FEW_VALUES and total >= found["filled"].iloc[0]
    if len(found) > MANY_VALUES or whole_column:
        yield _issue(rule, found.iloc[0], sheet, dataset, total, f" Das betrifft {total} Zeilen.")
    else:
        yield from (_issue(rule, row, sheet, dataset, int(row["n"])) for _, row in found.iterrows())


def _issue(rule: Rule, row: pd.Series, sheet: Sheet, dataset: Dataset, count: int, more: str = "") -> Issue:
    value = None if pd.isna(row["value"]) else row["value"]
    return Issue(
        rule.code,
        rule.severity,
        rule.message.replace("{value}", str(value)) + more,
        rule.expected,
        rule.remedy,
        sheet.name,
        int(row["first"]),
        _heading(rule.column, sheet, dataset),
        value,
        count,
    )


def _heading(name: str, sheet: Sheet, dataset: Dataset) -> str:
    return sheet.headings.get(name, dataset.column(name).label)


def _doubles(dataset: Dataset) -> str:
    """Keys that stand in several rows; rows whose key is incomplete or could not be read are left out."""
    columns = [dataset.column(name) for name in dataset.key]
    keys = ", ".join(f'"{name}"' for name in dataset.key)
    shown = ", ".join(f"any_value({_shown_key(column)})" for column in columns)
    whole = " and ".join(
        f'"{c.name}" is not null' if c.required else f'("{c.name}" is not null or {raw(c)} is null)'
        for c in columns
    )
    return f"""
        select concat_ws(', ', {shown}) as key, list_sort(list({ROW})) as lines, count(*) - 1 as surplus
        from zeilen where {whole} group by {keys} having count(*) > 1 order by lines
    """


def _shown_key(column: Column) -> str:
    if column.pseudonym:
        return f'case when is_no_pseudonym("{column.name}") then \'{SECRET}\' else "{column.name}" end'
    return f"strftime(\"{column.name}\", '%d.%m.%Y')" if column.type == "date" else f'"{column.name}"'


def _double(sheet: Sheet, dataset: Dataset, found: pd.Series, count: int, more: str = "") -> Issue:
    lines = ", ".join(str(line) for line in found["lines"][:10])
    last = next(name for name in reversed(dataset.key) if name in sheet.headings)
    return Issue(
        "doppelter_schluessel",
        "error",
        f"Der Schlüssel »{found['key']}« kommt mehrmals vor (Zeilen {lines}).{more}",
        f"jede Kombination von {', '.join(dataset.column(name).label for name in dataset.key)} nur einmal",
        "Löschen Sie die überzählige Zeile oder fassen Sie die Zeilen zusammen.",
        sheet.name,
        int(found["lines"][1]),
        sheet.headings[last],
        found["key"],
        count,
    )


def _future(context: Context) -> Iterator[Issue]:
    if context.auszug_vom > context.eingereicht_am:
        yield Issue(
            "stichtag_in_zukunft",
            "error",
            f"Der Stichtag {context.auszug_vom:%d.%m.%Y} liegt nach dem Tag der Einreichung.",
            f"ein Tag bis zum {context.eingereicht_am:%d.%m.%Y}",
            "Geben Sie den Tag an, für den der Auszug spricht.",
            value=f"{context.auszug_vom:%d.%m.%Y}",
        )
