"""Text files: encoding and delimiter told by the file, then its fields in bulk, a few thousand at a time."""

import codecs
import csv
import gc
import io
import re
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest

import pyarrow as pa

from kim.reading.limits import MAX_COLUMNS, MAX_FIELD, MAX_FIELDS, MAX_LINE, MAX_LINES
from kim.reading.table import Rows, Table, Unreadable, clean

Recognised = Callable[[Rows], int]

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = {";": "Semikolon", "\t": "Tabulator", ",": "Komma", "|": "senkrechte Striche"}
HEAD = 100_000  # bytes that show which delimiter a file uses
BLOCK = 1_000_000  # bytes that are decoded at once: a whole file as text takes up to four times its size
CHUNK = 300_000  # fields that are Python objects at once
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
UTF_8_INSIDE = re.compile(rb"\xc3[\x80-\xbf]")  # an umlaut in UTF-8; in Windows-1252 no text has it
KNOWN_ENCODINGS = "UTF-8, UTF-16 oder Windows-1252"


def text_table(content: bytes, recognised: Recognised) -> Table:
    """The only table of a text file; `recognised` counts the known headings among rows."""
    csv.field_size_limit(MAX_FIELD)  # one for the whole process, and other libraries raise it
    content, codec, told = _decodable(content)
    _refuse_control_characters(content)
    _refuse_many_lines(content)
    _refuse_long_lines(content)
    head = clean(_head(content).decode(codec, "ignore"))
    delimiter = max(DELIMITERS, key=lambda sign: _headings_under(sign, head, recognised))
    with _no_garbage():
        columns, widths = _fields(_Lines(content, codec, delimiter), delimiter)
    understood = f"Text in {told}, getrennt durch {DELIMITERS[delimiter]}"
    return Table(columns, len(widths), understood, widths=widths)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Millions of fields hold no circles; looking for some among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decodable(content: bytes) -> tuple[bytes, str, str]:
    """The content with a codec that reads all of it, and the German name of the encoding."""
    if content.startswith(UTF_16) or _half_zero(content):
        return _from_utf_16(content), "utf-8", "UTF-16"
    wrong = _undecodable(content, "utf-8")
    if wrong is None:
        return content, "utf-8-sig", "UTF-8"
    if _undecodable(content, "cp1252") is not None:
        raise Unreadable("Die Zeichen der Datei sind nicht lesbar.", KNOWN_ENCODINGS)
    if UTF_8_INSIDE.search(content):
        raise _mixed(content.count(b"\n", 0, wrong) + 1)
    return content, "cp1252", "Windows-1252"


def _undecodable(content: bytes, codec: str) -> int | None:
    """About where the first byte stands that a codec cannot read."""
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(content) + 1, BLOCK):
        try:
            decoder.decode(content[start : start + BLOCK], start + BLOCK > len(content))
        except UnicodeDecodeError as error:
            return start + error.start
    return None


def _mixed(line: int) -> Unreadable:
    return Unreadable(
        f"In Zeile {line} stehen Zeichen in einer anderen Kodierung als im übrigen Text.",
        f"eine einzige Kodierung: {KNOWN_ENCODINGS}",
        line,
        remedy="Speichern Sie die Datei neu als CSV UTF-8, statt Teile verschiedener Dateien zu verbinden.",
    )


def _half_zero(content: bytes) -> bool:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    first = content[:1000]
    return len(first) > 3 and max(first[::2].count(0), first[1::2].count(0)) > len(first) * 0.4


def _from_utf_16(content: bytes) -> bytes:
    little = content[:1000][1::2].count(0) >= content[:1000][::2].count(0)
    codec = "utf-16" if content.startswith(UTF_16) else "utf-16-le" if little else "utf-16-be"
    decoder = codecs.getincrementaldecoder(codec)()
    blocks = (content[start : start + BLOCK] for start in range(0, len(content), BLOCK))
    try:
        return (
            b"".join(decoder.decode(block).encode() for block in blocks) + decoder.decode(b"", True).encode()
        )
    except UnicodeError:
        raise Unreadable("Die Datei ist als UTF-16 nicht lesbar.", KNOWN_ENCODINGS) from None


def _refuse_control_characters(content: bytes) -> None:
    if found := CONTROL.search(content):
        line = content.count(b"\n", 0, found.start()) + 1
        raise Unreadable(
            f"In Zeile {line} steht ein Steuerzeichen, das in einer Tabelle nicht vorkommt.",
            "lesbare Zeichen",
            line,
            remedy="Löschen Sie das Zeichen, oder speichern Sie die Datei neu als CSV.",
        )


