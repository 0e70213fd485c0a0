"""Ask a Stand for numbers: choose, add up, then estimate."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from kim import engine
from kim.catalogue import Indicator, load_indicator
from kim.errors import KimError
from kim.estimates import Row, estimate, estimate_along
from kim.stand.counts import Counts, Units, both_kinds
from kim.stand.deliveries import EXAMPLE_NOTE, Deliveries, Delivery, notes, span
from kim.stand.groups import complete
from kim.stand.rollup import source_sql
from kim.stand.rows import Framed, Rows
from kim.stand.selection import Selection, check_selection
from kim.stand.tracing import trace_id


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
        self._counts = Counts(folder)
        self._cached_result = lru_cache(maxsize=512)(self._result)
        self._cached_values = lru_cache(maxsize=128)(self._values)
        self._cached_members = lru_cache(maxsize=256)(self._members)

    @property
    def title(self) -> str:
        """Day and name, or number: "31.12.2025 (Sozialausschuss 10.02.2026)", "06.01.2026 (Nr. 4)"."""
        return f"{self.day:%d.%m.%Y} ({self.name or 'Nr. ' + str(self.info['manifest'])})"

    def close(self) -> None:
        self._counts.connection.close()

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
    def termine(self) -> tuple[str, ...]:
        """The Berichtstermine somebody delivered for as ISO days, the newest first."""
        days = self.lieferungen["berichtstermin"].drop_duplicates().sort_values(ascending=False)
        return tuple(days.dt.strftime("%Y-%m-%d"))

    @cached_property
    def opening(self) -> str | None:
        """The newest Termin with at least half the reports of the fullest: early ones would show nothing.

        Reports count for the quarter of their Stichtag, not where they still stand for want of newer ones.
        """
        rows = self.lieferungen
        own = rows["stichtag"].dt.to_period("Q") == rows["berichtstermin"].dt.to_period("Q")
        reports = rows[own].groupby("berichtstermin")["einheit"].nunique()
        enough = reports[reports >= reports.max() / 2]
        return enough.index.max().strftime("%Y-%m-%d") if len(enough) else None

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
        return self._asked(self._entry(indicator_id), selection)

    def deliveries(self, indicator_id: str, selection: Selection) -> Sequence[Delivery]:
        """The deliveries that an answer rests on."""
        missing = self.result(indicator_id, selection).missing
        delivered = self._delivered(self._entry(indicator_id), selection)
        return [row for row in delivered if row.unit not in missing]

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        return engine.query(self._counts.connection, sql, parameters)

    def fingerprint(self, indicator_id: str) -> str:
        return self.info["fingerprints"][load_indicator(indicator_id).query]

    def _result(self, indicator_id: str, selection: Selection) -> Result:
        entry = self._entry(indicator_id)
        check_selection(entry, selection)
        asked, delivered = self._asked(entry, selection), self._delivered(entry, selection)
        answer, counted = self._answer(entry, selection, delivered)
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
        self, entry: Indicator, selection: Selection, delivered: Sequence[Delivery]
    ) -> tuple[Rows | Framed, Units | None]:
        """The rows, and the units whose counts are in them where not all who delivered have any."""
        if entry.kind == "list":
            return Framed(self._counts.listed(entry, selection)), None
        rows, counted = (self._along if entry.axis else self._counted)(entry, selection)
        rows = complete(
            entry,
            selection,
            rows,
            delivered,
            self._units(entry, selection),
            lambda: self._deliveries.partly(entry, selection, self._asked(entry, selection)),
        )
        rows.sort(key=lambda row: [str(row[name]) for name in selection.by])
        names = (*selection.by, *entry.answered, "value", "lower", "upper", "n", "status")
        return Rows(rows, names), counted if entry.empty else None

    def _along(self, entry: Indicator, selection: Selection) -> tuple[list[Row], Units]:
        groups = self._counts.groups(entry, self._counting(entry, both_kinds(selection)), selection)
        known = self._counts.units(entry, self._counting(entry, selection)) if entry.empty else frozenset()
        return estimate_along(entry, groups), known

    def _counted(self, entry: Indicator, selection: Selection) -> tuple[list[Row], Units]:
        rows, known = self._counts.rows(entry, self._counting(entry, both_kinds(selection)), selection)
        return estimate(entry, rows), known

    def roll_up(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """The counts of a selection: dimensions, then sums, in order; no row where nothing was counted."""
        return self._counts.summed(entry, selection)

    def _counting(self, entry: Indicator, selection: Selection) -> Selection:
        """Where quarters are added up, only units that delivered all of them: half a year is no year."""
        time = entry.time
        added_up = entry.is_flow and time not in selection.by and len(selection.where.get(time, ())) > 1
        if not (added_up or selection.same_units):
            return selection
        complete_units = dict.fromkeys(row.unit for row in self._delivered(entry, selection))
        return replace(selection, where=selection.where | {entry.unit_dimension: tuple(complete_units)})

    def _asked(self, entry: Indicator, selection: Selection) -> list[str]:
        return list(dict.fromkeys(unit["einheit"] for unit in self._units(entry, selection)))

    def _delivered(self, entry: Indicator, selection: Selection) -> list[Delivery]:
        return self._deliveries.of(entry, selection, self._asked(entry, selection))

    @cached_property
    def _deliveries(self) -> Deliveries:
        return Deliveries(self.lieferungen)

    @cached_property
    def _listed(self) -> Mapping[str, list[Row]]:
        return {population: frame.to_dict("records") for population, frame in self.units.items()}

    def _units(self, entry: Indicator, selection: Selection) -> list[Row]:
        """The units of the population that the selection means."""
        known = self.units[entry.population].columns
        return self._cached_members(entry.population, *(c for c in selection.where.items() if c[0] in known))

    def _members(self, population: str, *chosen: tuple[str, tuple[str, ...]]) -> list[Row]:
        units = self._listed[population]
        return [unit for unit in units if all(unit[name] in values for name, values in chosen)]

    def _entry(self, indicator_id: str) -> Indicator:
        entry = load_indicator(indicator_id)
        if entry.query not in self.info["fingerprints"]:
            raise KimError(f"Der Stand {self.id} enthält »{entry.title}« noch nicht. Bauen Sie ihn neu.")
        return entry
