"""How far two raters agree beyond chance: weighted kappa and Krippendorff's alpha, with bootstrap limits."""

from collections.abc import Callable, Mapping
from math import isnan, nan

import numpy as np
import pandas as pd

from kim.catalogue import Indicator
from kim.estimates.row import Row, shown

LEVELS = 4  # 0 to 3
DRAWS, SEED = 2000, 20240331  # the same ratings give the same limits
LIMITS = (2.5, 97.5)
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff 2004
WEIGHTS = {"linear": 1, "quadratic": 2}


def agreement_row(entry: Indicator, tables: np.ndarray) -> Row:
    """kreise, einig, value, lower, upper, n and status from tables of levels (`tables_of`).

    The entry's statistic is `alpha` (Krippendorff, ordinal) or `kappa` (Cohen, squared weights). n is the
    number of criteria that both judged, `einig` those on which they gave the same level. Limits come from
    drawing whole Kreise, since the criteria of one hang together. Fewer Kreise than `minimum_n` are
    `too_few`; where all gave one level there is nothing to agree on: `not_estimable`.
    """
    whole = tables.sum(axis=0)
    counted = {"kreise": float(len(tables)), "einig": float(np.trace(whole))}
    if len(tables) < entry.minimum_n:
        return counted | shown("too_few", nan, n=float(whole.sum()))
    statistic = STATISTICS[entry.statistic]
    value = float(statistic(whole))
    lower, upper = _limits(tables, statistic) if entry.interval == "bootstrap" else (nan, nan)
    status = "not_estimable" if isnan(value) else "shown"
    return counted | shown(status, value, lower, upper, float(whole.sum()))


def reliability(alpha: float) -> str:
    """What may be done with a dimension: belastbar from .80, vorlaeufig from .667, else nicht_berichten."""
    return "belastbar" if alpha >= RELIABLE else "vorlaeufig" if alpha >= TENTATIVE else "nicht_berichten"


def cohen_kappa(tables: np.ndarray, weights: str = "quadratic") -> np.ndarray:
    """Weighted kappa of tables (…, levels of the first rater, of the second); NaN where both never vary.

    Disagreement weighs the distance of the levels, `linear` or `quadratic` (Cohen 1968).
    """
    levels = np.arange(tables.shape[-1])
    weight = np.abs(levels[:, None] - levels) ** WEIGHTS[weights]
    total = tables.sum(axis=(-2, -1))
    by_chance = tables.sum(axis=-1)[..., :, None] * tables.sum(axis=-2)[..., None, :]
    found, expected = (weight * tables).sum(axis=(-2, -1)), (weight * by_chance).sum(axis=(-2, -1))
    return 1 - _divided(found * total, expected)


def krippendorff_alpha(
    coincidence: np.ndarray, metric: str = "ordinal", values: np.ndarray | None = None
) -> np.ndarray:
    """Alpha of coincidence matrices (…, values, values), the values ascending; NaN where nothing varies.

    `metric` is nominal, ordinal, interval or ratio; `values` matter to the last two (default 0, 1, 2, …).
    Krippendorff 2004, 11.3; the ordinal difference is the interval difference of the middle ranks.
    """
    of_value = coincidence.sum(axis=-1)
    distance = _distances(of_value, metric, np.arange(of_value.shape[-1]) if values is None else values)
    by_chance = of_value[..., :, None] * of_value[..., None, :] * distance
    found, expected = (coincidence * distance).sum(axis=(-2, -1)), by_chance.sum(axis=(-2, -1))
    return 1 - _divided(found * (of_value.sum(axis=-1) - 1), expected)


def coincidences(ratings: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The coincidence matrix of ratings (raters, units), NaN where missing; one rating alone says nothing."""
    counts = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    counts = counts[counts.sum(axis=1) > 1]
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(values))
    return (pairs / (counts.sum(axis=1) - 1)[:, None, None]).sum(axis=0)


def tables_of(part: pd.DataFrame) -> np.ndarray:
    """One table of levels for each Kreis of a frame with the columns paar ("05382 2 3") and anzahl."""
    told = part["paar"].astype(str).str.split(" ", expand=True)
    units, position = np.unique(told[0].to_numpy(str), return_inverse=True)
    tables = np.zeros((len(units), LEVELS, LEVELS))
    np.add.at(tables, (position, told[1].astype(int), told[2].astype(int)), part["anzahl"].astype(float))
    return tables


def _limits(tables: np.ndarray, statistic: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float]:
    """95 % percentile limits, drawing as many Kreise as there are with a fixed seed; NaN for a single one."""
    units = len(tables)
    if units < 2:
        return nan, nan
    drawn = np.random.default_rng(SEED).multinomial(units, np.full(units, 1 / units), size=DRAWS)
    found = statistic(np.tensordot(drawn, tables, axes=1))
    known = found[~np.isnan(found)]
    return tuple(map(float, np.percentile(known, LIMITS))) if len(known) else (nan, nan)


def _alpha(tables: np.ndarray) -> np.ndarray:
    """Of two raters: each pair coincides once in either order."""
    return krippendorff_alpha(tables + np.swapaxes(tables, -1, -2))


def _distances(of_value: np.ndarray, metric: str, values: np.ndarray) -> np.ndarray:
    if metric == "nominal":
        return (1 - np.eye(len(values))) * np.ones_like(of_value)[..., None]
    if metric == "ordinal":
        values = np.cumsum(of_value, axis=-1) - of_value / 2
    apart = np.asarray(values[..., :, None] - values[..., None, :], dtype=float)
    if metric == "ratio":
        apart = _divided(apart, values[:, None] + values, otherwise=0.0)
    return apart**2


def _divided(numerator: np.ndarray, denominator: np.ndarray, otherwise: float = nan) -> np.ndarray:
    """The quotient; `otherwise` where there is nothing to divide by."""
    out = np.full(np.shape(denominator), otherwise)
    return np.divide(numerator, denominator, out=out, where=denominator != 0)


STATISTICS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {"alpha": _alpha, "kappa": cohen_kappa}
