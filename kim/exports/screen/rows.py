"""Lying bars: one row for each category."""

from html import escape

from kim import formats
from kim.charts import Chart
from kim.exports.screen import falls, layout, row_marks, texts
from kim.exports.screen.colours import Colours, fills
from kim.exports.screen.row_places import (
    MANY,
    NAME_WIDTH,
    SPACIOUS_WIDTH,
    Rows,
    has_grid,
    parts_in_words,
    places,
)

PAD, FOOT = 6, 8  # px
TICK_STEPS = 3  # a phone has room for so many numbers
GRID_LABELS = 20  # px above the plot for the numbers of the grid


def figure(chart: Chart, colours: Colours) -> dict:
    markers = fills(chart, colours)
    rows = places(chart, markers)
    low, high = layout.value_range(chart)
    key = _key(chart, markers, rows)
    top = _top(chart, key)
    return layout.figure(
        chart,
        colours,
        row_marks.traces(chart, colours, rows, markers, high),
        height=round(rows.height + top + FOOT),
        margin={"t": top, "b": FOOT, "r": _right(chart, rows), "l": _left(chart, rows), "pad": 2},
        xaxis=_value_axis(chart, colours, rows, low, high),
        yaxis=_name_axis(chart, colours, rows),
        annotations=[
            *_headings(colours, rows),
            *row_marks.reasons(chart, colours, rows),
            *_words(chart, colours, rows, markers),
            *_head(chart, colours, rows, key),
        ],
        shapes=[
            *_lines(chart, colours),
            *_grid_at_bars(chart, colours, rows, high),
            *falls.levels(chart, colours, rows),
        ],
    )


def _key(chart: Chart, markers: list[dict], rows: Rows) -> str:
    """The key of many stacks; few say their parts themselves."""
    if chart.kind != "stacked" or rows.spacious:
        return ""
    return texts.key_lines(chart, markers, [series.name for series in chart.series])


def _top(chart: Chart, key: str) -> int:
    """The room above the plot: the numbers of the grid, then the key of a stack or the unit."""
    grid = GRID_LABELS if has_grid(chart) else 4
    lines = bool(chart.axis_title) + (texts.lines_of(key) if key else 0)
    return grid + lines * texts.LINE + (6 if key else 0)


def _right(chart: Chart, rows: Rows) -> int:
    """The room for the values beside the bars, or for half of the last number of the grid."""
    if rows.spacious:
        return 24 if has_grid(chart) else 2
    return texts.width(chart.ends or ()) + 2 * PAD


def _left(chart: Chart, rows: Rows) -> int:
    """The room for the names; where they stand above their bars they need none."""
    if rows.spacious:
        return 2
    return texts.width([part for name in _names(chart) for part in name.split("<br>")]) + PAD


def _value_axis(chart: Chart, colours: Colours, rows: Rows, low: float, high: float) -> dict:
    """Values stand at the bars; where there are many, and for ranges, a thin grid and its numbers help."""
    grid = has_grid(chart)
    lines = grid and not rows.spacious
    look = {"range": [low, high], "side": "top", "showgrid": lines, "showticklabels": grid, "tickangle": 0}
    ticks = _ticks(chart, low, high)
    zero = {"zeroline": not rows.spacious, "tickfont": {"color": colours.muted}}
    return layout.axis(colours, **look, **ticks, **zero)


def _ticks(chart: Chart, low: float, high: float) -> dict:
    in_months = chart.kind == "range" and chart.unit == "Monate"
    return _months(high) if in_months else layout.ticks(chart, low, high, TICK_STEPS)


def _months(high: float) -> dict:
    """Half years while there is room, then whole years; said as people say them."""
    step = 6 if high <= 30 else 12
    values = list(range(step, int(high) + 1, step))
    return {"tickvals": values, "ticktext": [formats.months(value) for value in values]}


def _name_axis(chart: Chart, colours: Colours, rows: Rows) -> dict:
    strong = {chart.highlight: colours.focus, chart.comparator: colours.text}
    pairs = zip(chart.categories, _names(chart), strict=True)
    said = [texts.tinted(texts.bold(text), strong[name]) if name in strong else text for name, text in pairs]
    look = {"range": [rows.height, 0], "showgrid": False, "zeroline": False}
    return layout.axis(
        colours, **look, showticklabels=not rows.spacious, tickvals=list(rows.bars), ticktext=said
    )


def _names(chart: Chart) -> list[str]:
    many = len(chart.categories) >= MANY
    return [escape(name) if many else texts.broken(name, NAME_WIDTH) for name in chart.categories]


def _headings(colours: Colours, rows: Rows) -> list[dict]:
    look = {"font": {"size": texts.SIZE, "color": colours.muted}, "bgcolor": colours.ground, "borderpad": 1}
    return [texts.note(texts.bold(escape(text)), 0, y, colours, **look) for y, text in rows.headings if text]


def _words(chart: Chart, colours: Colours, rows: Rows, markers: list[dict]) -> list[dict]:
    """For spacious rows: the name above the bar, for stacks the parts in words below."""
    if not rows.spacious:
        return []
    pairs = zip(chart.categories, rows.names, strict=True)
    names = [texts.note(_name(chart, name), 0, y, colours, yanchor="top") for name, y in pairs]
    return names + (_parts(chart, colours, rows, markers) if chart.kind == "stacked" else [])


def _name(chart: Chart, name: str) -> str:
    broken = texts.broken(name, SPACIOUS_WIDTH)
    return texts.bold(broken) if chart.kind == "stacked" else broken


def _parts(chart: Chart, colours: Colours, rows: Rows, markers: list[dict]) -> list[dict]:
    below = [y + rows.thickness / 2 + 4 for y in rows.bars]
    said = [parts_in_words(chart, at, markers) for at in range(len(chart.categories))]
    pairs = zip(said, below, strict=True)
    return [texts.note(text, 0, y, colours, yanchor="top") for text, y in pairs if text]


def _head(chart: Chart, colours: Colours, rows: Rows, key: str) -> list[dict]:
    """The key of a stack at the left edge, below it at the right the unit of the values."""
    height = GRID_LABELS - 2 if has_grid(chart) else 2
    unit = texts.tinted(escape(chart.axis_title), colours.muted)
    units = [texts.above(unit, height, colours, right=_right(chart, rows) - 2)] if chart.axis_title else []
    over = height + texts.LINE * len(units)
    return units + ([texts.above(key, over, colours, left=_left(chart, rows))] if key else [])


def _grid_at_bars(chart: Chart, colours: Colours, rows: Rows, high: float) -> list[dict]:
    """Where names stand above their bars the grid is drawn behind the bars only, never through a name."""
    if not (rows.spacious and has_grid(chart)):
        return []
    place = {"type": "line", "xref": "x", "yref": "y", "layer": "below"}
    look, reach = {"color": colours.grid, "width": 1}, rows.thickness / 2 + 3
    return [
        place | {"x0": value, "x1": value, "y0": y - reach, "y1": y + reach, "line": look}
        for y in rows.bars
        for value in _ticks(chart, 0.0, high)["tickvals"]
    ]


def _lines(chart: Chart, colours: Colours) -> list[dict]:
    """Reference values as dashed lines over the bars."""
    look = {"color": colours.text, "width": 1.5, "dash": "dash"}
    place = {"type": "line", "xref": "x", "yref": "paper", "y0": 0, "y1": 1}
    return [place | {"x0": line.value, "x1": line.value, "line": look} for line in chart.lines]
