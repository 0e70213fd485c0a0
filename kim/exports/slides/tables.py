"""Tables as PowerPoint's own, divided between slides where their rows do not fit on one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide

from kim.exports.screen.colours import LIGHT, mix
from kim.exports.slides import texts
from kim.exports.slides.cells import Look, cell, put_cells
from kim.exports.slides.deck import named
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element

THIN = mix(LIGHT.ground, LIGHT.grey, 0.35)
SIZES = (12, 11, 10, 9)  # points, the largest that keeps a table on one slide; else the smallest
PAD, GAP = 0.07, 0.04  # inches at the sides of a cell, above and below its text
LEAST, WORD, MOST = 0.5, 1.6, 10  # inches of a column: at least, for one word, at most
WIDER = 1.5  # how far a small table is stretched
LONGEST = 1500  # characters of a cell; a slide is no archive, the workbook has the whole text
NUMBER = re.compile(r"[−-]?[\d.,]+([ \u00a0]\S+)?")
DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}|\d{1,2}/\d{4}")
LONGEST_NUMBER = 24  # characters


@dataclass(frozen=True)
class Grid:
    """A table as texts; `strong` names the columns whose cells are strong."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A part of a table as it fits on a slide."""

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def laid_out(grid: Grid, box: Box, sizes: Sequence[float] = SIZES) -> list[Laid]:
    """The parts of a table, each with its headings, in letters as large as can be."""
    for size in sizes:
        parts = list(divided(grid, size, box))
        if len(parts) == 1:
            return parts
    return _even(grid, sizes[-1], box, len(parts))


def _even(grid: Grid, size: float, box: Box, count: int) -> list[Laid]:
    """As many parts, but none with hardly a row."""
    tries = (list(divided(grid, size, replace(box, high=box.high * share / 20))) for share in range(8, 21))
    return next(parts for parts in tries if len(parts) == count)


def divided(grid: Grid, size: float, box: Box) -> Iterator[Laid]:
    widths = _widths(grid, size, box.wide)
    head = _height(grid.columns, widths, size, head=True)
    heights = [_height(row, widths, size) for row in grid.rows]
    start, used = 0, head
    for at, height in enumerate(heights):
        if used + height > box.high and at > start:
            yield _part(grid, size, widths, head, heights, slice(start, at))
            start, used = at, head
        used += height
    yield _part(grid, size, widths, head, heights, slice(start, len(heights)))


def _part(grid: Grid, size: float, widths: tuple, head: float, heights: list, rows: slice) -> Laid:
    part = Grid(grid.columns, grid.rows[rows], grid.strong)
    return Laid(part, size, widths, (head, *heights[rows]))


def _widths(grid: Grid, size: float, wide: float) -> tuple[float, ...]:
    """Room by the longest text of a column, so that all columns have about as many lines; words unbroken."""
    columns = list(zip(grid.columns, *grid.rows, strict=True))
    whole = [min(max(_wide(text, size) for text in column), MOST) for column in columns]
    words = [
        min(max(_wide(word, size) for text in column for word in text.split(" ")), WORD) for column in columns
    ]
    spare = wide - sum(words)
    if sum(whole) <= wide or spare <= 0:
        share = min(wide / sum(whole), WIDER)
        return tuple(width * share for width in whole)
    more = [max(a - b, 0) for a, b in zip(whole, words, strict=True)]
    return tuple(b + spare * m / sum(more) for b, m in zip(words, more, strict=True))


def _wide(text: str, size: float) -> float:
    """Inches that a text needs in a cell, were it in the heading."""
    return max(texts.width(text, size * texts.STRONGER) * 1.02, LEAST) + 2 * PAD


def _height(row: Sequence[str], widths: Sequence[float], size: float, head: bool = False) -> float:
    pairs = zip(row, widths, strict=True)
    counts = [texts.lines(shortened(text), size, width - 2 * PAD, head) for text, width in pairs]
    return texts.height(max(counts), size) + 2 * GAP


def put_table(slide: Slide, laid: Laid, box: Box, name: str, alt: str) -> None:
    grid, right = laid.grid, _numeric(laid.grid)
    place = Box(box.x, box.y, sum(laid.widths), sum(laid.heights))
    head = [
        _cell(text, laid.size, at in right, strong=True, head=True) for at, text in enumerate(grid.columns)
    ]
    rows = [_row(row, laid, right, last=at == len(grid.rows)) for at, row in enumerate(grid.rows, 1)]
    frame = put_cells(slide, place, laid.widths, laid.heights, [head, *rows], headed=True)
    named(frame, name, alt)


def _row(row: Sequence[str], laid: Laid, right: set[int], last: bool) -> list[Element]:
    strong = laid.grid.strong
    return [
        _cell(text, laid.size, at in right, strong=at in strong, last=last) for at, text in enumerate(row)
    ]


def _numeric(grid: Grid) -> set[int]:
    """Columns of numbers stand at the right, so that digits do too; where most do, all short ones do."""
    columns = list(zip(*grid.rows, strict=True)) if grid.rows else []
    found = {at for at, column in enumerate(columns) if at and _are_numbers(column)}
    short = {at for at, column in enumerate(columns) if at and max(map(len, column)) <= LONGEST_NUMBER}
    return short if len(found) * 2 > len(columns) else found


def _are_numbers(column: Sequence[str]) -> bool:
    """Numbers, with or without a unit, or what stands in their place; at least half of them are there."""
    told = [text for text in column if text]
    numbers = [text for text in told if NUMBER.fullmatch(text) and not DAY.search(text)]
    return len(numbers) * 2 >= len(column) and all(len(text) <= LONGEST_NUMBER for text in told)


def _cell(
    text: str, size: float, right: bool, strong: bool, head: bool = False, last: bool = False
) -> Element:
    under = ("B", LIGHT.muted, 1) if head else ("B", LIGHT.muted if last else THIN, 0.5)
    look = Look(
        size,
        strong,
        LIGHT.muted if head else LIGHT.text,
        side="r" if right else "l",
        anchor="b" if head else "t",
        across=PAD,
        above=GAP,
        edges=(under,),
    )
    return cell(shortened(text).split("\n"), look)


def shortened(text: str) -> str:
    text = texts.clean(text).replace("\t", " ")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} … (gekürzt)"
