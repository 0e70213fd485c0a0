"""Statistics of a clock, from counts by day to a value, its interval or the reason why there is none."""

from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np
import pandas as pd

from kim.catalogue import Indicator
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.row import Row, shown
from kim.estimates.survival import Estimate, at_risk, kaplan_meier, quantile, survival_at

# Small numbers (statistics.md 2.7 has the coverage measured).
AT_RISK, EVENTS = 30, 10  # no value of a clock rests on fewer
FAR, AT_RISK_FAR = 0.8, 50  # P80 and beyond need more
STILL_FOLLOWED = 10  # a share by a day needs as many at risk all the way to it
AT_QUANTILE = 5  # at risk on the day of a quantile: as many as P90 of 50 leaves without any censoring


def estimate_durations(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> list[Row]:
    """by…, ereignisse, beobachtet, value, lower, upper, n and status from counts by day (`kaplan_meier`).

    The entry's statistic is `survival:DAYS` (% still open), `quantile:P` (days) or `incidence:WAY:DAYS` (%).
    n is the largest number under observation at one age (handing on to the next quarter adds nothing),
    `ereignisse` counts the ends, `beobachtet` those still followed on the day of the value. Too few at
    risk or too few ends are `too_few`; not followed so far, or a quantile not reached, `not_estimable`.
    """
    groups = counts.groupby(list(by), sort=True) if by else [((), counts)] if len(counts) else []
    return [
        dict(zip(by, _dates(key), strict=True)) | _row(entry, _clock(entry, part)) for key, part in groups
    ]


@dataclass(frozen=True)
class Clock:
    """Counts by day of one group, days ascending, one array for each way out."""

    tag: np.ndarray
    zugang: np.ndarray
    abgang: np.ndarray
    ways: dict[str, np.ndarray]

    @cached_property
    def events(self) -> np.ndarray:
        return sum(self.ways.values(), np.zeros(len(self.tag)))

    @property
    def largest(self) -> int:
        return int(np.cumsum(self.zugang - self.abgang).max(initial=0))

    def followed(self, day: float) -> int:
        return 0 if isnan(day) else at_risk(self.tag, self.zugang, self.abgang, day)

    def thin_before(self, day: float) -> bool:
        """Whether a few decided for all up to a day: an event with fewer at risk than there are later.

        With delayed entry the risk set fills up, and one early end among three would move the whole curve.
        """
        n = np.concatenate(([0], np.cumsum(self.zugang - self.abgang)[:-1]))
        well = np.flatnonzero(n >= STILL_FOLLOWED)
        early = self.tag <= min(day, self.tag[well[-1]] if len(well) else day)
        return bool(((n < STILL_FOLLOWED) & (self.events > 0) & early).any())


def _clock(entry: Indicator, group: pd.DataFrame) -> Clock:
    group = group.sort_values("tag")
    tag, zugang, abgang = (group[name].to_numpy() for name in ("tag", "zugang", "abgang"))
    return Clock(tag, zugang, abgang, {way: group[way].to_numpy(float) for way in entry.counts[3:]})


def _dates(key: tuple) -> tuple:
    return tuple(value.date() if isinstance(value, pd.Timestamp) else value for value in key)


def _row(entry: Indicator, clock: Clock) -> Row:
    statistic, *told = entry.statistic.split(":")
    (value, lower, upper), day, needed = STATISTICS[statistic](clock, *told)
    n, seen, followed = float(clock.largest), float(clock.events.sum()), float(clock.followed(day))
    few = n < max(entry.minimum_n, _at_risk_needed(statistic, told)) or seen < EVENTS
    estimable = followed >= needed and not clock.thin_before(day)
    status = "too_few" if few else "shown" if estimable else "not_estimable"
    return {"ereignisse": seen, "beobachtet": followed} | shown(status, value, lower, upper, n)


def _at_risk_needed(statistic: str, told: list[str]) -> int:
    return AT_RISK_FAR if statistic == "quantile" and float(told[0]) >= FAR else AT_RISK


def _survival(clock: Clock, day: str) -> tuple[Estimate, float, int]:
    """The estimate in %, the day it stands on, and how many must be followed there."""
    curve = kaplan_meier(clock.tag, clock.zugang, clock.abgang, clock.events)
    return _percent(survival_at(curve, int(day))), int(day), STILL_FOLLOWED


def _incidence(clock: Clock, way: str, day: str) -> tuple[Estimate, float, int]:
    taken = clock.ways[way]
    ways = {way: taken, "andere": clock.events - taken}
    curve = aalen_johansen(clock.tag, clock.zugang, clock.abgang, ways)
    return _percent(incidence_at(curve, way, int(day))), int(day), STILL_FOLLOWED


def _quantile(clock: Clock, p: str) -> tuple[Estimate, float, int]:
    found = quantile(kaplan_meier(clock.tag, clock.zugang, clock.abgang, clock.events), float(p))
    return found, found[0], AT_QUANTILE


def _percent(estimate: Estimate) -> Estimate:
    return tuple(100 * part for part in estimate)


STATISTICS = {"survival": _survival, "quantile": _quantile, "incidence": _incidence}
