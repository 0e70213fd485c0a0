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
    "duration": (
        "tag",
        "zugang",
        "abgang",
        "positiv",
        "abgelehnt",
        "zurueckgenommen",
        "abgegeben",
        "sonstig",
    ),
    "list": (),
}
DERIVED = ("regierungsbezirk", "typ")
QUARTERS = ("quartal", "aufnahme_quartal", "eingang_quartal", "fenster_quartal")
TIMES = ("berichtstermin", *QUARTERS)
DELIVERED_TIMES = ("berichtstermin", "quartal", "fenster_quartal")  # units deliver for these, not for cohorts
GRUNDLAGEN = {"einzelvorgang": "antraege", "bestand": "bestand"}


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue; `query` names the SQL file whose cube it reads.

    `empty` is the status of a delivered group without rows, `basis` says in words what the two counts of a
    quotient are ("{numerator} erledigt, {denominator} eingegangen").
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
    minimum_n: int = 0
    empty: str | None = None
    basis: str | None = None

    @property
    def counts(self) -> tuple[str, ...]:
        return COUNTS[self.kind]

    @property
    def answered(self) -> tuple[str, ...]:
        """The counts that stand in an answer: those of a duration by day stay in the cube."""
        return ("ereignisse", "beobachtet") if self.kind == "duration" else self.counts

    @property
    def time(self) -> str | None:
        """The dimension that says when; None where an indicator has no time."""
        return next((name for name in TIMES if name in self.dimensions), None)

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
