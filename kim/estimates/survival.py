"""The share that is still open by age (Kaplan-Meier) and the age by which a share is closed."""

from collections.abc import Mapping
from math import nan

import numpy as np

from kim.estimates.row import Z

Estimate = tuple[float, float, float]  # value, lower, upper
Columns = Mapping[str, np.ndarray]  # a table by columns: for tables this small much cheaper than a frame
TOLERANCE = 1e-9  # a product of quotients may miss 1/2 by the last digit


def kaplan_meier(tag: np.ndarray, zugang: np.ndarray, abgang: np.ndarray, events: np.ndarray) -> Columns:
    """Survival curve from counts by day, one row per day with an event.

    `zugang` and `abgang` count those whose observation begins (exclusive) and ends (inclusive) on `tag`,
    `events` those among `abgang` that ended by an event; at risk at t are #(zugang < t) − #(abgang < t).
    All four have one entry per day. Columns: tag, n at risk, d events, share s, sum greenwood of
    d / (n (n − d)), and lower, upper as 95 % log-log limits of s, NaN where s is 0.
    ValueError for counts that no procedures can have (see `risk_sets`).
    Kaplan and Meier 1958, with delayed entry; Kalbfleisch and Prentice 2002 for the limits.
    """
    n = risk_sets(tag, zugang, abgang, events)
    at = events > 0
    n, d = n[at], np.asarray(events[at], dtype=float)
    s, greenwood = np.cumprod(1 - d / n), np.cumsum(greenwood_terms(n, d))
    lower, upper = log_log(s, np.sqrt(greenwood))
    return {"tag": tag[at], "n": n, "d": d, "s": s, "greenwood": greenwood, "lower": lower, "upper": upper}


def survival_at(curve: Columns, day: int) -> Estimate:
    """S(day) with 95 % log-log limits; the limits are NaN where S is 0 or 1."""
    last = int(np.searchsorted(curve["tag"], day, side="right")) - 1
    if last < 0:
        return 1.0, nan, nan
    return tuple(float(curve[name][last]) for name in ("s", "lower", "upper"))


def quantile(curve: Columns, p: float) -> Estimate:
    """The first day by which the share p was closed, with 95 % limits, in days; NaN where not reached.

    The limits are the first days on which the lower and the upper limit of S pass 1 − p
    (Brookmeyer and Crowley 1982, on the log-log scale).
    """
    days = curve["tag"]
    passed = (curve[name] <= 1 - p + TOLERANCE for name in ("s", "lower", "upper"))
    return tuple(float(days[at.argmax()]) if at.any() else nan for at in passed)


def at_risk(tag: np.ndarray, zugang: np.ndarray, abgang: np.ndarray, day: float) -> int:
    """How many are still followed on a day: whoever leaves on that day counts."""
    before = tag < day
    return int(zugang[before].sum() - abgang[before].sum())


def risk_sets(tag: np.ndarray, zugang: np.ndarray, abgang: np.ndarray, events: np.ndarray) -> np.ndarray:
    """The number at risk on each day, as floats.

    ValueError where days do not ascend, where more end by an event than leave, or where more leave than
    are at risk: an end before its beginning would bend the curve and say nothing.
    """
    n = np.concatenate(([0], np.cumsum(zugang - abgang)[:-1])).astype(float)[: len(tag)]
    if (np.diff(tag) <= 0).any():
        raise ValueError("days of a curve must ascend")
    if (zugang < 0).any() or (events < 0).any() or (events > abgang).any():
        raise ValueError("more events than exits, or fewer than none")
    if (abgang > n).any():
        raise ValueError("more exits than are at risk: something ends before it begins")
    return n


def greenwood_terms(n: np.ndarray, d: np.ndarray) -> np.ndarray:
    """d / (n (n − d)) by day; 0 where all at risk end, since nothing comes after that (Greenwood 1926)."""
    return np.where(n > d, d / (n * np.maximum(n - d, 1)), 0.0)


def log_log(share: np.ndarray, width: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits share ** exp(± z width / |ln share|) with `width` the standard error of ln share.

    NaN where a share is 0 or 1: nothing or everything happened, and the formula knows no error of that.
    """
    inside = np.where((share > 0) & (share < 1), share, nan)
    power = np.exp(Z * width / np.abs(np.log(inside)))
    return inside**power, inside ** (1 / power)
