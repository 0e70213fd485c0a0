"""Lying bars, single or stacked, as native charts: one panel for so many rows."""

from collections.abc import Sequence
from copy import deepcopy

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import layout
from kim.exports.screen.colours import LIGHT, fills, marker, on
from kim.exports.slides import texts
from kim.exports.slides.native import frame, looks
from kim.exports.slides.native.frame import Axis, Native, Plot
from kim.exports.slides.native.sheet import Sheet, known
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el, val

PANEL = 31  # rows that can be read beneath each other
NAMES = 0.56  # the share of a panel that names may take
CROWDED = 56  # rows from which letters are smaller
SPACIOUS = 15  # rows up to which letters are larger and parts carry their numbers
LEAST = 0.045  # the share of the axis that a part needs to carry its number
HEAD = 0.34  # inches over the plot: the legend, or the numbers of the axis
TICKS = 4
DISTRICT = "Regierungsbezirk "


def panel(chart: Chart, rows: slice, box: Box) -> Native:
    """The rows of a chart; all panels of a chart have the same scale and the same inner plot."""
    sheet = Sheet()
    names = _names(sheet, chart, rows)
    places = [sheet.put(series.name, known(series, None, rows)) for series in chart.series]
    bars = _bars(chart, sheet, rows, names, places)
    stacked = chart.kind == "stacked"
    plot = _plot(chart, box)
    sheet.reasons(chart, rows)
    return frame.native(sheet, plot, [bars], _axes(chart, rows), frame.legend(plot) if stacked else None)


def _names(sheet: Sheet, chart: Chart, rows: slice) -> Element:
    """The categories, under their groups where they have some."""
    names = row_names(chart)[rows]
    if not grouped(chart):
        return sheet.texts("c:cat", sheet.put("Zeile", names))
    groups = [_short(group) for group in chart.groups[rows]]
    once = [group if at == 0 or group != groups[at - 1] else "" for at, group in enumerate(groups)]
    place = sheet.put("Gruppe", once)
    return sheet.levels("c:cat", place, sheet.put("Zeile", names))


def grouped(chart: Chart) -> bool:
    """Whether groups stand at the axis: Regierungsbezirke do; others need more room than a row has."""
    return any(group.startswith(DISTRICT) for group in chart.groups or ())


def _short(group: str) -> str:
    """Turned by a quarter there is little room: "Regierungsbezirk Köln" is "Köln", as the subtitle says."""
    return group.removeprefix(DISTRICT)


def row_names(chart: Chart) -> tuple[str, ...]:
    """The names at the bars: with the whole of a stack, or with why there is no bar."""
    ends = chart.ends if chart.kind == "stacked" and chart.ends else ("",) * len(chart.categories)
    silent = layout.silent(chart)
    return tuple(_named(*parts) for parts in zip(chart.categories, ends, silent, strict=True))


def _named(name: str, end: str, silent: str | None) -> str:
    end = formats.WORDS[silent] if silent else end
    return f"{name}: {end}" if end else name


def _size(chart: Chart) -> int:
    count = len(chart.categories)
    return frame.NORMAL if count <= SPACIOUS else frame.SMALL if count <= CROWDED else frame.SMALL - 1


def _plot(chart: Chart, box: Box) -> Plot:
    size = _size(chart)
    longest = max(texts.width(name, size) for name in row_names(chart)) + 0.15
    group = 0.35 if grouped(chart) else 0.0
    left = min(longest, NAMES * box.wide - group) + group
    right = 0.75 if chart.kind == "bar" else 0.25
    return Plot(
        box.wide, box.high, left, HEAD if _headed(chart) else 0.05, right, 0.28 if _grid(chart) else 0.08
    )


def _headed(chart: Chart) -> bool:
    return chart.kind == "stacked"


def _grid(chart: Chart) -> bool:
    """Values stand at the bars; stacks of many rows have numbers at the axis instead."""
    return chart.kind == "stacked" and len(chart.categories) > SPACIOUS


def _axes(chart: Chart, rows: slice) -> list[Element]:
    span, grid = layout.value_range(chart), _grid(chart)
    step = layout.round_step((span[1] - span[0]) / TICKS)
    code = frame.number_format(chart)
    names = Axis("l", frame.CATEGORIES, texts=True, turned=True, size=_size(chart), every=1)
    look = {"hidden": not grid, "grid": grid, "code": code, "step": step}
    return [names.element, Axis("b", frame.VALUES, span=span, at_end=True, **look).element]


