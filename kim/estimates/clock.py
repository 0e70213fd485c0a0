"""Counts by day of one group, and where they are too thin to say anything."""

from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from kim.estimates.survival import Columns, at_risk, kaplan_meier

STILL_FOLLOWED = 10  # a share by a day needs as many at risk all the way to it


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

    @cached_property
    def survival(self) -> Columns:
        """The share still open by age, as of `kaplan_meier`: one curve for all that is asked of it."""
        return kaplan_meier(self.tag, self.zugang, self.abgang, self.events)

    @property
    def largest(self) -> int:
        return int(self._after.max(initial=0))

    def followed(self, day: float) -> int:
        return 0 if isnan(day) else at_risk(self.tag, self.zugang, self.abgang, day)

    def thin_before(self, day: float) -> bool:
        """Whether a few decided for all up to a day: an event with fewer at risk than there are later.

        With delayed entry the risk set fills up, and one early end among three would move the whole curve.
        """
        thin = self._thin_events
        return bool(len(thin)) and bool(thin[0] <= day)

    @cached_property
    def well_followed_until(self) -> int:
        """The last day up to which a share can be told; -1 where there is none."""
        last = self.tag[self._well[-1]] if len(self._well) else -1
        thin = self._thin_events
        return int(min(last, thin[0] - 1)) if len(thin) else int(last)

    @cached_property
    def _after(self) -> np.ndarray:
        """How many are under observation after each day."""
        return np.cumsum(self.zugang - self.abgang)

    @cached_property
    def _before(self) -> np.ndarray:
        return np.concatenate(([0], self._after[:-1]))

    @cached_property
    def _well(self) -> np.ndarray:
        """The places of the days on which enough are at risk."""
        return np.flatnonzero(self._before >= STILL_FOLLOWED)

    @cached_property
    def _thin_events(self) -> np.ndarray:
        """Days with an event among too few, while there are enough later; all of them if there never are."""
        until = self.tag[self._well[-1]] if len(self._well) else np.inf
        return self.tag[(self._before < STILL_FOLLOWED) & (self.events > 0) & (self.tag <= until)]


def clock_of(counts: Columns, ways: tuple[str, ...]) -> Clock:
    """The clock of a table with the columns tag, ascending, zugang, abgang and the ways out."""
    told = {way: counts[way].astype(float) for way in ways}
    return Clock(counts["tag"], counts["zugang"], counts["abgang"], told)
