"""The share that has left by one way out while there are others (Aalen-Johansen)."""

from collections.abc import Mapping
from math import nan

import numpy as np

from kim.estimates.survival import Columns, Estimate, greenwood_terms, log_log, risk_sets


def aalen_johansen(
    tag: np.ndarray, zugang: np.ndarray, abgang: np.ndarray, ways: Mapping[str, np.ndarray]
) -> Columns:
    """Cumulative incidence of each way out from counts by day, one row per day with an event.

    `tag`, `zugang` and `abgang` as for `kaplan_meier`; `ways` maps a way out to those among `abgang` who took
    it. Columns: tag, n at risk, share s still open, then for each way its share and `se_` its standard error.
    The shares and s add up to 1. ValueError for counts that no procedures can have.
    Aalen and Johansen 1978, with delayed entry; the error by the delta method (Marubini and Valsecchi 1995).
    """
    events = sum(ways.values(), np.zeros(len(tag)))
    n = risk_sets(tag, zugang, abgang, events)
    at = events > 0
    n, d = n[at], events[at]
    s = np.cumprod(1 - d / n)
    columns = {"tag": tag[at], "n": n, "s": s}
    for way, taken in ways.items():
        columns[way], columns[f"se_{way}"] = _incidence(n, d, np.concatenate(([1.0], s))[:-1], taken[at])
    return columns


def incidence_at(curve: Columns, way: str, day: int) -> Estimate:
    """The share that had left by `way` up to a day, with 95 % log-log limits; NaN where nobody had.

    Choudhury 2002 for the limits.
    """
    last = int(np.searchsorted(curve["tag"], day, side="right"))
    share, error = (np.asarray(curve[name])[last - 1 : last] for name in (way, f"se_{way}"))
    if not share.any():
        return 0.0, nan, nan
    lower, upper = log_log(share, error / share)
    return float(share[0]), float(lower[0]), float(upper[0])


def _incidence(
    n: np.ndarray, d: np.ndarray, before: np.ndarray, taken: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Share and standard error by day; `before` is the share still open just before the day.

    The sums over days of (F − F_i)² a_i + b_i − 2 (F − F_i) c_i, opened so that each is a running sum.
    """
    share = np.cumsum(before * taken / n)
    a = greenwood_terms(n, d)
    b = before**2 * taken * (n - taken) / n**3
    c = before * taken / n**2
    squared = share**2 * np.cumsum(a) - 2 * share * np.cumsum(share * a + c)
    variance = squared + np.cumsum(share**2 * a + b + 2 * share * c)
    return share, np.sqrt(np.maximum(variance, 0))
