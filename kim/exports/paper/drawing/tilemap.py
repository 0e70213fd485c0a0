"""The tile map on paper: every site as a tile of the same size with its sign and its value in it."""

from kim import formats
from kim.charts import Chart
from kim.exports.paper.drawing.scene import SIZE, Item, Scene, rect, text
from kim.exports.screen.colours import LIGHT, hatch, on
from kim.exports.screen.layout import PAD
from kim.exports.screen.tiles import shade

WIDE, HIGH, GAP = 40.0, 27.0, 2.0  # pt of the largest tile and between two


def scene(chart: Chart, room: float) -> Scene:
    columns = 1 + max(place.column for place in chart.places)
    rows = 1 + max(place.row for place in chart.places)
    wide = min(WIDE, room / columns)
    left = (room - columns * wide) / 2
    items = [item for at in range(len(chart.places)) for item in _tile(chart, at, left, wide)]
    return Scene(room, rows * HIGH + PAD, tuple(items))


def _tile(chart: Chart, at: int, left: float, wide: float) -> list[Item]:
    place, chosen = chart.places[at], chart.categories[at] == chart.highlight
    series = chart.series[0]
    fill = shade(chart, series.values[at], LIGHT)
    x, y = left + place.column * wide + GAP / 2, PAD / 2 + place.row * HIGH + GAP / 2
    middle, ink = x + (wide - GAP) / 2, on(fill)
    return [
        *rect(x, y, wide - GAP, HIGH - GAP, _look(series.status[at], fill, chosen)),
        text(place.sign, middle, y + 8, ink, SIZE, "centre", chosen),
        text(chart.ends[at], middle, y + 18, ink, SIZE, "centre", chosen),
    ]


def _look(status: str, fill: str, chosen: bool) -> dict:
    """Hatched where nothing is reported, hollow where there are too few; a thick edge for the chosen one."""
    edge = LIGHT.text if chosen else LIGHT.grey if status != "shown" else LIGHT.focus
    look = {"color": fill, "line": {"color": edge, "width": 3 if chosen else 1}}
    return look | {"pattern": hatch(LIGHT.hatching, LIGHT.ground)} if status in formats.MISSING else look
