"""Names and values at lines: at their ends, moved apart where they would meet, and at forecasts."""

from html import escape

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import texts
from kim.exports.screen.colours import Colours, line_colours

PLOT = 250  # px of the plot, the same for all figures of a row
WIDTH = 20  # characters up to which a name stands at its line
BROKEN = 13  # characters of a line of such a name: on a phone the plot needs the room
DEEP = 24  # px over the axis that a label below its point needs
FEW = 3  # lines that are named at their ends
LINE = 15  # px
CLEAR = 0.75  # the share of its distance to the first value that a label keeps from all lines


def names(chart: Chart, colours: Colours, low: float, high: float) -> list[dict]:
    """The annotations of all lines."""
    ends = [(s, at) for s in chart.series if s.style != "forecast" and (at := _last(s)) is not None]
    said = [_name(chart, series, at) for series, at in ends]
    wanted = [PLOT * (series.values[at] - low) / (high - low) for series, at in ends]
    heights = apart(wanted, [texts.lines_of(text) * LINE + 4 for text in said])
    tints = dict(zip((s.name for s in chart.series), line_colours(chart, colours), strict=True))
    found = [
        texts.note(
            texts.tinted(text, tints[series.name]), y=0, colours=colours, **_end(chart, at),
            yref="paper", yshift=height, xshift=10,
        )
        for (series, at), text, height in zip(ends, said, heights, strict=True)
    ]  # fmt: skip
    scale = PLOT / (high - low)
    return [*found, *_first_value(chart, colours, low, scale), *_forecasts(chart, colours)]


def _end(chart: Chart, at: int) -> dict[str, object]:
    """Where a line is named: at the edge of the plot, or at its last point where what follows is to come."""
    return {"x": at, "xref": "x"} if chart.not_yet else {"x": 1, "xref": "paper"}


def key(chart: Chart, colours: Colours) -> str:
    """The names above the plot, where they are too long or too many to stand at the lines; else ""."""
    return texts.lines_key(chart, line_colours(chart, colours)) if has_key(chart) else ""


def has_key(chart: Chart) -> bool:
    named = [s for s in chart.series if s.style != "forecast"]
    return len(named) > FEW or any(len(s.name) > WIDTH for s in named)


def alone(chart: Chart) -> bool:
    """Whether there is one line only, whose value needs no form: beside it that looks like a point more."""
    return sum(s.style != "forecast" for s in chart.series) == 1


def room(chart: Chart) -> int:
    """px that the names need beside the plot."""
    named = [s for s in chart.series if s.style != "forecast"]
    if has_key(chart):
        return texts.width([f"● {written(chart, s, at)}" for s in named if (at := _last(s)) is not None]) + 16
    return texts.width([part for s in named for part in texts.broken(s.name, BROKEN).split("<br>")]) + 16


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
    if has_key(chart) and not alone(chart):
        return f"{texts.FORMS[form(chart, series)]}{formats.NBSP}{written(chart, series, at)}"
    if alone(chart) and has_key(chart):
        return written(chart, series, at)
    name = texts.broken(series.name, BROKEN)
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
    """Where the first line begins, on the side its next value turns away from."""
    at, side = first_known(chart), first_side(chart, low, scale)
    if chart.kind != "line" or side == 0:
        return []
    series = chart.series[0]
    text = texts.tinted(written(chart, series, at), line_colours(chart, colours)[0])
    return [texts.note(text, at, series.values[at], colours, xref="x", yshift=12 * side)]


def first_known(chart: Chart) -> int:
    return next((at for at, value in enumerate(chart.series[0].values) if value is not None), 0)


def first_side(chart: Chart, low: float, scale: float, off: float = 12, deep: float = DEEP) -> int:
    """-1 below the first value, 1 above; 0 where neither is free of the axis and of the other line."""
    values = chart.series[0].values
    known = [value for value in values if value is not None]
    if len(known) < 2 or len(chart.series) > 2:
        return 0
    up = 1 if known[1] <= known[0] else -1
    free = [side for side in (up, -up) if _is_free(chart, low, scale, side * off, deep)]
    return free[0] if free else 0


def _is_free(chart: Chart, low: float, scale: float, off: float, deep: float) -> bool:
    """Whether a label so many px over the first value lies on no line: not on its own, not on the other."""
    at = first_known(chart)
    first = chart.series[0].values[at]
    if off < 0 and (first - low) * scale <= deep:
        return False
    known = [[v for v in series.values[at : at + 2] if v is not None] for series in chart.series]
    spans = [sorted((value - first) * scale for value in values) for values in known if values]
    near = CLEAR * abs(off)
    return not any(span[0] - near < off < span[-1] + near for span in spans)


def _forecasts(chart: Chart, colours: Colours) -> list[dict]:
    """What was forecast, above its mark."""
    look = {"xref": "x", "yshift": 14, "xanchor": "center"}
    return [
        texts.note(f"{escape(series.name)} {written(chart, series, at)}", at, value, colours, **look)
        for series in chart.series
        for at, value in enumerate(series.values)
        if series.style == "forecast" and value is not None
    ]
