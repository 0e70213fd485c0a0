"""Charts over time: lines and standing stacks, times running from left to right."""

from html import escape
from math import ceil

from kim.charts import Chart, Series
from kim.exports.screen import ages, bounds, layout, line_names, marks, texts
from kim.exports.screen.colours import Colours, edged, fills, line_colours, marker, sheer

PLOT = line_names.PLOT
FOOT = 28
MANY_POINTS = 20
TICKS, TICK_STEPS = 5, 6


def figure(chart: Chart, colours: Colours) -> dict:
    low, high = _range(chart)
    markers = fills(chart, colours)
    lines = chart.kind == "line"
    key = _key(chart, colours, markers)
    names = line_names.names(chart, colours, low, high) if lines else []
    top = _head_height(chart) + 6 + (texts.lines_of(key) * texts.LINE if key else texts.LINE)
    return layout.figure(
        chart,
        colours,
        [
            *(_lines(chart, colours) if lines else _stacks(chart, colours, markers)),
            _gaps(chart, colours, low, high),
        ],
        height=PLOT + top + FOOT,
        margin={"t": top, "b": FOOT, "l": 8, "r": _room(chart), "pad": 2},
        xaxis=_times(chart, colours),
        yaxis=_values(chart, colours, low, high),
        annotations=[
            *names,
            *_head(chart, colours, key),
            *_reference_names(chart, colours),
            *_signs(chart, colours),
            *bounds.names(chart, colours),
        ],
        shapes=[*bounds.lines(chart, colours), *_references(chart, colours), *_events(chart, colours)],
    )


def _room(chart: Chart) -> int:
    """px beside the plot: for the names of lines, or for half of the last age."""
    if chart.kind == "line":
        return line_names.room(chart)
    return ages.ROOM if chart.positions else 8


def _key(chart: Chart, colours: Colours, markers: list[dict]) -> str:
    if chart.marks:
        return marks.key(chart, colours, colours.focus)
    if chart.kind == "line":
        return line_names.key(chart, colours)
    return texts.key_lines(chart, markers, [s.name for s in chart.series]) if chart.kind == "stacked" else ""


def _range(chart: Chart) -> tuple[float, float]:
    """The range of values, with room for a label above the highest point."""
    low, high = layout.value_range(chart)
    return low, high + (0.06 * (high - low) if chart.kind == "line" and high != 100 else 0)


def _lines(chart: Chart, colours: Colours) -> list[dict]:
    """For each series its band and its line, so that the number of traces is fixed; the first on top."""
    pairs = list(zip(chart.series, line_colours(chart, colours), strict=True))[::-1]
    return [_band(chart, s, c) for s, c in pairs] + [_line(chart, s, c, colours) for s, c in pairs]


