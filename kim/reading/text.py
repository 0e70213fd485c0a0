"""Text files: encoding and delimiter told by the file, then its fields in bulk, a few thousand at a time."""

import csv
import io
import re
from array import array
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest

import pyarrow as pa

from kim.reading.limits import MAX_COLUMNS, MAX_FIELD
from kim.reading.table import Rows, Table, Unreadable, clean

Recognised = Callable[[Rows], int]

ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = {";": "Semikolon", "\t": "Tabulator", ",": "Komma", "|": "senkrechte Striche"}
HEAD = 100_000  # bytes that show which delimiter a file uses
CHUNK = 20_000  # records that are Python objects at once
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
csv.field_size_limit(MAX_FIELD)


def text_table(content: bytes, recognised: Recognised) -> Table:
    """The only table of a text file; `recognised` counts the known headings among rows."""
    content, codec, told = _decodable(content)
    _refuse_control_characters(content)
    head = content[:HEAD].rpartition(b"\n")[0] if len(content) > HEAD else content
    text = clean(head.decode(codec))
    delimiter = max(DELIMITERS, key=lambda sign: _headings_under(sign, text, recognised))
    columns, widths = _fields(_lines(content, codec, delimiter), delimiter)
    return Table(
        columns, len(widths), f"Text in {told}, getrennt durch {DELIMITERS[delimiter]}", widths=widths
    )


def _decodable(content: bytes) -> tuple[bytes, str, str]:
    """The content with a codec that reads all of it, and the German name of the encoding."""
    if content.startswith(UTF_16) or _half_zero(content):
        return _from_utf_16(content), "utf-8", "UTF-16"
    for codec, told in ENCODINGS.items():
        try:
            content.decode(codec)
            return content, codec, told
        except UnicodeDecodeError:
            continue
    raise Unreadable("Die Zeichen der Datei sind nicht lesbar.", "UTF-8, UTF-16 oder Windows-1252")


def _half_zero(content: bytes) -> bool:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    first = content[:1000]
    return len(first) > 3 and max(first[::2].count(0), first[1::2].count(0)) > len(first) * 0.4


def _from_utf_16(content: bytes) -> bytes:
    little = content[:1000][1::2].count(0) >= content[:1000][::2].count(0)
    codec = "utf-16" if content.startswith(UTF_16) else "utf-16-le" if little else "utf-16-be"
    try:
        return content.decode(codec).encode()
    except UnicodeError:
        raise Unreadable(
            "Die Datei ist als UTF-16 nicht lesbar.", "UTF-8, UTF-16 oder Windows-1252"
        ) from None


def _refuse_control_characters(content: bytes) -> None:
    if found := CONTROL.search(content):
        line = content.count(b"\n", 0, found.start()) + 1
        raise Unreadable(
            f"In Zeile {line} steht ein Steuerzeichen, das in einer Tabelle nicht vorkommt.",
            "lesbare Zeichen",
            line,
            remedy="Löschen Sie das Zeichen, oder speichern Sie die Datei neu als CSV.",
        )


def _headings_under(delimiter: str, head: str, recognised: Recognised) -> int:
    try:
        return recognised(list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)))
    except csv.Error:
        return 0


def _lines(content: bytes, codec: str, delimiter: str) -> Iterator[str]:
    """Lines as the file has them; one with more fields than any table is refused before it is split."""
    for number, line in enumerate(io.TextIOWrapper(io.BytesIO(content), codec, newline=""), start=1):
        if line.count(delimiter) >= MAX_COLUMNS:
            raise Unreadable(
                f"Zeile {number} hat mehr als {MAX_COLUMNS} Felder.",
                f"höchstens {MAX_COLUMNS} Spalten",
                number,
            )
        yield clean(line)


def _fields(lines: Iterator[str], delimiter: str) -> tuple[tuple[pa.ChunkedArray, ...], array]:
    """All records by columns, short ones filled up, and the number of fields of each."""
    columns: list[list[pa.Array]] = []
    widths = array("I")
    for chunk in _chunks(lines, delimiter, widths):
        cells = list(zip_longest(*chunk))
        columns += [[pa.nulls(len(widths) - len(chunk), pa.string())] for _ in cells[len(columns) :]]
        for place, parts in enumerate(columns):
            here = place < len(cells)
            parts.append(pa.array(cells[place], pa.string()) if here else pa.nulls(len(chunk), pa.string()))
    return tuple(pa.chunked_array(parts, pa.string()) for parts in columns), widths


def _chunks(lines: Iterator[str], delimiter: str, widths: array) -> Iterator[list[list[str]]]:
    """Records in portions; a quotation mark that is not closed would swallow lines, so it is refused."""
    records = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        chunk: list[list[str]] = []
        try:
            chunk.extend(islice(records, CHUNK))
        except csv.Error as error:
            raise _broken(len(widths) + len(chunk) + 1, str(error)) from None
        widths.extend(map(len, chunk))
        if not chunk:
            return
        yield chunk


def _broken(line: int, error: str) -> Unreadable:
    if "field larger" in error:
        return Unreadable(
            f"Ein Feld ab Zeile {line} ist länger als {MAX_FIELD} Zeichen.",
            "kurze Angaben in jedem Feld",
            line,
        )
    return Unreadable(
        f"In Zeile {line} ist ein Anführungszeichen nicht geschlossen oder steht mitten im Feld.",
        'Anführungszeichen nur um ganze Felder, im Text verdoppelt ("")',
        line,
    )
