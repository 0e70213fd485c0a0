"""Procedures as cubes count them by day, published ones and ones drawn at random, and their curves."""

import numpy as np
import pandas as pd

from kim.catalogue import Indicator
from kim.estimates import Row, aalen_johansen, estimate_along, grouped, kaplan_meier

GEHAN = (  # Gehan 1965, 6-MP arm: weeks in remission, negative = still in remission
    (6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
)
EIGHT = {  # entry, exit and way out; 19/36 leave by the first, 17/36 by the second
    "entry": (0, 0, 0, 5, 8, 9, 0, 15),
    "exit": (3, 5, 8, 9, 12, 15, 20, 22),
    "way": (1, 2, 1, 2, 1, 2, 1, 2),
}
WAYS = ("positiv", "abgelehnt", "zurueckgenommen", "abgegeben", "sonstig")


def counts_of(entry, times, way) -> pd.DataFrame:
    """Procedures (way 0 = still open) as a cube has them: counts by day."""
    entry, times, way = (np.asarray(values) for values in (entry, times, way))
    days = np.unique(np.concatenate([times, entry]))
    counted = {"tag": days, "zugang": [(entry == day).sum() for day in days]}
    counted["abgang"] = [(times == day).sum() for day in days]
    for number, name in enumerate(WAYS, start=1):
        counted[name] = [((times == day) & (way == number)).sum() for day in days]
    return pd.DataFrame(counted)


def survival(counts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(kaplan_meier(*days_of(counts), counts[list(WAYS)].sum(axis=1).to_numpy()))


def incidence(counts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(aalen_johansen(*days_of(counts), {way: counts[way].to_numpy() for way in WAYS}))


def days_of(counts: pd.DataFrame) -> list[np.ndarray]:
    return [counts[name].to_numpy() for name in ("tag", "zugang", "abgang")]


def gehan() -> pd.DataFrame:
    return counts_of(np.full(21, -1), np.abs(GEHAN), np.array(GEHAN) > 0)


def made_up(seed: int, size: int = 500, latest_entry: int = 200) -> tuple[np.ndarray, ...]:
    """Entry, exit and way out of procedures, ties included; the last one stays open."""
    rng = np.random.default_rng(seed)
    entry = rng.integers(-1, latest_entry, size)
    times = entry + rng.integers(1, 400, size)
    way = rng.choice(6, size, p=(0.4, 0.3, 0.1, 0.1, 0.05, 0.05))
    return entry, times, np.where(times == times.max(), 0, way)


def estimated(entry: Indicator, counts: pd.DataFrame, by: tuple[str, ...] = ()) -> list[Row]:
    """What a Stand answers for these counts."""
    counts = counts.sort_values([*by, entry.axis])
    columns = {name: counts[name].to_numpy() for name in counts.columns}
    return estimate_along(entry, grouped(entry.kind, entry.ways, columns, by))
