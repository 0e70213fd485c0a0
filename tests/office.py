"""An authority simulated event by event, so that what its register shows can be held against what happened.

Day by day applications come in, some are taken out of turn, the others in order of receipt as far as the
hands reach, and some leave by themselves while they wait (statistics.md 2.6).
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from kim.intake import Submission, submit_batch
from kim.stand import Stand, open_stand
from kim.stand.build import write_stand
from kim.stand.plan import LIEFERUNGEN, Plan, queries
from kim.store import Store

DAY = np.timedelta64(1, "D")
FIRST = np.datetime64("2019-01-01")
REPORT = np.datetime64("2023-12-31")  # the day the register speaks for
YEARS_AFTER = 4  # followed on so that it shows how long everybody really waited
YEAR = 365.25
MONTHS = np.arange("2019-01", "2028-01", dtype="datetime64[M]")
LEAVE_A_YEAR = {"zurueckgenommen": 0.10, "abgegeben": 0.05}
DECIDED = {"positiv": 0.95, "abgelehnt": 0.03, "sonstig": 0.02}
READY_AFTER = (10, 50)  # days until a procedure of the fast lane can be decided
AROUND = 30  # days either side of "a year earlier"
SOON = 60
ASKED_BEFORE = 25  # days from the request for an appointment to the filing
COMPLETE_AFTER = 14


@dataclass(frozen=True)
class Office:
    """What comes in and what can be decided a year, by day since FIRST."""

    arrivals: np.ndarray
    capacity: np.ndarray
    fast_lane: float = 0.2
    even: bool = False  # applications and hands come at their pace, not by chance


@dataclass(frozen=True)
class Truth:
    """How long people really waited, in days (median until any end), and how many longer than a year (%)."""

    filed_a_year_earlier: float
    filed_in_the_last_year: float
    filed_soon: float
    open_after_a_year: float


@dataclass(frozen=True)
class Procedures:
    """What happened to each procedure: days since FIRST; `way` is its way out."""

    filed: np.ndarray
    ended: np.ndarray
    way: np.ndarray
    fast: np.ndarray

    @cached_property
    def truth(self) -> Truth:
        report = day_number(REPORT)
        last_year = self._waits(report - 364, report)
        return Truth(
            float(np.median(self._waits(report - 365 - AROUND, report - 365 + AROUND))),
            float(np.median(last_year)),
            float(np.median(self._waits(report + 1, report + SOON))),
            100 * float(np.mean(last_year > 365)),
        )

    def _waits(self, first: int, last: int) -> np.ndarray:
        there = (self.filed >= first) & (self.filed <= last)
        return (self.ended - self.filed)[there]

    def months(self, last: np.datetime64 = REPORT, in_order: bool = False) -> pd.DataFrame:
        """The flows of the months until a day, as the cube of flows has them: 0 is the last month.

        `in_order`: without the fast lane.
        """
        here = ~self.fast if in_order else np.ones(len(self.fast), bool)
        ends = MONTHS[np.datetime64(last, "M") >= MONTHS]
        edges = np.array([0, *(day_number(np.datetime64(month + 1, "D")) for month in ends)]) - 0.5
        left = here & np.isin(self.way, list(LEAVE_A_YEAR))
        came, decided, gone = (
            np.histogram(days, edges)[0]
            for days in (self.filed[here], self.ended[here & ~left], self.ended[left])
        )
        stock = np.cumsum(came - decided - gone)
        frame = {"eingaenge": came, "entschieden": decided, "zurueckgezogen": gone, "bestand": stock}
        return pd.DataFrame({"monat": np.arange(len(ends))[::-1]} | frame)

    def as_seen(self, behoerde: str, day: np.datetime64 = REPORT) -> pd.DataFrame:
        """The rows of the register on a day: what came later is not there, what ended later is open."""
        last = day_number(day)
        there = self.filed <= last
        filed, ended = self.filed[there], self.ended[there]
        complete = filed + COMPLETE_AFTER
        return pd.DataFrame(
            {
                "behoerde_id": behoerde,
                "vorgang_id": [f"V{number:06d}" for number in range(len(filed))],
                "anliegen": "stag_10",
                "terminanfrage_am": _written(filed - ASKED_BEFORE),
                "termin_am": _written(filed),
                "eingang_am": _written(filed),
                "vollstaendig_am": np.where(complete <= np.minimum(ended, last), _written(complete), ""),
                "entscheidung_am": np.where(ended <= last, _written(ended), ""),
                "entscheidung": np.where(ended <= last, self.way[there], ""),
                "vorgezogen": np.where(self.fast[there], "ja", "nein"),
            }
        )


def _written(days: np.ndarray) -> np.ndarray:
    return np.datetime_as_string(FIRST + days * DAY)


def day_number(day: np.datetime64) -> int:
    """The last moment of a day counts as that day."""
    return int((day - FIRST) / DAY)


def growing(after: int = YEARS_AFTER) -> Office:
    """Five years in which applications outgrow the hands: 700 → 1,700 a year against 600 → 950."""
    return Office(_risen(700, 1700, after), _risen(600, 950, after))


def steady(after: int = YEARS_AFTER) -> Office:
    """An office that keeps up: as many end as come in, with a wait in the queue that stays the same."""
    days = np.arange(_length(after))
    a_year, wait, fast = 1000, 231, 0.2
    queue = a_year * (1 - fast) * wait / YEAR
    hands = a_year - queue * sum(LEAVE_A_YEAR.values())
    return Office(np.full(len(days), float(a_year)), np.where(days < wait, fast * a_year, hands), fast, True)


def _risen(first: float, last: float, after: int) -> np.ndarray:
    """A straight rise until the report, level from then on."""
    return np.interp(np.arange(_length(after)), [0, day_number(REPORT)], [first, last])


def _length(after: int) -> int:
    return day_number(REPORT) + 1 + round(after * YEAR)


def simulate(office: Office, seed: int) -> Procedures:
    """Every procedure of an office until the end of its days; who never leaves ends on the last day."""
    rng = np.random.default_rng(seed)
    filed = _filings(rng, office)
    fast = rng.random(len(filed)) < office.fast_lane
    ready = filed + np.where(fast, rng.integers(*READY_AFTER, len(filed)), 0)
    waits = np.array([rng.exponential(YEAR / a_year, len(filed)) for a_year in LEAVE_A_YEAR.values()])
    leaving = filed + waits.min(axis=0).astype(int)
    ended, decided = _worked(ready, fast, leaving, _hands(rng, office))
    reasons = np.array(list(LEAVE_A_YEAR))[waits.argmin(axis=0)]
    return Procedures(filed, ended, np.where(decided, _decisions(rng, len(filed)), reasons), fast)


def _filings(rng: np.random.Generator, office: Office) -> np.ndarray:
    """Day of each filing, in order."""
    expected = np.cumsum(office.arrivals / YEAR)
    if office.even:
        return np.searchsorted(expected, np.arange(int(expected[-1])) + 0.5)
    return np.repeat(np.arange(len(expected)), rng.poisson(office.arrivals / YEAR))


def _hands(rng: np.random.Generator, office: Office) -> np.ndarray:
    """How many can be decided on each day; what is not used is lost."""
    if office.even:
        return np.diff(np.floor(np.cumsum(office.capacity / YEAR)), prepend=0).astype(int)
    return rng.poisson(office.capacity / YEAR)


def _worked(
    ready: np.ndarray, fast: np.ndarray, leaving: np.ndarray, hands: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Day of the end of each procedure, and whether it was decided: the fast lane first, then in order."""
    ended, decided = leaving.copy(), np.zeros(len(leaving), bool)
    lanes = deque(), deque()
    come = _by_day(ready, len(hands))
    for day, work in enumerate(hands.tolist()):
        for number in come[day]:
            lanes[0 if fast[number] else 1].append(number)
        for number in _next(lanes, leaving, day, work):
            ended[number], decided[number] = day, True
    return ended, decided


