"""Monthly flows: what is usual for a series, and which months ask for a question (XmR charts)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from kim.comparison.rules import PRECEDENCE, Rule, signals
from kim.datasets import load_reference

REACH, FREAK = 2.66, 3.267  # mean ranges: from the mean to a limit; a range that counts no more
LOCKED_AT = 12  # points that settle the limits; with fewer they are trial limits
FEWEST = 5  # points below which no limits are drawn (Wheeler 1993)
# How many of 100 series of independent months raise an alarm by chance, by their length (measured).
FALSE_ALARMS = {5: 1, 8: 3, 12: 6, 18: 20, 24: 33, 36: 51, 48: 60, 60: 69}
FLOWS = ("eingaenge", "entschieden", "zurueckgezogen")


@dataclass(frozen=True)
class NaturalLimits:
    """The mean of a series, and how far from it chance reaches."""

    mean: float
    reach: float

    @property
    def lower(self) -> float:
        return self.mean - self.reach

    @property
    def upper(self) -> float:
        return self.mean + self.reach


@dataclass(frozen=True)
class Break:
    """A day from which a series means something else."""

    day: date
    title: str


@dataclass(frozen=True)
class Run:
    """Months that one rule marks together; `up`: above the mean, or rising."""

    rule: Rule
    first: date
    last: date
    up: bool


@dataclass(frozen=True)
class Segment:
    """Months between two breaks, with their own limits; `limits` is None where there are too few months.

    `after` are the breaks it begins with. `rules` maps each rule to +1, −1 or 0 for each month.
    """

    days: tuple[date, ...]
    values: tuple[float, ...]
    after: tuple[Break, ...]
    limits: NaturalLimits | None
    rules: dict[Rule, np.ndarray]

    @property
    def trial(self) -> bool:
        return len(self.days) < LOCKED_AT

    @property
    def lower(self) -> float | None:
        """The lower limit for drawing: no month has fewer than nothing."""
        return max(0.0, self.limits.lower) if self.limits else None

    @property
    def upper(self) -> float | None:
        return self.limits.upper if self.limits else None

    @cached_property
    def signals(self) -> tuple[Rule | None, ...]:
        """The rule that marks each month, the strongest where there are several."""
        return tuple(
            next((rule for rule in PRECEDENCE if self.rules and self.rules[rule][place]), None)
            for place in range(len(self.days))
        )

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What is to be asked about: neighbours of one rule together, unless stronger rules say it all."""
        found = [run for rule in PRECEDENCE if self.rules for run in self._runs(rule)]
        return tuple(sorted(found, key=lambda run: (run.first, run.last)))

    def _runs(self, rule: Rule) -> list[Run]:
        marks = self.rules[rule]
        starts = [i for i in range(len(marks)) if marks[i] and (not i or marks[i] != marks[i - 1])]
        ends = [next((j for j in range(i, len(marks)) if marks[j] != marks[i]), len(marks)) for i in starts]
        spans = [span for span in zip(starts, ends, strict=True) if rule in self.signals[slice(*span)]]
        return [Run(rule, self.days[i], self.days[j - 1], bool(marks[i] > 0)) for i, j in spans]


@dataclass(frozen=True)
class Xmr:
    """A series of months in segments, from old to new."""

    segments: tuple[Segment, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for segment in self.segments for day in segment.days)

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for segment in self.segments for run in segment.runs)

    @property
    def false_alarms(self) -> float:
        """How many of 100 series of these lengths would raise an alarm where nothing happened."""
        lengths = [len(segment.days) for segment in self.segments if segment.limits]
        chances = np.interp(lengths, list(FALSE_ALARMS), list(FALSE_ALARMS.values()))
        return float(100 * (1 - np.prod(1 - chances / 100)))


def xmr(days: Sequence[date], values: Sequence[float], breaks: Sequence[Break] = ()) -> Xmr:
    """Judge a monthly flow: `days` are the last days of successive months, `values` counts of these months.

    Limits are recomputed after each break; they come from the first 12 months of their segment and stay, or
    are trial limits from all months while there are fewer. A month belongs to the segment that most of its
    days lie in. Only for flows: a stock carries its past along and would raise alarms that mean nothing.
    ValueError where a month is missing. Rules and limits as in NHSRplotthedots 0.2.2 (Making Data Count).
    """
    _check(days, values)
    ordered = sorted(breaks, key=lambda broken: broken.day)
    begun = [sum(broken.day <= _middle(day) for broken in ordered) for day in days]
    cuts = [i for i in range(len(days)) if not i or begun[i] != begun[i - 1]]
    parts = [slice(i, j) for i, j in pairwise([*cuts, len(days)])] if cuts else []
    after = [ordered[begun[part.start - 1] : begun[part.start]] if part.start else [] for part in parts]
    return Xmr(tuple(_segment(days[part], values[part], a) for part, a in zip(parts, after, strict=True)))


def monthly(counts: pd.DataFrame, termin: date, flow: str) -> tuple[list[date], list[float]]:
    """Days and counts of a flow, oldest first, from counts by `monat` (0 = the month that ends at `termin`).

    ValueError for what is no flow.
    """
    if flow not in FLOWS:
        raise ValueError(f"{flow} is no flow; limits of a stock would mean nothing")
    counted = counts.groupby("monat")[flow].sum().sort_index(ascending=False)
    days = [(pd.Timestamp(termin) - pd.offsets.MonthEnd(int(back))).date() for back in counted.index]
    return days, counted.astype(float).tolist()


def natural_limits(values: Sequence[float]) -> NaturalLimits:
    """Mean ± 2.66 mean moving range, ranges of 3.267 mean ranges and more left out once (Wheeler 1993)."""
    ranges = np.abs(np.diff(np.asarray(values, dtype=float)))
    kept = ranges[ranges < FREAK * ranges.mean()] if ranges.any() else ranges
    return NaturalLimits(float(np.mean(values)), REACH * float(kept.mean()))


def breaks_of(subject: str) -> tuple[Break, ...]:
    """The events of the reference list that concern a subject ("EBH", "stellen"), from old to new."""
    events = load_reference("ereignisse").to_dict("records")
    found = [Break(date.fromisoformat(e["datum"]), e["titel"]) for e in events if _concerns(e, subject)]
    return tuple(sorted(found, key=lambda broken: broken.day))


def _concerns(event: dict[str, str], subject: str) -> bool:
    return subject in event["betrifft"].split("|")


def _segment(days: Sequence[date], values: Sequence[float], after: Sequence[Break]) -> Segment:
    values = tuple(float(value) for value in values)
    limits = natural_limits(values[:LOCKED_AT]) if len(values) >= FEWEST else None
    found = signals(np.array(values), limits.mean, limits.reach) if limits else {}
    return Segment(tuple(days), values, tuple(after), limits, found)


def _middle(day: date) -> date:
    """The last day of the first half of a month that ends on a day."""
    return day - timedelta(days=day.day // 2)


def _check(days: Sequence[date], values: Sequence[float]) -> None:
    if len(days) != len(values) or pd.isna(list(values)).any():
        raise ValueError("a series needs a number for each month; a gap is not zero")
    if any((day + timedelta(days=1)).day != 1 for day in days):
        raise ValueError("a month is named by its last day")
    months = [12 * day.year + day.month for day in days]
    if any(after - before != 1 for before, after in pairwise(months)):
        raise ValueError("months must follow one another without a hole")
