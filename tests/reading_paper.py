"""Read a paper back as a screen reader does: by its tags, and the text that each of them marks."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import outloud
import pikepdf
import pymupdf

from kim import formats
from kim.charts import Chart
from kim.sentences.curves import MILESTONES

ROWS, CELLS = ("/TR",), ("/TH", "/TD")
BLOCKS = ("/P", "/Div", "/Caption", "/H1", "/H2", "/H3", "/H4", "/Title", "/LBody")
STATUS_OF = {sign: status for status, sign in formats.SYMBOLS.items() if status != "zero"}
STATUS_OF |= {word: status for status, word in formats.WORDS.items() if status != "zero"}
STATUS_OF[formats.NOT_YET] = "not_estimable"
STATUS_OF |= {"nb": "not_estimable"}  # in a grid of levels


@dataclass(frozen=True)
class Read:
    """One tag with what is read out for it; a table has rows, a figure its alternative and its texts."""

    tag: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    texts: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def read(blob: bytes) -> tuple[Read, ...]:
    """The tags of a PDF in the order of reading."""
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        return tuple(_walk(pdf.Root.StructTreeRoot, _Marked(pdf), None))


def said(blob: bytes) -> str:
    """Everything that is read out, tag by tag."""
    parts = [(one.text, *one.texts, *(cell for row in one.rows for cell in row)) for one in read(blob)]
    return "\n".join(text for texts in parts for text in texts)


def tagged(blob: bytes, tag: str) -> list[str]:
    return [found.text for found in read(blob) if found.tag == tag]


def written(blob: bytes) -> list[str]:
    """The text of each page, as another program finds it."""
    with pymupdf.open(stream=blob) as pdf:
        return [page.get_text().replace("\n", " ") for page in pdf]


def errors(blob: bytes, folder: Path) -> list[str]:
    """What the checker of PDF/UA-1 finds."""
    file = folder / "papier.pdf"
    file.write_bytes(blob)
    return [found.message for found in outloud.check(str(file)).findings if found.severity == "error"]


def figures(blob: bytes) -> dict[str, Read]:
    """Alternative text → figure."""
    return {found.text: found for found in read(blob) if found.tag == "/Figure"}


def table_of(blob: bytes, chart: Chart) -> Read:
    """The table that names the chart below itself."""
    last = None
    for found in read(blob):
        last = found if found.tag == "/Table" else last
        if last and found.tag == "/P" and found.text.split("; ")[0].endswith(f": {chart.id}"):
            return last
    raise AssertionError(f"no table of {chart.id}")


def numbers_in(blob: bytes, chart: Chart) -> dict[tuple[str, str], float | str]:
    """(series, category) → value as it is written, or status, from the table in the Anlagen.

    Curves are told at their milestones, ranges in words at their place in the drawing, lines of an earlier
    Stand and forecasts in the drawing only.
    """
    head, *rows = table_of(blob, chart).rows
    if chart.kind == "range":
        return _ranges(blob, chart)
    if chart.positions and chart.kind not in ("funnel", "scatter"):
        return _milestones(head, rows, chart)
    columns = {series.name: _at(head, series.name, chart.unit) for series in chart.series}
    if chart.kind == "funnel":  # the table has all units, also those without a place in the picture
        rows = [row for row in rows if row[columns[chart.series[0].name]]]
    if chart.kind == "scatter":  # so has this one, and a unit that lacks one of both values is no point
        both = [head.index(chart.across.name), columns[chart.series[0].name]]
        rows = [row for row in rows if not any(row[at] in STATUS_OF for at in both)]
    names = _names_in_table(chart)
    assert len(rows) == len(names), f"{chart.id}: {len(rows)} rows for {len(names)} categories"
    return {
        (name, category): _value(row[at])
        for name, at in columns.items()
        if at is not None
        for category, row in zip(names, rows, strict=True)
    }


def _names_in_table(chart: Chart) -> list[str]:
    """The categories in the order of the table, where the Land stands first."""
    land = chart.comparator if chart.kind == "bar" else None
    return sorted(chart.categories, key=lambda name: name != land)


def _at(head: tuple[str, ...], name: str, unit: str) -> int | None:
    """The column of a series: by its name and unit; the months of a control chart have only the unit."""
    return next(
        (head.index(text) for text in (f"{name} ({unit})" if unit else name, unit) if text in head), None
    )


def _value(text: str) -> float | str:
    """The number, or the status that a sign or a word says."""
    if text in STATUS_OF:
        return STATUS_OF[text]
    return float(text.replace(".", "").replace(",", ".").replace(formats.MINUS, "-").removesuffix("\u00a0%"))


def _ranges(blob: bytes, chart: Chart) -> dict[tuple[str, str], str]:
    texts = figures(blob)[chart.alt].texts
    name = chart.series[0].name
    return {(name, c): end for c, end in zip(chart.categories, chart.ends, strict=True) if end in texts}


def _milestones(
    head: tuple[str, ...], rows: list[tuple[str, ...]], chart: Chart
) -> dict[tuple[str, str], float | str]:
    """The category nearest before each milestone → what its row says."""
    found = {}
    for row in rows:
        day = MILESTONES[int(row[0].split("\u00a0")[0])]
        before = [at for at, age in enumerate(chart.positions) if day - 8 < age <= day]
        for place, series in enumerate(chart.series if before else ()):
            at = 1 + place if chart.kind == "stacked" else _curve_column(head, series.name, chart)
            text = row[at]
            if any(sign.isdigit() for sign in text) and "weniger" not in text:
                found[series.name, chart.categories[before[-1]]] = _value(text)
    return found


def _curve_column(head: tuple[str, ...], name: str, chart: Chart) -> int:
    return head.index("noch offen (%)" if len(chart.series) == 1 else f"{name}: noch offen (%)")


class _Marked:
    """The texts of marked content, page by page."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.objgen: page for page in pdf.pages}
        self._read: dict[tuple[int, int], dict[int, list[str]]] = {}

    def texts(self, page: pikepdf.Dictionary, mcid: int) -> list[str]:
        if page.objgen not in self._read:
            self._read[page.objgen] = _marked(self._pages[page.objgen])
        return self._read[page.objgen].get(mcid, [])