def _refuse_many_lines(content: bytes) -> None:
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise _too_much(f"Die Datei hat mehr als {MAX_LINES} Zeilen.")


def _refuse_long_lines(content: bytes) -> None:
    """A stretch without any line end is part of a line that is at least as long."""
    for start in range(0, len(content) - MAX_LINE, MAX_LINE):
        if all(content.find(end, start, start + MAX_LINE) < 0 for end in (b"\n", b"\r")):
            line = content.count(b"\n", 0, start) + 1
            raise Unreadable(
                f"Zeile {line} ist länger als {MAX_LINE} Zeichen.", "eine Zeile je Datensatz", line
            )


def _head(content: bytes) -> bytes:
    """Whole lines from the beginning."""
    if len(content) <= HEAD:
        return content
    last = max(content.rfind(end, 0, HEAD) for end in (b"\n", b"\r"))
    return content[: last if last > 0 else HEAD]


def _headings_under(delimiter: str, head: str, recognised: Recognised) -> int:
    try:
        return recognised(list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)))
    except csv.Error:
        return 0


class _Lines:
    """The lines of a file; `fields` counts those of the record they belong to, reset when it is read.

    A record with more fields than any table has is refused before it is split into them.
    """

    def __init__(self, content: bytes, codec: str, delimiter: str) -> None:
        self.file, self.delimiter = io.TextIOWrapper(io.BytesIO(content), codec, newline=""), delimiter
        self.fields = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.file, start=1):
            self.fields += line.count(self.delimiter)
            if self.fields >= MAX_COLUMNS:
                raise _too_much(f"Zeile {number} hat mehr als {MAX_COLUMNS} Felder.", number)
            yield clean(line)


def _too_much(message: str, line: int | None = None) -> Unreadable:
    expected = f"höchstens {MAX_COLUMNS} Spalten, {MAX_LINES} Zeilen und {MAX_FIELDS} Felder"
    return Unreadable(message, expected, line, remedy="Reichen Sie nur die Tabelle mit den Daten ein.")


def _fields(lines: _Lines, delimiter: str) -> tuple[tuple[pa.ChunkedArray, ...], array]:
    """All records by columns, short ones filled up, and the number of fields of each."""
    columns: list[list[pa.Array]] = []
    widths, total = array("I"), 0
    for chunk in _chunks(lines, delimiter, widths):
        cells = list(zip_longest(*chunk))
        columns += [[pa.nulls(len(widths) - len(chunk), pa.string())] for _ in cells[len(columns) :]]
        total += len(columns) * len(chunk)
        if total > MAX_FIELDS:
            raise _too_much(f"Die Datei hat mehr als {MAX_FIELDS} Felder.")
        for place, parts in enumerate(columns):
            here = place < len(cells)
            parts.append(pa.array(cells[place], pa.string()) if here else pa.nulls(len(chunk), pa.string()))
    return tuple(pa.chunked_array(parts, pa.string()) for parts in columns), widths


def _chunks(lines: _Lines, delimiter: str, widths: array) -> Iterator[list[list[str]]]:
    """Records in portions; a quotation mark that is not closed would swallow lines, so it is refused."""
    chunk: list[list[str]] = []
    fields = 0
    try:
        for record in csv.reader(lines, delimiter=delimiter, strict=True):
            lines.fields = 0
            chunk.append(record)
            widths.append(len(record))
            fields += len(record) + 1
            if fields > CHUNK:
                yield chunk
                chunk, fields = [], 0
    except csv.Error as error:
        raise _broken(len(widths) + 1, str(error)) from None
    if chunk:
        yield chunk


def _broken(line: int, error: str) -> Unreadable:
    if "field larger" in error:
        return Unreadable(
            f"Ein Feld ab Zeile {line} ist länger als {MAX_FIELD} Zeichen, oder ein Anführungszeichen ist"
            " nicht geschlossen.",
            "kurze Angaben in jedem Feld",
            line,
        )
    return Unreadable(
        f"In Zeile {line} ist ein Anführungszeichen nicht geschlossen oder steht mitten im Feld.",
        'Anführungszeichen nur um ganze Felder, im Text verdoppelt ("")',
        line,
    )
