"""By how much units differ beyond chance: as a factor (phi) or as a variance of their own (tau²)."""

import numpy as np
from scipy.stats import norm

CUT = 0.1  # the share at each side that counts no more than its innermost value


def _left_of_chance() -> float:
    """The mean square of standard normal z after winsorising: 0.679 instead of 1."""
    edge = norm.ppf(1 - CUT)
    return float(2 * CUT * edge**2 + 1 - 2 * CUT - 2 * edge * norm.pdf(edge))


LEFT_OF_CHANCE = _left_of_chance()


def winsorised(z: np.ndarray) -> np.ndarray:
    """z with the outer tenth at each side pulled in, so that no outlier widens the limits it is held to."""
    return np.clip(z, *np.quantile(z, [CUT, 1 - CUT]))


def overdispersion(z: np.ndarray) -> float:
    """phi: the mean square of winsorised z (Spiegelhalter 2005)."""
    return float(np.mean(winsorised(z) ** 2))


def additive_variance(q: float, errors: np.ndarray) -> float:
    """tau²: the variance between units, beside the squares of their `errors`, that explains a `q` = Σz².

    DerSimonian and Laird 1986; 0 where chance alone explains it.
    """
    weights, free = 1 / errors**2, len(errors) - 1
    return max(0.0, float((q - free) / (weights.sum() - (weights**2).sum() / weights.sum())))


def robust_variance(z: np.ndarray, errors: np.ndarray) -> float:
    """tau² from winsorised z, made up for what winsorising takes away where nothing is an outlier."""
    return additive_variance(len(z) * overdispersion(z) / LEFT_OF_CHANCE, errors)
