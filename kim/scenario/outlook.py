"""A scenario: the stock of the coming months with bands, when it reaches a target, and how long it takes."""

from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd

from kim.scenario.assumptions import LONGEST, Assumptions
from kim.scenario.pace import Pace, pace_of
from kim.scenario.queue import Runs, draw, months_until_turn, years_to

BANDS = {80: (0.10, 0.90), 95: (0.025, 0.975)}
FILED = (0, 12, 24)  # months from now at which somebody files and asks how long it will take

Path = tuple[float, ...]


class Wait(NamedTuple):
    """Months until the turn of somebody who files `filed` months from now, in order of receipt.

    Half of the runs lie below `median`, 80 % between `lower` and `upper`; inf where nobody works.
    """

    filed: int
    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Outlook:
    """A scenario; stocks by month, 0 = now. Nothing but `status` where it is not `shown`.

    `bands` maps 80 and 95 to lower and upper limits. `reached` is the share of runs that come down to
    `target` within the horizon, `month` the one by which half of them have (None: they have not), `later` the
    months it takes on the middle path, also beyond the horizon (inf: never). `break_even` are the full-time
    equivalents that would keep today's stock as it is (negative: so many could be spared).
    """

    assumptions: Assumptions
    status: str = "shown"
    pace: Pace | None = None
    months: tuple[int, ...] = ()
    median: Path = ()
    bands: dict[int, tuple[Path, Path]] = field(default_factory=dict)
    target: float = 0.0
    reached: float = 0.0
    month: int | None = None
    later: float = inf
    waits: tuple[Wait, ...] = ()
    break_even: float = 0.0


def outlook(flows: pd.DataFrame, assumptions: Assumptions, fast: pd.DataFrame | None = None) -> Outlook:
    """The stock of the coming months from the flows of the past ones, drawn 2,000 times.

    `flows` has one row a month: `monat` (0 = the last one), eingaenge, entschieden, zurueckgezogen and the
    bestand at its end; where it has `gruppen`, only months of as many groups as the last one count. `fast`
    are the same flows of those taken out of turn: the waits are then those of the others. The same input
    gives the same numbers. Status `too_few` under twelve months in a row, or under 30 filed or decided in
    the last six; `not_reported` where a count of the last twelve is missing.

    A fluid queue with Monte Carlo (statistics.md 3.2), held against offices simulated event by event.
    """
    status, pace = pace_of(flows, fast)
    return Outlook(assumptions, status) if pace is None else outlook_at(pace, assumptions)


def outlook_at(pace: Pace, assumptions: Assumptions) -> Outlook:
    """The scenario of a known pace."""
    runs = draw(pace, assumptions)
    target = pace.stock / 2 if assumptions.target is None else assumptions.target
    by_then = (np.minimum.accumulate(runs.stock, axis=0) <= target).mean(axis=1)
    month = int(np.argmax(by_then >= 0.5)) if by_then[-1] >= 0.5 else None
    median = _path(runs.stock, 0.5)
    return Outlook(
        assumptions=assumptions,
        pace=pace,
        months=tuple(range(assumptions.horizon + 1)),
        median=median,
        bands={level: tuple(_path(runs.stock, end) for end in ends) for level, ends in BANDS.items()},
        target=target,
        reached=float(by_then[-1]),
        month=month,
        later=_later(pace, assumptions, median[-1], target) if month is None else float(month),
        waits=_waits(pace, runs),
        break_even=break_even(pace, assumptions),
    )


def _path(stock: np.ndarray, share: float) -> Path:
    return tuple(np.quantile(stock, share, axis=1).tolist())


def _later(pace: Pace, assumptions: Assumptions, stock: float, target: float) -> float:
    """Months to the target on the middle path, past the horizon."""
    hands = max(0.0, pace.decisions + float(assumptions.more(LONGEST + 1)))
    years = years_to(target, stock, pace.arrivals * assumptions.arrivals, hands, pace.leaving)
    return assumptions.horizon + 12 * years


def _waits(pace: Pace, runs: Runs) -> tuple[Wait, ...]:
    hands = np.maximum(0, runs.hands - runs.fast)
    filed = [month for month in FILED if month < len(runs.stock)]
    return tuple(_wait(month, pace.in_order * runs.stock[month], hands, runs.leaving) for month in filed)


def _wait(filed: int, ahead: np.ndarray, hands: np.ndarray, leaving: np.ndarray) -> Wait:
    months = np.sort(months_until_turn(ahead, hands[filed:], leaving, hands[-1]))
    places = [round(share * (len(months) - 1)) for share in (0.5, *BANDS[80])]  # between inf there is nothing
    return Wait(filed, *months[places].tolist())


def break_even(pace: Pace, assumptions: Assumptions) -> float:
    """Full-time equivalents more that would just keep the stock.

    (arrivals − those who leave by themselves at today's stock − decisions) ÷ productivity, all by year.
    """
    net = pace.arrivals * assumptions.arrivals - pace.leaving * pace.stock
    return (net - pace.decisions) / assumptions.productivity
