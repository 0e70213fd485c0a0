"""An Excel list as a Kreis keeps it: title lines, headings and words of its own, and twelve seeded errors."""

import io
from collections.abc import Mapping
from datetime import date, timedelta

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

SENDER, SENDER_NAME = "05762", "Höxter"
SHEET = "Fallliste"
TITLE = "Kreis Höxter, Kommunales Integrationsmanagement. Beispieldaten (erfunden)"
FIRST = 5  # line of the first case: two title lines, an empty one, the heading
CASES = 30
HEADINGS = (
    "Kürzel Fall", "AGS", "Art der Begleitung", "Anfrage kam am", "Aufnahme am", "Assessment", "Hilfeplan",
    "Fall beendet am", "Ergebnis am Ende", "Personen im Haushalt", "Sachbearbeitung",
)  # fmt: skip
# what the sender has to say: words of the list → ours
COLUMNS = {"Fallart": "Art der Begleitung", "Abschlussart": "Ergebnis am Ende"}
CODES = {"Begleitung": "case_management", "Beratung kurz": "kurzberatung", "Plan erfüllt": "Z1"}
# cell of the list → what somebody typed by mistake; corrected, it is what `cells` makes
ERRORS: Mapping[str, object] = {
    "A9": "HX-004",  # the same case twice
    "A10": None,  # no case
    "B11": "05774",  # another Kreis
    "D12": date(2025, 12, 1),  # after the Aufnahme
    "E13": "31.02.2025",  # no day
    "H14": date(2062, 3, 4),  # not yet
    "F15": date(2024, 1, 2),  # before the Aufnahme
    "G16": date(2024, 1, 2),  # before the Assessment
    "H17": date(2024, 1, 2),  # before the Hilfeplan
    "I18": None,  # closed, but how
    "J19": 0,  # nobody
    "J20": "drei",  # in words
}


def case_list(errors: bool = True, more: int = 0) -> bytes:
    """The list as a workbook; `more` cases came since."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append([TITLE])
    sheet.append(["Fallliste Case Management und Kurzberatung"])
    sheet.append([])
    sheet.append(HEADINGS)
    for number in range(1, CASES + more + 1):
        sheet.append(_case(number))
    sheet.append([])
    sheet.append(["Erstellt am 05.01.2026"])
    if errors:
        _write(sheet, ERRORS)
    return _saved(book)


def corrected(korrekturmappe: bytes) -> bytes:
    """The Korrekturmappe with every seeded error mended in its cell, nothing else touched."""
    book = load_workbook(io.BytesIO(korrekturmappe))
    right = load_workbook(io.BytesIO(case_list(errors=False)))[SHEET]
    _write(book[SHEET], {cell: right[cell].value for cell in ERRORS})
    return _saved(book)


def _case(number: int) -> list[object]:
    began = date(2025, 2, 3) + timedelta(days=7 * (number - 1))
    closed = began + timedelta(days=80) if number in (13, 14) or number % 5 == 0 else None
    kind = "Beratung kurz" if number % 10 == 3 else "Begleitung"
    steps = [began - timedelta(days=9), began, began + timedelta(days=12), began + timedelta(days=30)]
    plan = steps if kind == "Begleitung" else [*steps[:3], None]
    result = "Plan erfüllt" if closed else None
    return [f"HX-{number:03}", SENDER, kind, *plan, closed, result, number % 5 + 1, f"Team {number % 3 + 1}"]


def _write(sheet: Worksheet, cells: Mapping[str, object]) -> None:
    for place, value in cells.items():
        sheet[place] = value


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
