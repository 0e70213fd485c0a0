"""Heatmaps: a row for each unit, a column for each value of a dimension, the level written in every cell."""

from html import escape

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import layout, texts
from kim.exports.screen.colours import Colours, hatch, on
from kim.exports.screen.row_places import Rows, places
from kim.exports.screen.tiles import shade

GAP = 0.05  # of a column, between two cells
HEAD = 20  # px of the names over the columns
FOOT = 4
LINE = 1.5  # px between two rows
NARROW = 34  # px that a column has at least on a phone: longer names stand in two lines


def figure(chart: Chart, colours: Colours) -> dict:
    rows = places(chart, [])
    key = _key(chart, colours)
    heads = [texts.broken(series.name, 12) for series in chart.series]
    top = HEAD + (max(map(texts.lines_of, heads), default=1) - 1) * texts.LINE
    still = {"showgrid": False, "zeroline": False}
    return layout.figure(
        chart,
        colours,
        [_column(chart, series, at, rows, colours) for at, series in enumerate(chart.series)],
        height=round(rows.height + top + FOOT + texts.LINE * texts.lines_of(key) + 6),
        margin={"t": top + texts.LINE * texts.lines_of(key) + 6, "b": FOOT, "r": 2, "l": _left(chart)},
        xaxis=layout.axis(colours, **still, **_heads(heads)),
        yaxis=layout.axis(colours, **still, **_names(chart, colours, rows)),
        annotations=[texts.above(key, top, colours, left=_left(chart)), *_headings(chart, colours, rows)],
        uniformtext={"minsize": 0, "mode": False},
    )


def _left(chart: Chart) -> int:
    return texts.width(chart.categories) + 6


def _heads(heads: list[str]) -> dict:
    ticks = {"tickvals": list(range(len(heads))), "ticktext": heads, "tickangle": 0, "side": "top"}
    return ticks | {"range": [-0.5, len(heads) - 0.5]}


def _names(chart: Chart, colours: Colours, rows: Rows) -> dict:
    said = [
        texts.tinted(texts.bold(escape(name)), colours.focus) if name == chart.highlight else escape(name)
        for name in chart.categories
    ]
    return {"range": [rows.height, 0], "tickvals": list(rows.bars), "ticktext": said}


def _headings(chart: Chart, colours: Colours, rows: Rows) -> list[dict]:
    look = {"font": {"size": texts.SIZE, "color": colours.muted}, "xshift": -_left(chart)}
    return [texts.note(texts.bold(escape(text)), 0, y, colours, **look) for y, text in rows.headings if text]


def _column(chart: Chart, series: Series, at: int, rows: Rows, colours: Colours) -> dict:
    """One bar for each cell; `customdata` holds level and status, as its height is not a value."""
    high = _height(rows)
    fills = [shade(chart, value, colours) for value in series.values]
    told = zip(chart.categories, chart.labels(series), strict=True)
    chosen = [name == chart.highlight for name in chart.categories]
    written = zip(chart.cells(series), chosen, strict=True)
    return {
        "type": "bar",
        "name": series.name,
        "x": [at] * len(series.values),
        "y": [high - LINE] * len(series.values),
        "base": [y - (high - LINE) / 2 for y in rows.bars],
        "width": 1 - GAP,
        "text": [texts.bold(text) if strong else text for text, strong in written],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": texts.SIZE, "color": [on(fill) for fill in fills]},
        "hovertext": [f"{escape(name)}, {escape(series.name)}: {escape(said)}" for name, said in told],
        "hoverinfo": "text",
        "customdata": [list(pair) for pair in zip(series.values, series.status, strict=True)],
        "marker": _marker(series, fills, chosen, colours),
    }


def _height(rows: Rows) -> float:
    """px of a row: the least way from one to the next."""
    steps = [b - a for a, b in zip(rows.bars, rows.bars[1:], strict=False)]
    return min(steps, default=rows.thickness + 5)


def _marker(series: Series, fills: list[str], chosen: list[bool], colours: Colours) -> dict:
    """Hatched where nothing is reported, hollow where there is no level; a line around the chosen row."""
    hatched = [status in formats.MISSING for status in series.status]
    inks = [colours.hatching if h else fill for h, fill in zip(hatched, fills, strict=True)]
    empty = [value is None for value in series.values]
    edges = [colours.focus if c else colours.grid if e else fill
             for c, e, fill in zip(chosen, empty, fills, strict=True)]  # fmt: skip
    pattern = hatch(colours.hatching, colours.ground) | {"shape": ["/" if h else "" for h in hatched]}
    return {"color": inks, "line": {"color": edges, "width": 1}, "pattern": pattern}


def _key(chart: Chart, colours: Colours) -> str:
    """The shades with their levels, then the signs that stand where there is none."""
    levels = [*range(len(chart.steps) + 1)]
    shades = [(_swatch(shade(chart, n, colours), colours, n), f"■ {n}") for n in levels]
    signs = [(escape(f"{chart.sign(s)} {chart.word(s)}"), f"{chart.sign(s)} {chart.word(s)}")
             for s in chart.statuses if s not in ("shown", "zero")]  # fmt: skip
    return texts.in_lines(shades + signs)


def _swatch(fill: str, colours: Colours, level: int) -> str:
    return f"{texts.tinted('■', fill)}\u00a0{level}"
