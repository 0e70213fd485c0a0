"""Counts and quotients, with Wilson's interval where a quotient is of a sample."""

from math import isnan, nan, sqrt

from kim.catalogue import Indicator
from kim.estimates.row import Row, Z, shown

PERCENT_UNITS = ("%", "Prozentpunkte")
PER_HUNDRED = " je 100 "


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


def _plain(entry: Indicator, row: Row) -> Row:
    """The row with its counts as floats, missing ones as NaN."""
    return row | {name: nan if row[name] is None else float(row[name]) for name in entry.counts}


def _count(entry: Indicator, row: Row) -> Row:
    count = row["anzahl"]
    status = "not_reported" if isnan(count) else "zero" if count == 0 else "shown"
    return row | shown(status, count, n=count)


def _quotient(entry: Indicator, row: Row) -> Row:
    x, n = row["numerator"], row["denominator"]
    if isnan(x) or not n > 0:
        return row | shown("not_applicable", nan, n=n)
    if n < entry.minimum_n:
        return row | shown("too_few", nan, n=n)
    scale = 100 if entry.unit in PERCENT_UNITS or PER_HUNDRED in entry.unit else 1
    lower, upper = wilson(x, n) if entry.interval == "wilson" else (nan, nan)
    return row | shown("shown", scale * x / n, scale * lower, scale * upper, n)
