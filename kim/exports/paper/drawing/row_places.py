"""Where the rows of lying bars stand on paper, in pt from the top of the plot."""

from dataclasses import dataclass

from kim import formats
from kim.charts import Chart, Series
from kim.exports.paper.drawing import keys
from kim.exports.paper.drawing.scene import LINE, SIZE, SMALL
from kim.exports.paper.fonts import width, wrapped
from kim.exports.screen.row_places import MANY, is_spacious

LOW, HIGH = 9.5, 17.0  # pt of a row: a site each on one page, and elsewhere
HEADING_LOW, HEADING = 11.5, 16.0
NAMES = 0.36  # the share of the width that names may take
END_PAD = 6  # pt around the values at the right


@dataclass(frozen=True)
class Rows:
    """Middles of bars, headings, names in lines; `top` of each name above its bar where rows are spacious."""

    bars: tuple[float, ...]
    tops: tuple[float, ...]
    names: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[float, str], ...]
    thickness: float
    height: float
    size: float
    spacious: bool


def places(chart: Chart, room: float) -> Rows:
    return _spacious(chart, room) if is_spacious(chart) else _dense(chart, room)


def strong(chart: Chart, name: str) -> bool:
    return name in (chart.highlight, chart.comparator)


def _dense(chart: Chart, room: float) -> Rows:
    """Names at the left, a heading wherever the group changes."""
    many = len(chart.categories) >= MANY
    size, heading = (SMALL, HEADING_LOW) if many else (SIZE, HEADING)
    names = [tuple(wrapped(n, NAMES * room, size, strong(chart, n))) for n in chart.categories]
    bars, headings, y, before = [], [], 0.0, ""
    for name, group in zip(names, chart.groups or [""] * len(names), strict=True):
        if group != before:
            headings.append((y + heading / 2 + 1, group))
            y += heading
        height = LOW if many and len(name) == 1 else max(0 if many else HIGH, len(name) * LINE * size + 1)
        bars.append(y + height / 2)
        y, before = y + height, group
    thickness = 6.5 if many else 10.5
    return Rows(tuple(bars), (), tuple(names), tuple(headings), thickness, y, size, False)


def _spacious(chart: Chart, room: float) -> Rows:
    """Name and whole above each bar, its parts in words below."""
    stacked, bars, tops, y = chart.kind == "stacked", [], [], 0.0
    names = [
        tuple(wrapped(n, _beside_end(chart, at, room), SIZE, stacked))
        for at, n in enumerate(chart.categories)
    ]
    thickness = 14.0 if stacked else 7.0
    for at, name in enumerate(names):
        above = len(name) * LINE * SIZE
        below = keys.height(words(chart, at), room, SIZE) if stacked else 0.0
        tops.append(y)
        bars.append(y + above + thickness / 2 + 2)
        y += above + thickness + 4 + below + 8
    return Rows(tuple(bars), tuple(tops), tuple(names), (), thickness, y - 6, SIZE, True)


def _beside_end(chart: Chart, at: int, room: float) -> float:
    """The room for a name that shares its line with the value."""
    return room - width(chart.ends[at] if chart.ends else "", SIZE, True) - END_PAD


def words(chart: Chart, at: int) -> list[keys.Entry]:
    """ "■ 11 besetzt   □ 7 nicht abgerufen" """
    return keys.parts(chart, [_said(chart, series, at) for series in chart.series])


def _said(chart: Chart, series: Series, at: int) -> str:
    """What one part of one bar is; nothing for a part it does not have."""
    value, status = series.values[at], series.status[at]
    if status not in formats.NUMERIC:
        return f"{series.name}: {formats.WORDS[status]}"
    return f"{formats.amount(value, chart.unit, chart.decimals)} {series.name}" if value else ""
