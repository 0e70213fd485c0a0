"""What the axes of native charts share: names of categories, ranges, units."""

from dataclasses import replace

from kim import formats
from kim.charts import Chart
from kim.exports.screen import layout
from kim.exports.workbook.columns import number_form
from kim.exports.workbook.looks import GRID, MUTED, NO_GRID, NONE, label
from kim.exports.workbook.place import Cells, Place


def category_names(place: Place) -> Cells:
    """The names at the axis, under their groups; with the reason where nothing is drawn."""
    chart, silent = place.chart, layout.silent(place.chart)
    if not chart.groups and not any(silent):
        return place.cells("category")
    groups = _first_of_each(chart.groups) if chart.groups else None
    left = place.aside("Gruppe an der Achse", groups) if groups else None
    pairs = zip(chart.categories, silent, strict=True)
    said = [f"{name} ({formats.WORDS[status]})" if status else name for name, status in pairs]
    names = place.aside("Name an der Achse", said)
    return names if left is None else replace(names, above=left)


def _first_of_each(groups: tuple[str, ...]) -> list[str | None]:
    """A group is named once, at its first bar."""
    before = [None, *groups[:-1]]
    return [group if group and group != last else None for group, last in zip(groups, before, strict=True)]


def value_axis(chart: Chart, grid: bool = True) -> dict:
    """From zero, or as far below as values are; percentages that come near 100 end there."""
    low, high = layout.value_range(chart)
    whole = chart.unit == "%" and low == 0 and round(high / 1.05, 6) == 100  # parts that make 100.0000001
    look = {"num_format": axis_form(chart), "num_font": MUTED, "line": NONE, "major_tick_mark": "none"}
    ends = ({"min": 0} if low == 0 else {}) | ({"max": 100} if whole or (low, high) == (0, 100) else {})
    return (
        look
        | ends
        | {"major_gridlines": GRID if grid else NO_GRID}
        | (axis_name(_unit(chart)) if grid else {})
    )


def _unit(chart: Chart) -> str:
    """The unit, where the numbers at the axis do not carry it."""
    return chart.axis_title or (chart.unit if chart.unit != "%" else "")


def axis_name(name: str) -> dict:
    return {"name": label(name), "name_font": MUTED | {"bold": False}} if name else {}


def axis_form(chart: Chart) -> str:
    return f'0"{formats.NBSP}%"' if chart.unit == "%" else number_form("", 0)
