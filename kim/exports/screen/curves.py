"""Falling curves by age: stepped lines with their bands, and the ages they are read against."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from kim import formats
from kim.charts import Chart, ReferenceLine, Series
from kim.exports.screen import ages, layout, line_names, texts
from kim.exports.screen.colours import Colours, line_colours, marker, sheer

PLOT, FOOT = line_names.PLOT, 28
TICK_STEPS = 6
MARK_WIDTH = 24  # characters of the name of an age
STEP = 8  # days before a milestone in which its point may lie
Point = tuple[float, float, float]  # age, lower, upper


def figure(chart: Chart, colours: Colours) -> dict:
    low, high = layout.value_range(chart)
    key, marks = line_names.key(chart, colours), _marks(chart, colours)
    top = 6 + texts.LINE * ((texts.lines_of(key) if key else 0) + _lines_of_marks(chart))
    return layout.figure(
        chart,
        colours,
        _traces(chart, colours),
        height=PLOT + top + FOOT,
        margin={"t": top, "b": FOOT, "l": 8, "r": line_names.room(chart), "pad": 2},
        xaxis=ages.axis(chart, colours),
        yaxis=_values(chart, colours, low, high),
        annotations=[*line_names.names(chart, colours, low, high), *marks, *_key(chart, colours, key)],
        shapes=[_line(line, colours) for line in chart.lines],
    )


def _traces(chart: Chart, colours: Colours) -> list[dict]:
    """For each series its band and its line, the first on top."""
    pairs = list(zip(chart.series, line_colours(chart, colours), strict=True))[::-1]
    return [_band(chart, *pair) for pair in pairs] + [_curve(chart, *pair, colours) for pair in pairs]


def _band(chart: Chart, series: Series, colour: str) -> dict:
    """The interval as closed stepped areas, one for each run of ages that have one."""
    outlines = [_outline(run) for run in _runs(chart, series)]
    drawn = [point for outline in outlines for point in [*outline, (None, None)]][:-1]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{series.name}, Intervall",
        "x": [x for x, _ in drawn],
        "y": [y for _, y in drawn],
        "fill": "toself",
        "fillcolor": sheer(colour, 0.15),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _runs(chart: Chart, series: Series) -> Iterator[list[Point]]:
    """Neighbouring ages with limits."""
    columns = (series.lower or (), series.upper or ())
    points = zip(chart.positions, *columns, strict=series.lower is not None)
    for there, run in groupby(points, key=lambda point: None not in point):
        if there:
            yield list(run)


def _outline(run: list[Point]) -> list[tuple[float, float]]:
    """Along the upper limits and back along the lower ones; each holds until the next age."""
    upper = _steps([(x, high) for x, _, high in run])
    return upper + _steps([(x, low) for x, low, _ in run])[::-1]


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    corners = [(after[0], before[1]) for before, after in zip(points, points[1:], strict=False)]
    return [point for pair in zip(points, [*corners, points[-1]], strict=True) for point in pair]


def _curve(chart: Chart, series: Series, colour: str, colours: Colours) -> dict:
    dash = "dash" if series.style == "other" else "solid"
    width = 2.5 if series.name == chart.highlight else 1.8
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": series.name,
        "x": list(chart.positions),
        "y": list(series.values),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": width, "dash": dash, "shape": "hv"},
        "marker": _dots(chart, series) | marker(colour, colours.ground, 1),
        "hovertext": _hover(chart, series),
        "hoverinfo": "text",
    }


def _dots(chart: Chart, series: Series) -> dict:
    """A point of the line's own form at each milestone, nothing between."""
    told = {_before(chart, day) for months, day in ages.MONTHS.items() if months}
    sizes = [8 if at in told else 0 for at in range(len(chart.positions))]
    return {"symbol": line_names.form(chart, series), "size": sizes, "opacity": 1}


def _before(chart: Chart, day: int) -> int | None:
    """The place of the last age not after a milestone and near it."""
    return max((at for at, age in enumerate(chart.positions) if day - STEP < age <= day), default=None)


def _hover(chart: Chart, series: Series) -> list[str]:
    limits = (
        zip(series.lower, series.upper, strict=True)
        if series.lower
        else [(None, None)] * len(chart.positions)
    )
    parts = zip(chart.categories, chart.labels(series), limits, strict=True)
    return [f"{escape(series.name)}, {age}: {label}{_interval(*ends)}" for age, label, ends in parts]


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" ({formats.number(low)} bis {formats.number(high)})"


def _values(chart: Chart, colours: Colours, low: float, high: float) -> dict:
    look = {"range": [low, high], "tickfont": {"color": colours.muted}, "automargin": True}
    return layout.axis(colours, **look, **layout.ticks(chart, low, high, TICK_STEPS))


def _line(line: ReferenceLine, colours: Colours) -> dict:
    place = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    return place | {
        "x0": line.value,
        "x1": line.value,
        "line": {"color": colours.muted, "width": 1.5, "dash": "dash"},
    }


def _marks(chart: Chart, colours: Colours) -> list[dict]:
    """The names of the ages above the plot, one over the other, each over its line."""
    last = max((chart.positions or (0,))[-1], 1)
    found, height = [], 2
    for line in chart.lines:
        text = texts.broken(line.label, MARK_WIDTH)
        share = line.value / last
        side = "left" if share < 0.3 else "center" if share < 0.7 else "right"
        look = {
            "xref": "x",
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": side,
            "yshift": height,
            "align": side,
        }
        found.append(texts.note(text, line.value, 1, colours, **look))
        height += texts.lines_of(text) * texts.LINE
    return found


def _lines_of_marks(chart: Chart) -> int:
    return sum(texts.lines_of(texts.broken(line.label, MARK_WIDTH)) for line in chart.lines)


def _key(chart: Chart, colours: Colours, key: str) -> list[dict]:
    return [texts.above(key, 4 + texts.LINE * _lines_of_marks(chart), colours)] if key else []