def _marked(page: pikepdf.Page) -> dict[int, list[str]]:
    """mcid → the texts shown in it, each run of letters of its own."""
    letters = {str(name): _letters(font) for name, font in page.Resources.Font.items()}
    found: dict[int, list[str]] = {}
    marks: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            marks.append(_mcid(operands, marks[-1] if marks else None))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = letters[str(operands[0])]
        elif name in ("Tj", "TJ") and marks and marks[-1] is not None:
            found.setdefault(marks[-1], []).append(_shown(operands[0], font))
    return found


def _mcid(operands: list, around: int | None) -> int | None:
    """The number of marked content; what only says how it is read belongs to what is around it."""
    told = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
    if "/MCID" in told:
        return int(told["/MCID"])
    return around if "/ActualText" in told else None


def _shown(shown: object, letters: dict[int, str]) -> str:
    parts = (
        [part for part in shown if isinstance(part, pikepdf.String)]
        if isinstance(shown, pikepdf.Array)
        else [shown]
    )
    codes = b"".join(bytes(part) for part in parts)
    return "".join(
        letters.get(int.from_bytes(codes[at : at + 2]), "\ufffd") for at in range(0, len(codes), 2)
    )


def _letters(font: pikepdf.Dictionary) -> dict[int, str]:
    """Glyph → what is read out for it, from the ToUnicode map of the font."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    assert "beginbfrange" not in text, "this reader knows single letters only"
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", "".join(text.split("beginbfchar")[1:]))
    return {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def _walk(node: pikepdf.Dictionary, marked: _Marked, page: pikepdf.Dictionary | None) -> Iterator[Read]:
    """Tables and figures whole, blocks with the text that is right in them, all in the order of reading."""
    for child in _children(node):
        if not isinstance(child, pikepdf.Dictionary) or "/S" not in child:
            continue
        tag, here = str(child.S), child.get("/Pg", page)
        if tag == "/Table":
            rows = [_cells(row, marked, here) for row in _found(child, ROWS)]
            caption = "".join(t for part in _found(child, ("/Caption",)) for t in _texts(part, marked, here))
            yield Read(tag, caption, rows=tuple(rows))
        elif tag == "/Figure":
            yield Read(tag, str(child.get("/Alt", "")), texts=tuple(_texts(child, marked, here)))
        else:
            if tag in BLOCKS and (said := "".join(_texts(child, marked, here, own=True))):
                yield Read(tag, said)
            yield from _walk(child, marked, here)


def _cells(row: pikepdf.Dictionary, marked: _Marked, page: pikepdf.Dictionary | None) -> tuple[str, ...]:
    return tuple("".join(_texts(cell, marked, page)) for cell in _found(row, CELLS))


def _found(node: pikepdf.Dictionary, tags: tuple[str, ...]) -> Iterator[pikepdf.Dictionary]:
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if str(child.S) in tags:
                yield child
            else:
                yield from _found(child, tags)


def _texts(node: object, marked: _Marked, page: object, own: bool = False) -> Iterator[str]:
    """The texts of a tag; `own`: not those of blocks, tables and figures in it."""
    page = node.get("/Pg", page)
    for child in _children(node):
        if isinstance(child, int):
            yield from marked.texts(page, child)
        elif "/MCID" in child:
            yield from marked.texts(child.get("/Pg", page), int(child["/MCID"]))
        elif "/S" in child and not (own and str(child.S) in (*BLOCKS, "/Table", "/Figure", "/Div", "/L")):
            yield from _texts(child, marked, page, own)


def _children(node: pikepdf.Dictionary) -> list:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
