"""Names and values at the ends of lines, moved apart where they would meet, and what was forecast."""

from collections.abc import Sequence

from kim.charts import Chart, Series
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.scene import LINE, SIZE, Item, lines, point, text
from kim.exports.paper.fonts import width, wrapped
from kim.exports.screen import line_names
from kim.exports.screen.colours import LIGHT, line_colours

ROOM = 88.0  # pt that a name may take
OFF = 9.0  # pt from the first point to its value
DEEP = 14.0  # pt over the axis that a label below its point needs
Labels = list[tuple[Series, int, list[str]]]


def labels(chart: Chart) -> Labels:
    """Each line with the place of its last value and what stands beside it, the name first."""
    ends = [(s, at) for s in chart.series if s.style != "forecast" and (at := last(s)) is not None]
    return [(series, at, _said(chart, series, at)) for series, at in ends]


def room(chart: Chart) -> float:
    """pt that the names need beside the plot."""
    bare = 12 if line_names.has_key(chart) else 0
    return (
        bare + 8 + max((width(part, SIZE, True) for *_, said in labels(chart) for part in said), default=0.0)
    )


def drawn(chart: Chart, up: Scale, plot: Plot, x: Sequence[float] = ()) -> list[Item]:
    """At the edge of the plot, or at the last point of a line where the time behind is still to come."""
    found = labels(chart)
    heights = [len(said) * LINE * SIZE + 2 for *_, said in found]
    middles = apart(
        [up(series.values[at]) for series, at, _ in found], heights, plot.top - 8, plot.bottom + 1
    )
    tints = dict(zip((s.name for s in chart.series), line_colours(chart, LIGHT), strict=True))
    items: list[Item] = []
    for (series, at, said), y in zip(found, middles, strict=True):
        end = x[at] if chart.not_yet else plot.right
        items += _label(chart, series, said, end + 6, y, tints[series.name])
    return items


def apart(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Middles as near as can be to the wanted ones, none over another, none past the bottom or the top."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed, roof = dict.fromkeys(order, 0.0), top
    for at in order:
        placed[at] = max(wanted[at], roof + heights[at] / 2)
        roof = placed[at] + heights[at] / 2
    floor = bottom
    for at in reversed(order):
        placed[at] = min(placed[at], floor - heights[at] / 2)
        floor = placed[at] - heights[at] / 2
    return [placed[at] for at in range(len(wanted))]


def last(series: Series) -> int | None:
    return max((at for at, value in enumerate(series.values) if value is not None), default=None)


def first_value(chart: Chart, x: list[float], up: Scale) -> list[Item]:
    """Where the first line begins, on the side its next value turns away from.

    Between limits their names stand there.
    """
    at, side = line_names.first_known(chart), line_names.first_side(chart, up.low, abs(up.per), OFF, DEEP)
    if chart.bounds or side == 0:
        return []
    series = chart.series[0]
    said, colour = line_names.written(chart, series, at), line_colours(chart, LIGHT)[0]
    return [text(said, x[at] - 3, up(series.values[at]) - OFF * side, colour)]


def forecasts(chart: Chart, x: list[float], up: Scale) -> list[Item]:
    """What was forecast, above its mark."""
    return [
        text(
            f"{series.name} {line_names.written(chart, series, at)}",
            x[at],
            up(value) - 10,
            LIGHT.text,
            side="centre",
        )
        for series in chart.series
        for at, value in enumerate(series.values)
        if series.style == "forecast" and value is not None
    ]


def _said(chart: Chart, series: Series, at: int) -> list[str]:
    value = line_names.written(chart, series, at)
    return [value] if line_names.has_key(chart) else [*wrapped(series.name, ROOM, SIZE, True), value]


def _label(chart: Chart, series: Series, said: list[str], x: float, y: float, colour: str) -> list[Item]:
    """Name and value; where the names stand in the key, the form of the line's points in place of it."""
    form = []
    if line_names.has_key(chart) and not line_names.alone(chart):
        form, x = [point(line_names.form(chart, series), x + 3, y, 6, colour, colour)], x + 10
    *name, value = said
    top, bold = y - len(said) * LINE * SIZE / 2, series.name == chart.highlight
    under = top + len(name) * LINE * SIZE
    return [*form, *lines(name, x, top, colour, bold=bold), *lines([value], x, under, colour)]
