"""Tables in sheets: columns with their formats as an Excel table, frames as they are."""

from datetime import date, datetime
from numbers import Number

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from kim import formats
from kim.errors import KimError
from kim.exports.workbook.book import HEADING, LINE, WRAPPED, Book, header, lines, plain
from kim.exports.workbook.columns import Column

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
STYLE = "Table Style Light 1"
MISSING = {"pattern": 14, "bg_color": "#FFFFFF", "fg_color": "#C9CED4"}
EMPTY = "#N/V"
DAY = "dd.mm.yyyy"
WIDEST, LEAST = 60.0, 9.0  # characters


def check_size(rows: int, columns: int, title: str) -> None:
    """A sheet holds only so many rows; nothing is cut off, the export stops and says so."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        limits = f"{formats.number(MOST_ROWS)} Zeilen und {formats.number(MOST_COLUMNS)} Spalten"
        raise KimError(
            f"»{title}« hat {formats.number(rows)} Zeilen und {formats.number(columns)} Spalten, ein Blatt"
            f" fasst {limits}. Wählen Sie weniger aus oder nehmen Sie das Datenpaket."
        )


def write_columns(book: Book, sheet: Worksheet, top: int, found: list[Column], name: str) -> None:
    """The columns of a chart from a row on, headings first."""
    height, texts = len(found[0].cells), [column for column in found if column.forms is None]
    for place, column in enumerate(found):
        sheet.set_column(place, place, column.width)
        for row, value in enumerate(column.cells, start=top + 1):
            _write(book, sheet, row, place, column, row - top - 1, value)
    sheet.set_row(top, LINE * max(2, *(lines(c.header, c.width - 3) for c in found)))
    for row, words in enumerate(zip(*(c.cells for c in texts), strict=True), start=top + 1):
        high = max(lines(str(word or ""), c.width - 1) for word, c in zip(words, texts, strict=True))
        sheet.set_row(row, LINE * high)
    right = [column.forms is not None or column.key[0] == "end" for column in found]
    _declare(book, sheet, (top, 0), height, [column.header for column in found], name, right)


def _write(
    book: Book, sheet: Worksheet, row: int, place: int, column: Column, at: int, value: object
) -> None:
    if value is None:
        missing = column.status is not None and column.status[at] not in formats.NUMERIC
        if missing:
            sheet.write_blank(row, place, None, book.form(**MISSING))
    elif column.forms is None:
        side = {"align": "right"} if column.key[0] == "end" else {"indent": 1 if place else 0}
        book.text(sheet, row, place, value, **side, **WRAPPED)
    else:
        sheet.write_number(row, place, float(value), book.form(num_format=column.forms[at]))


def _declare(
    book: Book,
    sheet: Worksheet,
    at: tuple[int, int],
    height: int,
    names: list[str],
    name: str,
    right: list[bool] | None = None,
) -> None:
    (top, left), sides = at, ["right" if there else "left" for there in right or [False] * len(names)]
    told = [
        {
            "header": text,
            "header_format": book.form(**HEADING, align=side, indent=int(n > 0 and side == "left")),
        }
        for n, (text, side) in enumerate(zip(names, sides, strict=True))
    ]
    options = {"name": book.table_name(name), "columns": told, "style": STYLE, "banded_rows": False}
    sheet.add_table(top, left, top + max(height, 1), left + len(names) - 1, options)


def write_frame(
    book: Book, sheet: Worksheet, top: int, frame: pd.DataFrame, name: str, title: str, wrap: bool = True
) -> int:
    """A frame from a row on as an Excel table; the row behind its last one."""
    check_size(top + 1 + len(frame), len(frame.columns), title)
    names = _headings(frame)
    looks = WRAPPED if wrap else {}
    for row, line in enumerate(frame.itertuples(index=False), start=top + 1):
        for place, value in enumerate(line):
            write_value(book, sheet, row, place, value, **looks | ({"indent": 1} if wrap and place else {}))
    _declare(book, sheet, (top, 0), len(frame), names, name)
    return top + 1 + max(len(frame), 1)


def _headings(frame: pd.DataFrame) -> list[str]:
    names: list[str] = []
    for text in map(header, map(str, frame.columns)):
        same = sum(text.lower() == other.lower().rpartition(" [")[0] or text.lower() == other.lower()
                   for other in names)  # fmt: skip
        names.append(f"{text} [{same + 1}]" if same else text)
    return names


def write_value(book: Book, sheet: Worksheet, row: int, place: int, value: object, **look: object) -> None:
    """A value as what it is: numbers, days and truths as themselves, everything else as text."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return
    if isinstance(value, bool):
        book.text(sheet, row, place, "ja" if value else "nein", **look)
    elif isinstance(value, Number):
        sheet.write_number(row, place, float(value), book.form(**look))
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, place, value, book.form(num_format=DAY, **look))
    else:
        book.text(sheet, row, place, value, **look)


def fit_frame(
    book: Book, sheet: Worksheet, top: int, frame: pd.DataFrame, given: tuple[float, ...] | None = None
) -> None:
    """Columns as wide as their texts need or as given, rows as high."""
    widths = given or [_width(frame, place) for place in range(len(frame.columns))]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    heads = [lines(str(n), w - 3) for n, w in zip(frame.columns, widths, strict=True)]
    sheet.set_row(top, LINE * max([2, *heads]))
    for row, line in enumerate(frame.itertuples(index=False), start=top + 1):
        high = max([1, *(lines(plain(v), w) for v, w in zip(line, widths, strict=True))])
        sheet.set_row(row, LINE * high)


def _width(frame: pd.DataFrame, place: int) -> float:
    texts = ["" if value != value else str(value) for value in frame.iloc[:, place]]
    longest = max([len(part) for text in texts for part in text.split("\n")], default=0)
    words = max([len(word) for word in str(frame.columns[place]).split()], default=0) + 3
    return float(min(max(longest + 2, words, LEAST), WIDEST))
