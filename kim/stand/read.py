"""Ask a Stand for numbers: choose, add up, then estimate."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

import pandas as pd

from kim import engine
from kim.catalogue import DELIVERED_TIMES, Indicator, load_indicator
from kim.errors import KimError
from kim.estimates import Groups, Row, estimate, estimate_along, grouped
from kim.stand.deliveries import EXAMPLE_NOTE, Deliveries, Delivery, notes, span
from kim.stand.groups import complete
from kim.stand.rollup import UNITS, counted_units_sql, roll_up_sql, rows_sql, source_sql
from kim.stand.rows import Framed, Rows
from kim.stand.selection import Selection, check_selection
from kim.stand.tracing import trace_id

Units = frozenset[str] | None  # None: all who delivered
NEAR = 64 * 1024  # bytes of a file whose rows are kept in memory


@dataclass(frozen=True)
class Result:
    """A finished answer with what it rests on.

    `frame` has the chosen dimensions, the counts, value, lower, upper, n and status; `value` is unrounded,
    in the unit of the indicator, and NaN unless the status is `shown`. `coverage` counts units that had
    delivered among those there are.
    """

    indicator: Indicator
    selection: Selection
    stand: "Stand"
    answer: Rows | Framed
    coverage: tuple[int, int]
    missing: tuple[str, ...]
    stichtage: tuple[date, date] | None
    notes: tuple[str, ...]
    example: bool

    @property
    def trace(self) -> str:
        """The id that leads back from a number to indicator, selection and Stand."""
        return trace_id(self.indicator.id, self.selection, self.stand.id)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as a table."""
        return self.answer.frame

    @property
    def rows(self) -> list[Row]:
        """The rows of the frame as plain dictionaries: quick to walk through, and not to be changed."""
        return self.answer.listed

    @property
    def row(self) -> Row:
        """The only row of an answer without dimensions."""
        return self.rows[0]


def traces(*results: Result) -> tuple[str, ...]:
    """The ids of what is drawn or written from results, each once."""
    return tuple(dict.fromkeys(result.trace for result in results))


