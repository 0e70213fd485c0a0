"""Whether two values of the same units go together: a rank correlation with its interval, never a cause."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import atanh, nan, sqrt, tanh
from typing import Literal

import numpy as np
from scipy.stats import rankdata, t

from kim.datasets import load_reference
from kim.estimates.row import Z
from kim.stand import Result

FEWEST_PAIRS = 10  # units below which an interval would reach from nearly −1 to nearly 1
NUMERIC = ("shown", "zero")
CITY = "kreisfreie Stadt"

Status = Literal["told", "too_few_units", "all_alike"]


@dataclass(frozen=True)
class Rho:
    """A rank correlation (Spearman) with its 95 % interval (Bonett and Wright 2000)."""

    value: float
    lower: float
    upper: float

    @property
    def told_apart(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True)
class Pair:
    """One unit with both values."""

    unit: str
    x: float
    y: float


@dataclass(frozen=True)
class Relation:
    """Two results side by side, unit by unit, in the order of the first.

    `within` is the same among units of one kind (Kreise, kreisfreie Städte), None where it cannot be told.
    `without` maps a status to the units that lack one of the two values for its sake.
    """

    x: Result
    y: Result
    status: Status
    rho: Rho | None
    within: Rho | None
    pairs: tuple[Pair, ...]
    without: Mapping[str, tuple[str, ...]]

    @property
    def medians(self) -> tuple[float, float]:
        """The middle of both values; NaN where there is no unit."""
        columns = [[pair.x for pair in self.pairs], [pair.y for pair in self.pairs]]
        return tuple(float(np.median(column)) if column else nan for column in columns)

    @property
    def noticeable(self) -> float:
        """The least |rho| that is told from none at 5 % among so many units."""
        return noticeable(len(self.pairs))


def relation(x: Result, y: Result) -> Relation:
    """Set two results by the same units beside each other; ValueError where their units are not the same."""
    unit = _unit(x, y)
    across, up = (_by_unit(result, unit) for result in (x, y))
    known = [u for u in across if across[u][1] in NUMERIC and up.get(u, _NONE)[1] in NUMERIC]
    pairs = tuple(Pair(u, across[u][0], up[u][0]) for u in known)
    status = _status(pairs)
    rho = spearman(*_columns(pairs)) if status == "told" else None
    within = _within(pairs, unit) if status == "told" else None
    return Relation(x, y, status, rho, within, pairs, _without(across, up, set(known)))


_NONE = (nan, "not_reported")


def _unit(x: Result, y: Result) -> str:
    if x.selection.by != y.selection.by or x.selection.by not in (("kreis_id",), ("behoerde_id",)):
        raise ValueError("a relation takes two results by the same units and nothing else")
    return x.selection.by[0]


def _by_unit(result: Result, unit: str) -> dict[str, tuple[float, str]]:
    return {
        row[unit]: (0.0 if row["status"] == "zero" else row["value"], row["status"]) for row in result.rows
    }


def _columns(pairs: tuple[Pair, ...]) -> tuple[list[float], list[float]]:
    return [pair.x for pair in pairs], [pair.y for pair in pairs]


def _status(pairs: tuple[Pair, ...]) -> Status:
    if len(pairs) < FEWEST_PAIRS:
        return "too_few_units"
    return "all_alike" if any(len(set(column)) < 2 for column in _columns(pairs)) else "told"


def _without(across: dict, up: dict, known: set[str]) -> Mapping[str, tuple[str, ...]]:
    """The first of the two that is missing says why."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit in dict.fromkeys([*across, *up]):
        if unit not in known:
            told = [column.get(unit, _NONE)[1] for column in (across, up)]
            found[next(status for status in told if status not in NUMERIC)].append(unit)
    return {status: tuple(units) for status, units in found.items()}


def _within(pairs: tuple[Pair, ...], unit: str) -> Rho | None:
    """Among Kreise and among kreisfreie Städte taken together; each kind needs enough of its own.

    None where the kinds are not known, as of units that have a number instead of a name.
    """
    kinds = load_reference("ki_standorte").set_index("kreis_id")["typ"]
    if unit != "kreis_id" or not all(pair.unit in kinds for pair in pairs):
        return None
    cities = [float(kinds[pair.unit] == CITY) for pair in pairs]
    enough = FEWEST_PAIRS <= sum(cities) <= len(cities) - FEWEST_PAIRS
    return partial_spearman(*_columns(pairs), cities) if enough else None


def spearman(x: list[float], y: list[float]) -> Rho:
    """The correlation of ranks, ties at their middle rank."""
    return bonett_wright(_ranked(x, y), len(x))


def partial_spearman(x: list[float], y: list[float], z: list[float]) -> Rho | None:
    """The same with what both share with z taken away; None where z leaves nothing of one of them."""
    xy, xz, yz = _ranked(x, y), _ranked(x, z), _ranked(y, z)
    left = (1 - xz**2) * (1 - yz**2)
    if left < 1e-12:
        return None
    value = (xy - xz * yz) / sqrt(left)
    return bonett_wright(max(-1.0, min(1.0, value)), len(x) - 1)


def _ranked(x: list[float], y: list[float]) -> float:
    return float(np.corrcoef(rankdata(x), rankdata(y))[0, 1].clip(-1, 1))


def bonett_wright(rho: float, n: int) -> Rho:
    """Fisher's z with the standard error √((1 + rho²/2) ÷ (n − 3))."""
    if abs(rho) > 1 - 1e-12:
        return Rho(rho, rho, rho)
    reach = Z * sqrt((1 + rho**2 / 2) / (n - 3))
    return Rho(rho, tanh(atanh(rho) - reach), tanh(atanh(rho) + reach))


def noticeable(n: int) -> float:
    """The |rho| whose t = rho √((n − 2) ÷ (1 − rho²)) is significant at 5 %, two-sided."""
    edge = float(t.ppf(0.975, n - 2))
    return edge / sqrt(n - 2 + edge**2)
