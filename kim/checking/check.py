"""Run the checks of a declaration over the text cells of one file."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from kim import engine
from kim.checking.comparing import compared
from kim.checking.context import Context
from kim.checking.findings import future_issues, key_issues, rule_issues
from kim.checking.heaps import heaped
from kim.checking.outliers import Seen, outlying
from kim.checking.passed import Passed, passed_always
from kim.checking.places import placed
from kim.checking.relations import load_file, load_stored
from kim.checking.rule import Rule, named, unread
from kim.checking.rules import column_rules, declared_rule
from kim.checking.tables import NUMBERS, doubled_keys, found_values
from kim.checking.typing import macros
from kim.datasets import Dataset, load_reference
from kim.errors import Issue
from kim.reading import Sheet


@dataclass(frozen=True)
class Checked:
    """Typed rows (stored columns, ordered by key), everything that was found, and what is in order."""

    rows: pa.Table
    issues: tuple[Issue, ...]
    passed: tuple[Passed, ...]


class Checker:
    """A database with the reference lists in it, used for one file after another by one thread."""

    def __init__(self) -> None:
        self.connection, self.seen = engine.connect(), {}
        engine.keep_footers(self.connection)
        for name in ("behoerden", "ki_standorte"):
            engine.load_frame(self.connection, name, load_reference(name))
        for macro in macros():
            engine.execute(self.connection, macro)

    def check(self, sheet: Sheet, dataset: Dataset, context: Context) -> Checked:
        """All findings of a sheet, and its typed rows."""
        load_file(self.connection, sheet, dataset)
        load_stored(self.connection, dataset, context)
        return _Examination(self.connection, sheet, dataset, context, self.seen).checked()


@dataclass(frozen=True)
class _Examination:
    """The checks of one file, whose rows are loaded: of cells, of rows, then beyond the file."""

    connection: engine.Connection
    sheet: Sheet
    dataset: Dataset
    context: Context
    seen: Seen

    def checked(self) -> Checked:
        rules = self._column_rules()
        of_cells = [*self.sheet.issues, *self._found(rules, self._counts([rule.condition for rule in rules]))]
        declared = [declared_rule(check, self.dataset) for check in self.dataset.checks]
        bad, good = self._tallies([rule.good for rule in declared])
        of_rows = [*self._found(declared, bad), *self._doubled()]
        future = future_issues(self.context.auszug_vom, self.context.eingereicht_am)
        beyond = list(self._beyond(of_cells))
        issues = [*of_cells, *future, *of_rows, *(said for said in beyond if isinstance(said, Issue))]
        in_order = [said for said in beyond if isinstance(said, Passed)]
        return Checked(
            rows=self._rows(),
            issues=tuple(placed(self.connection, issues, self.sheet, self.dataset)),
            passed=(*self._passed(zip(declared, good, strict=True), issues), *in_order),
        )

    @property
    def _present(self) -> Dataset:
        """The dataset with the columns of the file: the absence of others is said once, if it matters."""
        columns = tuple(column for column in self.dataset.columns if column.name in self.sheet.headings)
        known = self.dataset.sender_column in {column.name for column in columns}
        return replace(self.dataset, columns=columns, sender=self.dataset.sender if known else "")

    def _column_rules(self) -> list[Rule]:
        """What is asked of single cells; why a cell could not be read only where there is one."""
        left_out = ("text", *NUMBERS) if self.sheet.numbers_open else ("text",)
        columns = [column for column in self._present.columns if column.type not in left_out]
        counts = self._counts([unread(column) for column in columns])
        open_ = {column.name for column, count in zip(columns, counts, strict=True) if count}
        return list(column_rules(self._present, open_))

    def _found(self, rules: Sequence[Rule], counts: Sequence[int]) -> Iterator[Issue]:
        """What the rules find; few are met by any row, which the counts tell."""
        for rule, count in zip(rules, counts, strict=True):
            if count:
                yield from rule_issues(
                    rule, self._ask(found_values(rule, self.dataset)), self.sheet, self.dataset
                )

    def _doubled(self) -> Iterator[Issue]:
        yield from key_issues(self._ask(doubled_keys(self.dataset)), self.sheet, self.dataset)

    def _beyond(self, of_cells: Iterable[Issue]) -> Iterator[Issue | Passed]:
        """What is said of the file beside others; no use is made of columns that could not be read."""
        broken = {issue.column for issue in of_cells if issue.severity == "error"}
        unusable = {name for name, heading in self.sheet.headings.items() if heading in broken}
        if self.sheet.numbers_open:
            unusable |= {column.name for column in self.dataset.columns if column.type in NUMBERS}
        yield from heaped(self.connection, self.sheet, self._present)
        asked = (self.connection, self.sheet, self.dataset, self.context, unusable)
        yield from compared(*asked)
        yield from outlying(*asked, self.seen)

    def _passed(self, declared: Iterable[tuple[Rule, int]], issues: Collection[Issue]) -> Iterator[Passed]:
        """What was looked at and is in order; a check is never both passed and failed."""
        failed = {issue.code for issue in issues}
        yield from passed_always(self.connection, self._present, self.dataset, self.context.sender, failed)
        for rule, count in declared:
            if count and rule.code not in failed and rule.needs <= set(self.sheet.headings):
                yield Passed(rule.passed, count, "Zeilen")

    def _counts(self, conditions: Sequence[str]) -> tuple[int, ...]:
        """How many rows meet each condition, asked with one query."""
        if not conditions:
            return ()
        counts = ", ".join(f"count(*) filter ({condition})" for condition in conditions)
        return self._ask_row(f"select {counts} from zeilen")

    def _tallies(self, conditions: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """How many rows break each condition, and how many meet it; each is worked out once."""
        if not conditions:
            return (), ()
        told = ", ".join(f"({condition}) as c{i}" for i, condition in enumerate(conditions))
        counts = [f"count(*) filter ({no}c{i})" for no in ("not ", "") for i in range(len(conditions))]
        found = self._ask_row(f"select {', '.join(counts)} from (select {told} from zeilen) as t")
        return found[: len(conditions)], found[len(conditions) :]

    def _ask_row(self, sql: str) -> tuple[int, ...]:
        return engine.query_row(self.connection, sql, named(sql, self.context.given))

    def _ask(self, sql: str) -> pd.DataFrame:
        return engine.query(self.connection, sql, named(sql, self.context.given))

    def _rows(self) -> pa.Table:
        fields = ", ".join(f'"{name}"' for name in self.dataset.names)
        order = ", ".join(f'"{name}"' for name in self.dataset.key)
        day = f"date '{self.context.auszug_vom}' as auszug_vom"
        return engine.arrow(self.connection, f"select {fields}, {day} from zeilen order by {order}")