def _by_day(ready: np.ndarray, days: int) -> list[list[int]]:
    come: list[list[int]] = [[] for _ in range(days)]
    for number in np.argsort(ready, kind="stable").tolist():
        if ready[number] < days:
            come[ready[number]].append(number)
    return come


def _next(lanes: tuple[deque, deque], leaving: np.ndarray, day: int, work: int) -> Iterator[int]:
    """Whom the work of a day reaches; those who have left by then cost none."""
    for lane in lanes:
        while lane and work:
            number = lane.popleft()
            if leaving[number] > day:
                work -= 1
                yield number


def _decisions(rng: np.random.Generator, size: int) -> np.ndarray:
    return rng.choice(list(DECIDED), size, p=list(DECIDED.values()))


def stand_of(offices: Mapping[str, Procedures], folder: Path, cubes: set[str]) -> Stand:
    """A Stand of some cubes, from registers that were handed in as files and checked like any other."""
    store, last = Store(folder), REPORT.item()
    files = [_handed_in(authority, procedures, last) for authority, procedures in offices.items()]
    manifest, _ = submit_batch(store, files, last.replace(year=last.year + 1, month=1, day=5))
    wanted = {name: text for name, text in queries().items() if name in {LIEFERUNGEN, *cubes}}
    plan = Plan(store, manifest, last, wanted)
    write_stand(plan, lambda done, total, name: None)
    return open_stand(store, plan.id)


def _handed_in(authority: str, procedures: Procedures, last: date) -> Submission:
    content = procedures.as_seen(authority).to_csv(index=False, sep=";").encode()
    return Submission(content, f"{authority}.csv", "antraege", authority, last)
