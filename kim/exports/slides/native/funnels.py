"""Funnels as native charts: units between limits that narrow as units grow."""

from math import floor

from kim.charts import Chart
from kim.exports.screen import funnels, layout, render
from kim.exports.screen.colours import LIGHT
from kim.exports.slides import texts
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.scatter import Drawing
from kim.exports.slides.native.sheet import known
from kim.exports.slides.native.sides import Field, field
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element

TICKS = 6
OTHER = 8  # points; LibreOffice looks at a point of its own only if its size is


def picture(chart: Chart, box: Box) -> Native:
    """Units as one series whose points have their own forms; limits and the centre as lines."""
    drawing, series = Drawing(), chart.series[0]
    drawing.sheet.put("Einheit", chart.categories)
    n = drawing.sheet.put(chart.axis_title, chart.positions)
    place = drawing.sheet.put(series.name, known(series, None))
    across, up = _spans(chart)
    plot = Plot(box.wide, box.high, 0.85, 0.1, 1.7, 0.55)
    named = unit_names(chart, field(chart, plot, across, up))
    steps = [
        lambda: _units(drawing, chart, n, place, named),
        lambda: _funnel_lines(drawing, chart, across),
    ]
    for step in steps if _units_first(chart) else reversed(steps):
        step()
    drawing.sheet.reasons(chart)
    return drawing.native(plot, _funnel_axes(chart, across, up), None)


def _units_first(chart: Chart) -> bool:
    """The longest series comes first: LibreOffice drops the first one where a later one has more points."""
    return len(chart.categories) >= max((len(bounds.positions) for bounds in chart.bounds), default=0)


def _units(drawing: Drawing, chart: Chart, n: int, place: int, named: list[Element]) -> None:
    code, dot = frame.number_format(chart), Dot("circle", 7, LIGHT.grey)
    drawing.line(n, place, looks.stroke(None), dot, unit_points(chart), named, code)


def _spans(chart: Chart) -> tuple[tuple[float, float], tuple[float, float]]:
    drawn = render(chart)["layout"]
    return tuple(drawn["xaxis"]["range"]), tuple(drawn["yaxis"]["range"])


def unit_points(chart: Chart) -> list[Element]:
    dots = {at: _unit_dot(chart, at) for at in range(len(chart.categories))}
    return [dot.point(at) for at, dot in dots.items() if dot]


def _unit_dot(chart: Chart, at: int) -> Dot | None:
    """None for the units that look like all others; the chosen one has another colour, but no other size."""
    chosen, mark = chart.categories[at] == chart.highlight, chart.marks[at] if chart.marks else "usual"
    if not chosen and mark not in ("few", "outside"):
        return None
    colour = LIGHT.focus if chosen else LIGHT.text if mark == "outside" else LIGHT.grey
    form, size = {"outside": ("diamond", 11), "few": ("circle", OTHER)}.get(mark, ("circle", OTHER))
    return Dot(form, size, colour, hollow=mark == "few")


def unit_names(chart: Chart, where: Field) -> list[Element]:
    """The chosen unit and those outside by name, at the side where there is room."""
    outside = [at for at, mark in enumerate(chart.marks or ()) if mark == "outside"][: funnels.NAMED]
    told = [at for at, name in enumerate(chart.categories) if at in outside or name == chart.highlight]
    return [*(_unit_name(chart, at, where) for at in told if where.points[at]), *frame.no_labels()]


def _unit_name(chart: Chart, at: int, where: Field) -> Element:
    """The chosen one plainly and, where it stands against a centre with its value, with its own."""
    name = chart.categories[at]
    if name != chart.highlight:
        return frame.words(at, name, frame.SMALL, where.side(at, name, frame.SMALL))
    value = f" {chart.labels(chart.series[0])[at]}" if chart.kind == "funnel" else ""
    said, side = name + value, where.side(at, name + value, frame.NORMAL)
    return frame.words(at, said, frame.NORMAL, side, LIGHT.focus, strong=True)


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
        name = frame.words(1, texts.unbroken(line.label), frame.SMALL, "r")
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
