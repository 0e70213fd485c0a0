"""Made files that would do harm, each a good one with one thing changed."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADING = ("Kreis", "Stichtag", "Baustein", "Besetzt")
ROW = ("05382", "31.01.2024", "1", "3,5")
PLAIN = ";".join(HEADING).encode() + b"\n" + ";".join(ROW).encode() + b"\n"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(types: bytes = b"", **more: bytes) -> bytes:
    """A good workbook, with further parts in its archive and further types of parts."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Stellen")
    sheet.write_row(0, 0, HEADING)
    sheet.write_row(1, 0, ROW)
    book.close()
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return changed(buffer.getvalue(), "[Content_Types].xml", lambda text: text + b"<!--" + types + b"-->")


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            text = source.read(entry)
            archive.writestr(entry.filename, change(text) if entry.filename == part else text)
    return target.getvalue()


def replaced(old: bytes, new: bytes) -> bytes:
    """The good workbook with other bytes in its first worksheet."""
    return changed(workbook(), SHEET, lambda text: text.replace(old, new))


def cell(text: bytes) -> bytes:
    """The good workbook with another text in its last cell."""
    return replaced(
        b'<c r="D2" t="s"><v>7</v></c>', b'<c r="D2" t="inlineStr"><is><t>' + text + b"</t></is></c>"
    )


def twice(content: bytes) -> bytes:
    """An archive that lists a part under the same name again."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    return buffer.getvalue()


def old_book(text: str = "05382", linked: bool = False, locked: bool = False, kind: int = 0) -> bytes:
    """A workbook in the old format; its dangers are written over a record that means nothing here."""
    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Stellen")
    for place, words in enumerate(HEADING):
        sheet.write(0, place, words)
    sheet.write(1, 0, text)
    sheet.write(1, 3, xlwt.Formula("1+2.5"))
    sheet.write(2, 3, xlwt.Formula("1/0"))
    sheet.row(3).set_cell_error(3, 0x2A)
    book.save(buffer)
    content = bytearray(buffer.getvalue())
    harmless = content.index(b"\x3d\x00\x12\x00")  # WINDOW1: where the window stands on the screen
    if linked:
        content[harmless : harmless + 8] = struct.pack("<HHHH", 0x01AE, 18, 1, 5)
    if locked:
        content[harmless : harmless + 4] = struct.pack("<HH", 0x002F, 18)
    listed = content.index(b"\x85\x00")
    content[listed + 9] = kind
    return bytes(content)


def ods_formula(formula: str, repeated: int = 1) -> bytes:
    """An OpenDocument table with one row of data and a formula in its last column."""
    document, table = OpenDocumentSpreadsheet(), Table(name="Stellen")
    document.spreadsheet.addElement(table)
    for words in (HEADING, ROW[:3]):
        row = TableRow()
        table.addElement(row)
        for word in words:
            row.addElement(_ods_cell(word))
    row.addElement(_ods_cell("3,5", formula=formula, numbercolumnsrepeated=repeated))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _ods_cell(word: str, **more: object) -> TableCell:
    found = TableCell(valuetype="string", **more)
    found.addElement(P(text=word))
    return found


def ods_with(before: bytes, **more: bytes) -> bytes:
    """The OpenDocument table with bytes before its first element, and with other or further parts."""
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    source, target = zipfile.ZipFile(io.BytesIO(ods_formula("of:=1"))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "content.xml":
                content = content.replace(
                    b"<office:document-content", before + b"<office:document-content", 1
                )
            archive.writestr(part, parts.pop(part.filename, content))
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def formula_book(formula: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Stellen")
    sheet.write_row(0, 0, HEADING)
    sheet.write_row(1, 0, ROW[:3])
    sheet.write_formula(1, 3, formula, None, 3.5)
    book.close()
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """A part whose directory entry says that it is small."""
    content = workbook(xl__bomb_dot_xml=b" " * 20_000_000)
    return content.replace(struct.pack("<L", 20_000_000), struct.pack("<L", 1_000))


def protected() -> bytes:
    """The outside of a workbook with a password: an OLE file with a stream that is named so."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )
