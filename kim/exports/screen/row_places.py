"""Where the rows of lying bars stand: laid out in pixels, so that labels never meet."""

from dataclasses import dataclass

from kim import formats
from kim.charts import Chart, Series
from kim.exports.screen import texts

MANY = 20  # from here on rows are as low as they can be, and a thin grid helps
SPACIOUS = 8  # up to here a stack says its parts in words under each bar
LOW, HIGH = 17, 30  # px of a row
HEADING = 22
NAME_WIDTH, SPACIOUS_WIDTH = 24, 38  # characters


@dataclass(frozen=True)
class Rows:
    """px from the top of the plot: middles of bars, tops of names, headings; and how high all is."""

    bars: tuple[float, ...]
    names: tuple[float, ...]
    headings: tuple[tuple[float, str], ...]
    thickness: float
    height: float
    spacious: bool


def places(chart: Chart, markers: list[dict]) -> Rows:
    return _spacious(chart, markers) if is_spacious(chart) else _dense(chart)


def is_spacious(chart: Chart) -> bool:
    """Whether names stand above their bars, and words below."""
    return chart.kind == "range" or (chart.kind == "stacked" and len(chart.categories) <= SPACIOUS)


def has_grid(chart: Chart) -> bool:
    return len(chart.categories) >= MANY or chart.kind == "range"


def _dense(chart: Chart) -> Rows:
    """Names at the left, a heading wherever the group changes."""
    bars, headings, y, before = [], [], 0.0, ""
    for name, group in zip(chart.categories, chart.groups or [""] * len(chart.categories), strict=True):
        if group != before:
            headings.append((y + HEADING / 2 + 2, group))
            y += HEADING
        height = _row_height(chart, name)
        bars.append(y + height / 2)
        y, before = y + height, group
    thickness = 12 if len(chart.categories) >= MANY else 18
    return Rows(tuple(bars), tuple(bars), tuple(headings), thickness, y, False)


def _row_height(chart: Chart, name: str) -> float:
    if len(chart.categories) >= MANY:
        return LOW
    return max(HIGH, 14 * texts.lines_of(texts.broken(name, NAME_WIDTH)) + 6)


def _spacious(chart: Chart, markers: list[dict]) -> Rows:
    """Name and whole above each bar, its parts in words below."""
    bars, names, y = [], [], 0.0
    thickness = 24 if chart.kind == "stacked" else 12
    for at, name in enumerate(chart.categories):
        above = texts.lines_of(texts.broken(name, SPACIOUS_WIDTH)) * texts.LINE
        below = (
            texts.lines_of(parts_in_words(chart, at, markers)) * texts.LINE if chart.kind == "stacked" else 0
        )
        names.append(y)
        bars.append(y + above + thickness / 2 + 4)
        y += above + thickness + 8 + below + 14
    return Rows(tuple(bars), tuple(names), (), thickness, y, True)


def parts_in_words(chart: Chart, at: int, markers: list[dict]) -> str:
    """ "■ 11 besetzt   □ 7 nicht abgerufen" """
    return texts.key_lines(chart, markers, [_said(chart, series, at) for series in chart.series])


def _said(chart: Chart, series: Series, at: int) -> str:
    """What one part of one bar is; nothing for a part it does not have."""
    value, status = series.values[at], series.status[at]
    if status not in formats.NUMERIC:
        return f"{series.name}: {formats.WORDS[status]}"
    return f"{formats.amount(value, chart.unit, chart.decimals)} {series.name}" if value else ""
