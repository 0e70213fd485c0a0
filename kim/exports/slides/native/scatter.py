"""Places on an axis of numbers as native charts: curves by age and funnels."""

from collections.abc import Sequence
from math import floor

from kim.charts import Chart, Series
from kim.exports.screen import ages, flags, funnels, layout, render
from kim.exports.screen.colours import LIGHT, line_colours
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.sheet import Sheet, known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

FORMS = ("circle", "square", "triangle", "star")
TICKS = 6
OTHER = 8  # points; LibreOffice looks at a point of its own only if its size is
NEAR = 8  # days before an age that people ask about in which its point may lie
LOWER = 0.09  # the share of the axis by which the next name stands lower
BESIDE = "Hilfslinie"


class Drawing:
    """Series of points in the order they are drawn, with the sheet that holds them."""

    def __init__(self) -> None:
        self.sheet, self.series = Sheet(), []

    def line(
        self,
        x: int,
        y: int,
        stroke: Element,
        dot: Dot,
        points: Sequence,
        labels: Sequence,
        code: str = "General",
    ) -> None:
        """One series of the columns x and y of the sheet."""
        at = len(self.series)
        self.series.append(
            el(
                "c:ser",
                val("c:idx", at),
                val("c:order", at),
                self.sheet.heading(y),
                el("c:spPr", stroke),
                dot.element,
                points,
                el("c:dLbls", labels),
                self.sheet.numbers("c:xVal", x),
                self.sheet.numbers("c:yVal", y, code),
                val("c:smooth", 0),
            )
        )

    def helping(self, name: str, x: Sequence, y: Sequence, stroke: Element, *labels: Element) -> None:
        """A line that only helps to read the others, with columns of its own."""
        across, up = self.sheet.put(f"{name}, x", x), self.sheet.put(name, y)
        self.line(across, up, stroke, Dot(), [], [*labels, *frame.no_labels()])

    def native(self, plot: Plot, axes: Sequence[Axis], legend: Element | None) -> Native:
        head = [val("c:scatterStyle", "lineMarker"), val("c:varyColors", 0)]
        ids = [val("c:axId", frame.CATEGORIES), val("c:axId", frame.VALUES)]
        group = el("c:scatterChart", head, self.series, ids)
        return frame.native(self.sheet, plot, [group], [axis.element for axis in axes], legend)


def picture(chart: Chart, box: Box) -> Native:
    return _curves(chart, box) if chart.kind == "curve" else _funnel(chart, box)


def _curves(chart: Chart, box: Box) -> Native:
    """Stepped curves as lines from age to age (a week apart), limits as thin lines, ages by their months."""
    drawing, own = Drawing(), len(chart.series)
    low, high = layout.value_range(chart)
    days = drawing.sheet.put("Alter in Tagen", chart.positions)
    colours = line_colours(chart, LIGHT)
    places = [drawing.sheet.put(series.name, known(series, None)) for series in chart.series]
    for at, (place, colour) in enumerate(zip(places, colours, strict=True)):
        _curve(drawing, chart, at, days, place, colour)
    for series, colour in zip(chart.series, colours, strict=True):
        _limits(drawing, series, days, colour)
    _poles(drawing, chart, low, high)
    look = ages.axis(chart, LIGHT)
    _months(drawing, look, low)
    drawing.sheet.reasons(chart)
    plot = Plot(box.wide, box.high, 0.75, 0.35 if own > 1 else 0.15, 0.6, 0.4)
    legend = frame.legend(plot, range(own, len(drawing.series))) if own > 1 else None
    return drawing.native(plot, _curve_axes(chart, look, low, high), legend)


