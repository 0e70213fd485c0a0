"""Axes: a span of values on a length of the page, its round numbers and its grid."""

from dataclasses import dataclass

from kim.charts import Chart
from kim.exports.paper.drawing.scene import Item, line, text
from kim.exports.paper.fonts import width
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT

GRID = 0.5  # pt


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` on the page from `start` to `end`, both in pt."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) * self.per

    @property
    def per(self) -> float:
        """pt of one unit."""
        return (self.end - self.start) / ((self.high - self.low) or 1.0)


@dataclass(frozen=True)
class Plot:
    """The rectangle that is drawn in."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


def numbers(chart: Chart, low: float, high: float, steps: int) -> list[tuple[float, str]]:
    """Round values with what is written at them."""
    found = layout.ticks(chart, low, high, steps)
    return list(zip(found["tickvals"], found["ticktext"], strict=True))


def room(ticks: list[tuple[float, str]], size: float) -> float:
    """pt that the numbers need beside the plot."""
    return max((width(said, size) for _, said in ticks), default=0.0) + 5


def up(ticks: list[tuple[float, str]], scale: Scale, plot: Plot, size: float) -> list[Item]:
    """The axis of values at the left: numbers, thin lines, a stronger one at zero."""
    grid = [_across(scale(v), plot, LIGHT.muted if v == 0 else LIGHT.grid) for v, _ in ticks]
    return grid + [text(said, plot.left - 4, scale(v), LIGHT.muted, size, "right") for v, said in ticks]


def _across(y: float, plot: Plot, colour: str) -> Item:
    return line((plot.left, y), (plot.right, y), colour, GRID)
