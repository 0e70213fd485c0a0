"""Formula errors (#NV, #DIV/0! …) of a workbook, which the reader of its cells takes for empty cells."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>'
)


def formula_errors(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Line and column (counted from 0) and text of each cell of a worksheet that holds an error."""
    try:
        part = archive.read(_part(archive, sheet))
    except (KeyError, ElementTree.ParseError):
        return  # put together in an unusual way: its cells are taken as the reader gives them
    if b't="e"' in part:
        for letters, line, text in ERROR_CELL.findall(part):
            yield int(line) - 1, _column(letters.decode()), text.decode()


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds a worksheet."""
    sheets = {
        element.get("name"): element.get(RELATION_ID)
        for element in ElementTree.fromstring(archive.read(WORKBOOK)).iter()
        if element.tag.endswith("}sheet")
    }
    targets = {e.get("Id"): e.get("Target") for e in ElementTree.fromstring(archive.read(RELATIONS))}
    return posixpath.join("xl", targets[sheets[sheet]]).lstrip("/")


def _column(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
