"""The catalogue: what each indicator means, how its cube is shaped and how counts become its value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kim.datasets import ROOT
from kim.errors import KimError

QUERIES = ROOT / "queries"
INDICATORS = QUERIES / "indicators"
VIEWS = QUERIES / "views"
COUNTS = {
    "count": ("anzahl",),
    "share": ("numerator", "denominator"),
    "rate": ("numerator", "denominator"),
    "mean": ("numerator", "denominator"),
    "duration": ("tag", "zugang", "abgang"),  # then the ways out
    "flow": ("monat", "gruppen", "tage", "eingaenge", "entschieden", "zurueckgezogen", "bestand"),
    "agreement": ("paar", "anzahl"),
    "list": (),
}
AXES = {
    "duration": "tag",
    "flow": "monat",
    "agreement": "paar",
}  # counts stay apart by it whatever they are added up over
ALONG = {"curve": ("tag",), "ways": ("tag", "ausgang")}  # statistics with many rows for one group
ANSWERED = {"flow": ("monate",), "agreement": ("kreise", "einig")}
DERIVED = ("regierungsbezirk", "typ")
QUARTERS = ("quartal", "aufnahme_quartal", "eingang_quartal", "vollstaendig_quartal", "fenster_quartal")
TIMES = ("berichtstermin", *QUARTERS, "monat")
DELIVERED_TIMES = ("berichtstermin", "quartal", "fenster_quartal")  # units deliver for these, not for cohorts
GRUNDLAGEN = {"einzelvorgang": "antraege", "bestand": "bestand"}


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue; `query` names the SQL file whose cube it reads.

    `empty` is the status of a delivered group without rows, `basis` says in words what the two counts of a
    quotient are ("{numerator} erledigt, {denominator} eingegangen"), `ways` names the ways out of a clock.
    """

    id: str
    query: str
    code: str
    title: str
    theme: str
    definition: str
    formula: str
    kind: str
    unit: str
    dimensions: tuple[str, ...]
    population: str
    datasets: tuple[str, ...]
    limits: str
    source: str
    reading_example: str = ""
    fixed: tuple[str, ...] = ()
    decimals: int = 1
    better: str = "neither"
    interval: str = "none"
    statistic: str | None = None
    ways: tuple[str, ...] = ()
    minimum_n: int = 0
    empty: str | None = None
    basis: str | None = None

    @property
    def counts(self) -> tuple[str, ...]:
        """The columns of the cube behind its dimensions, an axis first where there is one."""
        return COUNTS[self.kind] + self.ways

    @property
    def axis(self) -> str | None:
        """The column by which counts stay apart until they are estimated: age, month or levels."""
        return AXES.get(self.kind)

    @property
    def additive(self) -> tuple[str, ...]:
        return tuple(name for name in self.counts if name != self.axis)

    @property
    def answered(self) -> tuple[str, ...]:
        """What stands in an answer beside its dimensions: counts along an axis stay in the cube."""
        if self.kind == "duration":
            return (*ALONG.get(self.statistic, ()), "ereignisse", "beobachtet")
        return ANSWERED.get(self.kind, self.counts)

    @property
    def time(self) -> str | None:
        """The dimension that says when; None where an indicator has no time."""
        return next((name for name in TIMES if name in self.dimensions), None)

    @property
    def is_flow(self) -> bool:
        """Whether it is counted in quarters that can be added up, each delivered on its own."""
        return self.time in DELIVERED_TIMES and self.time != "berichtstermin"

    @property
    def without_rows(self) -> str:
        """The status of a group that was delivered for and has no rows."""
        return self.empty or ("zero" if self.kind == "count" else "not_applicable")

    @property
    def unit_dimension(self) -> str:
        """The dimension that names the units of the population."""
        return {"ki_standorte": "kreis_id", "behoerden": "behoerde_id"}[self.population]

    @property
    def selectable(self) -> tuple[str, ...]:
        derived = DERIVED if "kreis_id" in self.dimensions else ()
        return (*self.dimensions, *derived)


@cache
def load_catalogue() -> Mapping[str, Indicator]:
    return {path.stem: _indicator(path) for path in sorted(INDICATORS.glob("*.toml"))}


def load_indicator(indicator_id: str) -> Indicator:
    known = load_catalogue()
    if indicator_id not in known:
        raise KimError(f"Die Kennzahl »{indicator_id}« gibt es nicht. `indicators` zählt alle auf.")
    return known[indicator_id]


def load_query(name: str) -> str:
    return (INDICATORS / f"{name}.sql").read_text(encoding="utf-8")


@cache
def load_views() -> Mapping[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))}


def _indicator(path: Path) -> Indicator:
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    entry = {key: tuple(value) if isinstance(value, list) else value for key, value in declared.items()}
    return Indicator(**{"id": path.stem, "query": path.stem} | entry)