def _curve(drawing: Drawing, chart: Chart, at: int, days: int, place: int, colour: str) -> None:
    series = chart.series[at]
    stroke = looks.stroke(
        colour,
        2.5 if series.name == chart.highlight else 1.75,
        "dash" if series.style == "other" else "solid",
    )
    told = [point for point in _milestones(chart) if series.values[point] is not None]
    dot = Dot(FORMS[at % len(FORMS)], 7, colour)
    points = [el("c:dPt", val("c:idx", point), dot.element, val("c:bubble3D", 0)) for point in told]
    named = [_share(chart, series, point, colour) for point in told] if len(chart.series) < 3 else []
    drawing.line(days, place, stroke, Dot(), points, [*named, *frame.no_labels()], frame.number_format(chart))


def _milestones(chart: Chart) -> list[int]:
    """The places of the last ages not after the months that people ask about, and near them."""
    asked = [day for months, day in ages.MONTHS.items() if months]
    near = [[at for at, age in enumerate(chart.positions) if day - NEAR < age <= day] for day in asked]
    return [found[-1] for found in near if found]


def _share(chart: Chart, series: Series, at: int, colour: str) -> Element:
    """The value at a milestone; of few still open there are not none."""
    place = "t" if series is chart.series[0] else "b"
    if chart.decimals == 0 and 0 < series.values[at] < 0.5:
        return frame.words(at, "unter 1\u00a0%", frame.SMALL, place, colour)
    return frame.label(at, *frame.labels(frame.NORMAL, place, frame.number_format(chart), colour))


def _limits(drawing: Drawing, series: Series, days: int, colour: str) -> None:
    for name, limits in (("von", series.lower), ("bis", series.upper)):
        if limits:
            place = drawing.sheet.put(f"{series.name}, Intervall {name}", known(series, limits))
            drawing.line(days, place, looks.stroke(colour, 0.75, "sysDot"), Dot(), [], frame.no_labels())


def _poles(drawing: Drawing, chart: Chart, low: float, high: float) -> None:
    """Ages that curves are read against: upright lines that carry their names, each lower than the last."""
    raised = sorted(flags.flags(chart), key=lambda flag: flag.height, reverse=True)
    for down, flag in enumerate(raised):
        top = high - LOWER * down * (high - low)
        label = next(line.label for line in chart.lines if line.value == flag.age)
        side = "r" if flag.side == "left" else "l"
        named = frame.words(1, label, frame.SMALL, side, LIGHT.text)
        drawing.helping(label, (flag.age,) * 2, (low, top), looks.stroke(LIGHT.muted, 1.5, "dash"), named)


def _months(drawing: Drawing, look: dict, low: float) -> None:
    """The axis counts days; what stands at it are months, as names of points without form."""
    days, said = look["tickvals"], look["ticktext"]
    names = [frame.words(at, text, frame.SMALL, "b") for at, text in enumerate(said)]
    drawing.helping("Monate", days, [low] * len(days), looks.stroke(None), *names)


def _curve_axes(chart: Chart, look: dict, low: float, high: float) -> tuple[Axis, Axis]:
    step = layout.round_step((high - low) / TICKS)
    start, end = look["range"]
    across = Axis("b", frame.CATEGORIES, span=(start, end), between=False, unwritten=True)
    code = frame.number_format(chart)
    up = Axis("l", frame.VALUES, span=(low, high), step=step, grid=True, between=False, code=code)
    return across, up


def _funnel(chart: Chart, box: Box) -> Native:
    """Units as one series whose points have their own forms; limits and the centre as lines."""
    drawing, series = Drawing(), chart.series[0]
    drawing.sheet.put("Einheit", chart.categories)
    n = drawing.sheet.put(chart.axis_title, chart.positions)
    place = drawing.sheet.put(series.name, known(series, None))
    across, up = _spans(chart)
    steps = [
        lambda: _units(drawing, chart, n, place),
        lambda: _funnel_lines(drawing, chart, across),
    ]
    for step in steps if _units_first(chart) else reversed(steps):
        step()
    drawing.sheet.reasons(chart)
    plot = Plot(box.wide, box.high, 0.85, 0.1, 1.7, 0.55)
    return drawing.native(plot, _funnel_axes(chart, across, up), None)


