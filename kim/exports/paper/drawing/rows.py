"""Lying bars on paper: one row for each category, as many as there are sites on one page."""

from kim import formats
from kim.charts import Chart
from kim.exports.paper.drawing import axes, keys
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.row_places import END_PAD, HEADING, HEADING_LOW, Rows, places, strong, words
from kim.exports.paper.drawing.scene import (
    LINE,
    SIZE,
    Item,
    Scene,
    grounded,
    line,
    lines,
    point,
    rect,
    text,
)
from kim.exports.paper.fonts import width
from kim.exports.screen import falls, layout
from kim.exports.screen.colours import LIGHT, fills, marker, on, styled
from kim.exports.screen.row_places import has_grid

STEPS = 5
NUMBERS = 11.0  # pt for the numbers of the grid


def scene(chart: Chart, room: float) -> Scene:
    rows = places(chart, room)
    key = keys.parts(chart, [s.name for s in chart.series]) if _has_key(chart, rows) else []
    head = keys.height(key, room, rows.size) + _unit_height(chart, rows)
    top = head + (NUMBERS if has_grid(chart) else 0) + 2
    plot = Plot(_left(chart, rows), top, room - _right(chart, rows), top + rows.height)
    scale = Scale(*layout.value_range(chart), plot.left, plot.right)
    items = [
        *keys.drawn(key, 0, 0, room, rows.size),
        *_unit(chart, rows, room, head),
        *(_grid(chart, rows, scale, plot) if has_grid(chart) else []),
        *_bars(chart, rows, scale, plot),
        *_zero(rows, scale, plot),
        *_lines(chart, scale, plot),
        *_said(chart, rows, plot, room),
    ]
    return Scene(room, plot.bottom + 2, tuple(items))


def _has_key(chart: Chart, rows: Rows) -> bool:
    """Few stacks say their parts themselves."""
    return chart.kind == "stacked" and not rows.spacious


def _unit_height(chart: Chart, rows: Rows) -> float:
    return LINE * rows.size if chart.axis_title and not rows.spacious else 0.0


def _unit(chart: Chart, rows: Rows, room: float, head: float) -> list[Item]:
    """The unit over the values at the right."""
    if not _unit_height(chart, rows):
        return []
    y = head - LINE * rows.size / 2
    return [text(chart.axis_title, room - 1, y, LIGHT.muted, rows.size, "right")]


def _left(chart: Chart, rows: Rows) -> float:
    if rows.spacious:
        return 1.0
    pairs = zip(chart.categories, rows.names, strict=True)
    return 6 + max(width(part, rows.size, strong(chart, name)) for name, parts in pairs for part in parts)


def _right(chart: Chart, rows: Rows) -> float:
    if rows.spacious:
        return 18.0 if has_grid(chart) else 1.0
    return 2 * END_PAD + max((width(end, rows.size, True) for end in chart.ends or ()), default=0.0)


def _grid(chart: Chart, rows: Rows, scale: Scale, plot: Plot) -> list[Item]:
    """Where there are many rows, and for ranges, thin lines and their numbers above help.

    Where names stand above their bars the lines are behind the bars only, never through a name.
    """
    ticks, reach = _ticks(chart, scale), rows.thickness / 2 + 2
    at_bars = [(plot.top + y - reach, plot.top + y + reach) for y in rows.bars]
    spans = at_bars if rows.spacious else [(plot.top, plot.bottom)]
    thin = [line((scale(v), a), (scale(v), b), LIGHT.grid, axes.GRID) for v, _ in ticks for a, b in spans]
    return thin + [text(said, scale(v), plot.top - 6, LIGHT.muted, 7, "centre") for v, said in ticks]


def _ticks(chart: Chart, scale: Scale) -> list[tuple[float, str]]:
    """Half years while there is room, then whole years; said as people say them."""
    if chart.kind != "range" or chart.unit != "Monate":
        return axes.numbers(chart, scale.low, scale.high, STEPS)
    step = 6 if scale.high <= 30 else 12
    return [(value, formats.months(value)) for value in range(step, int(scale.high) + 1, step)]


