"""Workbooks in the old format (XLS): what is dangerous in them, their formulas and errors.

An XLS is a small file system (compound file) with one stream of records (BIFF), as [MS-CFB] and [MS-XLS]
describe them. Only what is asked about is looked at; the cells are read by somebody else.
"""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kim.reading.elements import Found
from kim.reading.formulas import SINCE_1904, Facts
from kim.reading.refusals import macros, outside, protected
from kim.reading.table import SINCE_1900

FREE = 0xFFFFFFF0  # sector numbers from here on are signs
FORMULA, EOF, DATEMODE, FILEPASS, BOUNDSHEET, SUPBOOK, BOOLERR, BOF = (
    0x0006, 0x000A, 0x0022, 0x002F, 0x0085, 0x01AE, 0x0205, 0x0809
)  # fmt: skip
OWN_BOOK, ADD_IN = 0x0401, 0x3A01  # what a SUPBOOK refers to when it is no other file
MACRO_SHEETS = (1, 6)
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
          0x2A: "#N/A"}  # fmt: skip


def xls_facts(content: bytes) -> Facts:
    """Facts of a workbook; none of one that is too broken for its cells to be read either."""
    try:
        streams = dict(_streams(content))
        if "_VBA_PROJECT_CUR" in streams or "VBA" in streams:
            raise macros()
        return _facts(streams.get("Workbook") or streams.get("Book") or b"")
    except (struct.error, IndexError, UnicodeDecodeError):
        return Facts()


def _streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Streams and storages of a compound file by name; the short ones lie inside the stream of the root."""
    size, small_size = (1 << shift for shift in struct.unpack_from("<HH", content, 30))
    if size not in (512, 4096) or small_size != 64:
        return
    start, cutoff, small_start = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
    table, sectors = _table(content, size), content[size:]
    small_table = array("I", _aligned(_chain(sectors, table, small_start, size)))
    folder, root = _chain(sectors, table, start, size), b""
    for at in range(0, len(folder) - 127, 128):
        entry = folder[at : at + 128]
        length, kind = struct.unpack_from("<HB", entry, 64)
        first, long = struct.unpack_from("<II", entry, 116)
        name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le")
        is_small = kind == 2 and long < cutoff
        where = (root, small_table, first, 64) if is_small else (sectors, table, first, size)
        body = _chain(*where)
        root = body if kind == 5 else root
        yield name, body[:long]


def _table(content: bytes, size: int) -> array:
    """For each sector the next one of its chain."""
    listed = list(struct.unpack_from("<109I", content, 76))
    more, count = struct.unpack_from("<II", content, 68)
    while count and more < FREE and len(listed) < len(content) // size:
        *further, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        listed += further
        count -= 1
    parts = [content[(n + 1) * size : (n + 2) * size] for n in listed if n < FREE]
    return array("I", _aligned(b"".join(parts)))


def _aligned(content: bytes) -> bytes:
    return content[: len(content) // 4 * 4]


def _chain(content: bytes, table: array, sector: int, size: int) -> bytes:
    parts = []
    while sector < len(table) and len(parts) <= len(table):
        parts.append(content[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)


@dataclass
class _Book:
    """What the records have told so far; `inside` are the names of the sheets that are open."""

    names: dict[int, str] = field(default_factory=dict)
    inside: list[str | None] = field(default_factory=list)
    formulas: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    errors: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    epoch: date = SINCE_1900


def _facts(stream: bytes) -> Facts:
    book, at = _Book(), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in READERS:
            READERS[kind](book, at, stream[at + 4 : at + 4 + length])
        at += 4 + length
    sheets = {
        name: Found(frozenset(book.formulas.get(name, ())), tuple(book.errors.get(name, ())))
        for name in book.names.values()
    }
    return Facts(sheets, book.epoch)


def _open(book: _Book, at: int, record: bytes) -> None:
    book.inside.append(book.names.get(at))


def _close(book: _Book, at: int, record: bytes) -> None:
    if book.inside:
        book.inside.pop()


def _sheet(book: _Book, at: int, record: bytes) -> None:
    start, _, kind, length = struct.unpack_from("<IBBB", record)
    if kind in MACRO_SHEETS:
        raise macros()
    wide = len(record) > 7 + length and record[7] & 1
    codec, first = ("utf-16-le", 8) if wide else ("cp1252", len(record) - length)
    book.names[start] = record[first:].decode(codec, "replace")


def _formula(book: _Book, at: int, record: bytes) -> None:
    line, column = struct.unpack_from("<HH", record)
    if book.inside and (sheet := book.inside[-1]):
        book.formulas.setdefault(sheet, []).append((line, column))
        if record[12:14] == b"\xff\xff" and record[6] == 2:
            _add_error(book, sheet, line, column, record[8])


def _error(book: _Book, at: int, record: bytes) -> None:
    line, column, _, code, is_error = struct.unpack_from("<HHHBB", record)
    if is_error and book.inside and (sheet := book.inside[-1]):
        _add_error(book, sheet, line, column, code)


def _add_error(book: _Book, sheet: str, line: int, column: int, code: int) -> None:
    book.errors.setdefault(sheet, []).append((line, column, ERRORS.get(code, "#N/A")))


def _refers(book: _Book, at: int, record: bytes) -> None:
    if struct.unpack_from("<H", record, 2)[0] not in (OWN_BOOK, ADD_IN):
        raise outside()


def _locked(book: _Book, at: int, record: bytes) -> None:
    raise protected()


def _dates(book: _Book, at: int, record: bytes) -> None:
    if record[:1] == b"\1":
        book.epoch = SINCE_1904


READERS = {
    BOF: _open, EOF: _close, BOUNDSHEET: _sheet, FORMULA: _formula, BOOLERR: _error, SUPBOOK: _refers,
    FILEPASS: _locked, DATEMODE: _dates,
}  # fmt: skip
