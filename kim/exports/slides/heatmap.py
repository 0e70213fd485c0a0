"""Heatmaps as native tables: two beside each other, the level in every cell, shaded by it."""

from math import ceil

from pptx.slide import Slide

from kim.charts import Chart
from kim.exports.screen.colours import LIGHT, on
from kim.exports.slides import texts
from kim.exports.slides.cells import Look, cell, put_cells
from kim.exports.slides.deck import named
from kim.exports.slides.places import Box
from kim.exports.slides.tile_map import shade
from kim.exports.slides.xml import Element

SIZE, PANELS, ONE = 9, 2, 30  # points; tables beside each other, and rows that one of them holds alone
LEAST = 0.145  # inches of a row
TALLEST = 0.3
PAD, NAMES = 0.06, 0.45  # inches at a name; the share of a table that names may take


def put_heatmap(slide: Slide, chart: Chart, box: Box) -> None:
    count = len(chart.categories)
    each = count if count <= ONE else ceil(count / PANELS)
    parts = [range(at, min(at + each, count)) for at in range(0, count, each)]
    for at, (part, place) in enumerate(zip(parts, box.panels(len(parts)), strict=True), 1):
        _table(slide, chart, part, place, f" ({at} von {len(parts)})" if len(parts) > 1 else "")


def _table(slide: Slide, chart: Chart, part: range, box: Box, which: str) -> None:
    widths = _widths(chart, box.wide)
    high = min(max(box.high / (len(part) + 1), LEAST), TALLEST)
    place = Box(box.x, box.y, box.wide, high * (len(part) + 1))
    head = [cell((text,), _look("ctr" if at else "l", strong=True)) for at, text in enumerate(_heads(chart))]
    rows = [head, *(_row(chart, at) for at in part)]
    frame = put_cells(slide, place, widths, [high] * len(rows), rows, headed=True)
    alt = f"{chart.alt} {chart.categories[part[0]]} bis {chart.categories[part[-1]]}." if which else chart.alt
    named(frame, f"{chart.id}{which}", alt)


def _heads(chart: Chart) -> list[str]:
    return ["", *(series.name for series in chart.series)]


def _widths(chart: Chart, wide: float) -> list[float]:
    """Names as wide as they need, the columns all alike."""
    longest = max(texts.width(name, SIZE * texts.STRONGER) for name in chart.categories) + 2 * PAD
    names = min(longest, NAMES * wide)
    return [names, *[(wide - names) / len(chart.series)] * len(chart.series)]


def _look(side: str, strong: bool = False, colour: str = LIGHT.text, ground: str | None = None) -> Look:
    edges = tuple((edge, LIGHT.ground, 0.75) for edge in "LRTB") if ground else ()
    return Look(
        SIZE, strong, colour, side, "ctr", across=PAD if side == "l" else 0, edges=edges, ground=ground
    )


def _row(chart: Chart, at: int) -> list[Element]:
    """The chosen unit in the focus colour and strong, as everywhere."""
    name = chart.categories[at]
    chosen = name == chart.highlight
    said = cell((name,), _look("l", chosen, LIGHT.focus if chosen else LIGHT.text))
    return [said, *(_level(chart, column, at, chosen) for column in range(len(chart.series)))]


def _level(chart: Chart, column: int, at: int, chosen: bool) -> Element:
    series = chart.series[column]
    ground = shade(chart, series.values[at])
    return cell((chart.cells(series)[at],), _look("ctr", chosen, on(ground), ground))