def _bars(chart: Chart, sheet: Sheet, rows: slice, names: Element, places: Sequence[int]) -> Element:
    markers = fills(chart, LIGHT)
    stacked = chart.kind == "stacked"
    series = [
        _series(chart, sheet, at, place, rows, look, names)
        for at, (place, look) in enumerate(zip(places, markers, strict=True))
    ]
    return el(
        "c:barChart",
        val("c:barDir", "bar"),
        val("c:grouping", "stacked" if stacked else "clustered"),
        val("c:varyColors", 0),
        series,
        val("c:gapWidth", 35 if len(chart.categories) > SPACIOUS else 60),
        val("c:overlap", 100) if stacked else None,
        val("c:axId", frame.CATEGORIES),
        val("c:axId", frame.VALUES),
    )


def _series(
    chart: Chart, sheet: Sheet, at: int, place: int, rows: slice, look: dict, names: Element
) -> Element:
    series, single = chart.series[at], chart.kind == "bar"
    plain = marker(LIGHT.focus if chart.highlight is None else LIGHT.grey, LIGHT.ground, 0)
    return el(
        "c:ser",
        val("c:idx", at),
        val("c:order", at),
        sheet.heading(place),
        looks.area(plain if single else look),
        val("c:invertIfNegative", 0),
        _points(chart, rows) if single else None,
        el("c:dLbls", *(_values(chart, rows) if single else _parts(chart, series, rows, look))),
        _whiskers(sheet, series, rows) if single and series.lower else None,
        deepcopy(names),
        sheet.numbers("c:val", place, frame.number_format(chart)),
    )


def _points(chart: Chart, rows: slice) -> list[Element]:
    """The chosen bar in the focus colour, the comparator as an outline."""
    own = {chart.comparator: marker(LIGHT.ground, LIGHT.text)} if chart.comparator else {}
    own |= {chart.highlight: marker(LIGHT.focus, LIGHT.ground, 0)} if chart.highlight else {}
    found = [(at, own[name]) for at, name in enumerate(chart.categories[rows]) if name in own]
    return [
        el("c:dPt", val("c:idx", at), val("c:invertIfNegative", 0), val("c:bubble3D", 0), looks.area(look))
        for at, look in found
    ]


def _values(chart: Chart, rows: slice) -> list[Element]:
    """At the end of each bar; where an interval stands there, in the bar at its beginning."""
    code = frame.number_format(chart)
    if chart.series[0].lower is None:
        return frame.labels(_size(chart), "outEnd", code)
    hollow = [at for at, name in enumerate(chart.categories[rows]) if name == chart.comparator]
    dark = [frame.label(at, *frame.labels(_size(chart), "inBase", code)) for at in hollow]
    return [*dark, *frame.labels(_size(chart), "inBase", code, LIGHT.ground)]


def _parts(chart: Chart, series: Series, rows: slice, look: dict) -> list[Element]:
    """Numbers on parts that are long enough for them."""
    if len(chart.categories) > SPACIOUS:
        return frame.no_labels()
    low, high = layout.value_range(chart)
    values = enumerate(series.values[rows])
    short = [at for at, v in values if v is not None and v < LEAST * (high - low)]
    colour = LIGHT.text if series.style == "forecast" else on(look["color"])
    code = frame.number_format(chart, unit=False)
    return [*map(frame.no_label, short), *frame.labels(frame.SMALL, "ctr", code, colour)]


def _whiskers(sheet: Sheet, series: Series, rows: slice) -> Element:
    """Intervals as thin lines; the distances that PowerPoint wants stand beside the limits."""
    values = known(series, None, rows)
    lower, upper = known(series, series.lower, rows), known(series, series.upper, rows)
    sheet.put("Intervall von", lower)
    sheet.put("Intervall bis", upper)
    down = sheet.put("Abstand nach unten", _apart(values, lower, -1))
    up = sheet.put("Abstand nach oben", _apart(values, upper, 1))
    return el(
        "c:errBars",
        val("c:errBarType", "both"),
        val("c:errValType", "cust"),
        val("c:noEndCap", 1),
        sheet.numbers("c:plus", up),
        sheet.numbers("c:minus", down),
        el("c:spPr", looks.stroke(LIGHT.text, 1)),
    )


def _apart(values: Sequence, limits: Sequence, sign: int) -> list[float | None]:
    pairs = zip(values, limits, strict=True)
    return [None if v is None or limit is None else sign * (limit - v) for v, limit in pairs]
