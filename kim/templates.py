"""The template of a dataset as a workbook, made from its declaration."""

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kim.datasets import Column, Dataset, label_of, load_codes, load_reference

ROWS = 2000  # rows below the heading that carry formats and drop-downs
FORMATS = {
    "text": "@",
    "code": "@",
    "date": "dd.mm.yyyy",
    "decimal": "#,##0.00",
    "integer": "0",
    "boolean": "@",
}
TYPES = {
    "text": "Text",
    "code": "Code aus der Liste",
    "date": "Datum (TT.MM.JJJJ)",
    "decimal": "Zahl",
    "integer": "ganze Zahl",
    "boolean": "ja oder nein",
}


def write_template(dataset: Dataset) -> bytes:
    """A workbook with headings, cell formats, drop-downs and explanations; the same bytes each time."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": f"Vorlage {dataset.title}", "created": datetime(2024, 1, 1)})
    entry = book.add_worksheet(dataset.title[:31])
    explanation = book.add_worksheet("Erläuterung")
    lists = book.add_worksheet("Listen")
    ranges = _write_lists(lists, dataset)
    _write_entry(book, entry, dataset, ranges)
    _write_explanation(book, explanation, dataset)
    if dataset.explained_by:
        _write_anchors(book, dataset.explained_by)
    book.close()
    return buffer.getvalue()


def _write_entry(
    book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset, ranges: dict[str, str]
) -> None:
    for position, column in enumerate(dataset.columns):
        heading = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "italic": not column.required}
        )
        sheet.write_string(0, position, column.label, heading)
        sheet.write_comment(0, position, _hint(column), {"x_scale": 2})
        width = max(14, len(column.label) + 2)
        sheet.set_column(position, position, width, book.add_format({"num_format": FORMATS[column.type]}))
        _write_validation(sheet, position, column, ranges)
    sheet.freeze_panes(1, 0)


def _write_validation(sheet: Worksheet, position: int, column: Column, ranges: dict[str, str]) -> None:
    """A drop-down for codes and yes/no; other spellings stay possible, since the check knows synonyms."""
    source = ranges.get(column.codes or "") if column.type == "code" else None
    source = ["ja", "nein"] if column.type == "boolean" else source
    if source:
        rule = {
            "validate": "list",
            "source": source,
            "error_type": "information",
            "error_title": "Nicht in der Liste",
            "error_message": "Bekannte andere Schreibweisen werden beim Prüfen erkannt.",
        }
        sheet.data_validation(1, position, ROWS, position, rule)


def _write_lists(sheet: Worksheet, dataset: Dataset) -> dict[str, str]:
    """One column per code list; returns the ranges that drop-downs point to."""
    ranges: dict[str, str] = {}
    names = dict.fromkeys(column.codes for column in dataset.columns if column.codes)
    for position, name in enumerate(names):
        codes = load_codes(name)
        sheet.write_string(0, 2 * position, name)
        sheet.write_string(0, 2 * position + 1, "Bedeutung")
        for row, (code, label) in enumerate(zip(codes["code"], codes["label"], strict=True), start=1):
            sheet.write_string(row, 2 * position, code)
            sheet.write_string(row, 2 * position + 1, label)
        letter = xlsxwriter.utility.xl_col_to_name(2 * position)
        ranges[name] = f"=Listen!${letter}$2:${letter}${len(codes) + 1}"
    sheet.autofit()
    return ranges


def _write_explanation(book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"Vorlage {dataset.title}", bold)
    sheet.write_string(1, 0, dataset.row)
    sheet.write_string(
        2, 0, f"Eine neue Datei ersetzt: {_replaces(dataset)}. Die Reihenfolge der Spalten ist frei."
    )
    for position, title in enumerate(("Spalte", "Feldname", "Pflicht", "Art", "Bedeutung", "Codes")):
        sheet.write_string(4, position, title, bold)
    for row, column in enumerate(dataset.columns, start=5):
        for position, text in enumerate(_explained(column)):
            sheet.write_string(row, position, text, wrap)
    for position, width in enumerate((28, 24, 8, 20, 60, 60)):
        sheet.set_column(position, position, width)
    sheet.freeze_panes(5, 1)


def _write_anchors(book: xlsxwriter.Workbook, name: str) -> None:
    """What each code means, level by level, on a sheet of its own."""
    listed, sheet = load_reference(name), book.add_worksheet(name.capitalize())
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    codes, *told = listed.columns
    headings = [codes, "bezeichnung", *told]
    for position, heading in enumerate(headings):
        sheet.write_string(0, position, heading.replace("_", " ").capitalize(), bold)
    for row, (code, *texts) in enumerate(listed.itertuples(index=False), start=1):
        for position, text in enumerate((code, label_of(codes, code), *texts)):
            sheet.write_string(row, position, text, wrap)
    sheet.set_column(1, len(headings) - 1, 32)
    sheet.freeze_panes(1, 2)


def _explained(column: Column) -> tuple[str, ...]:
    codes = ""
    if column.codes and len(load_codes(column.codes)) <= 20:
        codes = "; ".join(f"{c.code} = {c.label}" for c in load_codes(column.codes).itertuples())
    elif column.codes:
        codes = f"siehe Blatt »Listen«, {column.codes}"
    kind = TYPES[column.type] + (f" in {column.unit}" if column.unit else "")
    return column.label, column.name, "ja" if column.required else "", kind, column.meaning, codes


def _hint(column: Column) -> str:
    needed = "Pflichtangabe." if column.required else "Freiwillig."
    return f"{needed} {TYPES[column.type]}. {column.meaning}".strip()


def _replaces(dataset: Dataset) -> str:
    labels = [dataset.column(name).label for name in dataset.replaces]
    return (
        f"frühere Zeilen mit gleichem Wert in {', '.join(labels)}" if labels else "alles bisher Eingereichte"
    )
