"""The four rules by which a month asks for a question (NHS England, Making Data Count)."""

from typing import Literal

import numpy as np

Rule = Literal["outside", "trend", "two_of_three", "shift"]
PRECEDENCE: tuple[Rule, ...] = ("outside", "trend", "two_of_three", "shift")
RUN = 7  # points of a trend or on one side of the mean


def signals(values: np.ndarray, mean: float, reach: float) -> dict[Rule, np.ndarray]:
    """For each rule +1 (above, rising), −1 (below, falling) or 0 for each value, as NHSRplotthedots 0.2.2.

    `mean` and `reach`, the way from it to a limit, need not come from the same values.
    """
    side = np.sign(values - mean).astype(int)
    away = np.abs(values - mean)
    return {
        "outside": np.where(away > reach, side, 0),
        "trend": _trend(values),
        "two_of_three": _two_of_three(side, (away > 2 / 3 * reach) & (away <= reach)),
        "shift": _same(side, RUN, RUN),
    }


def _trend(values: np.ndarray) -> np.ndarray:
    """Seven points in a row that rise or fall; where one ends and another begins, the later counts."""
    marked = _same(np.sign(np.diff(values)).astype(int), RUN - 1, RUN)
    return marked[: len(values)]


def _same(signs: np.ndarray, length: int, marks: int) -> np.ndarray:
    """Marks `marks` places from the first of each `length` equal signs that are not 0."""
    marked = np.zeros(len(signs) + marks - length, dtype=int)
    for first in range(len(signs) - length + 1):
        part = signs[first : first + length]
        if part[0] and (part == part[0]).all():
            marked[first : first + marks] = part[0]
    return marked


def _two_of_three(side: np.ndarray, close: np.ndarray) -> np.ndarray:
    """Two of three neighbours close to a limit, all three on that side; only the close ones are marked."""
    marked = np.zeros(len(side), dtype=int)
    for first in range(len(side) - 2):
        three = slice(first, first + 3)
        if abs(side[three].sum()) == 3 and close[three].sum() >= 2:
            marked[three] = np.where(close[three], side[three], marked[three])
    return marked
