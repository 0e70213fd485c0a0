"""A workbook made of the cells of tables: text stays text, days stay days, numbers stay numbers."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kim.exports.markup import UNSEEN
from kim.reading.table import Table, cell_text

CREATED = datetime(2024, 1, 1)
FORMS = {"text": "@", "day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm:ss"}
WIDTH = 16
AT_ONCE = 10_000  # lines that are Python objects at once
LONGEST = 32_767  # characters that a cell holds
AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def plain_book(tables: Sequence[Table]) -> bytes:
    """One worksheet per table, hidden where the table was; an empty one where there is none."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": not any(table.merged for table in tables), **AS_TEXT}
    )
    book.set_properties({"created": CREATED})
    forms = {name: book.add_format({"num_format": form}) for name, form in FORMS.items()}
    for name, table in zip(sheet_names(tables), tables, strict=True):
        sheet = book.add_worksheet(name)
        _write(sheet, table, forms)
        if not table.visible:
            sheet.hide()
    if not tables:
        book.add_worksheet("Daten")
    book.close()
    return buffer.getvalue()


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """The names of tables as a workbook allows them, each once."""
    names: list[str] = []
    for table in tables:
        plain = (
            re.sub(r"[\[\]:*?/\\]", " ", UNSEEN.sub("", table.name or "Daten")).strip("' ")[:31] or "Blatt"
        )
        names.append(_unused(plain, names))
    return names


def _unused(name: str, names: Iterable[str]) -> str:
    taken = {other.lower() for other in names}
    others = (f"{name[:27]} ({n})" for n in range(2, 1_000))
    return (
        name if name.lower() not in taken else next(other for other in others if other.lower() not in taken)
    )


def _write(sheet: Worksheet, table: Table, forms: dict[str, object]) -> None:
    texts = isinstance(table.columns[0], pa.ChunkedArray) if table.columns else False
    sheet.set_column(0, max(len(table.columns) - 1, 0), WIDTH, forms["text"] if texts else None)
    for (top, left), (bottom, right) in table.merged:
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "")
    for first in range(0, table.height, AT_ONCE):
        parts = [table.part(place, first, first + AT_ONCE) for place in range(len(table.columns))]
        for row, line in enumerate(zip(*parts, strict=True), start=first):
            for column, cell in enumerate(line):
                _write_cell(sheet, row, column, cell, forms)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: object, forms: dict[str, object]) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case datetime() if cell.year >= 1900 and cell.time() != time.min:
            sheet.write_datetime(row, column, cell, forms["moment"])
        case date() if cell.year >= 1900:
            sheet.write_datetime(row, column, cell, forms["day"])
        case _:
            sheet.write_string(row, column, UNSEEN.sub("", cell_text(cell))[:LONGEST], forms["text"])
