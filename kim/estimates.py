"""From counts to values: quotients with their intervals and the share that is still open (Kaplan-Meier)."""

import numpy as np
import pandas as pd

from kim.catalogue import Indicator

Z = 1.959963984540054  # two-sided 95 %
PERCENT_UNITS = ("%", "Prozentpunkte")
PER_HUNDRED = " je 100 "
STILL_FOLLOWED = 10  # a survival share needs this many still under observation (statistics.md 2.7)
EVENTS = 10


def estimate(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Counts of one roll-up → by…, counts, value, lower, upper, n, status, in the entry's unit, unrounded.

    `value`, `lower` and `upper` are NaN unless the status is `shown`.
    """
    frame = {"count": _count, "duration": _duration}.get(entry.kind, _quotient)(entry, counts, by)
    frame.loc[frame["status"] != "shown", ["value", "lower", "upper"]] = np.nan
    return frame


def wilson(x: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's 95 % limits of the proportion x / n (Newcombe 1998, method 3)."""
    p, z2 = x / n, Z * Z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
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


def _count(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    frame = counts.assign(value=counts["anzahl"], lower=np.nan, upper=np.nan, n=counts["anzahl"])
    frame["status"] = np.select(
        [frame["anzahl"].isna(), frame["anzahl"] == 0], ["not_reported", "zero"], "shown"
    )
    return frame


def _quotient(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    scale = 100 if entry.unit in PERCENT_UNITS or PER_HUNDRED in entry.unit else 1
    x, n = counts["numerator"].astype(float), counts["denominator"].astype(float)
    usable = n.where(n > 0)
    lower, upper = wilson(x, usable) if entry.interval == "wilson" else (np.nan, np.nan)
    frame = counts.assign(value=scale * x / usable, lower=scale * lower, upper=scale * upper, n=n)
    frame["status"] = np.select(
        [frame["value"].isna(), n < entry.minimum_n], ["not_applicable", "too_few"], "shown"
    )
    return frame


def _duration(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """n is the largest number under observation at one age; handing on to the next quarter adds nothing."""
    statistic, day = entry.statistic.split(":")
    assert statistic == "survival", entry.statistic
    groups = counts.groupby(list(by), sort=True) if by else [((), counts)]
    rows = [(*key, *_survival_row(entry, group, int(day))) for key, group in groups]
    return pd.DataFrame(rows, columns=[*by, "value", "lower", "upper", "n", "ereignisse", "status"])


def _survival_row(entry: Indicator, group: pd.DataFrame, day: int) -> tuple[object, ...]:
    group = group.sort_values("tag")
    tag, zugang, abgang = (group[name].to_numpy() for name in ("tag", "zugang", "abgang"))
    events = group[list(entry.counts[3:])].sum(axis=1).to_numpy()
    value, lower, upper = survival_at(kaplan_meier(tag, zugang, abgang, events), day)
    n, seen = int(np.cumsum(zugang - abgang).max(initial=0)), int(events.sum())
    followed = int(zugang[tag < day].sum() - abgang[tag < day].sum())
    status = _survival_status(entry, n, seen, followed)
    return 100 * value, 100 * lower, 100 * upper, n, seen, status


def _survival_status(entry: Indicator, n: int, events: int, followed: int) -> str:
    if n < entry.minimum_n or events < EVENTS:
        return "too_few"
    return "shown" if followed >= STILL_FOLLOWED else "not_estimable"
