"""Workbooks (XLSX, XLS, ODS): what is dangerous is refused, then the cells of each worksheet."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date

import python_calamine

from kim.reading.formulas import formula_cells, formula_errors
from kim.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from kim.reading.table import Table, Unreadable, table_of_rows

XLSX, XLS, ODS = "XLSX", "XLS", "ODS"
FORMS = {XLSX: "Excel-Arbeitsmappe", XLS: "Excel-Arbeitsmappe (altes Format)", ODS: "OpenDocument-Tabelle"}
SMALL = 1_000_000  # bytes below which nobody cares how well a part was packed
BROKEN = (  # what a damaged or encrypted archive, or one that is no workbook, raises
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    ValueError,
    KeyError,
    python_calamine.CalamineError,
)
ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(  # formulas that fetch something or start something
    rb"<f[^>]*>[^<]*(\[\d+\]|https?:|file:|WEBSERVICE|\bDDE\b|\|&apos;|\|')"
    rb"|table:formula=\"[^\"]*('file:|https?:|WEBSERVICE|DDE\()",
    re.IGNORECASE,
)


def worksheets(content: bytes, kind: str) -> Iterator[Table]:
    """The worksheets of a workbook in their order, hidden ones marked as such."""
    try:
        parts = {} if kind == XLS else _parts(content)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                shown = sheet.visible == python_calamine.SheetVisibleEnum.Visible
                yield _worksheet(book.get_sheet_by_name(sheet.name), kind, parts, shown)
    except python_calamine.PasswordError:
        raise _protected() from None
    except BROKEN:
        if content.startswith(b"\xd0\xcf\x11\xe0") and b"E\0n\0c\0r\0y\0p\0t" in content:
            raise _protected() from None
        raise Unreadable(
            "Die Datei ist keine lesbare Arbeitsmappe; sie ist beschädigt oder unvollständig.",
            "eine Arbeitsmappe im Format .xlsx, .xls oder .ods",
            remedy="Öffnen Sie die Datei in Excel, speichern Sie sie neu und reichen Sie die neue Datei ein.",
        ) from None


def _protected() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe ist mit einem Kennwort geschützt.",
        "eine Arbeitsmappe ohne Kennwort",
        remedy="Speichern Sie die Datei ohne Kennwort.",
    )


def _parts(content: bytes) -> dict[str, bytes]:
    """The XML parts of the archive, after what could do harm has been refused."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
        _refuse_bomb(listed)
        _refuse_active([part.filename.lower() for part in listed])
        wanted = [part for part in listed if part.filename.lower().endswith((".xml", ".rels"))]
        parts = {part.filename: _unpacked(archive, part) for part in wanted}
    for text in parts.values():
        _refuse_tricks(text)
    return parts


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    dense = any(p.file_size > SMALL and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if total > MAX_UNPACKED or len(parts) > MAX_PARTS or dense:
        raise Unreadable(
            "Die Arbeitsmappe ist ausgepackt zu groß.",
            f"höchstens {MAX_UNPACKED // 1_000_000} MB ausgepackt",
            remedy="Speichern Sie nur das Blatt mit den Daten in einer neuen Arbeitsmappe.",
        )


def _refuse_active(names: list[str]) -> None:
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        raise Unreadable(
            "Die Arbeitsmappe enthält Makros.",
            "eine Arbeitsmappe ohne Makros",
            remedy="Speichern Sie die Datei als .xlsx (ohne Makros).",
        )
    if any("externallinks/" in name for name in names):
        raise _outside()


def _outside() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe holt Werte aus anderen Dateien oder aus dem Netz.",
        "eine Arbeitsmappe ohne Verknüpfungen nach außen",
        remedy="Ersetzen Sie die Verknüpfungen durch ihre Werte (Kopieren, Inhalte einfügen, Werte).",
    )


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part, read no further than its directory entry says: some lie."""
    with archive.open(part) as file:
        text = file.read(part.file_size + 1)
    if len(text) > part.file_size:
        raise zipfile.BadZipFile
    return text


def _refuse_tricks(text: bytes) -> None:
    if ENTITIES.search(text):
        raise Unreadable(
            "Die Arbeitsmappe enthält XML-Anweisungen, die in Tabellen nichts zu suchen haben.",
            "eine Arbeitsmappe, wie Excel oder LibreOffice sie speichert",
        )
    if OUTSIDE.search(text):
        raise _outside()


def _worksheet(
    sheet: python_calamine.CalamineSheet, kind: str, parts: dict[str, bytes], visible: bool
) -> Table:
    if sheet.total_height * sheet.total_width > MAX_CELLS or sheet.total_width > MAX_COLUMNS:
        raise Unreadable(
            f"Das Tabellenblatt »{sheet.name}« reicht bis in eine weit entfernte Zelle.",
            f"eine zusammenhängende Tabelle mit höchstens {MAX_COLUMNS} Spalten",
            remedy="Löschen Sie einzelne Zellen weit unter oder neben der Tabelle.",
        )
    rows = sheet.to_python(skip_empty_area=False)
    for line, column, text in formula_errors(parts, sheet.name) if kind == XLSX else ():
        if line < len(rows) and column < len(rows[line]):
            rows[line][column] = text
    return table_of_rows(
        rows,
        understood=f"{FORMS[kind]}, Tabellenblatt »{sheet.name}«",
        name=sheet.name,
        visible=visible,
        merged=tuple(sheet.merged_cell_ranges or ()) if kind != ODS else (),
        formulas=frozenset(formula_cells(parts, sheet.name, kind == ODS)) if kind != XLS else frozenset(),
        epoch=_epoch(parts),
    )


def _epoch(parts: dict[str, bytes]) -> date:
    """Day 0 of serial dates: the old Macintosh system counts from 1904."""
    old = re.search(rb"<workbookPr[^>]*date1904=\"(1|true)\"", parts.get("xl/workbook.xml", b""))
    return date(1904, 1, 1) if old else date(1899, 12, 30)
