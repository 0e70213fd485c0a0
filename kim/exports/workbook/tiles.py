"""The tile map as a grid of cells: sign above, value below, the stronger the higher."""

from kim import formats
from kim.exports.screen.colours import LIGHT, mix, on
from kim.exports.workbook.book import SMALL
from kim.exports.workbook.columns import number_form
from kim.exports.workbook.place import PX, Place
from kim.exports.workbook.tables import MISSING

CELL = 8.5  # characters of a tile
FRAME = {"align": "center", "valign": "vcenter"}
THIN, THICK = 1, 5
SIGN, VALUE = "top", "bottom"


def draw(place: Place) -> int:
    """A chart of Excel's own there is not; the cells are numbers like those of the table."""
    chart = place.chart
    columns, rows = (max(getattr(p, side) for p in chart.places) + 1 for side in ("column", "row"))
    place.take_room(columns * PX, CELL)
    for at in range(len(chart.categories)):
        _tile(place, at)
    return _key(place, place.head + 2 + 2 * rows)


def _tile(place: Place, at: int) -> None:
    chart, where = place.chart, place.chart.places[at]
    row, column = place.head + 1 + 2 * where.row, place.left + where.column
    value, status = chart.series[0].values[at], chart.series[0].status[at]
    edge = THICK if chart.categories[at] == chart.highlight else THIN
    look = FRAME | _fill(place, value, status) | {"border": edge, "border_color": LIGHT.ground}
    look |= {"border_color": LIGHT.text} if edge == THICK else {}
    place.book.text(
        place.sheet, row, column, where.sign, **look | {"bottom": 0, "bold": True, "font_size": 9}
    )
    _value(place, row + 1, column, value, status, look | {"top": 0, "font_size": 9})


def _value(
    place: Place, row: int, column: int, value: float | None, status: str, look: dict[str, object]
) -> None:
    if status in formats.NUMERIC:
        form = number_form(place.chart.unit, place.chart.decimals, value)
        place.sheet.write_number(row, column, value, place.book.form(num_format=form, **look))
    else:
        place.book.text(place.sheet, row, column, formats.SYMBOLS[status], **look)


def _fill(place: Place, value: float | None, status: str) -> dict[str, object]:
    """The shade of a value; hatched where there is none."""
    if status not in formats.NUMERIC:
        return MISSING
    return _shade(sum(1 for limit in place.chart.steps if value >= limit), len(place.chart.steps))


def _shade(step: int, of: int) -> dict[str, object]:
    fill = mix(*LIGHT.shades, step / of) if of else LIGHT.shades[0]
    return {"bg_color": fill, "font_color": on(fill)}


def _key(place: Place, row: int) -> int:
    """The shades with their limits, below the map; the first row that is free."""
    chart, column = place.chart, place.left
    steps = [formats.amount(limit, chart.unit, 0) for limit in chart.steps]
    said = [f"unter {step}" for step in steps[:1]] + [f"ab {step}" for step in steps]
    for at, text in enumerate(said):
        place.book.text(place.sheet, row, column + at, text, **FRAME, **_shade(at, len(steps)), font_size=9)
    place.book.text(place.sheet, row + 1, column, f"{chart.series[0].name} ({chart.unit})", **SMALL)
    return row + 2