def _bars(chart: Chart, rows: Rows, scale: Scale, plot: Plot) -> list[Item]:
    if chart.kind == "stacked":
        drawn = [item for at in range(len(rows.bars)) for item in _stack(chart, rows, scale, plot, at)]
    elif chart.kind == "range":
        drawn = [item for at in range(len(rows.bars)) for item in _range(chart, rows, scale, plot, at)]
    elif chart.kind == "waterfall":
        drawn = _falls(chart, rows, scale, plot)
    else:
        drawn = [item for at in range(len(rows.bars)) for item in _single(chart, rows, scale, plot, at)]
    return drawn + _missing(chart, rows, scale, plot)


def _single(chart: Chart, rows: Rows, scale: Scale, plot: Plot, at: int) -> list[Item]:
    """The chosen bar in the focus colour, the comparator as an outline, all others grey; its interval."""
    series, y, name = chart.series[0], plot.top + rows.bars[at], chart.categories[at]
    if series.values[at] is None:
        return []
    colour = LIGHT.focus if chart.highlight in (None, name) else LIGHT.grey
    look = marker(LIGHT.ground, LIGHT.text) if name == chart.comparator else marker(colour, LIGHT.ground, 0)
    bar = _length(scale, 0.0, series.values[at], y, rows, look)
    ends = (series.lower and series.lower[at], series.upper and series.upper[at])
    return bar if None in ends else [*bar, line(*((scale(end), y) for end in ends), LIGHT.text, 0.7)]


def _falls(chart: Chart, rows: Rows, scale: Scale, plot: Plot) -> list[Item]:
    """Bars from where the one before ends, with thin lines between them; one without a place is not drawn."""
    series, items = chart.series[0], []
    for at, level in enumerate(falls.shared(chart)):
        ends = [(scale(level or 0.0), plot.top + y) for y in rows.bars[at : at + 2]]
        items += [line(*ends, LIGHT.muted, 0.5)] if level is not None else []
    for y, low, high, style in zip(rows.bars, series.lower, series.upper, chart.styles, strict=True):
        look = _thin(styled(style, LIGHT))
        items += [] if low is None else _length(scale, low, high, plot.top + y, rows, look)
    return items


def _length(scale: Scale, start: float, end: float, y: float, rows: Rows, look: dict) -> list[Item]:
    left, right = sorted((scale(start), scale(end)))
    return rect(left, y - rows.thickness / 2, right - left, rows.thickness, look)


def _stack(chart: Chart, rows: Rows, scale: Scale, plot: Plot, at: int) -> list[Item]:
    """The parts of one bar, each with its number on it where rows are high enough and it fits."""
    items, start, y = [], 0.0, plot.top + rows.bars[at]
    for series, look in zip(chart.series, fills(chart, LIGHT), strict=True):
        value = series.values[at] or 0.0
        items += _length(scale, start, start + value, y, rows, _thin(look))
        said = formats.amount(value, chart.unit, chart.decimals) if value and rows.spacious else ""
        if said and width(said, rows.size) + 4 <= value * scale.per:
            items += _on_part(said, scale(start + value / 2), y, rows.size, look)
        start += value
    return items


def _thin(look: dict) -> dict:
    return look | {"line": {**look["line"], "width": min(look["line"]["width"], 1.2)}}


def _on_part(said: str, x: float, y: float, size: float, look: dict) -> list[Item]:
    if "pattern" not in look:
        return [text(said, x, y, on(look["color"]), size, "centre")]
    return grounded(said, x - width(said, size) / 2, y, LIGHT.text, LIGHT.ground, size)


def _range(chart: Chart, rows: Rows, scale: Scale, plot: Plot, at: int) -> list[Item]:
    """A bar from–to, or a diamond for a single figure, which has no length."""
    series, y = chart.series[0], plot.top + rows.bars[at]
    low, high = series.values[at], series.upper[at]
    if low is None or high is None:
        return []
    if low == high:
        return [point("diamond", scale(low), y, 9, LIGHT.focus, LIGHT.focus)]
    return _length(scale, low, high, y, rows, marker(LIGHT.focus, LIGHT.focus, 0))


