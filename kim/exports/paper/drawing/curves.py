"""Falling curves by age on paper: stepped lines with their bands, and the ages they are read against."""

from kim.charts import Chart, Series
from kim.exports.paper.drawing import axes, keys, line_ends
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.columns import BAND, FOOT, STEPS, month_names
from kim.exports.paper.drawing.scene import LINE, SIZE, Item, Scene, area, line, path, point, text
from kim.exports.paper.fonts import width
from kim.exports.screen import ages, layout, line_names
from kim.exports.screen.colours import LIGHT, line_colours, mix
from kim.exports.screen.curves import before, outline, runs, steps
from kim.exports.screen.flags import LATE


def scene(chart: Chart, room: float, high: float) -> Scene:
    key = keys.series(chart)
    over = keys.height(key, room, SIZE)
    top = over + 6 + LINE * SIZE * len(chart.lines)
    up = Scale(*layout.value_range(chart), top + high, top)
    ticks = axes.numbers(chart, up.low, up.high, STEPS)
    plot = Plot(axes.room(ticks, SIZE), top, room - line_ends.room(chart), top + high)
    across = Scale(*ages.axis(chart, LIGHT)["range"], plot.left, plot.right)
    items = [
        *keys.drawn(key, 0, 0, room, SIZE),
        *axes.up(ticks, up, plot, SIZE),
        *_curves(chart, across, up),
        *_flags(chart, across, plot, over),
        *line_ends.drawn(chart, up, plot),
        *month_names(chart, across, plot),
    ]
    return Scene(room, plot.bottom + FOOT, tuple(items))


def _curves(chart: Chart, across: Scale, up: Scale) -> list[Item]:
    """All bands, then all lines, the first on top."""
    pairs = list(zip(chart.series, line_colours(chart, LIGHT), strict=True))[::-1]
    bands = [item for series, colour in pairs for item in _band(chart, series, across, up, colour)]
    return bands + [item for pair in pairs for item in _curve(chart, *pair, across, up)]


def _band(chart: Chart, series: Series, across: Scale, up: Scale, colour: str) -> list[Item]:
    fill = mix(LIGHT.ground, colour, BAND)
    outlines = [outline(run) for run in runs(chart, series)]
    return [area(((across(x), up(y)) for x, y in one), fill) for one in outlines if len(one) > 3]


def _curve(chart: Chart, series: Series, colour: str, across: Scale, up: Scale) -> list[Item]:
    known = [(x, y) for x, y in zip(chart.positions, series.values, strict=True) if y is not None]
    if not known:
        return []
    weight = 1.6 if series.name == chart.highlight else 1.1
    stepped = [(across(x), up(y)) for x, y in steps(known)]
    dash = "dash" if series.style == "other" else ""
    return [path(stepped, colour, weight, dash), *_points(chart, series, colour, across, up)]


def _points(chart: Chart, series: Series, colour: str, across: Scale, up: Scale) -> list[Item]:
    """A point of the line's own form at each milestone."""
    told = {before(chart, day) for months, day in ages.MONTHS.items() if months} - {None}
    form = line_names.form(chart, series)
    return [
        point(form, across(chart.positions[at]), up(series.values[at]), 5, colour, LIGHT.ground)
        for at in sorted(told)
        if series.values[at] is not None
    ]


def _flags(chart: Chart, across: Scale, plot: Plot, over: float) -> list[Item]:
    """Ages to read against, each named above the plot at a height of its own, so that no line meets a name.

    Names stand right of their lines, the earliest on top; late ones stand left, the latest on top.
    """
    end = across.high
    early = sorted((ref for ref in chart.lines if ref.value < LATE * end), key=lambda ref: ref.value)
    late = sorted((ref for ref in chart.lines if ref.value >= LATE * end), key=lambda ref: -ref.value)
    items: list[Item] = []
    for at, ref in enumerate((*late, *early)):
        x, y = across(ref.value), over + 4 + at * LINE * SIZE
        side, off = ("right", -3) if ref in late else ("left", 3)
        off += _pushed(ref.label, x + off, side, plot)
        items.append(line((x, y - 4), (x, plot.bottom), LIGHT.muted, 0.9, "dash"))
        items.append(text(ref.label, x + off, y, LIGHT.text, side=side))
    return items


def _pushed(label: str, x: float, side: str, plot: Plot) -> float:
    """How far a name has to go to stay in the drawing at the left."""
    return max(0.0, width(label, SIZE) - x) if side == "right" else 0.0
