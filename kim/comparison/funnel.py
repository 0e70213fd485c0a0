"""The funnel: which units lie outside what would be usual if all were in the same situation."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isnan, log, nan, sqrt
from typing import Literal

import numpy as np

from kim.catalogue import Indicator
from kim.comparison.limits import Limits, fair_limits
from kim.comparison.spread import overdispersion, robust_variance
from kim.estimates.row import Z
from kim.stand import Result

PERCENT = 100
JUDGED_FROM = 30  # cases; fewer are drawn hollow and never judged
FEWEST_UNITS = 5  # judged units below which nobody can tell what is usual among them
TOO_DIFFERENT = 10  # phi above which limits would say nothing
DRAWN = 60  # points of a drawn limit

Judgement = Literal["usual", "striking", "not_judged"]
Status = Literal["comparable", "too_different", "too_few_units", "nothing_known"]
WORDS = {
    "usual": "übliche Schwankung",
    "striking": "auffällig, Frage stellen",
    "not_judged": "wird nicht beurteilt",
}


@dataclass(frozen=True)
class Point:
    """One unit: its value in %, how many cases it rests on, the limits at that size, and the judgement.

    `n` of a clock is its effective size. `limits` is None where units cannot be compared.
    """

    unit: str
    value: float
    n: float
    limits: Limits | None
    judgement: Judgement

    @property
    def hollow(self) -> bool:
        return self.n < JUDGED_FROM


@dataclass(frozen=True)
class Funnel:
    """A finished comparison of units around their pooled value `centre`, in %.

    `phi` says how many times chance explains the squared distances of the judged units, without the outer
    tenths; `spread` by how many percentage points units typically differ beyond chance; both NaN where there
    are too few. `points` are in the order of the result. `without` maps a status to the units that have no
    value for its sake.
    """

    result: Result
    status: Status
    centre: float
    phi: float
    spread: float
    points: tuple[Point, ...]
    without: Mapping[str, tuple[str, ...]]

    @property
    def judged(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.judgement != "not_judged")

    @property
    def striking(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.judgement == "striking")

    @property
    def outside_95(self) -> tuple[Point, ...]:
        return tuple(point for point in self.judged if not point.limits.within_95(point.value))

    @property
    def expected_outside_95(self) -> float:
        """How many would lie outside the 95 % limits by chance."""
        return 0.05 * len(self.judged)

    @property
    def units(self) -> int:
        """How many units were asked about, with a value or without."""
        return len(self.points) + sum(map(len, self.without.values()))

    @cached_property
    def curve(self) -> tuple[tuple[int, Limits], ...]:
        """The limits over n, for drawing; nothing where units cannot be compared."""
        if self.status != "comparable":
            return ()
        sizes = [point.n for point in self.points]
        grid = np.unique(np.geomspace(max(min(sizes), 3), max(sizes) * 1.05, DRAWN).round().astype(int))
        return tuple(
            zip(map(int, grid), _limits(self.centre, tuple(grid), self.phi, self.spread), strict=True)
        )


def funnel(by_unit: Result, whole: Result) -> Funnel:
    """Compare the units of a result around `whole`, the same selection without units (pooled, not averaged).

    For shares with an interval and for the shares of clocks (`survival:DAYS`, `incidence:WAY:DAYS`), where n
    is the size of an uncensored sample with the same error, S (1 − S) ÷ Var S. Exact binomial limits, widened
    where units differ by more than chance (Spiegelhalter 2005, see `fair_limits`).

    ValueError for full counts, which no chance has touched, for all other statistics, and where the two
    results do not belong together.
    """
    entry = by_unit.indicator
    _check(entry, by_unit, whole)
    centre = float(whole.row["value"])
    shown = [row for row in by_unit.rows if row["status"] == "shown"]
    sizes = np.array([size_of(entry, row) for row in shown])
    values = np.array([row["value"] for row in shown], dtype=float)
    status, phi, spread = _differ(centre, values, sizes)
    limits = _limits(centre, tuple(sizes), phi, spread) if status == "comparable" else [None] * len(sizes)
    units = [row[by_unit.selection.by[0]] for row in shown]
    points = (_point(*parts) for parts in zip(units, values, sizes, limits, strict=True))
    return Funnel(by_unit, status, centre, phi, spread, tuple(points), _without(by_unit))


def size_of(entry: Indicator, row: Mapping[str, object]) -> float:
    """How many cases a row rests on; for a clock the effective size, from its log-log limits.

    Where nothing or everything has happened a clock knows no error: then those followed to the day.
    """
    if entry.kind != "duration":
        return float(row["denominator"])
    value, lower, upper = (float(row[name]) / PERCENT for name in ("value", "lower", "upper"))
    if isnan(lower) or isnan(upper):
        return float(row["beobachtet"])
    return effective_size(value, lower, upper)


def effective_size(share: float, lower: float, upper: float) -> float:
    """S (1 − S) ÷ Var S from the 95 % log-log limits of S: n itself where nobody was lost sight of.

    The limits are S ** exp(±z σ) with σ the error of ln(−ln S), and Var S = (S ln S σ)² (delta method).
    """
    sigma = (log(-log(lower)) - log(-log(upper))) / (2 * Z)
    return round(share * (1 - share) / (share * log(share) * sigma) ** 2, 6)


def _check(entry: Indicator, by_unit: Result, whole: Result) -> None:
    if entry.interval == "none" or entry.unit != "%":
        raise ValueError(f"{entry.id} is a full count or no share: there is no chance to compare it with")
    if (entry.statistic or "survival").split(":")[0] not in ("survival", "incidence"):
        raise ValueError(f"{entry.id}: no funnel for {entry.statistic}")
    if by_unit.selection.by not in (("kreis_id",), ("behoerde_id",)) or whole.selection.by:
        raise ValueError("a funnel takes one result by unit and one without dimensions")
    if whole.indicator != entry:
        raise ValueError(f"{whole.indicator.id} is not the whole of {entry.id}")


def _differ(centre: float, values: np.ndarray, sizes: np.ndarray) -> tuple[Status, float, float]:
    """Whether units can be compared, phi, and the spread in percentage points."""
    if isnan(centre) or not len(values):
        return "nothing_known", nan, nan
    judged = sizes >= JUDGED_FROM
    if judged.sum() < FEWEST_UNITS:
        return "too_few_units", nan, nan
    errors = PERCENT * np.sqrt(_variance(centre) / sizes[judged])
    if not errors.all():
        return "comparable", 1.0, 0.0
    z = (values[judged] - centre) / errors
    phi, spread = overdispersion(z), sqrt(robust_variance(z, errors))
    return "too_different" if phi > TOO_DIFFERENT else "comparable", phi, spread


def _variance(centre: float) -> float:
    share = centre / PERCENT
    return share * (1 - share)


@lru_cache(maxsize=256)
def _limits(centre: float, sizes: tuple[float, ...], phi: float, spread: float) -> list[Limits]:
    """Remembered, as a group is the same for everyone who is compared with it."""
    found = PERCENT * fair_limits(centre / PERCENT, np.array(sizes), phi, spread / PERCENT)
    return [Limits(*map(float, column)) for column in found.T]


def _point(unit: str, value: float, n: float, limits: Limits | None) -> Point:
    if limits is None or n < JUDGED_FROM:
        return Point(unit, float(value), float(n), limits, "not_judged")
    judgement = "usual" if limits.within_998(value) else "striking"
    return Point(unit, float(value), float(n), limits, judgement)


def _without(by_unit: Result) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in by_unit.rows:
        if row["status"] != "shown":
            found[row["status"]].append(row[by_unit.selection.by[0]])
    return {status: tuple(units) for status, units in found.items()}
