"""One table of a file by columns, and how its cells become text."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

import pyarrow as pa

Rows = Sequence[Sequence[object]]
Cells = pa.ChunkedArray | Sequence[object]
Merged = tuple[tuple[int, int], tuple[int, int]]

SINCE_1900 = date(1899, 12, 30)  # day 0 of serial dates
REMEDY = "Nehmen Sie die Vorlage des Datensatzes, oder speichern Sie die Datei als .xlsx oder CSV."
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007", " ") | dict.fromkeys("\u200b\ufeff\u00ad"))


@dataclass(frozen=True)
class Table:
    """One table of a file; a text file has one, a workbook one per worksheet.

    `columns[i]` holds the cells of file column i, one per line: text (an Arrow array) for text files, what
    the workbook holds (str, float, bool, date, datetime, None) else. `widths` counts the fields of each line
    of a text file. `merged` are ranges of cells (first and last: line, column), `formulas` the cells that
    hold a formula (line, column), all counted from 0. `epoch` is day 0 of the workbook's serial dates.
    """

    columns: tuple[Cells, ...]
    height: int
    understood: str
    name: str | None = None
    visible: bool = True
    widths: Sequence[int] | None = None
    merged: tuple[Merged, ...] = ()
    formulas: frozenset[tuple[int, int]] = field(default=frozenset())
    epoch: date = SINCE_1900

    def head(self, lines: int) -> list[list[object]]:
        """The first lines as rows."""
        return [self.line(index) for index in range(min(lines, self.height))]

    def line(self, index: int) -> list[object]:
        return [cell for place in range(len(self.columns)) for cell in self.part(place, index, index + 1)]

    def part(self, place: int, first: int, last: int) -> Sequence[object]:
        """Cells of one column, from line `first` up to before `last`."""
        cells = self.columns[place][first:last]
        return cells.to_pylist() if isinstance(cells, pa.ChunkedArray) else cells


class Unreadable(Exception):
    """The file cannot be read as a table: a German sentence, what was expected, the line if there is one."""

    def __init__(
        self,
        message: str,
        expected: str,
        row: int | None = None,
        code: str = "datei_unlesbar",
        remedy: str = REMEDY,
    ) -> None:
        super().__init__(message)
        self.message, self.expected, self.row = message, expected, row
        self.code, self.remedy = code, remedy


def cell_text(cell: object, mark: str = ",") -> str | None:
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
    if text.isascii():
        return text
    text = text.translate(SPACES)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def letter(place: int) -> str:
    """0 → A, 26 → AA, as spreadsheets name columns."""
    first, last = divmod(place, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)
