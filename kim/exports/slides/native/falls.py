"""Waterfalls as native charts: stacked bars on a base that is not drawn."""

from copy import deepcopy

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, styled
from kim.exports.screen.layout import round_step, value_range
from kim.exports.slides import texts
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.sheet import Sheet, known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

BASE = "Sockel (nicht gezeichnet)"
TICKS, PAD = 4, 0.15


def picture(chart: Chart, box: Box) -> Native:
    """Each bar with its amount at its name; PowerPoint's newer kind of waterfall cannot be written."""
    sheet, series = Sheet(), chart.series[0]
    names = sheet.texts("c:cat", sheet.put("Schritt", bar_names(chart)))
    placed = [low is not None for low in series.lower]
    base = sheet.put(BASE, [low or 0.0 for low in series.lower])
    values = known(series, None)
    lengths = sheet.put(series.name, values)
    drawn = [v if there else None for v, there in zip(values, placed, strict=True)]
    shown = lengths if drawn == values else sheet.put("Länge", drawn)
    sheet.reasons(chart)
    bars = [_bar(sheet, 0, base, names, looks.nothing(), []), _bar(
        sheet, 1, shown, names, looks.area(styled("actual", LIGHT)), _points(chart)
    )]  # fmt: skip
    group = el(
        "c:barChart",
        val("c:barDir", "bar"),
        val("c:grouping", "stacked"),
        val("c:varyColors", 0),
        bars,
        val("c:gapWidth", 30),
        val("c:overlap", 100),
        val("c:axId", frame.CATEGORIES),
        val("c:axId", frame.VALUES),
    )
    wide = max(texts.width(name, frame.NORMAL) for name in bar_names(chart)) + PAD
    plot = Plot(box.wide, box.high, wide, 0.05, 0.25, 0.28)
    return frame.native(sheet, plot, [group], _axes(chart), None)


def bar_names(chart: Chart) -> list[str]:
    """The steps with their amounts, or with why there is none."""
    parts = zip(chart.categories, chart.ends, chart.series[0].status, strict=True)
    return [f"{name}: {end if why in ('shown', 'zero') else chart.word(why)}" for name, end, why in parts]


def _bar(sheet: Sheet, at: int, place: int, names: Element, look: Element, points: list[Element]) -> Element:
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        look,
        val("c:invertIfNegative", 0),
        points,
        el("c:dLbls", frame.no_labels()),
        deepcopy(names),
        sheet.numbers("c:val", place),
    )


def _points(chart: Chart) -> list[Element]:
    marks = [looks.area(styled(style, LIGHT)) for style in chart.styles]
    return [
        el("c:dPt", val("c:idx", at), val("c:invertIfNegative", 0), val("c:bubble3D", 0), look)
        for at, look in enumerate(marks)
    ]


def _axes(chart: Chart) -> list[Element]:
    span = value_range(chart)
    step, code = round_step((span[1] - span[0]) / TICKS), frame.number_format(chart)
    names = Axis("l", frame.CATEGORIES, texts=True, turned=True, size=frame.NORMAL, every=1)
    return [
        names.element,
        Axis("b", frame.VALUES, span=span, at_end=True, grid=True, code=code, step=step).element,
    ]
