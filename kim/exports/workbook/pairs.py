"""Scatters: one point for each unit, told by its form, between the medians of both values."""

from math import ceil, floor

from kim import formats
from kim.exports.screen import layout
from kim.exports.screen.marks import OF_PAIRS
from kim.exports.screen.scatters import Span, spans
from kim.exports.workbook.axes import axis_name
from kim.exports.workbook.columns import number_form
from kim.exports.workbook.looks import FONT, MUTED, NONE
from kim.exports.workbook.place import Place
from kim.exports.workbook.scatters import WIDTH, dashed, drawn, points

OTHERS = {"usual": "alle übrigen"}
STEPS = 6


def draw(place: Place) -> int:
    """Medians first, so that points lie on them."""
    place.take_room(WIDTH)
    chart, (across, up) = place.chart, map(_round, spans(place.chart))
    ends, heights = [across["min"], across["max"]], [up["min"], up["max"]]
    lying = [
        dashed(place, f"{chart.series[0].name}: {m.label}", "x", ends, [m.value] * 2) for m in chart.lines
    ]
    medians = chart.across.lines
    upright = [dashed(place, f"{chart.across.name}: {m.label}", "x", [m.value] * 2, heights) for m in medians]
    looks = [*lying, *upright, *points(place, OTHERS | OF_PAIRS)]
    x = across | _form(chart.across.unit, chart.across.decimals) | axis_name(chart.across.name)
    y = up | _form(chart.unit, chart.decimals) | axis_name(chart.axis_title)
    y |= {"num_font": MUTED, "line": NONE, "major_tick_mark": "none", "crossing": up["min"]}
    return drawn(place, looks, x | {"crossing": across["min"], "num_font": FONT}, y, [])


def _round(span: Span) -> dict[str, float]:
    """Ends on steps of the axis, so that its numbers are round."""
    step = layout.round_step((span[1] - span[0]) / STEPS)
    return {"min": step * floor(span[0] / step), "max": step * ceil(span[1] / step), "major_unit": step}


def _form(unit: str, decimals: int) -> dict[str, str]:
    return {"num_format": f'0"{formats.NBSP}%"' if unit == "%" else number_form("", decimals)}
