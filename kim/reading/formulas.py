"""What the reader of cells does not tell about a workbook: formulas, errors (#N/A …), day 0 of its dates."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree

from kim.reading.archive import Archive
from kim.reading.elements import Found, column_number, ods_cells, xlsx_cells
from kim.reading.refusals import broken
from kim.reading.table import SINCE_1900

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
RELATION_ID = re.compile(r"\{.*/relationships\}id")
SINCE_1904 = date(1904, 1, 1)  # the old Macintosh system counts from then
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f[\s/>]")
ERROR = re.compile(rb"\bt=[\"']e[\"']")
ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*\bt=[\"']e[\"'][^<>]*)>\s*"
    rb"(?:<(?:\w+:)?f\b[^<>]*/>|<(?:\w+:)?f\b[^<>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>([^<]*)<"
)
PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


@dataclass(frozen=True)
class Facts:
    """What was found, by name of worksheet; day 0 of serial dates."""

    cells: Mapping[str, Found] = field(default_factory=dict)
    epoch: date = SINCE_1900

    def of(self, sheet: str) -> Found:
        return self.cells.get(sheet, Found())


def xlsx_facts(archive: Archive) -> Facts:
    """Looks at every part, so that nothing harmful is left in any."""
    sheets = _sheets(archive)
    cells = {sheets[name]: _cells(text) for name, text in archive if name in sheets}
    old = re.search(rb"<(?:\w+:)?workbookPr\s[^<>]*date1904=[\"'](1|true)", archive.part(WORKBOOK))
    return Facts(cells, SINCE_1904 if old else SINCE_1900)


def ods_facts(archive: Archive) -> Facts:
    cells = {}
    for name, text in archive:
        if name == "content.xml" and b":formula=" in text:
            cells = ods_cells(text)
    return Facts(cells)


def _sheets(archive: Archive) -> dict[str, str]:
    """Part → name of the worksheet it holds."""
    try:
        listed = ElementTree.fromstring(archive.part(WORKBOOK)).iter()
        related = ElementTree.fromstring(archive.part(RELATIONS))
    except ElementTree.ParseError:
        raise broken() from None
    targets = {e.get("Id"): e.get("Target", "") for e in related}
    named = [(_relation(e), e.get("name", "")) for e in listed if e.tag.endswith("}sheet")]
    return {_part(targets[relation]): name for relation, name in named if relation in targets}


def _relation(sheet: ElementTree.Element) -> str | None:
    return next((value for key, value in sheet.items() if RELATION_ID.fullmatch(key)), None)


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("xl", target.replace("\\", "/"))).lstrip("/").lower()


def _cells(text: bytes) -> Found:
    """In one sweep where the worksheet is written as all programs do, else element by element."""
    formulas = [_place(cell) for cell in FORMULA_CELL.findall(text)]
    errors = [(_place(cell), error) for cell, error in ERROR_CELL.findall(text)] if ERROR.search(text) else []
    every = len(formulas) == _count(FORMULA, text) and len(errors) == _count(ERROR, text)
    if not every or None in formulas or any(place is None for place, _ in errors):
        return xlsx_cells(text)
    return Found(frozenset(formulas), tuple((*place, error.decode()) for place, error in errors))


def _count(pattern: re.Pattern, text: bytes) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Line and column of a cell from its attributes."""
    found = PLACE.search(attributes)
    return (int(found[2]) - 1, column_number(found[1].decode())) if found else None
