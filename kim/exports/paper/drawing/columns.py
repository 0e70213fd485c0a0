"""Charts over time on paper: lines, standing stacks and bars, times running from left to right."""

from math import ceil

from kim import formats
from kim.charts import Chart, Series
from kim.exports.paper.drawing import axes, keys, limits, line_ends
from kim.exports.paper.drawing.axes import Plot, Scale
from kim.exports.paper.drawing.scene import LINE, SIZE, Item, Scene, area, line, path, point, rect, text
from kim.exports.paper.fonts import width
from kim.exports.screen import ages, layout, line_names
from kim.exports.screen.colours import LIGHT, fills, line_colours, marker, mix
from kim.exports.screen.columns import DASHES, MANY_POINTS

STEPS = 5
FOOT, SIGNS = 14.0, 11.0  # pt for the times below, for the signs of events above
CLOSE = 14.0  # pt between points from which they are smaller
BAND = 0.15  # how much of its colour a band has; bands are not seen through in print


def scene(chart: Chart, room: float, high: float) -> Scene:
    key = _key(chart)
    top = keys.height(key, room, SIZE) + _head(chart) + 4
    up = _values(chart, top, high)
    ticks = axes.numbers(chart, up.low, up.high, STEPS)
    beside = line_ends.room(chart) if chart.kind == "line" else _half_a_name(chart)
    plot = Plot(axes.room(ticks, SIZE), top, room - beside, top + high)
    across = times(chart, plot)
    x = [across(at) for at in (chart.positions or range(len(chart.categories)))]
    items = [
        *keys.drawn(key, 0, 0, room, SIZE),
        *_unit(chart, top),
        *axes.up(ticks, up, plot, SIZE),
        *_gaps(chart, across, x, plot),
        *limits.lines(chart, across, up),
        *(_lines(chart, x, up) if chart.kind == "line" else _stacks(chart, across, x, up)),
        *_references(chart, up, plot),
        *_events(chart, across, plot),
        *_names(chart, x, up, plot),
        *limits.names(chart, across, up),
        *(month_names(chart, across, plot) if chart.positions else _time_names(chart, x, plot)),
    ]
    return Scene(room, plot.bottom + FOOT, tuple(items))


def _half_a_name(chart: Chart) -> float:
    """pt beside the columns for the half of the last age that stands out."""
    return 20.0 if chart.positions else 6.0


def _key(chart: Chart) -> list[keys.Entry]:
    if chart.marks:
        return keys.marks(chart, LIGHT.focus)
    if chart.kind == "line":
        return keys.series(chart)
    return keys.parts(chart, [s.name for s in chart.series]) if chart.kind == "stacked" else []


def _head(chart: Chart) -> float:
    """pt between the key and the plot: the unit, or the signs of events."""
    return max(LINE * SIZE if chart.axis_title else 0.0, SIGNS if chart.events else 0.0)


def _unit(chart: Chart, top: float) -> list[Item]:
    return [text(chart.axis_title, 0, top - 9, LIGHT.muted)] if chart.axis_title else []


def _values(chart: Chart, top: float, height: float) -> Scale:
    """The range of values, with room for a label above the highest point."""
    low, high = layout.value_range(chart)
    more = 0.06 * (high - low) if chart.kind == "line" and high != 100 else 0
    return Scale(low, high + more, top + height, top)


def times(chart: Chart, plot: Plot) -> Scale:
    """Times beside each other; lines end at the plot's edge, where their names stand."""
    if chart.positions:
        low, high = ages.axis(chart, LIGHT, ages.WIDTH / 2)["range"]
        return Scale(low, high, plot.left, plot.right)
    end = len(chart.categories) - (0.75 if chart.kind == "line" else 0.4)
    return Scale(-0.6, end, plot.left, plot.right)


def _lines(chart: Chart, x: list[float], up: Scale) -> list[Item]:
    """All bands, then all lines, the first on top."""
    pairs = list(zip(chart.series, line_colours(chart, LIGHT), strict=True))[::-1]
    bands = [_band(series, x, up, colour) for series, colour in pairs]
    return [item for band in bands for item in band] + [
        i for pair in pairs for i in _line(chart, x, up, *pair)
    ]


def _band(series: Series, x: list[float], up: Scale, colour: str) -> list[Item]:
    """The interval as a closed area over the times that have one."""
    limits = zip(x, series.lower or (), series.upper or (), strict=False)
    known = [(at, low, high) for at, low, high in limits if low is not None and high is not None]
    around = [(at, up(high)) for at, _, high in known] + [(at, up(low)) for at, low, _ in reversed(known)]
    return [area(around, mix(LIGHT.ground, colour, BAND))] if len(known) > 1 else []


def _line(chart: Chart, x: list[float], up: Scale, series: Series, colour: str) -> list[Item]:
    many = len(chart.categories) > MANY_POINTS and series.style != "forecast" and not chart.marks
    weight = 1.6 if series.name == chart.highlight else 1.1
    runs = [path(run, colour, weight, DASHES.get(series.style, "")) for run in _runs(series, x, up)]
    return runs if many else [*runs, *_points(chart, x, up, series, colour)]


