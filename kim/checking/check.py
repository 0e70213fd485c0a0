"""Run the checks of a declaration over the text cells of one file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from kim import engine
from kim.checking.findings import future_issues, key_issues, rule_issues
from kim.checking.rules import Rule, column_rules, declared_rule
from kim.checking.tables import doubled_keys, found_values, typed_table
from kim.checking.typing import macros
from kim.datasets import Dataset, load_datasets, load_reference, spellings
from kim.errors import Issue
from kim.reading import Sheet


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
        engine.execute(self.connection, typed_table(dataset, sheet))
        rules = list(column_rules(_present(dataset, sheet), sheet.numbers_open))
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

    def _findings(
        self, rules: Sequence[Rule], sheet: Sheet, dataset: Dataset, context: Context
    ) -> Iterator[Issue]:
        """One query counts for all rules; few of them have hits, and those are asked for one by one."""
        if not rules:
            return
        given = {
            "sender": context.sender,
            "auszug_vom": context.auszug_vom,
            "eingereicht_am": context.eingereicht_am,
        }
        counts = ", ".join(f"count(*) filter ({rule.condition})" for rule in rules)
        [hits] = self._ask(f"select {counts} from zeilen", given).itertuples(index=False, name=None)
        for rule in (rule for rule, hit in zip(rules, hits, strict=True) if hit):
            yield from rule_issues(rule, self._ask(found_values(rule, dataset), given), sheet, dataset)

    def _ask(self, sql: str, given: Mapping[str, object]) -> pd.DataFrame:
        """Run a query with just those parameters that it names."""
        used = {name: value for name, value in given.items() if re.search(rf"\${name}\b", sql)}
        return engine.query(self.connection, sql, used)

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
