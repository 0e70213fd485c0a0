"""What keeps a description from being drawn: columns that do not fit, what a kind lacks or does not have."""

from typing import TYPE_CHECKING, get_args

from kim.charts.parts import Kind, Mark, Style

if TYPE_CHECKING:
    from kim.charts.description import Chart

ON_NUMBERS = ("curve", "funnel", "scatter")  # kinds whose categories stand on an axis of numbers
WITH_MARKS = ("funnel", "line", "scatter")
SINGLE = ("bar", "range", "tiles", "funnel", "waterfall", "scatter")  # kinds of one series
COLUMNS = ("groups", "ends", "places", "positions", "marks", "styles")


def faults(chart: "Chart") -> list[str]:
    """What keeps a chart from being drawn."""
    length = len(chart.categories)
    found = [f"unknown kind {chart.kind}"] if chart.kind not in get_args(Kind) else []
    found += [f"{s.name}: {fault}" for s in chart.series for fault in s.faults(length)]
    found += [f"twice: {name}" for name in _twice(chart.categories) + _twice([s.name for s in chart.series])]
    columns = {name: getattr(chart, name) for name in COLUMNS}
    found += [f"{n}: {len(c)} of {length}" for n, c in columns.items() if c is not None and len(c) != length]
    return found + _faults_of_kind(chart) + _faults_of_places(chart) + _faults_of_newer_kinds(chart)


def _faults_of_kind(chart: "Chart") -> list[str]:
    found = []
    if chart.kind in SINGLE and len(chart.series) != 1:
        found.append(f"{chart.kind} takes one series, not {len(chart.series)}")
    if chart.kind == "range" and any(series.upper is None for series in chart.series):
        found.append("range without upper ends")
    if (chart.kind == "tiles") != (chart.places is not None):
        found.append("places belong to tiles, and tiles need them")
    named = {*chart.categories, *(series.name for series in chart.series), None}
    return found + [f"no such category: {n}" for n in (chart.highlight, chart.comparator) if n not in named]


def _faults_of_places(chart: "Chart") -> list[str]:
    """What is wrong with an axis of numbers, with marks told by form and with bounds."""
    kind, places = chart.kind, chart.positions
    found = [fault for bounds in chart.bounds for fault in bounds.faults()]
    if places is None and kind in ON_NUMBERS or places is not None and kind not in (*ON_NUMBERS, "stacked"):
        found.append(f"positions belong to {', '.join(ON_NUMBERS)}, and those need them")
    if kind in ("curve", "stacked") and places and list(places) != sorted(set(places)):
        found.append("positions do not ascend")
    if (chart.marks or chart.bounds) and kind not in WITH_MARKS:
        found.append(f"{kind} has no marks and no bounds")
    return found + [f"unknown mark {mark}" for mark in sorted(set(chart.marks or ()) - set(get_args(Mark)))]


def _faults_of_newer_kinds(chart: "Chart") -> list[str]:
    """What is wrong with a waterfall, a scatter or a heatmap."""
    spans = [s.lower is not None and s.upper is not None for s in chart.series]
    found = []
    if (chart.kind == "waterfall") != (chart.styles is not None):
        found.append("styles belong to waterfall, and that needs them")
    if chart.kind == "waterfall" and not all(spans):
        found.append("waterfall without places of its bars")
    if (chart.kind == "scatter") != (chart.across is not None):
        found.append("across belongs to scatter, and that needs it")
    if chart.kind == "heatmap" and not chart.steps:
        found.append("heatmap without limits of its shades")
    return found + [f"unknown style {s}" for s in sorted(set(chart.styles or ()) - set(get_args(Style)))]


def _twice(names: list[str] | tuple[str, ...]) -> list[str]:
    return sorted({name for name in names if list(names).count(name) > 1})
