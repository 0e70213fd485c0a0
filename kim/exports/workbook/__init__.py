"""The Arbeitsmappe: a report as an Excel workbook with native tables and charts."""

from kim.exports.workbook.book import Book
from kim.exports.workbook.chapters import write_chapter
from kim.exports.workbook.front import (
    COVER,
    DEFINITIONS,
    SYMBOLS,
    Entry,
    write_cover,
    write_definitions,
    write_symbols,
)
from kim.topics.report import Report

__all__ = ["workbook"]


def workbook(report: Report) -> bytes:
    """The workbook of a report; the same report gives the same bytes.

    KimError where a table has more rows than a sheet holds: nothing is cut off.
    """
    book = Book(report)
    for name in (COVER, DEFINITIONS, SYMBOLS):
        book.sheet(name)
    entries = [
        Entry(DEFINITIONS, "Was die Kennzahlen bedeuten", "Definitionen"),
        Entry(SYMBOLS, "Was statt einer Zahl steht", "Zeichen"),
    ]
    for number, chapter in enumerate(report.chapters, start=1):
        entries += write_chapter(book, chapter, number)
    write_cover(book, entries)
    write_definitions(book, book.file.get_worksheet_by_name(DEFINITIONS))
    write_symbols(book, book.file.get_worksheet_by_name(SYMBOLS))
    return book.packed()
