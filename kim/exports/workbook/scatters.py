"""Charts on an axis of numbers: curves by age, and units by their number of cases."""

from math import ceil, floor

from kim.charts import Bounds, Chart
from kim.exports.screen.colours import LIGHT, line_colours, mix
from kim.exports.screen.marks import SAID
from kim.exports.workbook.axes import axis_form, axis_name, value_axis
from kim.exports.workbook.looks import FONT, GRID, MUTED, NO_GRID, NONE, dot, label, line
from kim.exports.workbook.place import Cells, Place, series

WIDTH, HEIGHT = 680, 420
UNMARKED = {"marker": {"type": "none"}}
QUARTER = 91.3125  # days
NAMED = 8  # units outside that are named in the picture
MARKS = {
    "usual": dot("circle", LIGHT.grey, LIGHT.grey),
    "not_judged": dot("circle", LIGHT.grey, LIGHT.grey),
    "few": dot("circle", LIGHT.ground, LIGHT.grey),
    "outside": dot("diamond", LIGHT.text, LIGHT.text, 9),
}


def draw_curve(place: Place) -> int:
    """Falling curves: values as strong lines, intervals as thin ones, ages that are read against upright."""
    place.take_room(WIDTH)
    ages, chart = place.cells("position"), place.chart
    strong = [look for at in range(len(chart.series)) for look in _curve(place, ages, at)]
    last = max((float(reference.value) for reference in chart.lines), default=0.0)
    upright = [_upright(place, told.label, float(told.value), last) for told in chart.lines]
    thin = [at for at, look in enumerate(strong) if look["line"]["width"] < 1]
    return drawn(place, [*strong, *upright], _ages(chart), value_axis(chart), thin)


def _curve(place: Place, ages: Cells, at: int) -> list[dict]:
    chart, colour = place.chart, line_colours(place.chart, LIGHT)[at]
    told = chart.series[at]
    thin = line(mix(LIGHT.ground, colour, 0.55), 0.75)
    ends = [place.cells(key, at) for key in ("lower", "upper") if place.has(key, at)]
    width = 2.5 if told.name == chart.highlight else 1.75
    strong = line(colour, width, "dash" if told.style == "other" else "solid")
    values = place.cells("value", at)
    found = [series(cells, ages, cells, line=thin, **UNMARKED) for cells in ends]
    return [*found, series(values, ages, values, line=strong, **UNMARKED)]


def _upright(place: Place, name: str, age: float, last: float) -> dict:
    """A dashed line at an age, its name at its upper end, on the side where no other line stands."""
    x, y = place.aside(f"{name}: Alter", [age, age]), place.aside(name, [0.0, 100.0])
    side = "right" if age == last else "left"
    said = {"value": True, "position": side, "font": FONT, "custom": [{"delete": True}, _said(name)]}
    return series(y, x, y, line=line(LIGHT.muted, 1.5, "dash"), data_labels=said, **UNMARKED)


def _said(name: str) -> dict:
    return {"value": label(name)}


def _ages(chart: Chart) -> dict:
    """Days, with a step for each quarter of a year up to two years, then for half years."""
    reach = max([*chart.positions, *(float(line.value) for line in chart.lines)])
    step = QUARTER if reach <= 8 * QUARTER else 2 * QUARTER
    return {"min": 0, "major_unit": step, "num_format": "#,##0"} | axis_name("Alter in Tagen")


def draw_funnel(place: Place) -> int:
    """Units as points told by their form, between limits that narrow as units grow."""
    place.take_room(WIDTH)
    chart = place.chart
    limits = [look for bounds in chart.bounds for look in _limits(place, bounds)]
    across = [_across(place, reference.label, float(reference.value)) for reference in chart.lines]
    hidden = list(range(1, len(limits), 2))
    up = value_axis(chart) | _span(chart) | {"name": None, "crossing": _span(chart)["min"]}
    sizes = {"min": 0, "num_format": "#,##0"} | axis_name(chart.axis_title)
    return drawn(place, [*limits, *across, *points(place, SAID)], sizes, up, hidden)


