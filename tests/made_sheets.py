"""Small files as lines of text or as workbooks, read and checked."""

import io
from datetime import date

import xlsxwriter

from kim.checking import Checker, Context
from kim.checking.check import Checked
from kim.datasets import load_dataset
from kim.reading import Lesart, Sheet, read

DAY = date(2025, 9, 30)
STELLEN = "Kreis;Stichtag;Baustein;Zugewiesen (VZÄ);Besetzt (VZÄ)"
ANTRAEGE = "Vorgang;Behörde;Anliegen;Eingang am;Entscheidung am;Entscheidung"
FAELLE = "Fall;Kreis;Fallart;Aufnahme am;Abschluss am"
BESTAND = "Behörde;Zeitraum von;Zeitraum bis;Anliegen;Zähleinheit;Bestand am Ende"
SENDERS = {"stellen": "05382", "antraege": "EBH-05382", "faelle": "05382", "bestand": "EBH-05382"}
ROW = "05382;30.09.2025;1;4,5;3,5"


def sheet_of(*lines: str, dataset: str = "stellen", **told: object) -> Sheet:
    return read("\n".join(lines).encode(), "datei.csv", load_dataset(dataset), Lesart(**told))


def sheet_of_book(content: bytes, dataset: str = "stellen", **told: object) -> Sheet:
    return read(content, "datei.xlsx", load_dataset(dataset), Lesart(**told))


def book(rows: list[list[object]], merged: list[tuple] = (), sheets: dict[str, list] | None = None) -> bytes:
    """A workbook with one worksheet, merged ranges as (first row, first column, last row, last column)."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    for name, cells in (sheets or {"Meldung": rows}).items():
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(cells):
            sheet.write_row(line, 0, row)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    workbook.close()
    return buffer.getvalue()


def checked(checker: Checker, sheet: Sheet, dataset: str = "stellen") -> Checked:
    context = Context(SENDERS[dataset], DAY, DAY.replace(month=10))
    return checker.check(sheet, load_dataset(dataset), context)


def codes(found: Sheet | Checked, severity: str | None = None) -> list[str]:
    return [issue.code for issue in found.issues if severity in (None, issue.severity)]
