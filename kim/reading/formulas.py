"""Formulas and formula errors (#NV, #DIV/0! …) of a workbook, which the reader of its cells does not tell."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)
FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>/]*><f[ >/]')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def formula_errors(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[int, int, str]]:
    """Line and column (counted from 0) and text of each cell of an XLSX worksheet that holds an error."""
    part = _part(parts, sheet)
    if b't="e"' in part:
        for letters, line, text in ERROR_CELL.findall(part):
            yield int(line) - 1, place_of(letters), text.decode()


def formula_cells(parts: Mapping[str, bytes], sheet: str, ods: bool) -> Iterator[tuple[int, int]]:
    """Line and column (counted from 0) of each cell of a worksheet that holds a formula."""
    if ods:
        yield from _ods_formulas(parts, sheet)
        return
    part = _part(parts, sheet)
    if b"<f" in part:
        for letters, line in FORMULA_CELL.findall(part):
            yield int(line) - 1, place_of(letters)


def _part(parts: Mapping[str, bytes], sheet: str) -> bytes:
    """The part that holds a worksheet; nothing where the workbook is put together in an unusual way."""
    try:
        listed = ElementTree.fromstring(parts[WORKBOOK]).iter()
        sheets = {e.get("name"): e.get(RELATION_ID) for e in listed if e.tag.endswith("}sheet")}
        targets = {e.get("Id"): e.get("Target") for e in ElementTree.fromstring(parts[RELATIONS])}
        return parts[posixpath.join("xl", targets[sheets[sheet]]).lstrip("/")]
    except (KeyError, ElementTree.ParseError):
        return b""


def _ods_formulas(parts: Mapping[str, bytes], sheet: str) -> Iterator[tuple[int, int]]:
    content = parts.get("content.xml", b"")
    if b"table:formula" not in content:
        return
    for table in ElementTree.fromstring(content).iter(f"{TABLE}table"):
        if table.get(f"{TABLE}name") == sheet:
            yield from _formulas_of(table)


def _formulas_of(table: ElementTree.Element) -> Iterator[tuple[int, int]]:
    line = 0
    for row in table.iter(f"{TABLE}table-row"):
        column = 0
        for cell in row:
            if cell.get(f"{TABLE}formula"):
                yield line, column
            column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        line += int(row.get(f"{TABLE}number-rows-repeated", 1))


def place_of(letters: bytes) -> int:
    """A → 0, AA → 26."""
    number = 0
    for sign in letters:
        number = 26 * number + sign - ord("A") + 1
    return number - 1