def _span(chart: Chart) -> dict:
    """All points, and the limits from the middle of the sizes on; those of few cases run out at the side."""
    near = [value for bounds in chart.bounds for value in _from_the_middle(bounds)]
    known = [
        v for v in [*chart.series[0].values, *near, *(line.value for line in chart.lines)] if v is not None
    ]
    low, high = min(known, default=0.0), max(known, default=100.0)
    low, high = 5 * floor(low / 5), 5 * ceil(high / 5)
    return {"min": max(low, 0) if chart.unit == "%" else low, "max": high}


def _from_the_middle(bounds: Bounds) -> tuple[float, ...]:
    middle = len(bounds.positions) // 2
    return (*bounds.lower[middle:], *bounds.upper[middle:])


def _limits(place: Place, bounds: Bounds) -> list[dict]:
    look = line(LIGHT.muted, 2 if bounds.strong else 0.75)
    x = place.aside(f"Größe, Grenzen {bounds.name}", bounds.positions)
    ends = (("oben", bounds.upper), ("unten", bounds.lower))
    found = [place.aside(f"Grenze {bounds.name} {side}", values) for side, values in ends]
    return [series(y, x, y, line=look, **UNMARKED) for y in found]


def _across(place: Place, name: str, value: float) -> dict:
    reach = 1.05 * max(place.chart.positions, default=1.0)
    return dashed(place, name, "Größe", [0.0, reach], [value, value])


def dashed(place: Place, name: str, what: str, x: list[float], y: list[float]) -> dict:
    """A line that points are read against."""
    across, up = place.aside(f"{name}: {what}", x), place.aside(name, y)
    return series(up, across, up, line=line(LIGHT.text, 1.5, "dash"), **UNMARKED)


def points(place: Place, words: dict[str, str]) -> list[dict]:
    """One series for each form, then the chosen unit once more on top."""
    chart = place.chart
    there = [mark for mark in MARKS if mark in chart.marks]
    told = [(words[m], [at for at, mark in enumerate(chart.marks) if mark == m], MARKS[m]) for m in there]
    chosen = [at for at, name in enumerate(chart.categories) if name == chart.highlight]
    if chosen:
        told.append((chart.highlight, chosen, _chosen(chart.marks[chosen[0]])))
    return [_of_form(place, *parts) for parts in told]


def _chosen(mark: str) -> dict:
    fill = LIGHT.ground if mark == "few" else LIGHT.focus
    return dot(MARKS[mark]["type"], fill, LIGHT.focus, 11)


def _of_form(place: Place, name: str, at: list[int], look: dict) -> dict:
    """The points of a form; those outside and the chosen one carry their names."""
    chart, sizes = place.chart, place.cells("position")
    values = chart.series[0].values
    cells = place.aside(name, [values[n] if n in at else None for n in range(len(values))])
    named = at if name == chart.highlight else [n for n in at if chart.marks[n] == "outside"][:NAMED]
    custom = [_said(chart.categories[n]) if n in named else {"delete": True} for n in range(len(values))]
    labels = {"value": True, "position": "right", "font": FONT, "custom": custom}
    return series(cells, sizes, cells, line=NONE, marker=look, **({"data_labels": labels} if named else {}))


def drawn(place: Place, looks: list[dict], across: dict, up: dict, hidden: list[int]) -> int:
    drawing = place.book.file.add_chart({"type": "scatter", "subtype": "straight"})
    for look in looks:
        drawing.add_series(look)
    drawing.set_x_axis(
        {"num_font": MUTED, "major_gridlines": NO_GRID, "line": {"color": LIGHT.muted}} | across
    )
    drawing.set_y_axis(up | {"num_format": axis_form(place.chart), "major_gridlines": GRID})
    drawing.set_legend({"position": "top", "font": FONT, "delete_series": hidden})
    drawing.set_chartarea({"border": NONE, "fill": {"color": LIGHT.ground}})
    return place.put(drawing, WIDTH, HEIGHT)
