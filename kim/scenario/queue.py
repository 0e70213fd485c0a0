"""A queue month by month, drawn many times, and how long those in it wait for their turn."""

from math import inf
from typing import NamedTuple

import numpy as np

from kim.scenario.assumptions import Assumptions
from kim.scenario.pace import Pace

RUNS, SEED = 2000, 5382
HARDLY = 1e-9  # stands for nobody who leaves, where something is divided by it


class Runs(NamedTuple):
    """Drawn 2,000 times; columns are runs.

    `stock` by month, 0 = now; `hands` what can be decided in each month, by year; `fast` what of it goes to
    the fast lane, and `leaving` who leaves by year and pending one, both by run.
    """

    stock: np.ndarray
    hands: np.ndarray
    fast: np.ndarray
    leaving: np.ndarray


def draw(pace: Pace, assumptions: Assumptions) -> Runs:
    """Q' = max(0, Q + A − W − C) for each month: A negative binomial, W binomial, C of the hands there are.

    Each source of chance has its own seed, so that scenarios of one pace differ by their assumptions only.
    """
    coming, going, working, taken = (np.random.default_rng([SEED, source]) for source in range(4))
    months = np.arange(1, assumptions.horizon + 1)
    arrivals = _around(coming, pace.arrivals * assumptions.arrivals, pace.arrivals_off)
    hands = _around(working, pace.decisions, pace.decisions_off) + assumptions.more(months)[:, None]
    hands = np.maximum(0, hands)
    came = _counted(coming, np.broadcast_to(arrivals / 12, hands.shape), pace.arrivals_vary)
    decided = np.maximum(0, hands / 12 + pace.decisions_vary * working.standard_normal(hands.shape))
    leaving = _around(going, pace.leaving, pace.leaving_off)
    fast = _around(taken, pace.fast_decisions * assumptions.arrivals, pace.fast_off)
    return Runs(_stock(going, pace.stock, came, decided, leaving), hands, fast, leaving)


def _around(chance: np.random.Generator, value: float, off: float) -> np.ndarray:
    """A value that is not known exactly, one for each run."""
    return np.maximum(0, value * (1 + off * chance.standard_normal(RUNS)))


def _counted(chance: np.random.Generator, mean: np.ndarray, vary: float) -> np.ndarray:
    """Counts with a mean and a variance `vary` times as large."""
    if vary > 1:
        mean = chance.gamma(mean / (vary - 1), vary - 1)
    return chance.poisson(mean)


def _stock(
    chance: np.random.Generator, now: float, came: np.ndarray, decided: np.ndarray, leaving: np.ndarray
) -> np.ndarray:
    stock = np.full((len(came) + 1, RUNS), float(now))
    for month, before in enumerate(stock[:-1]):
        left = chance.binomial(before.astype(int), _gone(leaving))
        stock[month + 1] = np.maximum(0, before + came[month] - left - decided[month])
    return stock


def _gone(leaving: np.ndarray) -> np.ndarray:
    """The share that leaves within a month."""
    return -np.expm1(-leaving / 12)


def years_to(target: float, stock: float, arrivals: float, decisions: float, leaving: float = 0.0) -> float:
    """Years until a stock has come down to a target at constant rates by year; inf where it never does.

    Without those who leave by themselves (`leaving`, by year and pending one): (stock − target) ÷
    (decisions − arrivals). With them the stock moves towards (arrivals − decisions) ÷ leaving.
    """
    if stock <= target:
        return 0.0
    falling = decisions - arrivals + leaving * target  # how fast it still falls where the target is
    if falling <= 0:
        return inf
    leaving = max(leaving, HARDLY)
    return float(np.log1p(leaving * (stock - target) / falling) / leaving)


def months_until_turn(
    ahead: np.ndarray, hands: np.ndarray, leaving: np.ndarray, afterwards: np.ndarray
) -> np.ndarray:
    """Months until those ahead are through, by run: the smallest w in which the hands reach them all.

    `hands` are decisions a year, one row a month, `afterwards` what follows them; those who leave by
    themselves (`leaving`, by year and person) need no hands. inf where nobody works.
    """
    ahead, waited = np.array(ahead, float), np.zeros(np.shape(ahead))
    for working in hands:
        needed = 12 * _years_to_empty(ahead, working, leaving)
        waited += np.minimum(needed, 1)
        ahead = np.where(needed <= 1, 0, _after_a_month(ahead, working, leaving))
    return waited + 12 * _years_to_empty(ahead, afterwards, leaving)


def _years_to_empty(ahead: np.ndarray, hands: np.ndarray, leaving: np.ndarray) -> np.ndarray:
    leaving = np.maximum(leaving, HARDLY)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(ahead > 0, np.log1p(leaving * ahead / hands) / leaving, 0.0)


def _after_a_month(ahead: np.ndarray, hands: np.ndarray, leaving: np.ndarray) -> np.ndarray:
    """Those ahead that are left of a queue that gets no new ones."""
    leaving = np.maximum(leaving, HARDLY)
    return np.maximum(0, ahead * (1 - _gone(leaving)) - hands * _gone(leaving) / leaving)