def _runs(series: Series, x: list[float], up: Scale) -> list[list[tuple[float, float]]]:
    """Neighbouring points; a gap is a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in zip(x, series.values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, up(value)))
    return [run for run in runs if len(run) > 1]


def _points(chart: Chart, x: list[float], up: Scale, series: Series, colour: str) -> list[Item]:
    """Each line its form; filled for what is, hollow for an earlier Stand and for a forecast."""
    known = [(at, x[at], up(value)) for at, value in enumerate(series.values) if value is not None]
    if chart.marks:
        return [limits.marked(chart.marks[at], *place, colour) for at, *place in known]
    hollow = series.style in ("forecast", "light")
    close = len(x) > 1 and x[1] - x[0] < CLOSE
    form, size = line_names.form(chart, series), 6.5 if series.style == "forecast" else 3.2 if close else 4.5
    return [point(form, *place, size, LIGHT.ground if hollow else colour, colour) for _, *place in known]


def _stacks(chart: Chart, across: Scale, x: list[float], up: Scale) -> list[Item]:
    looks = fills(chart, LIGHT) if chart.kind == "stacked" else [marker(LIGHT.focus, LIGHT.ground, 0)]
    wide = across.per * (ages.WIDTH if chart.positions else 0.7)
    looks = [ages.narrow(look, LIGHT) for look in looks] if chart.positions else looks
    return [
        item for at, middle in enumerate(x) for item in _stack(chart, at, middle - wide / 2, wide, up, looks)
    ]


def _stack(chart: Chart, at: int, left: float, wide: float, up: Scale, looks: list[dict]) -> list[Item]:
    items, start = [], 0.0
    for series, look in zip(chart.series, looks, strict=True):
        value = series.values[at] or 0.0
        bottom, top = sorted((up(start), up(start + value)), reverse=True)
        items += rect(left, top, wide, bottom - top, look)
        start += value
    return items


def _gaps(chart: Chart, across: Scale, x: list[float], plot: Plot) -> list[Item]:
    """Hatched columns over the times for which no series has a value."""
    look, wide = layout.missing_bars(LIGHT)["marker"], across.per * (ages.WIDTH if chart.positions else 0.9)
    empty = [at for at, status in zip(x, layout.silent(chart), strict=True) if status in formats.MISSING]
    return [item for at in empty for item in rect(at - wide / 2, plot.top, wide, plot.height, look)]


def _references(chart: Chart, up: Scale, plot: Plot) -> list[Item]:
    """Values to read against as dashed lines, their names above them."""
    items: list[Item] = []
    for ref in chart.lines:
        y = up(ref.value)
        items.append(line((plot.left, y), (plot.right, y), LIGHT.muted, 0.9, "dash"))
        items.append(text(ref.label, plot.left + 3, y - 6, LIGHT.muted))
    return items


def _events(chart: Chart, across: Scale, plot: Plot) -> list[Item]:
    items: list[Item] = []
    for event in chart.events:
        x = across(event.position)
        items.append(line((x, plot.top), (x, plot.bottom), LIGHT.muted, 0.7, "dot"))
        items.append(text(event.sign, x, plot.top - 6, LIGHT.text, side="centre", bold=True))
    return items


def _names(chart: Chart, x: list[float], up: Scale, plot: Plot) -> list[Item]:
    """What stands at lines, at few bars, or over stacks."""
    if chart.kind != "line":
        return _ends(chart, x, up)
    ends = line_ends.drawn(chart, up, plot, x)
    return [*line_ends.first_value(chart, x, up), *line_ends.forecasts(chart, x, up), *ends]


def _ends(chart: Chart, x: list[float], up: Scale) -> list[Item]:
    """The whole over each column where there is room; on the screen it is said on pointing at it."""
    if chart.positions or not chart.ends or len(x) < 1:
        return []
    room = min((b - a for a, b in zip(x, x[1:], strict=False)), default=100.0)
    if max(width(end, SIZE) for end in chart.ends) + 2 > room:
        return []
    tops = [sum(s.values[at] or 0.0 for s in chart.series) for at in range(len(x))]
    return [
        text(e, at, up(top) - 6, LIGHT.text, side="centre")
        for e, at, top in zip(chart.ends, x, tops, strict=True)
        if e
    ]


def _time_names(chart: Chart, x: list[float], plot: Plot) -> list[Item]:
    """As many times as there is room for, counted back from the last; whole years where there are many."""
    widest = max(width(name, SIZE) for name in chart.categories) + 6
    step = ceil(widest * len(x) / plot.width) or 1
    step = ceil(step / 4) * 4 if step > 2 else step
    named = range(len(x) - 1, -1, -step)
    return [
        text(chart.categories[at], x[at], plot.bottom + 8, LIGHT.muted, side="centre") for at in sorted(named)
    ]


def month_names(chart: Chart, across: Scale, plot: Plot) -> list[Item]:
    """Ages in days, told in the months that people ask about."""
    axis = ages.axis(chart, LIGHT)
    pairs = zip(axis["tickvals"], axis["ticktext"], strict=True)
    return [text(said, across(day), plot.bottom + 8, LIGHT.muted, side="centre") for day, said in pairs]
