"""Which lines below the heading are no data: sums, units, footnotes, headings that come again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Column
from kim.reading.headings import UNITS, Heading, plain
from kim.reading.layout import LeftOut
from kim.reading.numbers import mark_of
from kim.reading.spellings import known_spellings, plain_spelling
from kim.reading.symbols import SIGNS

SUM = r"(?i)^[^\w=@+]*((zwischen|gesamt|end|teil|quer)?-?summen?|gesamt|insgesamt|ges\.|total|zusammen|Σ)\b.*"
SUM_WORD = re.compile(SUM.removeprefix("(?i)"), re.IGNORECASE)
STAMP = r"\d{1,2}\.\d{1,2}\.\d{4}[, ]+\d{1,2}:\d{2}"
NOTE = (
    r"\d\)|[¹²³]|quelle|stand\b|anm|hinweis|erstellt|ausdruck|druck|seite \d|©|datei|abgerufen am|legende"
    r"|erläuterung|datum\b|unterschrift|gez\."
)
FOOTNOTE = re.compile(rf"(\*+\s*\w|{STAMP}|\W*({NOTE})).*", re.IGNORECASE | re.DOTALL)
TOP = 3  # lines right below the heading that may hold units or column numbers
BOTTOM = 60  # lines at the end that are looked through for footnotes
SHOWN = 80  # characters of a line that are shown
SEEN = 3  # columns in which a heading of one line is looked for below
MANY = 2_000  # lines with a single cell: more of them are no subtitles


@dataclass(frozen=True)
class Grid:
    """The text of every file column below the heading, as Arrow arrays, and what its columns mean."""

    texts: Sequence[pa.Array]
    heading: Heading
    columns: Mapping[int, Column]

    @property
    def height(self) -> int:
        return len(self.texts[0]) if self.texts else 0

    def line(self, index: int) -> list[str | None]:
        return [text[index].as_py() for text in self.texts]

    def masks(self) -> list[pa.Array]:
        """Where something stands in the used columns."""
        return [pc.is_valid(self.texts[place]) for place in self.columns]


def left_out(grid: Grid, data_rows: Sequence[int]) -> tuple[pa.Array, list[LeftOut]]:
    """Which lines are data (a mask), and those that are not although something stands in them.

    `data_rows` are lines of the file (from 1) that hold data whatever they look like.
    """
    used = _any(grid.masks() or [pc.is_valid(text) for text in grid.texts], grid.height)
    first = grid.heading.last + 2
    found = {**_unused(grid, used), **dict(_found(grid))}
    found = {line: why for line, why in found.items() if line + first not in set(data_rows)}
    keep = pc.and_(used, pc.invert(_mask(found, grid.height)))
    told = [LeftOut(line + first, found[line], _shown(grid.line(line))) for line in sorted(found)]
    return keep, told


def _unused(grid: Grid, used: pa.Array) -> dict[int, str]:
    """Lines that have something, but not in the columns that are read; of very many some are told."""
    filled = _any([pc.is_valid(text) for text in grid.texts], grid.height)
    lines = _indices(pc.and_(filled, pc.invert(used)))
    return dict.fromkeys(lines[:MANY], "nichts in den Spalten, die übernommen werden")


def _found(grid: Grid) -> Iterator[tuple[int, str]]:
    """Index below the heading and reason; the first reason of a line is taken last."""
    yield from _subtitles(grid)
    yield from _footnotes(grid)
    yield from _sums(grid)
    yield from _repeated(grid)
    yield from _units(grid)


def _units(grid: Grid) -> Iterator[tuple[int, str]]:
    """Lines right below the heading whose used columns hold only units, or count the columns."""
    for index in range(min(TOP, grid.height)):
        line = grid.line(index)
        cells = [line[place] for place in sorted(grid.columns) if line[place]]
        if cells and all(UNITS.fullmatch(cell) for cell in cells):
            yield index, "Zeile mit Einheiten"
        elif _counts_columns(_used_or_digits(grid, line), len(grid.columns)):
            yield index, "Zeile mit Spaltennummern"
        elif cells:
            return


def _used_or_digits(grid: Grid, line: Sequence[str | None]) -> list[str]:
    return [cell for p, cell in enumerate(line) if cell and (p in grid.columns or cell.isdecimal())]


def _counts_columns(cells: Sequence[str], width: int) -> bool:
    """ "1", "2", "(3)" …: one number after the other, for each of the columns that are read."""
    digits = [re.sub(r"[\s().]", "", cell) for cell in cells]
    numbers = [int(text) for text in digits if text.isdecimal() and len(text) < 5]
    counted = list(range(numbers[0], numbers[0] + len(cells))) if numbers else None
    return numbers == counted and numbers[0] <= 2 and len(numbers) >= max(3, width)


def _repeated(grid: Grid) -> Iterator[tuple[int, str]]:
    """Headings that come again at a page break: every cell says what stands above it in the heading."""
    single = grid.heading.first == grid.heading.last
    places = sorted(grid.columns)[: SEEN if single else None]
    masks = [_says_heading(grid.texts[place], grid.heading.words_at(place)) for place in places]
    for index in _indices(_any(masks, grid.height)):
        cells = {p: plain(cell) for p, cell in enumerate(grid.line(index)) if cell and p in grid.columns}
        if all(cell in set(map(plain, grid.heading.words_at(p))) for p, cell in cells.items()):
            yield index, "Überschrift, die sich wiederholt"


def _says_heading(text: pa.Array, words: Sequence[str]) -> pa.Array:
    """Where a column may hold its own heading; line breaks stand in it as they did above."""
    lower = pc.utf8_lower(text)
    broken = [pc.starts_with(lower, f"{word.split(' ')[0].lower()}\n") for word in words[:1]]
    return _any(
        [pc.is_in(lower, value_set=pa.array([w.lower() for w in words], pa.string())), *broken], len(text)
    )


def _sums(grid: Grid) -> Iterator[tuple[int, str]]:
    """Lines with a word for sums that cannot be data: a required cell is empty or holds the word itself."""
    required = {place: column for place, column in grid.columns.items() if column.required}
    gaps = _any([pc.is_null(grid.texts[place]) for place in required], grid.height)
    words = [
        pc.match_substring_regex(grid.texts[place], SUM) for place, c in required.items() if c.type != "text"
    ]
    lines = pa.array(_indices(pc.or_(gaps, _any(words, grid.height))), pa.int64())
    named = _any([pc.match_substring_regex(text.take(lines), SUM) for text in grid.texts], len(lines))
    for index in lines.filter(named).to_pylist():
        line = grid.line(index)
        if any(cell and _sum_word(cell, grid.columns.get(place)) for place, cell in enumerate(line)):
            yield index, "Summenzeile"


def _sum_word(cell: str, column: Column | None) -> bool:
    """Whether a cell names a sum; "gesamt" may also be a code of its column, "Zusammen leben" a title."""
    if column and column.type == "text" and not (column.pattern or column.pseudonym):
        return bool(re.fullmatch(r"\W*\w+\W*", cell)) and bool(SUM_WORD.fullmatch(cell))
    return bool(SUM_WORD.fullmatch(cell)) and not (column and _fits(cell, column))


def _footnotes(grid: Grid) -> Iterator[tuple[int, str]]:
    """Lines at the end that hold one or two cells of prose."""
    for index in range(grid.height - 1, max(grid.height - BOTTOM, -1), -1):
        cells = [(place, cell) for place, cell in enumerate(grid.line(index)) if cell]
        if cells and not (len(cells) <= 2 and _is_prose(grid, *cells[0])):
            return
        if cells:
            yield index, "Fußnote oder Vermerk unter der Tabelle"


def _subtitles(grid: Grid) -> Iterator[tuple[int, str]]:
    """Lines between the data with a single cell of prose and without what every row needs."""
    if len(grid.texts) < 2 or grid.height == 0:
        return
    filled = reduce(pc.add, (pc.cast(pc.is_valid(text), pa.int32()) for text in grid.texts))
    indices = _indices(pc.equal(filled, 1))
    for index in indices if len(indices) <= MANY else ():
        place, cell = next((p, cell) for p, cell in enumerate(grid.line(index)) if cell)
        if _is_prose(grid, place, cell):
            yield index, "Zwischenüberschrift"


def _is_prose(grid: Grid, place: int, cell: str) -> bool:
    """Whether a cell can be no value of its column but is a sentence or a note."""
    column = grid.columns.get(place)
    if column and _fits(cell, column):
        return False
    free = column is not None and column.type == "text" and not column.pattern
    return bool(FOOTNOTE.fullmatch(cell)) or len(re.findall(r"[^\W\d_]{2,}", cell)) >= (4 if free else 2)


def _fits(cell: str, column: Column) -> bool:
    """Whether a cell may be a value of the column."""
    if column.type == "code":
        return plain_spelling(cell) in known_spellings(column.codes)
    if column.type in ("decimal", "integer"):
        return mark_of(cell) is not None or cell.isdecimal() or cell.lower() in SIGNS["decimal"]
    return column.type == "date" and bool(re.match(r"\d", cell))


def _any(masks: Sequence[pa.Array], height: int) -> pa.Array:
    known = [pc.fill_null(mask, False) for mask in masks]
    return reduce(pc.or_, known) if known else pa.array([False] * height, pa.bool_())


def _indices(mask: pa.Array) -> list[int]:
    return pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()


def _mask(lines: Mapping[int, str], height: int) -> pa.Array:
    return pc.is_in(pa.array(range(height), pa.int64()), value_set=pa.array(list(lines), pa.int64()))


def _shown(line: Sequence[str | None]) -> str:
    text = " | ".join(cell for cell in line if cell)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
