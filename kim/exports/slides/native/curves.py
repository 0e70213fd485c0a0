"""Curves by age as native charts, with their limits and the ages they are read against."""

from kim.charts import Chart, Series
from kim.exports.screen import ages, flags, layout
from kim.exports.screen.colours import LIGHT, line_colours
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.scatter import Drawing
from kim.exports.slides.native.sheet import known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

FORMS = ("circle", "square", "triangle", "star")
TICKS = 6
NEAR = 8  # days before an age that people ask about in which its point may lie
LOWER = 0.09  # the share of the axis by which the next name stands lower


def picture(chart: Chart, box: Box) -> Native:
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
