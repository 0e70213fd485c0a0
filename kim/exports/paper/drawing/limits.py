"""The limits of a series of months on paper, and points that are told by their form."""

from kim import formats
from kim.charts import Bounds, Chart
from kim.exports.paper.drawing.axes import Scale
from kim.exports.paper.drawing.keys import tints
from kim.exports.paper.drawing.scene import SMALL, Item, line, point, text
from kim.exports.screen.bounds import NAMED_FROM
from kim.exports.screen.colours import LIGHT
from kim.exports.screen.marks import SIZES, SYMBOLS

SHARE = 0.62  # pt of a point for each px it has on the screen


def marked(mark: str, x: float, y: float, usual: str, more: float = 0.0) -> Item:
    """A point in the form of its mark."""
    return point(SYMBOLS[mark], x, y, SHARE * (SIZES[mark] + more), *tints(mark, usual))


def lines(chart: Chart, across: Scale, up: Scale) -> list[Item]:
    """Limits as thin lines, dotted where they are not settled; the mean between them dashed."""
    return [item for bounds in chart.bounds for item in _lines(bounds, across, up)]


def _lines(bounds: Bounds, across: Scale, up: Scale) -> list[Item]:
    dash = "" if bounds.strong else "dot"
    drawn = [(bounds.lower[0], dash), (bounds.upper[0], dash)]
    drawn += [] if bounds.centre is None else [(bounds.centre, "dash")]
    ends = [across(bounds.positions[at]) for at in (0, -1)]
    return [line(*((x, up(value)) for x in ends), LIGHT.muted, 0.7, style) for value, style in drawn]


def names(chart: Chart, across: Scale, up: Scale) -> list[Item]:
    """What the lines are, at their beginning, where they are long enough."""
    long = [b for b in chart.bounds if b.positions[-1] - b.positions[0] >= NAMED_FROM * len(chart.categories)]
    return [item for bounds in long for item in _names(bounds, across, up)]


def _names(bounds: Bounds, across: Scale, up: Scale) -> list[Item]:
    head, x = "Grenze" if bounds.strong else "vorläufig", across(bounds.positions[0]) + 3
    limits = (bounds.lower[0], bounds.upper[0])
    return [
        text(f"{head} {formats.number(limit, 1)}", x, up(limit) - 5, LIGHT.muted, SMALL) for limit in limits
    ]