def _missing(chart: Chart, rows: Rows, scale: Scale, plot: Plot) -> list[Item]:
    """Hatched where nothing is reported, and why a bar is missing in words; too few are hollow."""
    hatched, items = layout.missing_bars(LIGHT)["marker"], []
    for y, status in zip(rows.bars, layout.silent(chart), strict=True):
        if status in formats.MISSING:
            items += rect(plot.left, plot.top + y - rows.thickness / 2, plot.width, rows.thickness, hatched)
        if status:
            items += _reason(status, scale(0.0) + 3, plot.top + y, rows.size)
    return items


def _reason(status: str, x: float, y: float, size: float) -> list[Item]:
    hollow = status == "too_few"
    sign = [point("circle", x + 3, y, 5, LIGHT.ground, LIGHT.grey)] if hollow else []
    return [
        *sign,
        *grounded(formats.WORDS[status], x + (8 if hollow else 0), y, LIGHT.text, LIGHT.ground, size),
    ]


def _zero(rows: Rows, scale: Scale, plot: Plot) -> list[Item]:
    x = scale(0.0)
    return [] if rows.spacious else [line((x, plot.top), (x, plot.bottom), LIGHT.muted, 0.6)]


def _lines(chart: Chart, scale: Scale, plot: Plot) -> list[Item]:
    """Reference values as dashed lines over the bars."""
    ends = [((scale(ref.value), plot.top), (scale(ref.value), plot.bottom)) for ref in chart.lines]
    return [line(*both, LIGHT.text, 0.9, "dash") for both in ends]


def _said(chart: Chart, rows: Rows, plot: Plot, room: float) -> list[Item]:
    """Row by row in the order of reading: heading, name, value, the parts in words."""
    items: list[Item] = []
    headings = list(rows.headings)
    for at, y in enumerate(rows.bars):
        while headings and headings[0][0] < y:
            items += _heading(*headings.pop(0), rows, plot)
        items += (
            _above(chart, rows, plot, room, at) if rows.spacious else _beside(chart, rows, plot, room, at)
        )
    return items


def _heading(y: float, group: str, rows: Rows, plot: Plot) -> list[Item]:
    if not group:
        return []
    size, long = rows.size, width(group, rows.size, True)
    high = HEADING if size == SIZE else HEADING_LOW
    box = rect(0, plot.top + y - high / 2 - 1, long + 4, high, {"color": LIGHT.ground})
    return [*box, text(group, 0, plot.top + y, LIGHT.muted, size, bold=True)]


def _beside(chart: Chart, rows: Rows, plot: Plot, room: float, at: int) -> list[Item]:
    name, size, y = chart.categories[at], rows.size, plot.top + rows.bars[at]
    bold = strong(chart, name)
    colour = LIGHT.focus if name == chart.highlight else LIGHT.text
    top = y - len(rows.names[at]) * LINE * size / 2
    names = lines(rows.names[at], plot.left - 4, top, colour, size=size, side="right", bold=bold)
    end = chart.ends[at] if chart.ends else ""
    return [*names, *([text(end, room - END_PAD, y, LIGHT.text, size, "right", bold)] if end else [])]


def _above(chart: Chart, rows: Rows, plot: Plot, room: float, at: int) -> list[Item]:
    stacked, top = chart.kind == "stacked", plot.top + rows.tops[at]
    names = lines(rows.names[at], 0, top, LIGHT.text, size=rows.size, bold=stacked)
    end = chart.ends[at] if chart.ends else ""
    middle = top + LINE * rows.size / 2
    value = [text(end, plot.right, middle, LIGHT.text, rows.size, "right", True)] if end else []
    below = plot.top + rows.bars[at] + rows.thickness / 2 + 2
    return [*names, *value, *(keys.drawn(words(chart, at), 0, below, room, rows.size) if stacked else [])]
