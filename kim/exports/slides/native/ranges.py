"""Published spans as native charts: stacked bars on a base that is not seen."""

from copy import deepcopy

from kim import formats
from kim.charts import Chart
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT, marker
from kim.exports.slides import texts
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.sheet import Sheet, known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

ROWS = 20  # spans that can be read beneath each other
YEAR = 12
SINGLE = f"◆{formats.NBSP}"
TICKS = 6


def panel(chart: Chart, rows: slice, box: Box) -> Native:
    """Bars from–to with their words behind them; a single figure has no length and is a diamond."""
    sheet, series = Sheet(), chart.series[0]
    names = sheet.texts("c:cat", sheet.put("Angabe", chart.categories[rows]))
    low, high = known(series, None, rows), known(series, series.upper, rows)
    start = sheet.put(f"{series.name}, von", low)
    sheet.put(f"{series.name}, bis", high)
    pairs = list(zip(low, high, strict=True))
    lengths = [None if None in pair else pair[1] - pair[0] for pair in pairs]
    span = sheet.put("Spanne (gezeichnete Länge)", lengths)
    end = sheet.put("Wortlaut (ohne Länge)", [None if length is None else 0.0 for length in lengths])
    sheet.reasons(chart, rows)
    series = [
        _series(sheet, 0, start, names, looks.nothing(), frame.no_labels()),
        _series(sheet, 1, span, names, looks.area(marker(LIGHT.focus, LIGHT.focus)), frame.no_labels()),
        _series(sheet, 2, end, names, looks.nothing(), _words(chart, rows, lengths)),
    ]
    return frame.native(sheet, _plot(chart, box), [_bars(series)], _axes(chart), None)


def _bars(series: list[Element]) -> Element:
    head = [val("c:barDir", "bar"), val("c:grouping", "stacked"), val("c:varyColors", 0)]
    axes = [val("c:axId", frame.CATEGORIES), val("c:axId", frame.VALUES)]
    return el("c:barChart", head, series, val("c:gapWidth", 90), val("c:overlap", 100), axes)


def _series(sheet: Sheet, at: int, place: int, names: Element, look: Element, labels: list) -> Element:
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        look,
        val("c:invertIfNegative", 0),
        el("c:dLbls", labels),
        deepcopy(names),
        sheet.numbers("c:val", place),
    )


def _words(chart: Chart, rows: slice, lengths: list[float | None]) -> list[Element]:
    """What was published, from the end of its bar on."""
    ends = (chart.ends or ("",) * len(chart.categories))[rows]
    told = enumerate(zip(ends, lengths, strict=True))
    named = [
        frame.words(at, texts.unbroken(text if length else SINGLE + text), frame.SMALL, "inBase", LIGHT.focus)
        for at, (text, length) in told
        if length is not None
    ]
    return [*named, *frame.no_labels()]


def _plot(chart: Chart, box: Box) -> Plot:
    longest = max(texts.width(name, frame.SMALL) for name in chart.categories) + 0.2
    words = max(texts.width(text, frame.SMALL) for text in chart.ends or ("",)) + 0.5
    left, right = min(longest, 0.5 * box.wide), min(max(words, 1.6), 0.3 * box.wide)
    return Plot(box.wide, box.high, left, 0.3, right, 0.1)


def _axes(chart: Chart) -> list[Element]:
    low, high = layout.value_range(chart)
    step = (6 if high <= 30 else YEAR) if chart.unit == "Monate" else layout.round_step((high - low) / TICKS)
    code = f'{frame.GERMAN}0"{formats.NBSP}{chart.unit}"'
    names = Axis("l", frame.CATEGORIES, texts=True, turned=True, every=1)
    values = Axis("b", frame.VALUES, span=(low, high), step=step, grid=True, code=code)
    return [names.element, values.element]
