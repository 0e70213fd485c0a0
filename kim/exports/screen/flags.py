"""Ages that curves are read against: lines that carry their names above the plot."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from kim.charts import Chart
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours
from kim.exports.screen.line_names import PLOT

WIDTH = 24  # characters of a line of a name
LATE = 0.6  # the share of the axis from which there is no room for a name at the right


@dataclass(frozen=True)
class Flag:
    """An age, its name with line breaks, its top in px over the plot, and the edge that touches the line."""

    age: float
    text: str
    height: int
    side: Literal["left", "right"]


def flags(chart: Chart) -> list[Flag]:
    """Names at different heights and all at one side of their lines, so that no line runs through a name.

    At the right, the earliest on top; at the left, where there is no room at the right, the latest on top.
    """
    ages = [line.value for line in chart.lines]
    end = max([1.0, *(chart.positions or ()), *ages])
    at_left = max(ages, default=0.0) >= LATE * end
    raised, height = [], 0
    for line in sorted(chart.lines, key=attrgetter("value"), reverse=not at_left):
        text = texts.broken(line.label, WIDTH)
        height += texts.LINE * texts.lines_of(text)
        raised.append(Flag(line.value, text, height, "right" if at_left else "left"))
    return raised


def pole(flag: Flag, colours: Colours) -> dict:
    """The line from the axis up to the top of its name."""
    across = {"type": "line", "xref": "x", "x0": flag.age, "x1": flag.age}
    up = {"yref": "paper", "y0": 0, "y1": 1 + flag.height / PLOT}
    return across | up | {"line": {"color": colours.muted, "width": 1.5, "dash": "dash"}}


def name(flag: Flag, colours: Colours) -> dict:
    side = {"xanchor": flag.side, "align": flag.side, "xshift": 4 if flag.side == "left" else -4}
    place = {"xref": "x", "yref": "paper", "yanchor": "top", "yshift": flag.height}
    return texts.note(flag.text, flag.age, 1, colours, **side, **place)
