"""Keys: what parts, lines and points are, each behind its swatch, in lines that fit the drawing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kim.charts import Chart
from kim.exports.paper.drawing.scene import LINE, Item, point, rect, text
from kim.exports.paper.fonts import width
from kim.exports.screen import line_names
from kim.exports.screen.colours import LIGHT, fills, line_colours
from kim.exports.screen.marks import SYMBOLS, words

SWATCH, GAP = 9.0, 10.0  # pt
Swatch = Callable[[float, float, float], list[Item]]  # x, y, size → what is drawn


@dataclass(frozen=True)
class Entry:
    """One swatch and what it stands for."""

    text: str
    swatch: Swatch
    colour: str = LIGHT.text


def parts(chart: Chart, names: Iterable[str]) -> list[Entry]:
    """The parts of a stack under the given names; nameless ones are left out."""
    return [Entry(name, _box(look)) for look, name in zip(fills(chart, LIGHT), names, strict=True) if name]


def series(chart: Chart) -> list[Entry]:
    """The names of lines behind the form of their points, where they do not stand at the lines."""
    if not line_names.has_key(chart):
        return []
    pairs = zip(chart.series, line_colours(chart, LIGHT), strict=True)
    return [
        Entry(s.name, _dot(line_names.form(chart, s), colour, colour), colour)
        for s, colour in pairs
        if s.style != "forecast"
    ]


def marks(chart: Chart, usual: str) -> list[Entry]:
    """What the forms of points say, of those that are there."""
    said = words(chart)
    found = [mark for mark in said if mark in (chart.marks or ())]
    return [Entry(said[mark], _dot(SYMBOLS[mark], *tints(mark, usual))) for mark in found]


def tints(mark: str, usual: str) -> tuple[str, str]:
    """Fill and edge of a point: hollow for few, dark for those outside."""
    edge = LIGHT.text if mark == "outside" else usual
    return (LIGHT.ground if mark == "few" else edge), edge


def height(entries: list[Entry], room: float, size: float) -> float:
    return len(_rows(entries, room, size)) * LINE * size


def drawn(entries: list[Entry], x: float, top: float, room: float, size: float) -> list[Item]:
    """The entries beside each other from the upper left, in as many lines as they need."""
    items: list[Item] = []
    for row, found in enumerate(_rows(entries, room, size)):
        y, left = top + (row + 0.5) * LINE * size, x
        for entry in found:
            items += entry.swatch(left, y, size)
            items.append(text(entry.text, left + SWATCH, y, entry.colour, size))
            left += _length(entry, size)
    return items


def _rows(entries: list[Entry], room: float, size: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    for entry in entries:
        together = [*rows[-1], entry] if rows else []
        if together and sum(_length(e, size) for e in together) - GAP <= room:
            rows[-1] = together
        else:
            rows.append([entry])
    return rows


def _length(entry: Entry, size: float) -> float:
    return SWATCH + width(entry.text, size) + GAP


def _box(look: dict) -> Swatch:
    edge = look | {"line": {**look["line"], "width": 1}}
    return lambda x, y, size: rect(x, y - 0.36 * size, 0.72 * size, 0.72 * size, edge)


def _dot(form: str, fill: str, edge: str) -> Swatch:
    return lambda x, y, size: [point(form, x + 0.36 * size, y, 0.8 * size, fill, edge)]
