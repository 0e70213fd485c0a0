"""Waterfalls: stacked bars on an invisible base, which is a column of the table."""

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, styled
from kim.exports.workbook.axes import value_axis
from kim.exports.workbook.bars import HIGH, WIDTH, set_axes
from kim.exports.workbook.looks import FONT, NONE, of_marker
from kim.exports.workbook.place import Cells, Place, series

INVISIBLE = {"fill": NONE, "border": NONE}


def draw(place: Place) -> int:
    place.take_room(WIDTH)
    chart = place.chart
    drawing = place.book.file.add_chart({"type": "bar", "subtype": "stacked"})
    names, base, length = (
        place.aside("Name an der Achse", _names(chart)),
        place.cells("lower"),
        _lengths(place),
    )
    looks = [of_marker(styled(style, LIGHT)) for style in chart.styles]
    drawing.add_series(series(base, names, base, gap=25, **INVISIBLE))
    drawing.add_series(series(length, names, length, gap=25, points=looks))
    look = {"num_font": FONT, "line": {"color": LIGHT.muted}, "major_tick_mark": "none"}
    set_axes(drawing, look, value_axis(chart), standing=False)
    drawing.set_legend(NONE)
    drawing.set_chartarea({"border": NONE, "fill": {"color": LIGHT.ground}})
    return place.put(drawing, WIDTH, HIGH * len(chart.categories) + 90)


def _names(chart: Chart) -> list[str]:
    """Each bar with its amount: on a short one there is no room for it."""
    pairs = zip(chart.categories, chart.ends, chart.series[0].status, strict=True)
    said = [(name, end if status in ("shown", "zero") else chart.word(status)) for name, end, status in pairs]
    return [f"{name}: {end}" for name, end in said]


def _lengths(place: Place) -> Cells:
    """The amounts of the table; without those that have no place where there are some."""
    series = place.chart.series[0]
    told = [None if low is None else value for low, value in zip(series.lower, series.values, strict=True)]
    return place.cells("value") if tuple(told) == series.values else place.aside("Länge", told)
