"""Run the checks of a declaration over the text cells of one file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from kim import engine
from kim.checking.rules import Rule, column_rules, declared_rule, raw, repaired
from kim.checking.typing import typed
from kim.datasets import Column, Dataset, load_datasets, load_reference, spellings
from kim.errors import Issue
from kim.reading import ROW, Sheet

MANY_VALUES = 25  # more different values than this in one column are one finding
SECRET = "nicht angezeigt"


@dataclass(frozen=True)
class Context:
    """What a check must know beside the file: who sends it for which day, and what the sender has in the store.

    `known` maps other datasets to the Parquet files that hold the sender's rows.
    """

    sender: str
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

    def check(self, sheet: Sheet, dataset: Dataset, context: Context) -> Checked:
        """All findings of a readable sheet, and its typed rows."""
        mark = sheet.decimal_mark or ","
        cells = sheet.cells.reindex(columns=[ROW, *dataset.names])
        engine.load_frame(self.connection, "cells", cells.astype({name: "str" for name in dataset.names}))
        self._load_known(dataset, context)
        engine.execute(self.connection, _typed_table(dataset, mark))
        rules = [*column_rules(_present(dataset, sheet), mark), *map(declared_rule, dataset.checks)]
        found = [
            *_future(context),
            *self._findings(rules, sheet, dataset, context),
            *self._doubled(sheet, dataset),
        ]
        return Checked(self._rows(dataset, context), (*sheet.issues, *found))

    def _load_known(self, dataset: Dataset, context: Context) -> None:
        for name, other in load_datasets().items():
            if (
                any(re.search(rf"\b{name}\b", check.condition) for check in dataset.checks)
                and name != dataset.id
            ):
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

    def _doubled(self, sheet: Sheet, dataset: Dataset) -> Iterable[Issue]:
        keys = ", ".join(f'"{name}"' for name in dataset.key)
        sql = f"""
            select {keys}, list_sort(list({ROW})) as lines from zeilen group by {keys}
            having count(*) > 1 and count("{dataset.key[0]}") > 0 order by lines
        """
        for found in engine.query(self.connection, sql).itertuples(index=False):
            yield _double(sheet, dataset, found)

    def _rows(self, dataset: Dataset, context: Context) -> pa.Table:
        fields = ", ".join(f'"{name}"' for name in dataset.names)
        order = ", ".join(f'"{name}"' for name in dataset.key)
        day = f"date '{context.auszug_vom}' as auszug_vom"
        return engine.arrow(self.connection, f"select {fields}, {day} from zeilen order by {order}")


def _present(dataset: Dataset, sheet: Sheet) -> Dataset:
    """The dataset without required columns that the file does not have: their absence is said once already."""
    columns = tuple(c for c in dataset.columns if c.name in sheet.headings or not c.required)
    sender = dataset.sender if dataset.sender_column in {column.name for column in columns} else ""
    return Dataset(**{**dataset.__dict__, "columns": columns, "sender": sender})


def _typed_table(dataset: Dataset, mark: str) -> str:
    """Relation `zeilen`: each column typed under its name, as text under `name:roh`, repaired or not."""
    fields = ", ".join(field for column in dataset.columns for field in _fields(column, mark))
    return f"create or replace table zeilen as select t.{ROW}, {fields} from cells as t {_lookups(dataset)}"


def _fields(column: Column, mark: str) -> Iterable[str]:
    expression = typed(column, mark)
    if column.default is not None:
        expression = f"case when t.\"{column.name}\" is null then '{column.default}' else {expression} end"
    yield f'{expression} as "{column.name}"'
    yield f't."{column.name}" as {raw(column)}'
    if column.type == "code":
        yield f"l_{column.name}.repaired as {repaired(column)}"


def _lookups(dataset: Dataset) -> str:
    """One join per code column: the spelling in the cell → its code."""
    return " ".join(
        f"left join spellings_{column.codes} as l_{column.name} on l_{column.name}.spelling ="
        f" lower(regexp_replace(t.\"{column.name}\", '\\s+', ' ', 'g'))"
        for column in dataset.columns
        if column.type == "code"
    )


def _found(rule: Rule, dataset: Dataset) -> str:
    """The submitted values that a rule finds, each with its first line and how often it stands there."""
    value = raw(dataset.column(rule.column))
    select = f"select {value} as value, min({ROW}) as first, count(*) as n"
    return f"{select} from zeilen where {rule.condition} group by {value} order by first"


def _issues(rule: Rule, found: pd.DataFrame, sheet: Sheet, dataset: Dataset) -> Iterable[Issue]:
    many = len(found) > MANY_VALUES
    for row in found.head(1).itertuples() if many else found.itertuples():
        value = None if pd.isna(row.value) else SECRET if rule.code == "personenbezug" else row.value
        count = int(found["n"].sum()) if many else int(row.n)
        yield Issue(
            rule.code,
            rule.severity,
            rule.message.replace("{value}", str(value)),
            rule.expected,
            rule.remedy,
            sheet.name,
            int(row.first),
            _heading(rule.column, sheet, dataset),
            value,
            count,
        )


def _heading(name: str, sheet: Sheet, dataset: Dataset) -> str:
    return sheet.headings.get(name, dataset.column(name).label)


def _double(sheet: Sheet, dataset: Dataset, found: tuple) -> Issue:
    *key, lines = found
    shown = ", ".join(str(part) for part in key if not pd.isna(part))
    return Issue(
        "doppelter_schluessel",
        "error",
        f"Der Schlüssel »{shown}« kommt mehrmals vor (Zeilen {', '.join(str(line) for line in lines[:10])}).",
        f"jede Kombination von {', '.join(dataset.column(name).label for name in dataset.key)} nur einmal",
        "Löschen Sie die überzählige Zeile oder fassen Sie die Zeilen zusammen.",
        sheet.name,
        int(lines[1]),
        _heading(dataset.key[-1], sheet, dataset),
        shown,
        len(lines) - 1,
    )


def _future(context: Context) -> Iterable[Issue]:
    if context.auszug_vom > context.eingereicht_am:
        yield Issue(
            "stichtag_in_zukunft",
            "error",
            f"Der Stichtag {context.auszug_vom:%d.%m.%Y} liegt nach dem Tag der Einreichung.",
            f"ein Tag bis zum {context.eingereicht_am:%d.%m.%Y}",
            "Geben Sie den Tag an, für den der Auszug spricht.",
            value=f"{context.auszug_vom:%d.%m.%Y}",
        )
