"""Charts as PowerPoint draws them itself: editable, with their data in a workbook behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf

from kim.charts import Chart
from kim.exports.slides.native import columns, curves, falls, funnels, pairs, ranges, rows
from kim.exports.slides.native.frame import Native, Plot
from kim.exports.slides.places import Box

__all__ = ["Native", "Panel", "Plot", "height_of", "pages", "plot_of"]

BESIDE = 2  # panels on a slide
WHOLE = {"waterfall": falls.picture, "scatter": pairs.picture}  # kinds that one panel holds
THICKEST, HEAD = 1.0, 0.5  # inches of a lying bar with the gap beside it, and over all of them


@dataclass(frozen=True)
class Panel:
    """A part of a chart on a slide: which of its rows, and how it is drawn into a box."""

    rows: slice
    draw: Callable[[Box], Native]


def pages(chart: Chart) -> list[list[Panel]]:
    """The slides of a chart with their panels; ValueError for a kind that has no native form."""
    if chart.kind in ("curve", "funnel"):
        own = curves if chart.kind == "curve" else funnels
        return [[Panel(slice(None), lambda box: own.picture(chart, box))]]
    if chart.kind == "line" or (chart.kind in ("bar", "stacked") and chart.over_time):
        return [[Panel(slice(None), lambda box: columns.picture(chart, box))]]
    if chart.kind in WHOLE:
        return [[Panel(slice(None), lambda box: WHOLE[chart.kind](chart, box))]]
    if chart.kind == "range":
        return [[panel] for panel in _panels(chart, ranges.ROWS, ranges.panel)]
    if chart.kind in ("bar", "stacked"):
        panels = _panels(chart, rows.PANEL, rows.panel)
        return [panels[at : at + BESIDE] for at in range(0, len(panels), BESIDE)]
    raise ValueError(f"no native form for the kind {chart.kind}")


def _panels(chart: Chart, most: int, draw: Callable[[Chart, slice, Box], Native]) -> list[Panel]:
    """As few panels as can be, of equal length, so that all rows are of one height."""
    count = len(chart.categories)
    each = ceil(count / ceil(count / most))
    parts = [slice(at, min(at + each, count)) for at in range(0, count, each)]
    return [Panel(part, lambda box, part=part: draw(chart, part, box)) for part in parts]


def height_of(chart: Chart) -> float:
    """Inches that lying bars may take: a few of them are not blown up."""
    lying = chart.kind in ("range", "waterfall") or (chart.kind in ("bar", "stacked") and not chart.over_time)
    return HEAD + THICKEST * len(chart.categories) if lying else inf


def plot_of(chart: Chart, box: Box) -> Plot:
    """Where the inner plot of a chart over time stands, for what is drawn on top of it."""
    return columns.plot_of(chart, box)
