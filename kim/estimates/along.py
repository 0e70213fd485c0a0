"""The whole curve of a clock: how many are still open, and by which way the others left, by age."""

from math import nan

import numpy as np

from kim.estimates.clock import Clock
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.row import Row, shown
from kim.estimates.survival import Columns, survival_at

MILESTONES = (91, 182, 365, 547, 730, 1096)  # 3, 6, 12, 18, 24 and 36 months
STEP = 7  # days from one point of a curve to the next
MONTH = 365.25 / 12
OPEN = "offen"


def curve(clock: Clock) -> list[Row]:
    """The share still open, in %, with limits, every seven days and at milestones while it can be told."""
    last = clock.well_followed_until
    days = sorted({*range(0, last + 1, STEP), *(day for day in MILESTONES if day <= last)})
    return [_point(clock, day, survival_at(clock.survival, day)) for day in days]


def ways(clock: Clock) -> list[Row]:
    """The share still open and those who left by each way, in %, at whole months while they can be told.

    The rows of one `tag` add up to 100.
    """
    estimated = aalen_johansen(clock.tag, clock.zugang, clock.abgang, clock.ways)
    return [row for day in _months(clock.well_followed_until) for row in _by_way(clock, estimated, day)]


def _by_way(clock: Clock, estimated: Columns, day: int) -> list[Row]:
    left = {way: incidence_at(estimated, way, day) for way in clock.ways}
    still = 1 - sum(share for share, _, _ in left.values())
    shares = {OPEN: (max(still, 0.0), nan, nan)} | left
    return [{"ausgang": way} | _point(clock, day, share) for way, share in shares.items()]


def _point(clock: Clock, day: int, estimate: tuple[float, float, float]) -> Row:
    n = float(clock.largest)
    followed = float(clock.followed(day))
    seen = float(clock.events[clock.tag <= day].sum())
    percent = (100 * part for part in estimate)
    return {"tag": float(day), "ereignisse": seen, "beobachtet": followed} | shown("shown", *percent, n=n)


def _months(last: int) -> list[int]:
    """Days of the whole months up to a day, 0 among them."""
    return [int(day) for day in np.round(np.arange(0, last / MONTH + 1) * MONTH) if day <= last]
