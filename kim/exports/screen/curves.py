"""Falling curves by age: stepped lines with their bands, and the ages they are read against."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import ages, flags, layout, line_names, texts
from kim.exports.screen.colours import Colours, line_colours, marker, sheer
from kim.sentences.waits import share

PLOT, FOOT = line_names.PLOT, 28
TICK_STEPS = 6
HEAD = 10  # px over the plot, room for half a number
STEP = 8  # days before a milestone in which its point may lie
Point = tuple[float, float, float]  # age, lower, upper


def figure(chart: Chart, colours: Colours) -> dict:
    low, high = layout.value_range(chart)
    key, raised = line_names.key(chart, colours), flags.flags(chart)
    above = max([0, *(flag.height for flag in raised)])
    top = HEAD + above + (texts.LINE * texts.lines_of(key) if key else 0)
    return layout.figure(
        chart,
        colours,
        _traces(chart, colours),
        height=PLOT + top + FOOT,
        margin={"t": top, "b": FOOT, "l": 8, "r": line_names.room(chart), "pad": 2},
        xaxis=ages.axis(chart, colours),
        yaxis=_values(chart, colours, low, high),
        annotations=[
            *line_names.names(chart, colours, low, high),
            *(flags.name(flag, colours) for flag in raised),
            *([texts.above(key, above + 4, colours)] if key else []),
        ],
        shapes=[flags.pole(flag, colours) for flag in raised],
    )


def _traces(chart: Chart, colours: Colours) -> list[dict]:
    """For each series its band and its line, the first on top."""
    pairs = list(zip(chart.series, line_colours(chart, colours), strict=True))[::-1]
    return [_band(chart, *pair) for pair in pairs] + [_curve(chart, *pair, colours) for pair in pairs]


def _band(chart: Chart, series: Series, colour: str) -> dict:
    """The interval as closed stepped areas, one for each run of ages that have one."""
    outlines = [outline(run) for run in runs(chart, series)]
    drawn = [point for one in outlines for point in [*one, (None, None)]][:-1]
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


def runs(chart: Chart, series: Series) -> Iterator[list[Point]]:
    """Neighbouring ages with limits."""
    columns = (series.lower or (), series.upper or ())
    points = zip(chart.positions, *columns, strict=series.lower is not None)
    for there, run in groupby(points, key=lambda point: None not in point):
        if there:
            yield list(run)


def outline(run: list[Point]) -> list[tuple[float, float]]:
    """Along the upper limits and back along the lower ones; each holds until the next age."""
    upper = steps([(x, high) for x, _, high in run])
    return upper + steps([(x, low) for x, low, _ in run])[::-1]


def steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
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
    told = {before(chart, day) for months, day in ages.MONTHS.items() if months}
    sizes = [8 if at in told else 0 for at in range(len(chart.positions))]
    return {"symbol": line_names.form(chart, series), "size": sizes, "opacity": 1}


def before(chart: Chart, day: int) -> int | None:
    """The place of the last age not after a milestone and near it."""
    return max((at for at, age in enumerate(chart.positions) if day - STEP < age <= day), default=None)


def _hover(chart: Chart, series: Series) -> list[str]:
    limits = (
        zip(series.lower, series.upper, strict=True)
        if series.lower
        else [(None, None)] * len(chart.positions)
    )
    parts = zip(chart.categories, series.values, chart.labels(series), limits, strict=True)
    return [f"{escape(series.name)}, {age}: {_said(*told)}{_interval(*ends)}" for age, *told, ends in parts]


def _said(value: float | None, label: str) -> str:
    """Of few still open there are not none."""
    return label if value is None else f"{share(value)}{formats.NBSP}%"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" ({formats.number(low)} bis {formats.number(high)})"


def _values(chart: Chart, colours: Colours, low: float, high: float) -> dict:
    look = {"range": [low, high], "tickfont": {"color": colours.muted}, "automargin": True}
    return layout.axis(colours, **look, **layout.ticks(chart, low, high, TICK_STEPS))
