"""What stands along the axis of a chart over time: times, months under their years, ages."""

import re
from math import ceil

from kim.charts import Chart
from kim.exports.slides import texts
from kim.exports.slides.native import frame
from kim.exports.slides.native.sheet import Sheet
from kim.exports.slides.xml import Element
from kim.formats import NBSP

ACROSS = 11  # inches of the plot, nearly
AGE = re.compile(rf"\d+{NBSP}\w+")
MONTH = re.compile(r"\d{2}/\d{4}")
MANY = 20  # months from which they stand under their years


def names(sheet: Sheet, chart: Chart) -> Element:
    """Times as they are named; many months stand under their years, so that they stay level."""
    if ages(chart):
        return sheet.texts(
            "c:cat", sheet.put(ages(chart), [name.split(NBSP)[0] for name in chart.categories])
        )
    if not under_years(chart):
        return sheet.texts("c:cat", sheet.put("Zeit", chart.categories))
    years = [name[-4:] for name in chart.categories]
    once = [year if at == 0 or year != years[at - 1] else "" for at, year in enumerate(years)]
    place = sheet.put("Jahr", once)
    return sheet.levels("c:cat", place, sheet.put("Monat", [name[:2] for name in chart.categories]))


def ages(chart: Chart) -> str:
    """What the categories count, where they are ages: then it is said once, under the axis."""
    found = {name.split(NBSP)[-1] for name in chart.categories if AGE.fullmatch(name)}
    return max(found, key=len) if found and all(map(AGE.fullmatch, chart.categories)) else ""


def under_years(chart: Chart) -> bool:
    return len(chart.categories) > MANY and all(map(MONTH.fullmatch, chart.categories))


def every(chart: Chart) -> int:
    """Which times are written, so that they stay level."""
    if under_years(chart) or ages(chart):
        return 1
    room = ACROSS / max(len(chart.categories), 1)
    return ceil(texts.width(max(chart.categories, key=len), frame.SMALL) * 1.25 / room)
