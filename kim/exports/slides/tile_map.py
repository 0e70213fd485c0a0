"""The tile map as a table of PowerPoint's own: a cell for each site with its sign and its value."""

from pptx.slide import Slide

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, mix, on
from kim.exports.slides.cells import Look, cell, put_cells
from kim.exports.slides.deck import named
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element

SIZE = 11
TILE = 0.95  # inches
NOTHING = Look(SIZE)


def put_tiles(slide: Slide, chart: Chart, box: Box) -> None:
    rows = max(place.row for place in chart.places) + 1
    columns = max(place.column for place in chart.places) + 1
    wide = min(box.wide, columns * TILE)
    place = Box(box.x + (box.wide - wide) / 2, box.y, wide, box.high)
    tiles = {(place.row, place.column): at for at, place in enumerate(chart.places)}
    cells = [[_cell(chart, tiles.get((row, column))) for column in range(columns)] for row in range(rows)]
    sizes = [wide / columns] * columns, [box.high / rows] * rows
    named(put_cells(slide, place, *sizes, cells, headed=False), chart.id, chart.alt)


def _cell(chart: Chart, at: int | None) -> Element:
    """Shaded by its value; a missing one is hollow and says its symbol; the chosen one has a thick edge."""
    if at is None:
        return cell((), NOTHING)
    value, chosen = chart.series[0].values[at], chart.categories[at] == chart.highlight
    ground = shade(chart, value)
    edge = LIGHT.text if chosen else LIGHT.ground if value is not None else LIGHT.grey
    edges = tuple((side, edge, 3 if chosen else 1.5) for side in "LRTB")
    look = Look(SIZE, chosen, on(ground), "ctr", "ctr", edges=edges, ground=ground)
    return cell((chart.places[at].sign, (chart.ends or ())[at]), look)


def shade(chart: Chart, value: float | None) -> str:
    if value is None:
        return LIGHT.ground
    step = sum(1 for limit in chart.steps if value >= limit)
    return mix(*LIGHT.shades, step / max(len(chart.steps), 1)) if chart.steps else LIGHT.shades[0]
