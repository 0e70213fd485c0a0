"""Tables as PowerPoint's own, divided between slides where their rows do not fit on one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table as NativeTable
from pptx.table import _Cell as Cell
from pptx.util import Emu, Inches, Pt

from kim.exports.screen.colours import LIGHT, mix
from kim.exports.slides import texts
from kim.exports.slides.deck import named
from kim.exports.slides.places import Box
from kim.exports.slides.xml import el, ink

SIZES = (12, 11, 10, 9)  # points, the largest that keeps a table on one slide; else the smallest
PAD, GAP = 0.06, 0.05  # inches at the sides of a cell, above and below its text
LEAST, MOST = 6, 44  # characters a column is laid out for
LONGEST = 900  # characters of a cell; a slide is no archive, the workbook has the whole text
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
NUMERIC = frozenset("0123456789.,−-+/ %\u00a0")


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


def laid_out(grid: Grid, box: Box) -> list[Laid]:
    """The parts of a table, each with its headings, in letters as large as can be."""
    for size in SIZES:
        parts = list(_parts(grid, size, box))
        if len(parts) == 1:
            break
    return parts


def _parts(grid: Grid, size: float, box: Box) -> Iterator[Laid]:
    widths = _widths(grid, size, box.wide)
    head, *heights = [_height(row, widths, size) for row in (grid.columns, *grid.rows)]
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
    """Room by what stands in a column, words unbroken where that can be."""
    wanted = [_wanted(column) for column in zip(grid.columns, *grid.rows, strict=True)]
    needed = [texts.width("x" * count, size) * 1.15 + 2 * PAD for count in wanted]
    share = wide / sum(needed)
    return tuple(width * share for width in needed) if share < 1 else _wider(needed, wide)


def _wider(needed: list[float], wide: float) -> tuple[float, ...]:
    """Room that is left goes to all, but a small table stays small."""
    share = min(wide / sum(needed), 1.6)
    return tuple(width * share for width in needed)


def _wanted(column: Sequence[str]) -> int:
    word = max(len(word) for text in column for word in (text.split(" ") or [""]))
    typical = max(len(text) for text in column)
    return max(LEAST, min(word, 20), min(typical, MOST))


def _height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    counts = [texts.lines(text, size, width - 2 * PAD) for text, width in zip(row, widths, strict=True)]
    return texts.height(max(counts), size) + 2 * GAP


def put_table(slide: Slide, laid: Laid, box: Box, name: str, alt: str) -> None:
    rows = (laid.grid.columns, *laid.grid.rows)
    wide, high = sum(laid.widths), sum(laid.heights)
    place = Box(box.x, box.y, wide, high).emu
    frame = slide.shapes.add_table(len(rows), len(laid.widths), *place)
    named(frame, name, alt)
    table = frame.table
    bare(table)
    _size(table, laid)
    right = _numeric(laid.grid)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            strong = at == 0 or column in laid.grid.strong
            look = {"strong": strong, "right": column in right, "last": at == len(rows) - 1}
            _cell(table.cell(at, column), text, laid.size, head=at == 0, **look)


def bare(table: NativeTable) -> None:
    """No stripes and no style of the program: what is there is set here."""
    table.horz_banding, table.first_row = False, True
    table._tbl.tblPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId").text = NO_STYLE


def _size(table: NativeTable, laid: Laid) -> None:
    for column, width in zip(table.columns, laid.widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(table.rows, laid.heights, strict=True):
        row.height = Inches(height)


def _numeric(grid: Grid) -> set[int]:
    """Columns of numbers stand at the right, so that digits stand beneath each other."""
    columns = list(zip(*grid.rows, strict=True)) if grid.rows else []
    return {at for at, column in enumerate(columns) if at and all(set(text) <= NUMERIC for text in column)}


def _cell(cell: Cell, text: str, size: float, *, head: bool, strong: bool, right: bool, last: bool) -> None:
    write(cell, text, size, strong=strong, colour=LIGHT.muted if head else LIGHT.text)
    cell.margin_left = cell.margin_right = Inches(PAD)
    cell.margin_top = cell.margin_bottom = Inches(GAP / 2)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    edge(cell, "b", LIGHT.muted if head or last else mix(LIGHT.ground, LIGHT.grey, 0.35), 1 if head else 0.5)


def write(cell: Cell, text: str, size: float, *, strong: bool = False, colour: str = LIGHT.text) -> None:
    frame = cell.text_frame
    for at, line in enumerate(shortened(text).split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line, Pt(size), strong
        run.font.color.rgb = ink(colour)


def shortened(text: str) -> str:
    text = texts.clean(text).replace("\t", " ")
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} … (gekürzt)"


def edge(cell: Cell, side: str, colour: str, width: float) -> None:
    """A line at one side of a cell ("l", "r", "t", "b"), before what fills it as the schema wants."""
    fill = el("a:solidFill", el("a:srgbClr", val=colour[1:]))
    line = el(f"a:ln{side.upper()}", fill, w=int(Emu(Pt(width))))
    properties = cell._tc.get_or_add_tcPr()
    at = len([part for part in properties if part.tag.rpartition("}")[2].startswith("ln")])
    properties.insert(at, line)
