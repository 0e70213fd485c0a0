"""Values pulled towards what units have in common, the more the less each one rests on."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, expit, logit
from scipy.stats import beta

from kim.comparison.funnel import FEWEST_UNITS, PERCENT, Funnel

SEED, DRAWS = 20240131, 4000
TIGHTEST = 1e6  # a prior of more cases says that all units are alike
MIDDLE = (0.025, 0.975)


@dataclass(frozen=True)
class Shrunken:
    """The value of a unit in the light of all units, with its 95 % interval, in %."""

    unit: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Posterior:
    """What is known of the share of each unit: a Beta distribution, one alpha and beta for each."""

    alpha: np.ndarray
    beta: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        return self.alpha / (self.alpha + self.beta)

    def interval(self) -> tuple[np.ndarray, np.ndarray]:
        return tuple(beta.ppf(p, self.alpha, self.beta) for p in MIDDLE)


def shrink(found: Funnel) -> tuple[Shrunken, ...]:
    """The points of a funnel, hollow ones too, shrunken; none where there are too few units to learn from."""
    if len(found.points) < FEWEST_UNITS:
        return ()
    posterior = _posterior_of(found)
    columns = (PERCENT * part for part in (posterior.mean, *posterior.interval()))
    units = [point.unit for point in found.points]
    return tuple(Shrunken(unit, *map(float, parts)) for unit, *parts in zip(units, *columns, strict=True))


def order_width(found: Funnel) -> float:
    """Over how many places the 95 % interval of a place reaches, in the median of the units; places."""
    lower, upper = rank_intervals(_posterior_of(found))
    return float(np.median(upper - lower))


def beta_binomial(x: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """alpha and beta of the Beta distribution that shares of units come from, by maximum likelihood.

    `x` and `n` may be fractions (effective sizes). Empirical Bayes, Casella 1985.
    """
    start = (logit(np.clip(x.sum() / n.sum(), 1e-6, 1 - 1e-6)), np.log(n.mean()))
    bounds = ((-15, 15), (np.log(1e-2), np.log(TIGHTEST)))
    found = minimize(_minus_log_likelihood, start, (x, n), "L-BFGS-B", bounds=bounds)
    share, size = expit(found.x[0]), np.exp(found.x[1])
    return float(share * size), float((1 - share) * size)


def posterior(x: np.ndarray, n: np.ndarray) -> Posterior:
    """What counts x of n say of each share, with what all of them say together."""
    a, b = beta_binomial(x, n)
    return Posterior(x + a, n - x + b)


def james_stein(values: np.ndarray, error: float) -> tuple[float, np.ndarray]:
    """The factor c and the values shrunken to mean + c (value − mean); `error` is one standard error of all.

    Efron and Morris 1975; c is not below 0 (the positive part). ValueError under four values.
    """
    if len(values) < 4:
        raise ValueError("James and Stein need four values to shrink towards their mean")
    apart = values - values.mean()
    squares = float((apart**2).sum())
    c = max(0.0, 1 - (len(values) - 3) * error**2 / squares) if squares else 0.0
    return c, values.mean() + c * apart


def rank_intervals(known: Posterior) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of the place of each unit, 1 = lowest, from draws with a fixed seed.

    Goldstein and Spiegelhalter 1996. For saying how little an order means, never to be shown as places.
    """
    drawn = np.random.default_rng(SEED).beta(known.alpha, known.beta, (DRAWS, len(known.alpha)))
    places = drawn.argsort(axis=1).argsort(axis=1) + 1
    lower, upper = np.quantile(places, MIDDLE, axis=0)
    return lower, upper


def _posterior_of(found: Funnel) -> Posterior:
    n = np.array([point.n for point in found.points])
    return posterior(np.array([point.value for point in found.points]) / PERCENT * n, n)


def _minus_log_likelihood(parameters: np.ndarray, x: np.ndarray, n: np.ndarray) -> float:
    share, size = expit(parameters[0]), np.exp(parameters[1])
    a, b = share * size, (1 - share) * size
    return -float(np.sum(betaln(x + a, n - x + b) - betaln(a, b)))
