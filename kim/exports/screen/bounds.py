"""The limits of a series of months: thin lines that begin anew after each break."""

from kim import formats
from kim.charts import Bounds, Chart
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours

NAMED_FROM = 0.25  # the share of the months from which limits are long enough to carry their numbers


def lines(chart: Chart, colours: Colours) -> list[dict]:
    """Limits as thin lines, dotted where they are not settled; the mean between them dashed."""
    return [line for bounds in chart.bounds for line in _lines(bounds, colours)]


def _lines(bounds: Bounds, colours: Colours) -> list[dict]:
    look = {"color": colours.muted, "width": 1, "dash": "solid" if bounds.strong else "dot"}
    limits = [_line(bounds, value, look) for value in (bounds.lower[0], bounds.upper[0])]
    return (
        limits if bounds.centre is None else [*limits, _line(bounds, bounds.centre, look | {"dash": "dash"})]
    )


def _line(bounds: Bounds, value: float, look: dict) -> dict:
    place = {"type": "line", "xref": "x", "yref": "y", "layer": "below", "y0": value, "y1": value}
    return place | {"x0": bounds.positions[0], "x1": bounds.positions[-1], "line": look}


def names(chart: Chart, colours: Colours) -> list[dict]:
    """What the lines are, at their beginning, where they are long enough."""
    long = [b for b in chart.bounds if b.positions[-1] - b.positions[0] >= NAMED_FROM * len(chart.categories)]
    return [name for bounds in long for name in _names(bounds, colours)]


def _names(bounds: Bounds, colours: Colours) -> list[dict]:
    """The upper limit over its line, the lower one under it; none where the axis is the limit."""
    head = "Grenze" if bounds.strong else "vorläufig"
    limits = [(bounds.upper[0], "bottom"), *([(bounds.lower[0], "top")] if bounds.lower[0] > 0 else [])]
    look = {"xref": "x", "xshift": 4, "font": {"size": texts.SIZE, "color": colours.muted}}
    return [
        texts.note(f"{head} {formats.number(y, 1)}", bounds.positions[0], y, colours, yanchor=side, **look)
        for y, side in limits
    ]
