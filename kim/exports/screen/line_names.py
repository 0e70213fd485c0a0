"""Names and values at lines: at their ends, moved apart where they would meet, and at forecasts."""

from html import escape

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours, line_colours

PLOT = 250  # px of the plot, the same for all figures of a row
WIDTH = 20  # characters of a name at its line
DEEP = 24  # px over the axis that a label below its point needs
FEW = 3  # lines that are named at their ends
LINE = 15  # px


def names(chart: Chart, colours: Colours, low: float, high: float) -> list[dict]:
    """The annotations of all lines."""
    ends = [(s, at) for s in chart.series if s.style != "forecast" and (at := _last(s)) is not None]
    said = [_name(chart, series, at) for series, at in ends]
    wanted = [PLOT * (series.values[at] - low) / (high - low) for series, at in ends]
    heights = apart(wanted, [texts.lines_of(text) * LINE + 4 for text in said])
    tints = dict(zip((s.name for s in chart.series), line_colours(chart, colours), strict=True))
    found = [
        texts.note(
            texts.tinted(text, tints[series.name]), 1, 0, colours, yref="paper", yshift=height, xshift=10
        )
        for (series, _), text, height in zip(ends, said, heights, strict=True)
    ]
    scale = PLOT / (high - low)
    return [*found, *_first_value(chart, colours, low, scale), *_forecasts(chart, colours)]


def key(chart: Chart, colours: Colours) -> str:
    """The names above the plot, where they are too long or too many to stand at the lines; else ""."""
    return texts.lines_key(chart, line_colours(chart, colours)) if has_key(chart) else ""


def has_key(chart: Chart) -> bool:
    named = [s for s in chart.series if s.style != "forecast"]
    return len(named) > FEW or any(len(s.name) > WIDTH for s in named)


def room(chart: Chart) -> int:
    """px that the names need beside the plot."""
    named = [s for s in chart.series if s.style != "forecast"]
    if has_key(chart):
        return texts.width([f"● {written(chart, s, at)}" for s in named if (at := _last(s)) is not None]) + 16
    return texts.width([part for s in named for part in texts.broken(s.name, WIDTH).split("<br>")]) + 16


def apart(wanted: list[float], heights: list[float]) -> list[float]:
    """Places as near as can be to the wanted ones, from the lowest up, none over another, none too high."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed, floor = dict.fromkeys(order, 0.0), -10.0
    for at in order:
        placed[at] = max(wanted[at], floor + heights[at] / 2)
        floor = placed[at] + heights[at] / 2
    roof = PLOT + 18.0
    for at in reversed(order):
        placed[at] = min(placed[at], roof - heights[at] / 2)
        roof = placed[at] - heights[at] / 2
    return [placed[at] for at in range(len(wanted))]


def _name(chart: Chart, series: Series, at: int) -> str:
    if has_key(chart):
        return f"{texts.FORMS[form(chart, series)]}{formats.NBSP}{written(chart, series, at)}"
    name = texts.broken(series.name, WIDTH)
    return f"{texts.bold(name) if series.name == chart.highlight else name}<br>{written(chart, series, at)}"


def written(chart: Chart, series: Series, at: int) -> str:
    few = chart.unit == "%" and chart.decimals == 0 and 0 < series.values[at] < 0.5
    value = "unter 1" if few else formats.amount(series.values[at], chart.unit, chart.decimals)
    return f"{value}{formats.NBSP}%" if chart.unit == "%" else value


def form(chart: Chart, series: Series) -> str:
    """The form of a line's points: each its own, so that colour never tells alone; diamonds are forecasts."""
    if series.style == "forecast":
        return "diamond"
    return list(texts.FORMS)[chart.series.index(series) % len(texts.FORMS)]


def _last(series: Series) -> int | None:
    return max((at for at, value in enumerate(series.values) if value is not None), default=None)


def _first_value(chart: Chart, colours: Colours, low: float, scale: float) -> list[dict]:
    """Where the first line begins, on the side its next value turns away from; never under the axis."""
    series = chart.series[0]
    known = [at for at, value in enumerate(series.values) if value is not None]
    if chart.kind != "line" or len(known) < 2 or len(chart.series) > 2:
        return []
    text = texts.tinted(written(chart, series, known[0]), line_colours(chart, colours)[0])
    first, following = (series.values[at] for at in known[:2])
    below = following > first and (first - low) * scale > DEEP
    look = {"xref": "x", "yshift": -12 if below else 12}
    return [texts.note(text, known[0], first, colours, **look)]


def _forecasts(chart: Chart, colours: Colours) -> list[dict]:
    """What was forecast, above its mark."""
    look = {"xref": "x", "yshift": 14, "xanchor": "center"}
    return [
        texts.note(f"{escape(series.name)} {written(chart, series, at)}", at, value, colours, **look)
        for series in chart.series
        for at, value in enumerate(series.values)
        if series.style == "forecast" and value is not None
    ]
