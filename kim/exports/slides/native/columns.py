"""Times from left to right as native charts: lines with their limits, and standing stacks."""

from copy import deepcopy
from math import ceil

from kim.charts import Bounds, Chart, Series
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT, fills, line_colours, on
from kim.exports.slides.native import frame, looks, times
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.sheet import Sheet, known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

FORMS = ("circle", "square", "triangle", "star", "diamond", "plus")
DASHES = {"other": "dash", "forecast": "sysDot"}
TICKS = 6
LEAST = 0.05  # the share of the axis that a part needs to carry its number
MANY = 20  # times from which points are not marked one by one
FEW_COLUMNS = 16  # columns up to which parts carry their numbers
WIDTH, STRONG = 1.75, 2.5  # points of a line, and of the one that it is about
BESIDE = 0.06  # the share of the axis that two labels must be apart


def picture(chart: Chart, box: Box) -> Native:
    sheet = Sheet()
    names = times.names(sheet, chart)
    places = [sheet.put(series.name, known(series, None)) for series in chart.series]
    plot = plot_of(chart, box)
    if chart.kind == "line":
        series = _lines(chart, sheet, names, places)
    else:
        series = [_part(chart, sheet, at, place, names) for at, place in enumerate(places)]
    extra = range(len(chart.series), len(series))
    sheet.reasons(chart)
    legend = frame.legend(plot, extra) if len(chart.series) > 1 else None
    return frame.native(sheet, plot, [_group(chart, series)], _axes(chart), legend)


def plot_of(chart: Chart, box: Box) -> Plot:
    """Room for a legend or the signs of events above, for the last value at the right."""
    top = (0.32 if len(chart.series) > 1 else 0.1) + (0.25 if chart.events else 0)
    if len("".join(series.name for series in chart.series)) > 110:
        top += 0.2
    title = 0.25 if chart.axis_title else 0
    return Plot(
        box.wide,
        box.high,
        0.75 + title,
        top,
        0.85 if chart.kind == "line" else 0.1,
        0.55 if times.under_years(chart) or times.ages(chart) else 0.35,
    )


def scale(chart: Chart) -> tuple[float, float, float]:
    """From, to and the step between the numbers of the axis, the lowest a multiple of the step."""
    low, high = layout.value_range(chart)
    if chart.kind == "line" and high != 100:
        high += 0.06 * (high - low)
    step = layout.round_step((high - low) / TICKS)
    step = max(step, 1) if chart.decimals == 0 and chart.unit != "%" else step
    return (step * -ceil(-low / step) if low < 0 else 0.0), high, step


def _axes(chart: Chart) -> list[Element]:
    low, high, step = scale(chart)
    along = Axis("b", frame.CATEGORIES, texts=True, every=times.every(chart), title=times.ages(chart))
    code = frame.number_format(chart)
    values = Axis(
        "l", frame.VALUES, span=(low, high), step=step, grid=True, code=code, title=chart.axis_title
    )
    return [along.element, values.element]


def _group(chart: Chart, series: list[Element]) -> Element:
    axes = [val("c:axId", frame.CATEGORIES), val("c:axId", frame.VALUES)]
    if chart.kind == "line":
        head = [val("c:grouping", "standard"), val("c:varyColors", 0)]
        return el("c:lineChart", head, series, val("c:marker", 1), axes)
    head = [val("c:barDir", "col"), val("c:grouping", "stacked"), val("c:varyColors", 0)]
    return el("c:barChart", head, series, val("c:gapWidth", 45), val("c:overlap", 100), axes)


def _lines(chart: Chart, sheet: Sheet, names: Element, places: list[int]) -> list[Element]:
    """The series, then what only helps to read them: the limits of intervals and of what is usual."""
    colours = line_colours(chart, LIGHT)
    own = [
        _line(chart, sheet, at, place, names, colour)
        for at, (place, colour) in enumerate(zip(places, colours, strict=True))
    ]
    helping = [*_intervals(chart, sheet, colours), *_bounds(chart, sheet)]
    return own + [
        _thin(sheet, len(own) + at, place, names, stroke) for at, (place, stroke) in enumerate(helping)
    ]


def _line(chart: Chart, sheet: Sheet, at: int, place: int, names: Element, colour: str) -> Element:
    series = chart.series[at]
    width = STRONG if series.name == chart.highlight else WIDTH
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        el("c:spPr", looks.stroke(colour, width, DASHES.get(series.style, "solid"))),
        _dot(chart, at, colour).element,
        _points(chart, colour),
        el("c:dLbls", *_ends(chart, series, colour)),
        deepcopy(names),
        sheet.numbers("c:val", place, frame.number_format(chart)),
        val("c:smooth", 0),
    )


