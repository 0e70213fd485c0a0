"""Between which values chance alone keeps a share or a rate of a given size."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, chi2

TAILS = (0.001, 0.025, 0.975, 0.999)  # below them lie 0.1, 2.5, 97.5 and 99.9 % of what chance brings


@dataclass(frozen=True)
class Limits:
    """Where 95 and 99.8 % of the values lie that chance alone would bring."""

    lower_998: float
    lower_95: float
    upper_95: float
    upper_998: float

    def within_95(self, value: float) -> bool:
        return self.lower_95 <= value <= self.upper_95

    def within_998(self, value: float) -> bool:
        return self.lower_998 <= value <= self.upper_998


def binomial_limits(centre: float, n: np.ndarray) -> np.ndarray:
    """The limits of shares of `n` cases each around the share `centre`, one row for each of `TAILS`.

    `n` is rounded to whole cases, at least 1. The distribution is exact, and between two counts the limit is
    interpolated, so that it does not jump from one n to the next.
    Spiegelhalter 2005, Funnel plots for comparing institutional performance, appendix A.1.1.
    """
    n = np.maximum(np.round(np.atleast_1d(n)), 1)
    p = np.array(TAILS)[:, None]
    count = binom.ppf(p, n, centre)
    beyond = (binom.cdf(count, n, centre) - p) / binom.pmf(count, n, centre)
    return np.clip((count - beyond) / n, 0, 1)


def poisson_limits(expected: np.ndarray) -> np.ndarray:
    """The limits of observed ÷ expected counts around 1, one row for each of `TAILS`.

    The exact interval of a Poisson mean by its link to χ² (Ulm 1990; as in R's FunnelPlotR).
    """
    expected = np.atleast_1d(np.asarray(expected, dtype=float))
    tails = [chi2.ppf(p, 2 * (expected + (p > 0.5))) / (2 * expected) for p in TAILS]
    return np.array(tails)


def fair_limits(centre: float, n: np.ndarray, phi: float, tau: float) -> np.ndarray:
    """The limits that shares of units are held to, one row for each of `TAILS`.

    The upper ones mirror the lower ones of the complement: the published formula puts its upper limit below
    the last count that is usual, and would accuse ten of ten at 75 %. They are wider than chance by √phi,
    and for large units by what `tau`, the standard deviation between units, asks for: √phi alone grows with
    the size of the others, and flags somebody in four of five simulations in which nobody is an outlier.
    """
    below, above = binomial_limits(centre, n)[:2], 1 - binomial_limits(1 - centre, n)[1::-1]
    chance = np.sqrt(centre * (1 - centre) / np.maximum(np.atleast_1d(n), 1))
    between = np.sqrt(1 + (tau / chance) ** 2) if chance.all() else 1.0
    factor = np.maximum(np.sqrt(max(1.0, phi)), between)
    return np.clip(centre + (np.vstack([below, above]) - centre) * factor, 0, 1)
