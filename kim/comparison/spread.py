"""By how much units differ beyond chance: as a factor (phi) or as a variance of their own (tau²)."""

from dataclasses import dataclass

import numpy as np

CUT = 0.1  # the share at each side that counts no more than its innermost value


@dataclass(frozen=True)
class RandomEffects:
    """A mean over units that differ: Cochran's Q, the variance between them, the mean and its error."""

    q: float
    tau2: float
    mean: float
    error: float


def winsorised(z: np.ndarray) -> np.ndarray:
    """z with the outer tenth at each side pulled in, so that no outlier widens the limits it is held to."""
    return np.clip(z, *np.quantile(z, [CUT, 1 - CUT]))


def overdispersion(z: np.ndarray) -> float:
    """phi: the mean square of winsorised z, about 1 where only chance is at work (Spiegelhalter 2005)."""
    return float(np.mean(winsorised(z) ** 2))


def random_effects(values: np.ndarray, errors: np.ndarray) -> RandomEffects:
    """Mean and variance between units from values and their standard errors; tau² is 0 where Q allows it.

    DerSimonian and Laird 1986; the same tau² as Spiegelhalter's additive overdispersion.
    """
    weights = 1 / errors**2
    mean = np.average(values, weights=weights)
    q, free = float(np.sum(weights * (values - mean) ** 2)), len(values) - 1
    tau2 = max(0.0, (q - free) / (weights.sum() - (weights**2).sum() / weights.sum()))
    weights = 1 / (errors**2 + tau2)
    mean = np.average(values, weights=weights)
    return RandomEffects(q, float(tau2), float(mean), float(1 / np.sqrt(weights.sum())))