def _dot(chart: Chart, at: int, colour: str) -> Dot:
    """Each line its form, so that colour never tells alone; hollow for what is forecast or earlier."""
    style = chart.series[at].style
    if len(chart.categories) > MANY and style != "forecast" and not chart.marks:
        return Dot()
    form = "diamond" if style == "forecast" else FORMS[at % 4]
    return Dot(form, 9 if style == "forecast" else 6, colour, style in ("forecast", "light"))


def _points(chart: Chart, colour: str) -> list[Element]:
    """Months that ask for a question as diamonds, those without limits hollow."""
    told = {"outside": Dot("diamond", 11, LIGHT.text), "few": Dot("circle", 7, colour, hollow=True)}
    found = [(at, told[mark]) for at, mark in enumerate(chart.marks or ()) if mark in told]
    return [dot.point(at, WIDTH) for at, dot in found]


def _ends(chart: Chart, series: Series, colour: str) -> list[Element]:
    """The first and the last value of a line; of many lines only the last."""
    there = [at for at, value in enumerate(series.values) if value is not None]
    if not there:
        return frame.no_labels()
    code = frame.number_format(chart)
    last = frame.label(there[-1], *frame.labels(frame.NORMAL, _side(chart, series, there[-1]), code, colour))
    first = frame.label(there[0], *frame.labels(frame.SMALL, "t", code, colour))
    both = len(there) > 1 and len(chart.series) == 1
    return [*([first] if both else []), last, *frame.no_labels()]


def _side(chart: Chart, series: Series, at: int) -> str:
    """Beside the last point; where another line ends close by, over it or under it."""
    low, high, _ = scale(chart)
    value, others = series.values[at], [s.values[at] for s in chart.series if s is not series]
    near = [v for v in others if v is not None and abs(v - value) < BESIDE * (high - low)]
    if not near:
        return "r"
    return "t" if value > max(near) or value == max(near) and series is chart.series[0] else "b"


def _intervals(chart: Chart, sheet: Sheet, colours: list[str]) -> list[tuple[int, Element]]:
    """Native lines have no bands: the limits of an interval are thin lines of the colour of their line."""
    found = []
    for series, colour in zip(chart.series, colours, strict=True):
        for name, limits in (("von", series.lower), ("bis", series.upper)):
            if limits:
                place = sheet.put(f"{series.name}, Intervall {name}", known(series, limits))
                found.append((place, looks.stroke(colour, 0.75, "sysDot")))
    return found


def _bounds(chart: Chart, sheet: Sheet) -> list[tuple[int, Element]]:
    """Limits of what is usual as lines of their own for each stretch, so that nothing joins them."""
    return [line for bounds in chart.bounds for line in _stretch(chart, sheet, bounds)]


def _stretch(chart: Chart, sheet: Sheet, bounds: Bounds) -> list[tuple[int, Element]]:
    ends = [("untere Grenze", bounds.lower[0]), ("obere Grenze", bounds.upper[0])]
    dash = "solid" if bounds.strong else "sysDot"
    drawn = [(name, value, looks.stroke(LIGHT.muted, 1, dash)) for name, value in ends]
    if bounds.centre is not None:
        drawn.append(("Mittel", bounds.centre, looks.stroke(LIGHT.muted, 1, "dash")))
    inside = [bounds.positions[0] <= at <= bounds.positions[-1] for at in range(len(chart.categories))]
    return [
        (sheet.put(f"{name} {bounds.name}", [value if here else None for here in inside]), stroke)
        for name, value, stroke in drawn
    ]


def _thin(sheet: Sheet, at: int, place: int, names: Element, stroke: Element) -> Element:
    """A line that only helps to read the others."""
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        el("c:spPr", stroke),
        Dot().element,
        el("c:dLbls", frame.no_labels()),
        deepcopy(names),
        sheet.numbers("c:val", place),
        val("c:smooth", 0),
    )


def _part(chart: Chart, sheet: Sheet, at: int, place: int, names: Element) -> Element:
    look = fills(chart, LIGHT)[at]
    if chart.positions:
        look = look | {"line": {"color": LIGHT.ground, "width": 0.5}}
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        looks.area(look),
        val("c:invertIfNegative", 0),
        el("c:dLbls", *_numbers(chart, chart.series[at], look)),
        deepcopy(names),
        sheet.numbers("c:val", place, frame.number_format(chart)),
    )


def _numbers(chart: Chart, series: Series, look: dict) -> list[Element]:
    """Numbers on parts that are long enough for them."""
    if len(chart.categories) > FEW_COLUMNS:
        return frame.no_labels()
    low, high, _ = scale(chart)
    short = [at for at, v in enumerate(series.values) if v is not None and v < LEAST * (high - low)]
    colour = LIGHT.text if series.style == "forecast" else on(look["color"])
    code = frame.number_format(chart, unit=False)
    return [*map(frame.no_label, short), *frame.labels(9, "ctr", code, colour)]
