"""Scatters as native charts: all units as one series whose points have their own forms, medians as lines."""

from math import floor

from kim.charts import Chart
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT
from kim.exports.screen.scatters import Span, spans
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.funnels import unit_names, unit_points
from kim.exports.slides.native.looks import Dot
from kim.exports.slides.native.scatter import Drawing
from kim.exports.slides.native.sheet import known
from kim.exports.slides.native.sides import field
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element
from kim.formats import NBSP

TICKS = 6


def picture(chart: Chart, box: Box) -> Native:
    """The points first: LibreOffice drops a first series that is shorter than a later one."""
    drawing, series = Drawing(), chart.series[0]
    drawing.sheet.put("Einheit", chart.categories)
    x = drawing.sheet.put(chart.across.name, chart.positions)
    y = drawing.sheet.put(series.name, known(series, None))
    dot = Dot("circle", 7, LIGHT.grey)
    across, up = map(_begun, spans(chart))
    plot = Plot(box.wide, box.high, 0.85, 0.1, 0.3, 0.55)
    named = unit_names(chart, field(chart, plot, across, up))
    drawing.line(x, y, looks.stroke(None), dot, unit_points(chart), named, frame.number_format(chart))
    for line in chart.lines:
        drawing.helping(f"{series.name}: {line.label}", across, (line.value,) * 2, _dashed())
    for line in chart.across.lines:
        drawing.helping(f"{chart.across.name}: {line.label}", (line.value,) * 2, up, _dashed())
    drawing.sheet.reasons(chart)
    return drawing.native(plot, _axes(chart, across, up), None)


def _dashed() -> Element:
    return looks.stroke(LIGHT.text, 1.5, "dash")


def _begun(span: Span) -> Span:
    """From a round number on, so that those at the axis are round."""
    step = _step(span)
    return floor(span[0] / step) * step, span[1]


def _step(span: Span) -> float:
    return layout.round_step((span[1] - span[0]) / TICKS)


def _axes(chart: Chart, across: Span, up: Span) -> tuple[Axis, Axis]:
    name, unit = chart.across.name, chart.across.unit
    x = {"span": across, "step": _step(across), "code": _code(unit, _step(across)), "title": name}
    y = {"span": up, "step": _step(up), "code": _code(chart.unit, _step(up)), "grid": True}
    return (
        Axis("b", frame.CATEGORIES, between=False, **x),
        Axis("l", frame.VALUES, between=False, **y),
    )


def _code(unit: str, step: float) -> str:
    """With as many decimals as the steps have."""
    digits = f"{frame.GERMAN}#,##0" + ("" if step == int(step) else ".0")
    return f'{digits}"{NBSP}%"' if unit == "%" else digits
