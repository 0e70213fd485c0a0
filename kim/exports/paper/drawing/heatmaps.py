"""Heatmaps on paper: a row for each unit, the level written in every cell, all units on one page."""

from kim import formats
from kim.charts import Chart, Series
from kim.exports.paper.drawing import keys
from kim.exports.paper.drawing.keys import Entry
from kim.exports.paper.drawing.row_places import HEADING, HEADING_LOW, Rows, places
from kim.exports.paper.drawing.scene import LINE, SIZE, Item, Scene, line, lines, rect, text
from kim.exports.paper.fonts import width, wrapped
from kim.exports.screen.colours import LIGHT, hatch, on
from kim.exports.screen.tiles import shade

GAP = 0.8  # pt between two cells


def scene(chart: Chart, room: float) -> Scene:
    rows = places(chart, room)
    key = [*_shades(chart), *_signs(chart)]
    left = 6 + max((width(n, rows.size, True) for names in rows.names for n in names), default=0.0)
    wide = (room - left) / max(len(chart.series), 1)
    heads = [wrapped(series.name, wide - 2, rows.size, True) for series in chart.series]
    above = keys.height(key, room, SIZE) + 4
    top = above + LINE * rows.size * max(map(len, heads), default=1) + 2
    items = [
        *keys.drawn(key, 0, 0, room, SIZE),
        *_heads(heads, left, wide, above, rows.size),
        *_cells(chart, rows, left, wide, top),
    ]
    return Scene(room, top + rows.height + 2, tuple(items))


def _shades(chart: Chart) -> list[Entry]:
    return [Entry(str(level), _box(shade(chart, level, LIGHT))) for level in range(len(chart.steps) + 1)]


def _box(fill: str) -> keys.Swatch:
    return lambda x, y, size: rect(x, y - 0.36 * size, 0.72 * size, 0.72 * size, {"color": fill})


def _signs(chart: Chart) -> list[Entry]:
    """What stands where there is no level: the sign, then its word."""
    told = [status for status in chart.statuses if status not in ("shown", "zero")]
    return [Entry(chart.word(status), _sign(chart.sign(status))) for status in told]


def _sign(said: str) -> keys.Swatch:
    return lambda x, y, size: [text(said, x + keys.SWATCH - 2, y, LIGHT.text, size, "right")]


def _heads(heads: list[list[str]], left: float, wide: float, top: float, size: float) -> list[Item]:
    look = {"size": size, "side": "centre", "bold": True}
    middles = [left + (at + 0.5) * wide for at in range(len(heads))]
    pairs = zip(heads, middles, strict=True)
    return [item for parts, x in pairs for item in lines(parts, x, top, LIGHT.text, **look)]


def _cells(chart: Chart, rows: Rows, left: float, wide: float, top: float) -> list[Item]:
    """Row by row in the order of reading: heading, name, levels."""
    items: list[Item] = []
    headings, high = list(rows.headings), _height(rows)
    for at, y in enumerate(rows.bars):
        while headings and headings[0][0] < y:
            items += _heading(*headings.pop(0), rows.size, top)
        items += _row(chart, rows, at, left, wide, (top + y, high))
    return items


def _height(rows: Rows) -> float:
    steps = [b - a for a, b in zip(rows.bars, rows.bars[1:], strict=False)]
    return min(steps, default=HEADING)


def _heading(y: float, group: str, size: float, top: float) -> list[Item]:
    shift = (HEADING_LOW if size < SIZE else HEADING) * 0.05
    return [text(group, 0, top + y + shift, LIGHT.muted, size, bold=True)] if group else []


def _row(
    chart: Chart, rows: Rows, at: int, left: float, wide: float, place: tuple[float, float]
) -> list[Item]:
    (y, high), chosen = place, chart.categories[at] == chart.highlight
    colour = LIGHT.focus if chosen else LIGHT.text
    top = y - len(rows.names[at]) * LINE * rows.size / 2
    items = lines(rows.names[at], left - 4, top, colour, size=rows.size, side="right", bold=chosen)
    for column, series in enumerate(chart.series):
        x = left + column * wide
        box = (x + GAP / 2, y - (high - GAP) / 2, wide - GAP, high - GAP)
        items += _cell(chart, series, at, box, rows.size, chosen)
    under = y + high / 2
    return items + ([line((left, under), (left + wide * len(chart.series), under), LIGHT.focus, 0.9)]
                    if chosen else [])  # fmt: skip


def _cell(
    chart: Chart, series: Series, at: int, box: tuple[float, float, float, float], size: float, bold: bool
) -> list[Item]:
    x, y, wide, high = box
    fill = shade(chart, series.values[at], LIGHT)
    look = {"color": fill, "line": {"color": LIGHT.grid, "width": 1 if series.values[at] is None else 0}}
    if series.status[at] in formats.MISSING:
        look |= {"pattern": hatch(LIGHT.hatching, LIGHT.ground)}
    said = chart.cells(series)[at]
    return [
        *rect(x, y, wide, high, look),
        text(said, x + wide / 2, y + high / 2, on(fill), size, "centre", bold),
    ]
