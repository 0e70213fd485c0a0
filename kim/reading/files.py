"""The bytes of a file → its tables as rows of cells, whatever encoding or delimiter they come in."""

import csv
import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath

import python_calamine

from kim.reading.formulas import formula_errors

Rows = Sequence[Sequence[object]]
Recognised = Callable[[Rows], int]

ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
DELIMITERS = {";": "Semikolon", "\t": "Tabulator", ",": "Komma"}
MAX_UNPACKED = 500_000_000  # bytes of an unpacked workbook
MAX_CELLS = 20_000_000  # of one worksheet, empty ones between filled ones included
HEAD = 100_000  # characters that show which delimiter a file uses
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook with a password
BROKEN = (  # what a damaged or encrypted archive, or one that is no workbook, raises
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    python_calamine.CalamineError,
)
SPACES = ("\u00a0", "\u202f", "\u2009", "\u2007")
INVISIBLE = ("\u200b", "\ufeff", "\u00ad")


@dataclass(frozen=True)
class Table:
    """One table of a file; a text file has one, a workbook one per visible worksheet."""

    rows: Rows
    understood: str
    name: str | None = None


class Unreadable(Exception):
    """The file cannot be read as a table: a German sentence, what was expected, the line if there is one."""

    def __init__(
        self, message: str, expected: str, row: int | None = None, code: str = "datei_unlesbar"
    ) -> None:
        super().__init__(message)
        self.message, self.expected, self.row, self.code = message, expected, row, code


def read_tables(content: bytes, file_name: str, recognised: Recognised) -> list[Table]:
    """The tables of a file; `recognised` counts the known headings of rows and so tells delimiters apart."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return list(_worksheets(content))
    if suffix in (".csv", ".txt", ".tsv"):
        return [_text_table(content, recognised)]
    raise Unreadable(
        f"Dateien mit der Endung »{suffix}« können nicht gelesen werden.",
        "eine Datei mit der Endung .xlsx, .csv, .tsv oder .txt",
    )


def cell_text(cell: object, mark: str) -> str | None:
    """A cell as text, much as the workbook shows it: numbers with the file's decimal mark, German days."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return None if cell != cell else f"{Decimal(f'{cell:.15g}'):f}".replace(".", mark)
    if isinstance(cell, datetime) and cell.time() != time.min:
        return f"{cell:%d.%m.%Y %H:%M:%S}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else None if cell is None else str(cell)


def clean(text: str) -> str:
    """Text in one Unicode form, with plain spaces and without characters that nobody sees."""
    for space in SPACES:
        text = text.replace(space, " ")
    for character in INVISIBLE:
        text = text.replace(character, "")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _text_table(content: bytes, recognised: Recognised) -> Table:
    text, encoding = _decode(content)
    head = text[:HEAD].rpartition("\n")[0] if len(text) > HEAD else text
    delimiter = max(DELIMITERS, key=lambda sign: _headings_under(sign, head, recognised))
    rows = _records(text, delimiter)
    return Table(rows, f"Text in {ENCODINGS[encoding]}, getrennt durch {DELIMITERS[delimiter]}")


def _headings_under(delimiter: str, head: str, recognised: Recognised) -> int:
    try:
        return recognised(list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)))
    except csv.Error:
        return 0


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:1000]:
        raise Unreadable("Die Datei ist in UTF-16 gespeichert (»Unicode-Text«).", "UTF-8 oder Windows-1252")
    for encoding in ENCODINGS:
        try:
            return clean(content.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("Die Zeichen der Datei sind nicht lesbar.", "UTF-8 oder Windows-1252")


def _records(text: str, delimiter: str) -> Rows:
    """All records; a quotation mark that is not closed would swallow the lines after it, so it is refused."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        line = len(records) + 1
        raise Unreadable(
            f"In Zeile {line} ist ein Anführungszeichen nicht geschlossen oder steht mitten im Feld.",
            'Anführungszeichen nur um ganze Felder, im Text verdoppelt ("")',
            line,
        ) from None
    return records


def _worksheets(content: bytes) -> Iterator[Table]:
    if content.startswith(OLD_WORKBOOK):
        raise Unreadable(
            "Die Arbeitsmappe hat das alte Format .xls oder ist mit einem Kennwort geschützt.",
            "eine Arbeitsmappe im Format .xlsx ohne Kennwort",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("Die Arbeitsmappe ist ausgepackt zu groß.", "höchstens 500 MB")
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            for name in _visible(book):
                yield _worksheet(book.get_sheet_by_name(name), archive)
    except BROKEN:
        expected = "eine Arbeitsmappe im Format .xlsx"
        raise Unreadable("Die Datei ist keine lesbare Excel-Arbeitsmappe.", expected) from None


def _visible(book: python_calamine.CalamineWorkbook) -> list[str]:
    shown, kind = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
    return [sheet.name for sheet in book.sheets_metadata if sheet.visible == shown and sheet.typ == kind]


def _worksheet(sheet: python_calamine.CalamineSheet, archive: zipfile.ZipFile) -> Table:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise Unreadable(
            f"Das Tabellenblatt »{sheet.name}« reicht bis in eine weit entfernte Zelle.",
            "eine zusammenhängende Tabelle ohne einzelne Zellen weit darunter oder daneben",
        )
    rows = sheet.to_python(skip_empty_area=False)
    for line, column, text in formula_errors(archive, sheet.name):
        if line < len(rows) and column < len(rows[line]):
            rows[line][column] = text
    return Table(rows, f"Excel-Arbeitsmappe, Tabellenblatt »{sheet.name}«", sheet.name)
