"""What a finished row says: value, limits, what it rests on and why there may be no value."""

from math import nan
from typing import Any

Z = 1.959963984540054  # two-sided 95 %

Row = dict[str, Any]


def shown(status: str, value: float, lower: float = nan, upper: float = nan, n: float = nan) -> Row:
    """The five columns every estimate ends with; value and limits are NaN unless the status is `shown`."""
    value, lower, upper = (value, lower, upper) if status == "shown" else (nan, nan, nan)
    return {"value": value, "lower": lower, "upper": upper, "n": n, "status": status}
