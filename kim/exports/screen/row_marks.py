"""The traces of lying bars: values, ranges, what is missing and why, and the values in words."""

from html import escape

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import falls, layout, texts
from kim.exports.screen.colours import Colours, edged, marker, on
from kim.exports.screen.row_places import Rows

HOLLOW = {"too_few": f"○{formats.NBSP}"}


def traces(chart: Chart, colours: Colours, rows: Rows, markers: list[dict], high: float) -> list[dict]:
    """Bars first, then in every chart: the hatched band and the values in words."""
    if chart.kind == "stacked":
        bars = [_part(chart, s, rows, m, colours) for s, m in zip(chart.series, markers, strict=True)]
    else:
        own = {"range": _ranges, "waterfall": falls.bars}
        bars = own[chart.kind](chart, colours, rows) if chart.kind in own else [_single(chart, colours, rows)]
    return [
        *bars,
        _band(chart, colours, rows, high),
        _ends(chart, colours, rows, high),
    ]


def reasons(chart: Chart, colours: Colours, rows: Rows) -> list[dict]:
    """Why a bar is missing, in words at its place, with nothing behind them; too few are hollow."""
    look = {"xref": "x", "bgcolor": colours.ground, "borderpad": 0, "xshift": 4, "name": "Grund"}
    return [
        texts.note(f"{HOLLOW.get(status, '')}{formats.WORDS[status]}", 0, y, colours, **look)
        for status, y in zip(layout.silent(chart), rows.bars, strict=True)
        if status
    ]


def _bar(chart: Chart, series: Series, rows: Rows) -> dict:
    named = f" {escape(series.name)}" if len(chart.series) > 1 else ""
    pairs = zip(chart.categories, chart.labels(series), strict=True)
    return {
        "type": "bar",
        "orientation": "h",
        "name": series.name,
        "x": list(series.values),
        "y": list(rows.bars),
        "width": rows.thickness,
        "cliponaxis": False,
        "hovertext": [f"{escape(name)}: {escape(label)}{named}" for name, label in pairs],
        "hoverinfo": "text",
    }


def _single(chart: Chart, colours: Colours, rows: Rows) -> dict:
    series = chart.series[0]
    looks = [_look(chart, name, colours) for name in chart.categories]
    edges = {key: [look["line"][key] for look in looks] for key in ("color", "width")}
    whiskers = {} if series.lower is None else {"error_x": _whiskers(series, colours)}
    return (
        _bar(chart, series, rows)
        | whiskers
        | {"marker": {"color": [m["color"] for m in looks], "line": edges}}
    )


def _look(chart: Chart, name: str, colours: Colours) -> dict:
    """The chosen bar in the focus colour, the comparator as an outline, all others grey."""
    if name == chart.comparator:
        return marker(colours.ground, colours.text)
    return marker(colours.focus if chart.highlight in (None, name) else colours.grey, colours.ground, 0)


def _whiskers(series: Series, colours: Colours) -> dict:
    """The interval as a thin line."""
    triples = list(zip(series.values, series.lower, series.upper, strict=True))
    plus = [None if v is None or up is None else up - v for v, _, up in triples]
    minus = [None if v is None or low is None else v - low for v, low, _ in triples]
    return {
        "type": "data",
        "array": plus,
        "arrayminus": minus,
        "color": colours.text,
        "thickness": 1,
        "width": 0,
    }


def _part(chart: Chart, series: Series, rows: Rows, look: dict, colours: Colours) -> dict:
    """One part of all stacks, with its number on it where rows are high enough and it fits."""
    trace = _bar(chart, series, rows) | {"marker": edged(look, series)}
    if not rows.spacious:
        return trace
    text = colours.text if series.style == "forecast" else on(look["color"])
    numbers = [formats.amount(v, chart.unit, chart.decimals) if v else "" for v in series.values]
    place = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    return trace | place | {"text": numbers, "textfont": {"color": text, "size": 14}}


def _ranges(chart: Chart, colours: Colours, rows: Rows) -> list[dict]:
    """Bars from–to, and diamonds for single figures, which have no length."""
    series, look = chart.series[0], marker(colours.focus, colours.focus)
    pairs = list(zip(series.values, series.upper, strict=True))
    said = {
        "hovertext": [f"{escape(n)}: {escape(e)}" for n, e in zip(chart.categories, chart.ends, strict=True)]
    }
    lengths = [None if high == low else high - low for low, high in pairs]
    bar = _bar(chart, series, rows) | said | {"x": lengths, "base": list(series.values), "marker": look}
    points = [low if high == low else None for low, high in pairs]
    dots = {"type": "scatter", "mode": "markers", "name": "Einzelwert", "x": points, "y": list(rows.bars)}
    return [bar, dots | said | {"hoverinfo": "text", "marker": {"symbol": "diamond", "size": 11} | look}]


def _band(chart: Chart, colours: Colours, rows: Rows, high: float) -> dict:
    place = {"x": layout.missing_lengths(chart, high), "y": list(rows.bars), "width": rows.thickness}
    return layout.missing_bars(colours) | place | {"orientation": "h"}


def _ends(chart: Chart, colours: Colours, rows: Rows, high: float) -> dict:
    """The values in a column of their own beside the bars, or above them: no bar and no line runs through."""
    ends = chart.ends or ("",) * len(chart.categories)
    strong = set(chart.categories) if rows.spacious else {chart.highlight, chart.comparator}
    pairs = zip(ends if rows.spacious else texts.aligned(ends), chart.categories, strict=True)
    said = [texts.bold(escape(text)) if name in strong and text else escape(text) for text, name in pairs]
    y = [top + texts.LINE / 2 for top in rows.names] if rows.spacious else list(rows.bars)
    return {
        "type": "scatter",
        "mode": "text",
        "name": "Werte",
        "x": [high] * len(y),
        "y": y,
        "text": said,
        "textposition": "middle left" if rows.spacious else "middle right",
        "textfont": {"color": colours.text, "size": texts.SIZE},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
