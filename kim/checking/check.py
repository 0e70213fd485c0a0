"""Run the checks of a declaration over the text cells of one file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pyarrow as pa

from kim import engine
from kim.checking.codes import with_codes
from kim.checking.findings import future_issues, key_issues, rule_issues
from kim.checking.rule import Rule, unread
from kim.checking.rules import column_rules, declared_rule
from kim.checking.tables import NUMBERS, doubled_keys, found_values, typed_table
from kim.checking.typing import macros
from kim.datasets import Dataset, load_datasets, load_reference
from kim.errors import Issue
from kim.reading import Sheet

Thing = TypeVar("Thing")


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
        for macro in macros():
            engine.execute(self.connection, macro)

    def check(self, sheet: Sheet, dataset: Dataset, context: Context) -> Checked:
        """All findings of a sheet, and its typed rows."""
        engine.load_frame(self.connection, "cells", with_codes(sheet.cells, dataset.columns, sheet.codes))
        self._load_known(dataset, context)
        engine.execute(self.connection, typed_table(dataset, sheet))
        present = _present(dataset, sheet)
        rules = list(column_rules(present, self._unread_columns(present, sheet)))
        declared = [declared_rule(check, dataset) for check in dataset.checks]
        found = [
            *future_issues(context.auszug_vom, context.eingereicht_am),
            *self._findings(rules, sheet, dataset, context),
            *self._findings(declared, sheet, dataset, context),
            *key_issues(engine.query(self.connection, doubled_keys(dataset)), sheet, dataset),
        ]
        return Checked(self._rows(dataset, context), (*sheet.issues, *found))

    def _load_known(self, dataset: Dataset, context: Context) -> None:
        for name, other in load_datasets().items():
            mentioned = any(re.search(rf"\b{name}\b", check.condition) for check in dataset.checks)
            if mentioned and name != dataset.id:
                columns = {column.name: column.sql_type for column in other.columns}
                engine.load_parquet(self.connection, name, columns, context.known.get(name, ()), 0)

    def _unread_columns(self, present: Dataset, sheet: Sheet) -> set[str]:
        """Columns with cells that could not be read; numbers whose decimal mark is open are not looked at."""
        left_out = ("text", *NUMBERS) if sheet.numbers_open else ("text",)
        columns = [column for column in present.columns if column.type not in left_out]
        return {column.name for column in self._hit(columns, unread, {})}

    def _findings(
        self, rules: Sequence[Rule], sheet: Sheet, dataset: Dataset, context: Context
    ) -> Iterator[Issue]:
        given = {
            "sender": context.sender,
            "auszug_vom": context.auszug_vom,
            "eingereicht_am": context.eingereicht_am,
        }
        for rule in self._hit(rules, lambda rule: rule.condition, given):
            yield from rule_issues(rule, self._ask(found_values(rule, dataset), given), sheet, dataset)

    def _hit(
        self, things: Sequence[Thing], condition: Callable[[Thing], str], given: Mapping[str, object]
    ) -> Iterator[Thing]:
        """Those whose condition some row meets, asked with one query, since few are."""
        if things:
            counts = ", ".join(f"count(*) filter ({condition(thing)})" for thing in things)
            sql = f"select {counts} from zeilen"
            hits = engine.query_row(self.connection, sql, _named(sql, given))
            yield from (thing for thing, hit in zip(things, hits, strict=True) if hit)

    def _ask(self, sql: str, given: Mapping[str, object]) -> pd.DataFrame:
        return engine.query(self.connection, sql, _named(sql, given))

    def _rows(self, dataset: Dataset, context: Context) -> pa.Table:
        fields = ", ".join(f'"{name}"' for name in dataset.names)
        order = ", ".join(f'"{name}"' for name in dataset.key)
        day = f"date '{context.auszug_vom}' as auszug_vom"
        return engine.arrow(self.connection, f"select {fields}, {day} from zeilen order by {order}")


def _named(sql: str, given: Mapping[str, object]) -> dict[str, object]:
    """Just those parameters that a query names: others would be refused."""
    return {name: value for name, value in given.items() if re.search(rf"\${name}\b", sql)}


def _present(dataset: Dataset, sheet: Sheet) -> Dataset:
    """The dataset without columns that the file does not have: their absence is said once, if it matters."""
    columns = tuple(column for column in dataset.columns if column.name in sheet.headings)
    known = dataset.sender_column in {column.name for column in columns}
    return replace(dataset, columns=columns, sender=dataset.sender if known else "")