class Stand:
    """An opened Stand; safe to share between threads, holds no rows of submissions."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder, self.name = folder, name
        self.info = json.loads((folder / "stand.json").read_text(encoding="utf-8"))
        self.id: str = self.info["id"]
        self.day = date.fromisoformat(self.info["day"])
        self._connection = engine.connect_reader(folder)
        files = sorted(folder.glob("*.parquet"))
        for file in files:
            engine.view_parquet(self._connection, file.stem, file)
        self._far = {file.stem for file in files if file.stat().st_size < NEAR}
        self._moving = Lock()
        self._cached_result = lru_cache(maxsize=512)(self._result)
        self._cached_values = lru_cache(maxsize=128)(self._values)
        self._cached_units = lru_cache(maxsize=256)(self._counted_units)
        self._cached_groups = lru_cache(maxsize=24)(self._groups)

    def close(self) -> None:
        self._connection.close()

    def result(self, indicator_id: str, selection: Selection | None = None) -> Result:
        """The answer to one selection; KimError where it cannot be added up or asks for what there is not."""
        return self._cached_result(indicator_id, selection or Selection())

    def values(self, indicator_id: str, dimension: str) -> list[str]:
        """The values a dimension takes in this Stand, as ascending texts."""
        return list(self._cached_values(indicator_id, dimension))

    def _values(self, indicator_id: str, dimension: str) -> list[str]:
        entry = self._entry(indicator_id)
        check_selection(entry, Selection((dimension, *entry.fixed)))
        distinct = f"select distinct cast({dimension} as varchar) as v from {source_sql(entry, (dimension,))}"
        return self.query(f"{distinct} where v is not null order by v")["v"].tolist()

    @cached_property
    def lieferungen(self) -> pd.DataFrame:
        """Who had delivered what for when (datensatz, einheit, berichtstermin, stichtag, einreichung, …)."""
        return self.query("select * from lieferungen")

    @cached_property
    def units(self) -> Mapping[str, pd.DataFrame]:
        """population → its units, with kreis_id, regierungsbezirk and typ."""
        sites = self.query("select *, kreis_id as einheit from ref_ki_standorte")
        authorities = self.query(
            "select b.*, b.behoerde_id as einheit, k.regierungsbezirk, k.typ, k.name as kreis"
            " from ref_behoerden as b left join ref_ki_standorte as k using (kreis_id) order by b.behoerde_id"
        )
        return {"ki_standorte": sites, "behoerden": authorities}

    @property
    def example(self) -> bool:
        """Whether anything in this Stand was invented."""
        return bool((self.lieferungen["vermerk"] == EXAMPLE_NOTE).any())

    def asked(self, indicator_id: str, selection: Selection) -> list[str]:
        """The units that a selection means, whether or not they delivered."""
        units = self._units(self._entry(indicator_id), selection)
        return list(dict.fromkeys(unit["einheit"] for unit in units))

    def deliveries(self, indicator_id: str, selection: Selection) -> Sequence[Delivery]:
        """The deliveries that an answer rests on."""
        entry, asked = self._entry(indicator_id), self.asked(indicator_id, selection)
        missing = self.result(indicator_id, selection).missing
        return [row for row in self._deliveries.of(entry, selection, asked) if row.unit not in missing]

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        return engine.query(self._connection, sql, parameters)

    def fingerprint(self, indicator_id: str) -> str:
        return self.info["fingerprints"][load_indicator(indicator_id).query]

    def _result(self, indicator_id: str, selection: Selection) -> Result:
        entry = self._entry(indicator_id)
        check_selection(entry, selection)
        units = self._units(entry, selection)
        asked = dict.fromkeys(unit["einheit"] for unit in units)
        delivered = self._deliveries.of(entry, selection, asked)
        answer, counted = self._answer(entry, selection, delivered, units)
        resting = [row for row in delivered if counted is None or row.unit in counted]
        there = {row.unit for row in resting}
        return Result(
            indicator=entry,
            selection=selection,
            stand=self,
            answer=answer,
            coverage=(len(there), len(asked)),
            missing=tuple(unit for unit in asked if unit not in there),
            stichtage=span(resting),
            notes=notes(resting),
            example=any(row.note == EXAMPLE_NOTE for row in delivered),
        )

    def _answer(
        self, entry: Indicator, selection: Selection, delivered: Sequence[Delivery], units: Sequence[Row]
    ) -> tuple[Rows | Framed, Units]:
        """The rows, and the units whose counts are in them: a field may be empty, a year incomplete."""
        if entry.kind == "list":
            return Framed(self.query(*rows_sql(entry, selection, self._types(entry.query)))), None
        counting = _of_complete_units(entry, selection, delivered)
        rows, counted = self._along(entry, counting) if entry.axis else self._counted(entry, counting)
        rows = complete(entry, selection, rows, delivered, units)
        rows.sort(key=lambda row: [str(row[name]) for name in selection.by])
        names = (*selection.by, *entry.answered, "value", "lower", "upper", "n", "status")
        return Rows(rows, names), counted if entry.empty else None

    def roll_up(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """The counts of a selection: dimensions, then sums, in order; no row where nothing was counted."""
        return self.query(*roll_up_sql(entry, selection, self._types(entry.query)))

    def _along(self, entry: Indicator, selection: Selection) -> tuple[list[Row], Units]:
        """Counts are remembered: a page asks for several statistics of the same."""
        sql, parameters = roll_up_sql(entry, selection, self._types(entry.query))
        groups = self._cached_groups(entry.kind, entry.ways, selection.by, sql, *parameters.items())
        return estimate_along(entry, groups), self._units_along(entry, selection) if entry.empty else None

    def _groups(
        self, kind: str, ways: tuple[str, ...], by: tuple[str, ...], sql: str, *bound: tuple[str, object]
    ) -> Groups:
        return grouped(kind, ways, engine.query_columns(self._connection, sql, dict(bound)), by)

    def _units_along(self, entry: Indicator, selection: Selection) -> Units:
        sql, parameters = counted_units_sql(entry, selection, self._types(entry.query))
        return self._cached_units(sql, *parameters.items())

    def _counted_units(self, sql: str, *bound: tuple[str, object]) -> Units:
        return frozenset(row["unit"] for row in engine.query_rows(self._connection, sql, dict(bound)))

    def _counted(self, entry: Indicator, selection: Selection) -> tuple[list[Row], Units]:
        types, and_units = self._types(entry.query), entry.empty is not None
        sql, parameters = roll_up_sql(entry, selection, types, and_units)
        rows = engine.query_rows(self._connection, sql, parameters)
        counted = frozenset(unit for row in rows for unit in row.pop(UNITS, None) or ()) - {None}
        return estimate(entry, rows), counted

    @lru_cache(maxsize=128)  # noqa: B019 - a Stand lives as long as its process
    def _types(self, query: str) -> dict[str, str]:
        return engine.columns_of(self._connection, query)

    @cached_property
    def _deliveries(self) -> Deliveries:
        return Deliveries(self.lieferungen)

    @cached_property
    def _listed(self) -> Mapping[str, list[Row]]:
        return {population: frame.to_dict("records") for population, frame in self.units.items()}

    def _units(self, entry: Indicator, selection: Selection) -> list[Row]:
        """The units of the population that the selection means."""
        units, known = self._listed[entry.population], self.units[entry.population].columns
        for name in set(selection.where) & set(known):
            units = [unit for unit in units if unit[name] in selection.where[name]]
        return units

    def _entry(self, indicator_id: str) -> Indicator:
        entry = load_indicator(indicator_id)
        if entry.query not in self.info["fingerprints"]:
            raise KimError(f"Der Stand {self.id} enthält »{entry.title}« noch nicht. Bauen Sie ihn neu.")
        self._bring_near(entry.query)
        return entry

    def _bring_near(self, cube: str) -> None:
        """A small cube is read once: opening its file takes longer than adding up what is in it."""
        with self._moving:
            if cube in self._far:
                engine.bring_near(self._connection, cube)
                self._far.remove(cube)


def _of_complete_units(entry: Indicator, selection: Selection, delivered: Sequence[Delivery]) -> Selection:
    """Where several quarters are added up, only units that delivered all of them: half a year is no year."""
    flow = entry.time in DELIVERED_TIMES and entry.time != "berichtstermin" and entry.time not in selection.by
    added_up = flow and len(selection.where.get(entry.time, ())) > 1
    if not (added_up or selection.same_units):
        return selection
    complete_units = {entry.unit_dimension: tuple(dict.fromkeys(row.unit for row in delivered))}
    return replace(selection, where=selection.where | complete_units)
