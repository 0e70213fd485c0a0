"""The tile map as a table of PowerPoint's own: a cell for each site with its sign and its value."""

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import _Cell as Cell
from pptx.util import Inches

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, mix, on
from kim.exports.slides.deck import named
from kim.exports.slides.places import Box
from kim.exports.slides.tables import bare, edge, write
from kim.exports.slides.xml import ink

SIZE = 11
TILE = 0.95  # inches


def put_tiles(slide: Slide, chart: Chart, box: Box) -> None:
    rows = max(place.row for place in chart.places) + 1
    columns = max(place.column for place in chart.places) + 1
    wide = min(box.wide, columns * TILE)
    place = Box(box.x + (box.wide - wide) / 2, box.y, wide, box.high)
    frame = slide.shapes.add_table(rows, columns, *place.emu)
    named(frame, chart.id, chart.alt)
    bare(frame.table)
    frame.table.first_row = False
    for row in frame.table.rows:
        row.height = Inches(box.high / rows)
    for at in range(len(chart.categories)):
        _tile(frame.table.cell(chart.places[at].row, chart.places[at].column), chart, at)
    _emptied(frame.table)


def _tile(cell: Cell, chart: Chart, at: int) -> None:
    """Shaded by its value; a missing one has no ground and says its symbol."""
    value, chosen = chart.series[0].values[at], chart.categories[at] == chart.highlight
    ground = shade(chart, value)
    write(cell, f"{chart.places[at].sign}\n{(chart.ends or ())[at]}", SIZE, strong=chosen, colour=on(ground))
    cell.fill.solid()
    cell.fill.fore_color.rgb = ink(ground)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER
    for side in "lrtb":
        edge(
            cell,
            side,
            LIGHT.text if chosen else LIGHT.ground if value is not None else LIGHT.grey,
            3 if chosen else 1.5,
        )


def shade(chart: Chart, value: float | None) -> str:
    if value is None:
        return LIGHT.ground
    step = sum(1 for limit in chart.steps if value >= limit)
    return mix(*LIGHT.shades, step / max(len(chart.steps), 1)) if chart.steps else LIGHT.shades[0]


def _emptied(table) -> None:
    """No margins anywhere, so that no row grows beyond its height."""
    for cell in table.iter_cells():
        cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = 0
        if not cell.text_frame.text:
            write(cell, "", SIZE)
