"""Ask a Stand for numbers: choose, add up, then estimate."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from kim import engine
from kim.catalogue import DELIVERED_TIMES, DERIVED, GRUNDLAGEN, Indicator, load_indicator
from kim.errors import KimError
from kim.estimates import estimate
from kim.stand.groups import complete
from kim.stand.selection import Selection, check_selection

EXAMPLE_NOTE = "Beispieldaten (erfunden)"
POPULATIONS = {"ki_standorte": "ref_ki_standorte", "behoerden": "ref_behoerden"}


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
    frame: pd.DataFrame
    coverage: tuple[int, int]
    missing: tuple[str, ...]
    stichtage: tuple[date, date] | None
    notes: tuple[str, ...]
    example: bool

    @property
    def row(self) -> pd.Series:
        """The only row of an answer without dimensions."""
        return self.frame.iloc[0]


class Stand:
    """An opened Stand; safe to share between threads, holds no rows of submissions."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder, self.name = folder, name
        self.info = json.loads((folder / "stand.json").read_text(encoding="utf-8"))
        self.id: str = self.info["id"]
        self.day = date.fromisoformat(self.info["day"])
        self._connection = engine.connect_reader(folder)
        for file in sorted(folder.glob("*.parquet")):
            engine.view_parquet(self._connection, file.stem, file)
        self._cached_result = lru_cache(maxsize=512)(self._result)

    def close(self) -> None:
        self._connection.close()

    def result(self, indicator_id: str, selection: Selection | None = None) -> Result:
        """The answer to one selection; KimError where it cannot be added up or asks for what there is not."""
        return self._cached_result(indicator_id, selection or Selection())

    def values(self, indicator_id: str, dimension: str) -> list[str]:
        """The values a dimension takes in this Stand, as ascending texts."""
        entry = self._entry(indicator_id)
        check_selection(entry, Selection((dimension, *entry.fixed)))
        distinct = f"select distinct cast({dimension} as varchar) as v from {_source(entry, (dimension,))}"
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

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        return engine.query(self._connection, sql, parameters)

    def fingerprint(self, indicator_id: str) -> str:
        return self.info["fingerprints"][load_indicator(indicator_id).query]

    def _result(self, indicator_id: str, selection: Selection) -> Result:
        entry = self._entry(indicator_id)
        check_selection(entry, selection)
        asked = self._asked(entry, selection)
        delivered = self._delivered(entry, selection, asked)
        frame = self._frame(entry, selection, delivered, asked)
        there = set(delivered["einheit"]) & set(asked["einheit"])
        return Result(
            indicator=entry,
            selection=selection,
            stand=self,
            frame=frame,
            coverage=(len(there), len(asked)),
            missing=tuple(unit for unit in asked["einheit"] if unit not in there),
            stichtage=_span(delivered["stichtag"]),
            notes=_notes(entry, delivered),
            example=bool((delivered["vermerk"] == EXAMPLE_NOTE).any()),
        )

    def _frame(
        self, entry: Indicator, selection: Selection, delivered: pd.DataFrame, asked: pd.DataFrame
    ) -> pd.DataFrame:
        if entry.kind == "list":
            return self._rows(entry, selection)
        counted = self.roll_up(entry, _of_complete_units(entry, selection, delivered))
        frame = estimate(entry, counted, selection.by)
        frame = complete(entry, selection, frame, delivered, asked)
        return (
            frame.sort_values(list(selection.by), kind="stable", ignore_index=True) if selection.by else frame
        )

    def roll_up(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """The counts of a selection: dimensions, then sums, in order; no row where nothing was counted."""
        additive = [name for name in entry.counts if name != "tag"]
        by = [*selection.by, *(["tag"] if entry.kind == "duration" else [])]
        sums = ", ".join(f"sum({name}) as {name}" for name in additive)
        keys = ", ".join(by)
        grouped = f" group by {keys}" if by else " having count(*) > 0"
        where, parameters = self._where(entry, selection)
        source = _source(entry, selection.by)
        select = f"select {keys + ', ' if by else ''}{sums} from {source}{where}{grouped}"
        return self.query(select + (f" order by {keys}" if by else ""), parameters)

    def _rows(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        where, parameters = self._where(entry, selection)
        return self.query(f"select * from {_source(entry)}{where}", parameters)

    def _where(self, entry: Indicator, selection: Selection) -> tuple[str, dict[str, object]]:
        types = self._types(entry.query)
        conditions = [_condition(name, types.get(name)) for name in selection.where]
        parameters = {name: list(values) for name, values in selection.where.items()}
        return (f" where {' and '.join(conditions)}" if conditions else ""), parameters

    @lru_cache(maxsize=128)  # noqa: B019 - a Stand lives as long as its process
    def _types(self, query: str) -> dict[str, str]:
        return engine.columns_of(self._connection, query)

    def _asked(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """The units of the population that the selection means."""
        units = self.units[entry.population]
        for name, values in selection.where.items():
            if name in units.columns:
                units = units[units[name].isin(values)]
        return units

    def _delivered(self, entry: Indicator, selection: Selection, asked: pd.DataFrame) -> pd.DataFrame:
        """The deliveries the answer rests on: of the indicator's datasets, in the selected time and area.

        A unit counts only if it delivered for every time that is added up; where the time is that of a
        cohort, its newest delivery speaks for all.
        """
        rows = self.lieferungen
        rows = rows[
            rows["datensatz"].isin(_datasets(entry, selection)) & rows["einheit"].isin(asked["einheit"])
        ]
        if entry.time not in DELIVERED_TIMES:
            return rows.sort_values("berichtstermin").drop_duplicates(["datensatz", "einheit"], keep="last")
        if entry.time != "berichtstermin":
            rows = rows[rows["ganzes_quartal"]]
        times = selection.where.get(entry.time)
        if times is None:
            return rows
        rows = rows[rows["berichtstermin"].dt.strftime("%Y-%m-%d").isin(times)]
        if entry.time in selection.by and not selection.same_units:
            return rows
        complete = rows[rows.groupby("einheit")["berichtstermin"].transform("nunique") == len(times)]
        return rows if complete.empty and entry.time in selection.by else complete

    def _entry(self, indicator_id: str) -> Indicator:
        entry = load_indicator(indicator_id)
        if entry.query not in self.info["fingerprints"]:
            raise KimError(f"Der Stand {self.id} enthält »{entry.title}« noch nicht. Bauen Sie ihn neu.")
        return entry


def _of_complete_units(entry: Indicator, selection: Selection, delivered: pd.DataFrame) -> Selection:
    """Where several quarters are added up, only units that delivered all of them: half a year is no year."""
    flow = entry.time in DELIVERED_TIMES and entry.time != "berichtstermin" and entry.time not in selection.by
    added_up = flow and len(selection.where.get(entry.time, ())) > 1
    if not (added_up or selection.same_units):
        return selection
    complete = {entry.unit_dimension: tuple(delivered["einheit"].unique())}
    return replace(selection, where=selection.where | complete)


def _source(entry: Indicator, by: tuple[str, ...] = ()) -> str:
    """The cube, joined with the Kreise where it is divided by what only they know."""
    cube = engine.identifier(entry.query)
    derived = ", ".join(f"k.{name}" for name in DERIVED if name in by)
    if not derived:
        return cube
    return f"(select c.*, {derived} from {cube} as c left join ref_ki_standorte as k using (kreis_id))"


def _condition(name: str, sql_type: str | None) -> str:
    """A condition on a column of the cube, or on what its Kreis belongs to."""
    chosen = f"(select cast(v as {sql_type or 'varchar'}) from unnest(${name}) as t(v))"
    if sql_type is None:
        return f"kreis_id in (select kreis_id from ref_ki_standorte where {name} in {chosen})"
    return f"{name} in {chosen}"


def _datasets(entry: Indicator, selection: Selection) -> Iterable[str]:
    chosen = {GRUNDLAGEN[value] for value in selection.where.get("grundlage", ()) if value in GRUNDLAGEN}
    return [name for name in entry.datasets if name in chosen or not chosen]


def _span(days: pd.Series) -> tuple[date, date] | None:
    return None if days.empty else (days.min().date(), days.max().date())


def _notes(entry: Indicator, delivered: pd.DataFrame) -> tuple[str, ...]:
    """The reasons that senders gave for findings they let stand, once each."""
    given = delivered.dropna(subset=["begruendungen"]).drop_duplicates("einreichung")
    return tuple(
        f"{row.einheit}: {reason}"
        for row in given.itertuples()
        for reason in json.loads(row.begruendungen).values()
    )
