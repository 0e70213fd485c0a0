"""At which side of a point its name hides the fewest others."""

from collections.abc import Sequence
from dataclasses import dataclass

from kim.charts import Chart
from kim.exports.slides import texts
from kim.exports.slides.native.frame import Plot

SIDES = ("r", "l", "t", "b")
AWAY, HALF = 0.08, 0.11  # inches from a point to its name; half the height of a name with its points
OUT = 100  # worse than any number of points: a name that runs out of the plot


@dataclass(frozen=True)
class Field:
    """The points of a chart in inches from the left and the bottom of its plot."""

    points: tuple[tuple[float, float] | None, ...]
    centre: tuple[float, ...]
    wide: float
    high: float

    def side(self, at: int, text: str, size: float) -> str:
        """The best side; of equal ones the first, to the left for what stands at the right."""
        wide = texts.width(text, size * texts.STRONGER)
        x, y = self.points[at]
        boxes = {
            "r": (x + AWAY, x + AWAY + wide, y),
            "l": (x - AWAY - wide, x - AWAY, y),
            "t": (x - wide / 2, x + wide / 2, y + AWAY + HALF),
            "b": (x - wide / 2, x + wide / 2, y - AWAY - HALF),
        }
        order = SIDES if x <= self.wide / 2 else ("l", "r", "t", "b")
        return min(order, key=lambda side: self._hidden(at, *boxes[side]))

    def _hidden(self, at: int, left: float, right: float, y: float) -> float:
        others = [point for i, point in enumerate(self.points) if point and i != at]
        points = sum(left - AWAY < px < right + AWAY and abs(py - y) < HALF + AWAY / 2 for px, py in others)
        lines = sum(abs(line - y) < HALF for line in self.centre)
        out = left < 0 or right > self.wide or not HALF < y < self.high - HALF
        return points + lines + OUT * out


def field(chart: Chart, plot: Plot, across: Sequence[float], up: Sequence[float]) -> Field:
    _, _, wide, high = plot.inner
    wide, high = wide * plot.wide, high * plot.high
    xs = [(x - across[0]) / (across[1] - across[0]) * wide for x in chart.positions]
    heights = [None if v is None else _share(v, up) * high for v in chart.series[0].values]
    points = tuple(None if y is None else (x, y) for x, y in zip(xs, heights, strict=True))
    return Field(points, tuple(_share(line.value, up) * high for line in chart.lines), wide, high)


def _share(value: float, span: Sequence[float]) -> float:
    return (value - span[0]) / (span[1] - span[0])
