"""Lines over time: values, thin lines for intervals, limits, references and events."""

from itertools import count

from kim.charts import Bounds, Chart
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT, line_colours, mix
from kim.exports.screen.columns import DASHES
from kim.exports.screen.line_names import form
from kim.exports.workbook.axes import category_names, value_axis
from kim.exports.workbook.columns import label_form
from kim.exports.workbook.looks import FONT, MUTED, NONE, dot, label, line, only
from kim.exports.workbook.place import Cells, Place, series

WIDTH, HEIGHT = 680, 380
FORMS = {
    "circle": "circle", "square": "square", "triangle-up": "triangle", "star": "star", "pentagon": "x",
    "cross": "plus", "diamond": "diamond",
}  # fmt: skip
MANY_POINTS = 20
UNMARKED = {"marker": {"type": "none"}}
NAMELESS = "nameless"  # a series that the legend leaves out


def draw(place: Place) -> int:
    chart = place.chart
    place.take_room(WIDTH)
    drawing = place.book.file.add_chart({"type": "line"})
    names = category_names(place)
    drawn = [*_bands(place, names), *_lines(place, names), *_marked(place, names), *_beside(place, names)]
    for look in drawn:
        drawing.add_series({key: value for key, value in look.items() if key != NAMELESS})
    _dress(drawing, chart)
    hidden = [at for at, look in zip(count(), drawn) if look.get(NAMELESS)]
    drawing.set_legend({"position": "top", "font": FONT, "delete_series": hidden})
    return place.put(drawing, WIDTH, HEIGHT)


def _bands(place: Place, names: Cells) -> list[dict]:
    """Both ends of each interval as thin lines of a lighter colour, behind all else."""
    found = []
    for at, colour in enumerate(line_colours(place.chart, LIGHT)):
        thin = line(mix(LIGHT.ground, colour, 0.55), 0.75)
        cells = [place.cells(key, at) for key in ("lower", "upper") if place.has(key, at)]
        found += [series(c, names, c, line=thin, **UNMARKED, **{NAMELESS: True}) for c in cells]
    return found


def _lines(place: Place, names: Cells) -> list[dict]:
    chart = place.chart
    found = []
    for at, (told, colour) in enumerate(zip(chart.series, line_colours(chart, LIGHT), strict=True)):
        values = place.cells("value", at)
        width = 2.5 if told.name == chart.highlight else 1.75
        dash = {"dash": "dash", "dot": "round_dot"}.get(DASHES.get(told.style, ""), "solid")
        look = {"line": line(colour, width, dash), "data_labels": _ends(chart, values, colour)}
        found.append(series(values, names, values, **look, marker=_dot(chart, at, colour)))
    return found


def _dot(chart: Chart, at: int, colour: str) -> dict:
    """Each line its form; hollow for an earlier Stand and for a forecast; none where points are many."""
    told = chart.series[at]
    if len(chart.categories) > MANY_POINTS and told.style != "forecast" and not chart.marks:
        return {"type": "none"}
    hollow = told.style in ("forecast", "light")
    return dot(FORMS[form(chart, told)], LIGHT.ground if hollow else colour, colour)


def _ends(chart: Chart, values: Cells, colour: str) -> dict:
    """The number at the last point, and at the first where there are few lines."""
    known = [at for at, value in enumerate(values.data) if value is not None]
    said = {*known[-1:], *(known[:1] if len(chart.series) <= 2 else [])}
    look = {"value": True, "position": "above", "num_format": label_form(chart.unit, chart.decimals, False)}
    return look | {"font": FONT | {"color": colour}, "custom": only(said, len(values.data))}


def _marked(place: Place, names: Cells) -> list[dict]:
    """Months that are told by their form, once more on top: striking ones, those without settled limits."""
    looks = {
        "outside": ("auffällig", dot("diamond", LIGHT.text, LIGHT.text, 9)),
        "few": ("zu wenige Monate für Grenzen", dot("circle", LIGHT.ground, LIGHT.focus, 6)),
    }
    pairs = [(mark, *look) for mark, look in looks.items() if mark in (place.chart.marks or ())]
    return [_of_mark(place, names, *pair) for pair in pairs]


