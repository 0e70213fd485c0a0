"""From counts to values: quotients with their intervals and the share that is still open (Kaplan-Meier)."""

from math import isnan, nan, sqrt
from typing import Any

import numpy as np
import pandas as pd

from kim.catalogue import Indicator

Z = 1.959963984540054  # two-sided 95 %
PERCENT_UNITS = ("%", "Prozentpunkte")
PER_HUNDRED = " je 100 "
STILL_FOLLOWED = 10  # a survival share needs this many still under observation (statistics.md 2.7)
EVENTS = 10


Row = dict[str, Any]


def estimate(entry: Indicator, counted: list[Row]) -> list[Row]:
    """Rows of a roll-up with value, lower, upper, n and status, in the entry's unit, unrounded.

    Counts become floats; `value`, `lower` and `upper` are NaN unless the status is `shown`.
    """
    one = _count if entry.kind == "count" else _quotient
    return [one(entry, _plain(entry, row)) for row in counted]


def wilson(x: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % limits of the proportion x / n (Newcombe 1998, method 3)."""
    p, z2 = x / n, Z * Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return centre - half, centre + half


def kaplan_meier(tag: np.ndarray, zugang: np.ndarray, abgang: np.ndarray, events: np.ndarray) -> pd.DataFrame:
    """Survival curve from counts by day, one row per day with an event: tag, n, d, s, greenwood.

    `zugang` and `abgang` count those whose observation begins (exclusive) and ends (inclusive) on `tag`;
    at risk at t are #(zugang < t) − #(abgang < t). Days must ascend. Kaplan and Meier 1958, delayed entry.
    """
    net = np.cumsum(zugang - abgang)
    n = np.concatenate(([0], net[:-1])).astype(float)
    at = (events > 0) & (n > 0)
    n, d = n[at], events[at].astype(float)
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(np.where(n > d, d / (n * np.maximum(n - d, 1)), 0.0))
    return pd.DataFrame({"tag": tag[at], "n": n, "d": d, "s": np.cumprod(1 - d / n), "greenwood": greenwood})


def survival_at(curve: pd.DataFrame, day: int) -> tuple[float, float, float]:
    """S(day) with 95 % log-log limits; the limits are NaN where S is 0 or 1."""
    past = curve[curve["tag"] <= day]
    if past.empty:
        return 1.0, np.nan, np.nan
    s, greenwood = past["s"].iloc[-1], past["greenwood"].iloc[-1]
    if not 0 < s < 1:
        return s, np.nan, np.nan
    width = np.exp(Z * np.sqrt(greenwood) / abs(np.log(s)))
    return s, s**width, s ** (1 / width)


def _plain(entry: Indicator, row: Row) -> Row:
    """The row with its counts as floats, missing ones as NaN."""
    return row | {name: nan if row[name] is None else float(row[name]) for name in entry.counts}


def _count(entry: Indicator, row: Row) -> Row:
    count = row["anzahl"]
    status = "not_reported" if isnan(count) else "zero" if count == 0 else "shown"
    return row | _shown(status, count, n=count)


def _quotient(entry: Indicator, row: Row) -> Row:
    x, n = row["numerator"], row["denominator"]
    if isnan(x) or not n > 0:
        return row | _shown("not_applicable", nan, n=n)
    if n < entry.minimum_n:
        return row | _shown("too_few", nan, n=n)
    scale = 100 if entry.unit in PERCENT_UNITS or PER_HUNDRED in entry.unit else 1
    lower, upper = wilson(x, n) if entry.interval == "wilson" else (nan, nan)
    return row | _shown("shown", scale * x / n, scale * lower, scale * upper, n)


def _shown(status: str, value: float, lower: float = nan, upper: float = nan, n: float = nan) -> Row:
    value, lower, upper = (value, lower, upper) if status == "shown" else (nan, nan, nan)
    return {"value": value, "lower": lower, "upper": upper, "n": n, "status": status}


def estimate_durations(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> list[Row]:
    """by…, value, lower, upper, n, ereignisse and status from counts by day (see `kaplan_meier`).

    n is the largest number under observation at one age; handing on to the next quarter adds nothing.
    """
    statistic, day = entry.statistic.split(":")
    assert statistic == "survival", entry.statistic
    groups = counts.groupby(list(by), sort=True) if by else [((), counts)] if len(counts) else []
    return [
        dict(zip(by, _dates(key), strict=True)) | _survival_row(entry, part, int(day)) for key, part in groups
    ]


def _dates(key: tuple) -> tuple:
    return tuple(value.date() if isinstance(value, pd.Timestamp) else value for value in key)


def _survival_row(entry: Indicator, group: pd.DataFrame, day: int) -> Row:
    group = group.sort_values("tag")
    tag, zugang, abgang = (group[name].to_numpy() for name in ("tag", "zugang", "abgang"))
    events = group[list(entry.counts[3:])].sum(axis=1).to_numpy()
    value, lower, upper = survival_at(kaplan_meier(tag, zugang, abgang, events), day)
    n, seen = int(np.cumsum(zugang - abgang).max(initial=0)), int(events.sum())
    followed = int(zugang[tag < day].sum() - abgang[tag < day].sum())
    status = _survival_status(entry, n, seen, followed)
    return _shown(status, 100 * value, 100 * lower, 100 * upper, n) | {"ereignisse": seen}


def _survival_status(entry: Indicator, n: int, events: int, followed: int) -> str:
    if n < entry.minimum_n or events < EVENTS:
        return "too_few"
    return "shown" if followed >= STILL_FOLLOWED else "not_estimable"