def _units_first(chart: Chart) -> bool:
    """The longest series comes first: LibreOffice drops the first one where a later one has more points."""
    return len(chart.categories) >= max((len(bounds.positions) for bounds in chart.bounds), default=0)


def _units(drawing: Drawing, chart: Chart, n: int, place: int) -> None:
    code, dot = frame.number_format(chart), Dot("circle", 7, LIGHT.grey)
    drawing.line(n, place, looks.stroke(None), dot, _unit_points(chart), _unit_names(chart), code)


def _spans(chart: Chart) -> tuple[tuple[float, float], tuple[float, float]]:
    drawn = render(chart)["layout"]
    return tuple(drawn["xaxis"]["range"]), tuple(drawn["yaxis"]["range"])


def _unit_points(chart: Chart) -> list[Element]:
    dots = {at: _unit_dot(chart, at) for at in range(len(chart.categories))}
    return [
        el("c:dPt", val("c:idx", at), dot.element, val("c:bubble3D", 0)) for at, dot in dots.items() if dot
    ]


def _unit_dot(chart: Chart, at: int) -> Dot | None:
    """None for the units that look like all others."""
    chosen, mark = chart.categories[at] == chart.highlight, chart.marks[at] if chart.marks else "usual"
    if not chosen and mark not in ("few", "outside"):
        return None
    colour = LIGHT.focus if chosen else LIGHT.text if mark == "outside" else LIGHT.grey
    form, size = {"outside": ("diamond", 11), "few": ("circle", OTHER)}.get(mark, ("circle", 7))
    return Dot(form, size + 3 * chosen, colour, hollow=mark == "few")


def _unit_names(chart: Chart) -> list[Element]:
    """The chosen unit and those outside by name, at the side where there is room."""
    outside = [at for at, mark in enumerate(chart.marks or ()) if mark == "outside"][: funnels.NAMED]
    told = [at for at, name in enumerate(chart.categories) if at in outside or name == chart.highlight]
    return [*(_unit_name(chart, at) for at in told), *frame.no_labels()]


def _unit_name(chart: Chart, at: int) -> Element:
    name, chosen = chart.categories[at], chart.categories[at] == chart.highlight
    side = "l" if chart.positions[at] > max(chart.positions) / 2 else "r"
    return frame.words(at, name, frame.SMALL, side, LIGHT.focus if chosen else LIGHT.text, chosen)


def _funnel_lines(drawing: Drawing, chart: Chart, across: tuple[float, float]) -> None:
    """Upper and lower limits with their name at the end of the upper one, then the centre with its own."""
    for bounds in chart.bounds:
        width = 2 if bounds.strong else 1
        last = sum(position <= across[1] for position in bounds.positions) - 1
        name = frame.words(last, bounds.name, frame.SMALL, "t", LIGHT.muted)
        drawing.helping(
            f"obere Grenze {bounds.name}",
            bounds.positions,
            bounds.upper,
            looks.stroke(LIGHT.muted, width),
            name,
        )
        drawing.helping(
            f"untere Grenze {bounds.name}", bounds.positions, bounds.lower, looks.stroke(LIGHT.muted, width)
        )
    for line in chart.lines:
        name = frame.words(1, line.label, frame.SMALL, "r")
        stroke = looks.stroke(LIGHT.text, 1.5, "dash")
        drawing.helping(line.label, across, (line.value,) * 2, stroke, name)


def _funnel_axes(chart: Chart, across: tuple[float, float], up: tuple[float, float]) -> tuple[Axis, Axis]:
    steps = [layout.round_step((high - low) / TICKS) for low, high in (across, up)]
    up = (floor(up[0] / steps[1]) * steps[1], up[1])
    x = Axis(
        "b",
        frame.CATEGORIES,
        span=across,
        step=steps[0],
        between=False,
        code=f"{frame.GERMAN}#,##0",
        title=chart.axis_title,
    )
    code = frame.number_format(chart)
    y = Axis("l", frame.VALUES, span=up, step=steps[1], grid=True, between=False, code=code)
    return x, y