def _of_mark(place: Place, names: Cells, mark: str, name: str, look: dict) -> dict:
    pairs = zip(place.chart.series[0].values, place.chart.marks, strict=True)
    values = place.aside(name, [value if told == mark else None for value, told in pairs])
    return series(values, names, values, line=NONE, marker=look)


def beside(place: Place, drawing: object, names: Cells) -> None:
    """References and events over standing bars, as lines of a second chart on the same axes."""
    drawn = _beside(place, names)
    if drawn:
        second = place.book.file.add_chart({"type": "line"})
        for look in drawn:
            second.add_series({key: value for key, value in look.items() if key != NAMELESS})
        drawing.combine(second)


def _beside(place: Place, names: Cells) -> list[dict]:
    """Limits, references and events."""
    bounds = [look for bound in place.chart.bounds for look in _limits(place, names, bound)]
    return [*bounds, *_references(place, names), *_events(place, names)]


def _limits(place: Place, names: Cells, bounds: Bounds) -> list[dict]:
    """Limits as thin lines from their first to their last month, with their number at the beginning."""
    dash = "solid" if bounds.strong else "round_dot"
    head = "Grenze" if bounds.strong else "vorläufige Grenze"
    said = [(f"{head} oben", bounds.upper[0], dash), (f"{head} unten", bounds.lower[0], dash)]
    said += [] if bounds.centre is None else [("Mittel", bounds.centre, "dash")]
    return [_limit(place, names, bounds, *told) for told in said]


def _limit(place: Place, names: Cells, bounds: Bounds, name: str, value: float, dash: str) -> dict:
    first, last = bounds.positions[0], bounds.positions[-1]
    there = [at for at in range(len(place.chart.categories)) if first <= at <= last]
    cells = [value if at in there else None for at in range(len(place.chart.categories))]
    values = place.aside(f"{name}, {bounds.name}", cells)
    labels = {"value": True, "position": "below" if "unten" in name else "above", "font": MUTED}
    labels |= {"num_format": "#,##0.0", "custom": only(there[:1], len(cells))}
    look = {"line": line(LIGHT.muted, 1, dash), "data_labels": labels, **UNMARKED}
    return series(values, names, values, **look, **{NAMELESS: bounds is not place.chart.bounds[0]})


def _references(place: Place, names: Cells) -> list[dict]:
    return [
        _constant(place, names, reference.label, float(reference.value)) for reference in place.chart.lines
    ]


def _constant(place: Place, names: Cells, name: str, value: float) -> dict:
    values = place.aside(name, [value] * len(place.chart.categories))
    return series(values, names, values, line=line(LIGHT.muted, 1.5, "dash"), **UNMARKED)


def _events(place: Place, names: Cells) -> list[dict]:
    """A thin line down from its sign at the first time after an event; what it is stands in the notes."""
    chart, signs = place.chart, {}
    last = len(chart.categories) - 1
    for event in chart.events:
        at = min(max(int(-(-event.position // 1)), 0), last)
        signs[at] = f"{signs[at]}, {event.sign}" if at in signs else event.sign
    return [_flags(place, names, signs)] if signs else []


def _flags(place: Place, names: Cells, signs: dict[int, str]) -> dict:
    length = len(place.chart.categories)
    top = layout.value_range(place.chart)[1]
    values = place.aside("Ereignis (Höhe der Linie)", [top if at in signs else None for at in range(length)])
    custom = [{"value": label(signs[at])} if at in signs else {"delete": True} for at in range(length)]
    labels = {"value": True, "position": "above", "font": FONT | {"bold": True}, "custom": custom}
    pole = {"type": "percentage", "value": 100, "direction": "minus", "end_style": 0}
    pole |= {"line": line(LIGHT.muted, 1, "round_dot")}
    look = {"line": NONE, **UNMARKED, "data_labels": labels, "y_error_bars": pole, NAMELESS: True}
    return series(values, names, values, **look)


def _dress(drawing: object, chart: Chart) -> None:
    many = len(chart.categories) > MANY_POINTS
    times = {"num_font": MUTED, "line": {"color": LIGHT.muted}, "interval_unit": 3 if many else 1}
    drawing.set_x_axis(times | {"label_position": "low"})
    drawing.set_y_axis(value_axis(chart))
    drawing.set_chartarea({"border": NONE, "fill": {"color": LIGHT.ground}})
    drawing.show_blanks_as("gap")
