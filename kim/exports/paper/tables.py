"""Tables on paper: which columns hold numbers, how wide each is, and where long signs may be broken."""

import re
from collections.abc import Iterable
from math import ceil

import pandas as pd

from kim import formats
from kim.exports.paper.figures import broken_id
from kim.exports.paper.fonts import width

NUMBER = re.compile(r"^[+\u2212-]?[\d.,]+(\u00a0?%)?$")
SIGNS = {*formats.SYMBOLS.values(), *formats.WORDS.values(), formats.NOT_YET, ""}
SIZE, PAD = 8.0, 6.5  # pt of the text, and around it
UPRIGHT, LYING = 453.0, 700.0  # pt of a page between its margins, and when it lies
SHORT = 118.0  # pt up to which a text is not broken into lines
LONGEST = 150.0  # pt from which a column is broken into lines
LINE, WHOLE = 8.2, 240.0  # pt of a line of a row, and of the rows that are not parted by a page
WORD = 26  # characters from which a word is broken, such as an address
WORDY = 1.3  # times the width of an upright page from which texts are easier to read on a lying one
SQUEEZED = 1.1  # times that width up to which columns are squeezed
WORDS = 90.0  # pt of a word in a head where texts are broken instead
# pt of a word in a head, longer ones are broken, and up to which a text stays in one line
ROOMS = ((60.0, SHORT), (48.0, SHORT), (WORDS, 0.0))


def table(frame: pd.DataFrame, title: str) -> dict[str, object]:
    """A frame of texts with the widths of its columns in pt; `lying` where it needs a page on its side."""
    columns = [[_text(value) for value in frame[name]] for name in frame.columns]
    bounds = _room_of(frame, columns)
    texts = sum(min(_longest(column), LONGEST) + PAD for column in columns)
    lying = texts > WORDY * UPRIGHT or _least(bounds) > SQUEEZED * UPRIGHT
    widths = _widths(bounds, LYING if lying else UPRIGHT)
    return {
        "named": title,
        "title": title,
        "columns": [str(name) for name in frame.columns],
        "rows": [[_cell(text) for text in row] for row in zip(*columns, strict=True)],
        "numeric": [_numeric(column) for column in columns],
        "widths": widths,
        "lying": lying,
        "whole": not lying and _height(columns, widths) <= WHOLE,
    }


def _room_of(frame: pd.DataFrame, columns: list[list[str]]) -> list[tuple[float, float]]:
    """What each column needs and wants: with wide heads, with narrow ones, or with every text in lines."""
    pairs = list(zip(map(str, frame.columns), columns, strict=True))
    wide, narrow, in_lines = ([_bounds(*pair, *room) for pair in pairs] for room in ROOMS)
    if _least(wide) <= UPRIGHT:
        return wide
    return in_lines if _least(narrow) > UPRIGHT >= _least(in_lines) else narrow


def _least(bounds: list[tuple[float, float]]) -> float:
    return sum(least for least, _ in bounds)


def _text(value: object) -> str:
    return "" if formats.is_missing(value) else str(value)


def _cell(text: str) -> list[str]:
    """The pieces of a cell: one, or several where an address has to be broken."""
    long = any(len(word) > WORD for word in text.split())
    return broken_id(text) if long and "/" in text else [text]


def _numeric(column: list[str]) -> bool:
    told = [text for text in column if text not in SIGNS]
    return bool(told) and all(map(NUMBER.match, told))


def _bounds(name: str, column: list[str], most: float, short: float) -> tuple[float, float]:
    """pt that a column needs at least, for its longest words, and would like to have."""
    lines = _longest(column)
    words = min(_longest(word for text in column for word in text.split(" ")), most)
    head = min(_longest(name.split(" "), bold=True), most)
    least = max(lines if lines <= short else words, head)
    lines = min(lines, LONGEST)
    return least + PAD, max(least, lines, min(_longest([name], bold=True), 1.6 * most)) + PAD


def _longest(texts: Iterable[str], bold: bool = False) -> float:
    return max((width(text, SIZE, bold) for text in texts), default=0.0)


def _widths(bounds: list[tuple[float, float]], room: float) -> list[float]:
    """As wide as wanted where there is room, else each its part of what is left over the least."""
    least, wanted = (sum(part) for part in zip(*bounds, strict=True))
    if wanted <= room:
        return [round(want, 1) for _, want in bounds]
    share = (room - least) / ((wanted - least) or 1.0)
    return [round(low + share * (want - low), 1) for low, want in bounds]


def _height(columns: list[list[str]], widths: list[float]) -> float:
    """pt that the rows need."""
    per_row = zip(*columns, strict=True)
    return sum(
        2.5 + LINE * max(_lines(text, wide) for text, wide in zip(row, widths, strict=True))
        for row in per_row
    )


def _lines(text: str, wide: float) -> int:
    return ceil(width(text, SIZE) / (wide - PAD + 0.1)) or 1
