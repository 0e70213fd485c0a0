"""Rows as a mapping from column name to array, and the few steps the invented world needs on them."""

from collections.abc import Mapping
from datetime import date

import numpy as np

Table = dict[str, np.ndarray]
NO_DAY = np.datetime64("NaT", "D")


def rows_of(table: Mapping[str, np.ndarray]) -> int:
    return len(next(iter(table.values())))


def select(table: Mapping[str, np.ndarray], chosen: np.ndarray) -> Table:
    """The chosen rows (mask or positions) of all columns."""
    return {name: values[chosen] for name, values in table.items()}


def stack(tables: list[Table]) -> Table:
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def day64(day: date | str) -> np.datetime64:
    return np.datetime64(day, "D")


def until(days: np.ndarray, last: np.datetime64) -> np.ndarray:
    """The days up to and including `last`; later ones have not happened yet and are missing."""
    return np.where(days <= last, days, NO_DAY)


def workday(days: np.ndarray) -> np.ndarray:
    """The same days, Saturdays and Sundays moved to Monday; missing ones stay missing."""
    known = ~np.isnat(days)
    moved = days.copy()
    moved[known] = np.busday_offset(days[known], 0, roll="forward")
    return moved


def pick(rng: np.random.Generator, shares: Mapping[str, float], size: int) -> np.ndarray:
    """Codes drawn with the given shares (they need not add up to one)."""
    weights = np.array(list(shares.values()), dtype="float")
    bounds = np.cumsum(weights / weights.sum())
    drawn = np.searchsorted(bounds[:-1], rng.random(size), side="right")
    return np.array(list(shares), dtype="object")[drawn]


def occasionally(rng: np.random.Generator, chance: float, least: int, most: int, size: int) -> np.ndarray:
    """Delays in days: none as a rule, now and then one between the two limits."""
    delays = np.where(rng.random(size) < chance, rng.integers(least, most, size), 0)
    return delays.astype("timedelta64[D]")


def apportion(total: int, weights: np.ndarray, caps: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the weights, none above its cap, that add up to `total` exactly."""
    if total > caps.sum():
        raise ValueError("Mehr zu verteilen, als Platz ist.")
    wanted = weights * (total / weights.sum())
    given = np.minimum(np.floor(wanted).astype("int64"), caps)
    while given.sum() < total:
        order = np.argsort(-np.where(given < caps, wanted - given, -np.inf), kind="stable")
        given[order[: min(total - given.sum(), (given < caps).sum())]] += 1
    return given
