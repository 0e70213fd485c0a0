"""The first sheets: the cover with all contents, what the indicators mean, what the symbols say."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kim import formats
from kim.catalogue import Indicator
from kim.exports.workbook.book import HAIR, HEADING, LINE, SMALL, TITLE, WRAPPED, Book, lines
from kim.exports.workbook.tables import fit_frame, write_frame
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.topics.report import Report

COVER, DEFINITIONS, SYMBOLS = "Übersicht", "Definitionen", "Zeichen"
WIDTHS = (34, 110, 26)  # characters of the cover
DEFINED = (26, 9, 42, 34, 30, 46, 28, 18, 28, 18)  # characters of the definitions
PRINTED = 6  # the last of their columns that is printed
BETTER = {"higher": "höher ist besser", "lower": "niedriger ist besser", "neither": "weder noch"}
FOR_READERS = (
    "Zahlen in den Tabellen unter den Bildern sind ungerundet; angezeigt werden so viele Stellen wie im"
    " Bericht. Kernzahlen und kleine Tabellen stehen als Text da, wie auf der Seite.",
    "Wo ein Wert fehlt, ist die Zelle leer und schraffiert; warum, steht daneben unter »Angabe«. Leer ist nie"
    " null.",
    "Wer gemeldet hat und zu welchen Stichtagen, steht unter jedem Bild in der Zeile »Quelle«.",
    "Jede »Kennung der Zahlen« führt mit `python -m kim trace` zurück zu Zahlen, Definition und"
    " Einreichungen.",
)


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a sheet, what it shows, what it is."""

    sheet: str
    title: str
    kind: str
    chapter: str = ""


def write_cover(book: Book, entries: Iterable[Entry]) -> None:
    """Where everything comes from, then every sheet with a link to it."""
    sheet = book.file.get_worksheet_by_name(COVER)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    book.text(sheet, 0, 0, book.report.title, **TITLE | {"font_size": 20})
    sheet.set_row(0, 30)
    row = _provenance(book, sheet)
    for text in FOR_READERS:
        book.block(sheet, row, 2, text, sum(WIDTHS), **SMALL)
        row += 1
    _contents(book, sheet, row + 1, list(entries))


def _provenance(book: Book, sheet: object) -> int:
    for row, (name, text) in enumerate(provenance(book.report), start=1):
        book.text(sheet, row, 0, name, bold=True)
        book.text(sheet, row, 1, text, **WRAPPED)
        sheet.set_row(row, LINE * lines(text, WIDTHS[1]))
    return row + 2


def provenance(report: Report) -> list[tuple[str, str]]:
    """What the report is and which Stand it rests on; what was invented says so first."""
    stand = report.lens.stand
    example = [("Hinweis", EXAMPLE_NOTE)] if stand.example else []
    return [
        *example,
        ("Auswahl", report.selection),
        ("Stand", report.stand),
        ("Kennung des Stands", stand.id),
        ("Kennung des Berichts", report.id),
        ("Erstellt mit", "KIM-Monitor"),
    ]


def _contents(book: Book, sheet: object, row: int, entries: list[Entry]) -> None:
    for place, text in enumerate(("Blatt", "Was es zeigt", "Art")):
        book.text(sheet, row, place, text, **HEADING)
    sheet.repeat_rows(row)
    chapter = ""
    for entry in entries:
        row += 1
        if entry.chapter != chapter:
            chapter = entry.chapter
            book.text(sheet, row, 0, chapter, bold=True, font_size=12)
            sheet.set_row(row, 22)
            row += 1
        _line(book, sheet, row, entry)
    sheet.print_area(0, 0, row, 2)


def _line(book: Book, sheet: object, row: int, entry: Entry) -> None:
    book.link(sheet, row, 0, entry.sheet, entry.sheet, **HAIR)
    book.text(sheet, row, 1, entry.title, **WRAPPED, **HAIR)
    book.text(sheet, row, 2, entry.kind, **HAIR)
    sheet.set_row(row, LINE * lines(entry.title, WIDTHS[1]))


def write_definitions(book: Book, sheet: object) -> None:
    """Every indicator that a number rests on, as the catalogue defines it."""
    frame = pd.DataFrame([_defined(book.report, entry) for entry in book.report.indicators], dtype="str")
    book.text(sheet, 0, 0, "Was die Kennzahlen bedeuten", **TITLE)
    book.link(sheet, 2, 0, COVER, "← Übersicht")
    if len(frame):
        fit_frame(book, sheet, 3, frame, DEFINED)
        last = write_frame(book, sheet, 3, frame, "tbl_definitionen", DEFINITIONS)
        sheet.print_area(0, 0, last - 1, PRINTED)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)


def _defined(report: Report, entry: Indicator) -> dict[str, str]:
    return {
        "Kennzahl": entry.title,
        "Einheit": entry.unit,
        "Definition": entry.definition,
        "Formel": entry.formula,
        "Lesebeispiel": entry.reading_example,
        "Grenzen": entry.limits,
        "Quelle": entry.source,
        "Richtung": BETTER.get(entry.better, entry.better),
        "Kürzel": entry.id,
        "Fassung der Abfrage": report.lens.stand.fingerprint(entry.id)[:12],
    }


def write_symbols(book: Book, sheet: object) -> None:
    """What stands where a number is missing."""
    words = {symbol: status for status, symbol in formats.SYMBOLS.items()}
    rows = [
        {"Zeichen": symbol, "Angabe": formats.WORDS[words[symbol]], "Bedeutung": meaning,
         "in den Rohdaten": words[symbol]}
        for symbol, meaning in formats.symbol_legend()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, dtype="str")
    book.text(sheet, 0, 0, "Was statt einer Zahl steht", **TITLE)
    book.link(sheet, 2, 0, COVER, "← Übersicht")
    fit_frame(book, sheet, 3, frame)
    write_frame(book, sheet, 3, frame, "tbl_zeichen", SYMBOLS)
    sheet.freeze_panes(4, 1)
