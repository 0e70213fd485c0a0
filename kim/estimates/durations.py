"""Statistics of a clock, from counts by day to values, their intervals or the reason why there are none."""

from math import nan

from kim.catalogue import ALONG, Indicator
from kim.estimates import along
from kim.estimates.clock import STILL_FOLLOWED, Clock
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.row import Row, shown
from kim.estimates.survival import Estimate, quantile, survival_at

# Small numbers (statistics.md 2.7 has the coverage measured).
AT_RISK, EVENTS = 30, 10  # no value of a clock rests on fewer
FAR, AT_RISK_FAR = 0.8, 50  # P80 and beyond need more
AT_QUANTILE = 5  # at risk on the day of a quantile: as many as P90 of 50 leaves without any censoring


def duration_rows(entry: Indicator, clock: Clock) -> list[Row]:
    """ereignisse, beobachtet, value, lower, upper, n and status from counts by day (`kaplan_meier`).

    The entry's statistic is `survival:DAYS` (% still open), `quantile:P` (days), `incidence:WAY:DAYS` (%),
    `curve` (% still open, one row for each `tag`, an age in days) or `ways` (% by `tag` and `ausgang`).
    n is the largest number under observation at one age (handing on to the next quarter adds nothing),
    `ereignisse` counts the ends, `beobachtet` those still followed on the day of the value. Too few at
    risk or too few ends are `too_few`; not followed so far, or a quantile not reached, `not_estimable`.
    """
    if entry.statistic not in ALONG:
        return [_row(entry, clock)]
    few = _few(entry, clock, AT_RISK)
    return ([] if few else CURVES[entry.statistic](clock)) or [_none(entry, clock, few)]


def _none(entry: Indicator, clock: Clock, few: bool) -> Row:
    """The row of a curve that cannot be told."""
    head = dict.fromkeys(ALONG[entry.statistic], nan) | {"ereignisse": clock.events.sum(), "beobachtet": 0.0}
    return head | shown("too_few" if few else "not_estimable", nan, n=float(clock.largest))


def _row(entry: Indicator, clock: Clock) -> Row:
    statistic, *told = entry.statistic.split(":")
    (value, *limits), day, needed = STATISTICS[statistic](clock, *told)
    limits = (nan, nan) if entry.interval == "none" else limits
    followed = float(clock.followed(day))
    estimable = followed >= needed and not clock.thin_before(day)
    few = _few(entry, clock, _at_risk_needed(statistic, told))
    status = "too_few" if few else "shown" if estimable else "not_estimable"
    counts = {"ereignisse": float(clock.events.sum()), "beobachtet": followed}
    return counts | shown(status, value, *limits, n=float(clock.largest))


def _few(entry: Indicator, clock: Clock, needed: int) -> bool:
    return clock.largest < max(entry.minimum_n, needed) or clock.events.sum() < EVENTS


def _at_risk_needed(statistic: str, told: list[str]) -> int:
    return AT_RISK_FAR if statistic == "quantile" and float(told[0]) >= FAR else AT_RISK


def _survival(clock: Clock, day: str) -> tuple[Estimate, float, int]:
    """The estimate in %, the day it stands on, and how many must be followed there."""
    return _percent(survival_at(clock.survival, int(day))), int(day), STILL_FOLLOWED


def _incidence(clock: Clock, way: str, day: str) -> tuple[Estimate, float, int]:
    taken = clock.ways[way]
    ways = {way: taken, "andere": clock.events - taken}
    estimated = aalen_johansen(clock.tag, clock.zugang, clock.abgang, ways)
    return _percent(incidence_at(estimated, way, int(day))), int(day), STILL_FOLLOWED


def _quantile(clock: Clock, p: str) -> tuple[Estimate, float, int]:
    found = quantile(clock.survival, float(p))
    return found, found[0], AT_QUANTILE


def _percent(estimate: Estimate) -> Estimate:
    return tuple(100 * part for part in estimate)


STATISTICS = {"survival": _survival, "quantile": _quantile, "incidence": _incidence}
CURVES = {"curve": along.curve, "ways": along.ways}
