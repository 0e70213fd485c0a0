"""Workbooks (XLSX, XLS, ODS): what is dangerous is refused, then the cells of each worksheet."""

import io
import pickle
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from kim.reading.formulas import formula_cells, formula_errors, place_of
from kim.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from kim.reading.table import Merged, Table, Unreadable, table_of_rows

XLSX, XLS, ODS = "XLSX", "XLS", "ODS"
FORMS = {XLSX: "Excel-Arbeitsmappe", XLS: "Excel-Arbeitsmappe (altes Format)", ODS: "OpenDocument-Tabelle"}
SMALL = 1_000_000  # bytes below which nobody cares how well a part was packed
BROKEN = (  # what a damaged or encrypted archive raises
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    ValueError,
    KeyError,
)
CHILD = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
LETTERS, LINES = re.compile(rb'\br="([A-Z]{1,3})\d'), re.compile(rb'\br="[A-Z]{0,3}(\d{1,9})"')
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
    except BROKEN:
        raise _broken() from None
    for name, visible, rows, merged in _read(content):
        yield _worksheet(name, visible, rows, merged, kind, parts)


def _read(content: bytes) -> list[tuple[str, bool, list[list[object]], list[Merged]]]:
    """The worksheets as a process of its own reads them: one that dies says that the file is broken."""
    done = subprocess.run(
        CHILD, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    answer = pickle.loads(done.stdout) if done.returncode == 0 else "broken"
    if answer == "password" or (answer == "broken" and b"E\0n\0c\0r\0y\0p\0t" in content):
        raise _protected()
    if answer == "broken":
        raise _broken()
    return answer


def _broken() -> Unreadable:
    return Unreadable(
        "Die Datei ist keine lesbare Arbeitsmappe; sie ist beschädigt oder unvollständig.",
        "eine Arbeitsmappe im Format .xlsx, .xls oder .ods",
        remedy="Öffnen Sie die Datei in Excel, speichern Sie sie neu und reichen Sie die neue Datei ein.",
    )


def _protected() -> Unreadable:
    return Unreadable(
        "Die Arbeitsmappe ist mit einem Kennwort geschützt.",
        "eine Arbeitsmappe ohne Kennwort",
        remedy="Speichern Sie die Datei ohne Kennwort.",
    )


def _parts(content: bytes) -> Mapping[str, bytes]:
    """The XML parts of the archive, after what could do harm has been refused."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
        _refuse_bomb(listed)
        _refuse_active([part.filename.lower() for part in listed])
        wanted = [part for part in listed if part.filename.lower().endswith((".xml", ".rels"))]
        parts = {part.filename: _unpacked(archive, part) for part in wanted}
    for name, text in parts.items():
        _refuse_tricks(text)
        if name.startswith("xl/worksheets/"):
            _refuse_far_cells(text)
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


def _refuse_far_cells(text: bytes) -> None:
    """The reader makes room for every cell up to the last one, so that one must not be far away."""
    columns = max((place_of(letters) + 1 for letters in set(LETTERS.findall(text))), default=0)
    lines = max(map(int, set(LINES.findall(text))), default=0)
    if columns > MAX_COLUMNS or columns * lines > MAX_CELLS:
        raise _far("Ein Tabellenblatt")


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
    name: str,
    visible: bool,
    rows: list[list[object]],
    merged: Sequence[Merged],
    kind: str,
    parts: Mapping[str, bytes],
) -> Table:
    if rows and len(rows) * len(rows[0]) > MAX_CELLS or len(rows[0] if rows else ()) > MAX_COLUMNS:
        raise _far(f"Das Tabellenblatt »{name}«")
    for line, column, text in formula_errors(parts, name) if kind == XLSX else ():
        if line < len(rows) and column < len(rows[line]):
            rows[line][column] = text
    return table_of_rows(
        rows,
        understood=f"{FORMS[kind]}, Tabellenblatt »{name}«",
        name=name,
        visible=visible,
        merged=tuple(merged),
        formulas=frozenset(formula_cells(parts, name, kind == ODS)) if kind != XLS else frozenset(),
        epoch=_epoch(parts),
    )


def _far(what: str) -> Unreadable:
    return Unreadable(
        f"{what} reicht bis in eine weit entfernte Zelle.",
        f"eine zusammenhängende Tabelle mit höchstens {MAX_COLUMNS} Spalten",
        remedy="Löschen Sie einzelne Zellen weit unter oder neben der Tabelle.",
    )


def _epoch(parts: Mapping[str, bytes]) -> date:
    """Day 0 of serial dates: the old Macintosh system counts from 1904."""
    old = re.search(rb"<workbookPr[^>]*date1904=\"(1|true)\"", parts.get("xl/workbook.xml", b""))
    return date(1904, 1, 1) if old else date(1899, 12, 30)