def _band(chart: Chart, series: Series, colour: str) -> dict:
    """The interval as a closed area over the times that have one."""
    limits = zip(chart.categories, series.lower or (), series.upper or (), strict=False)
    known = [(c, low, high) for c, low, high in limits if low is not None and high is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{series.name}, Intervall",
        "x": [c for c, _, _ in known] + [c for c, _, _ in reversed(known)],
        "y": [high for _, _, high in known] + [low for _, low, _ in reversed(known)],
        "fill": "toself",
        "fillcolor": sheer(colour, 0.15),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _line(chart: Chart, series: Series, colour: str, colours: Colours) -> dict:
    many = len(chart.categories) > MANY_POINTS and series.style != "forecast" and not chart.marks
    width = 2.5 if series.name == chart.highlight else 1.8
    return {
        "type": "scatter",
        "mode": "lines" if many else "lines+markers",
        "name": series.name,
        "x": list(chart.categories),
        "y": list(series.values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": width, "dash": DASHES.get(series.style, "solid")},
        "marker": _dot(chart, series, colour, colours),
        "hovertext": _hover(chart, series),
        "hoverinfo": "text",
    }


DASHES = {"other": "dash", "forecast": "dot"}


def _dot(chart: Chart, series: Series, colour: str, colours: Colours) -> dict:
    """Each line its form; filled for what is, hollow for an earlier Stand and for a forecast."""
    if chart.marks:
        return marks.looks(chart, colours, colour)
    hollow = series.style in ("forecast", "light")
    look = marker(colours.ground if hollow else colour, colour)
    return {"size": 9 if series.style == "forecast" else 7, "symbol": line_names.form(chart, series)} | look


def _hover(chart: Chart, series: Series) -> list[str]:
    pairs = zip(chart.categories, chart.labels(series), strict=True)
    return [f"{escape(series.name)}, {escape(when)}: {escape(label)}" for when, label in pairs]


def _stacks(chart: Chart, colours: Colours, markers: list[dict]) -> list[dict]:
    looks = markers if chart.kind == "stacked" else [marker(colours.focus, colours.ground, 0)]
    looks = [ages.narrow(look, colours) for look in looks] if chart.positions else looks
    return [_stack(chart, series, look) for series, look in zip(chart.series, looks, strict=True)]


def _stack(chart: Chart, series: Series, look: dict) -> dict:
    return {
        "type": "bar",
        "name": series.name,
        "x": list(chart.positions or chart.categories),
        "y": list(series.values),
        "width": ages.WIDTH if chart.positions else 0.7,
        "marker": edged(look, series),
        "hovertext": _hover(chart, series),
        "hoverinfo": "text",
    }


def _gaps(chart: Chart, colours: Colours, low: float, high: float) -> dict:
    """Hatched columns over the times for which no series has a value."""
    lengths = layout.missing_lengths(chart, high - low)
    return layout.missing_bars(colours) | {
        "x": list(chart.positions or chart.categories),
        "y": lengths,
        "base": low,
        "width": ages.WIDTH if chart.positions else 0.9,
    }


def _times(chart: Chart, colours: Colours) -> dict:
    """Times as categories; lines end at the plot's edge, where their names stand."""
    if chart.positions:
        return ages.axis(chart, colours, ages.WIDTH / 2)
    order = {"type": "category", "categoryorder": "array", "categoryarray": list(chart.categories)}
    edge = [-0.6, len(chart.categories) - (0.75 if chart.kind == "line" else 0.4)]
    ticks = {"tickvals": _ticks(chart.categories), "tickangle": 0, "tickfont": {"color": colours.muted}}
    return layout.axis(colours, **order, **ticks, range=edge, showgrid=False)


def _ticks(categories: tuple[str, ...]) -> list[str]:
    """As many times as a phone has room for, counted back from the last; whole years where there are many."""
    step = ceil(len(categories) / TICKS) or 1
    step = ceil(step / 4) * 4 if step > 2 else step
    return list(categories[::-1][::step][::-1])


def _values(chart: Chart, colours: Colours, low: float, high: float) -> dict:
    look = {"range": [low, high], "tickfont": {"color": colours.muted}, "automargin": True}
    return layout.axis(colours, **look, **layout.ticks(chart, low, high, TICK_STEPS))


def _head(chart: Chart, colours: Colours, key: str) -> list[dict]:
    """The key of a stack, or the unit over the axis."""
    text = key or texts.tinted(escape(chart.axis_title), colours.muted)
    return [texts.above(text, _head_height(chart), colours)] if key or chart.axis_title else []


def _head_height(chart: Chart) -> int:
    """px between the plot and what stands above it: the signs of events."""
    return 18 if chart.events else 6


def _references(chart: Chart, colours: Colours) -> list[dict]:
    look = {"color": colours.muted, "width": 1.5, "dash": "dash"}
    place = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y"}
    return [place | {"y0": line.value, "y1": line.value, "line": look} for line in chart.lines]


def _reference_names(chart: Chart, colours: Colours) -> list[dict]:
    look = {"yanchor": "bottom", "xshift": 4, "font": {"size": texts.SIZE, "color": colours.muted}}
    return [texts.note(escape(line.label), 0, line.value, colours, **look) for line in chart.lines]


def _events(chart: Chart, colours: Colours) -> list[dict]:
    look = {"color": colours.muted, "width": 1, "dash": "dot"}
    place = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    return [place | {"x0": event.position, "x1": event.position, "line": look} for event in chart.events]


def _signs(chart: Chart, colours: Colours) -> list[dict]:
    place = {"xref": "x", "yref": "paper", "xanchor": "center", "yanchor": "bottom"}
    return [texts.note(texts.bold(event.sign), event.position, 1, colours, **place) for event in chart.events]
