"""Worksheets element by element: where formulas and errors stand, however the XML is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from kim.reading.limits import MAX_COLUMNS
from kim.reading.refusals import broken

ODS_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Found:
    """Cells that hold a formula (line, column) and cells that hold an error (line, column, text)."""

    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: tuple[tuple[int, int, str], ...] = ()


def xlsx_cells(text: bytes) -> Found:
    walk = _Xlsx()
    _parse(text, walk)
    return Found(frozenset(walk.formulas), tuple(walk.errors))


def ods_cells(text: bytes) -> dict[str, Found]:
    """By name of worksheet; the reader of cells tells errors itself."""
    walk = _Ods()
    _parse(text, walk)
    return {sheet: Found(frozenset(cells)) for sheet, cells in walk.formulas.items()}


def _parse(text: bytes, walk: "_Xlsx | _Ods") -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        raise broken() from None


class _Xlsx:
    def __init__(self) -> None:
        self.line, self.column, self.is_error, self.in_value = -1, -1, False, False
        self.formulas: list[tuple[int, int]] = []
        self.errors: list[tuple[int, int, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                told = attributes.get("r", "")
                self.line = int(told[:7]) - 1 if told.isdecimal() else self.line + 1
                self.column = -1
            case "c":
                self._move(attributes.get("r", ""))
                self.is_error = attributes.get("t") == "e"
            case "f":
                self.formulas.append((self.line, self.column))
            case "v":
                self.in_value = self.is_error

    def _move(self, reference: str) -> None:
        self.column += 1
        if found := REFERENCE.fullmatch(reference):
            self.line, self.column = int(found[2]) - 1, column_number(found[1])

    def end(self, name: str) -> None:
        self.in_value = False

    def text(self, text: str) -> None:
        if self.in_value:
            self.errors.append((self.line, self.column, text))


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for sign in letters:
        number = 26 * number + ord(sign) - ord("A") + 1
    return number - 1


class _Ods:
    def __init__(self) -> None:
        self.formulas: dict[str, list[tuple[int, int]]] = {}
        self.sheet, self.line, self.column, self.lines = "", 0, 0, 1

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.removeprefix(f"{ODS_TABLE} "):
            case "table":
                self.sheet, self.line = attributes.get(f"{ODS_TABLE} name", ""), 0
            case "table-row":
                self.column, self.lines = 0, _times(attributes, "rows")
            case "table-cell" | "covered-table-cell":
                many = _times(attributes, "columns")
                if attributes.get(f"{ODS_TABLE} formula"):
                    here = self.formulas.setdefault(self.sheet, [])
                    here += [(self.line, self.column + i) for i in range(min(many, MAX_COLUMNS))]
                self.column += many

    def end(self, name: str) -> None:
        if name == f"{ODS_TABLE} table-row":
            self.line += self.lines

    def text(self, text: str) -> None:
        """What stands in the cells is told by their reader."""


def _times(attributes: Mapping[str, str], what: str) -> int:
    told = attributes.get(f"{ODS_TABLE} number-{what}-repeated", "1")
    return int(told[:8]) if told.isdecimal() else 1
