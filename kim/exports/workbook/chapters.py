"""A chapter as sheets: what it says with its key figures, then each figure and each table."""

import re
from collections.abc import Iterator

import pandas as pd

from kim.charts.description import SPOKEN
from kim.exports.workbook.book import LINE, SMALL, TITLE, Book, lines, sheet_name
from kim.exports.workbook.figures import ids, write_figure
from kim.exports.workbook.front import COVER, Entry
from kim.exports.workbook.tables import fit_frame, write_frame
from kim.topics.parts import Answer, Figure, Heading, Part, Table, Tiles, Words
from kim.topics.report import Chapter

WIDTHS = (46, 26, 90)  # characters of the sheet of a chapter
WIDE, ID = sum(WIDTHS), 60  # characters of its text, and of the ids beside it, which are not printed
KEY_FIGURES = ("Kennzahl", "Wert", "Worauf er beruht", "Kennung der Zahlen")
STRONG = re.compile(r"\*\*(.+?)\*\*")


def write_chapter(book: Book, chapter: Chapter, number: int) -> list[Entry]:
    """All sheets of a chapter; what the contents say of them."""
    names = sheet_names(chapter, number, [sheet.name for sheet in book.file.worksheets()])
    own = sheet_name(str(number), chapter.short, names.values())
    _write_words(book, chapter, own, names)
    told = "Text und Kennzahlen" if any(isinstance(p, Tiles) for p in chapter.parts) else "Text"
    entries = [Entry(own, chapter.title, told, chapter.title)]
    for part, name in ((part, names[at]) for at, part in enumerate(chapter.parts) if at in names):
        entries.append(_write_part(book, part, name, chapter.title))
    return entries


def sheet_names(chapter: Chapter, number: int, taken: list[str]) -> dict[int, str]:
    """The place of a part in its chapter → the name of its sheet."""
    names: dict[int, str] = {}
    for at, part in enumerate(chapter.parts):
        if isinstance(part, Figure | Table):
            title = part.chart.title if isinstance(part, Figure) else part.title
            short = title.split(" – ")[0]
            mark = f"{number}.{len(names) + 1:02}"
            names[at] = sheet_name(mark, short, [*taken, *names.values()])
    return names


def _write_part(book: Book, part: Figure | Table, name: str, chapter: str) -> Entry:
    if isinstance(part, Figure):
        write_figure(book, part.chart, name, COVER)
        return Entry(name, part.chart.title, SPOKEN[part.chart.kind], chapter)
    _write_table(book, part, name)
    return Entry(name, part.title, "Tabelle", chapter)


def _write_table(book: Book, table: Table, name: str) -> None:
    sheet = book.sheet(name)
    book.text(sheet, 0, 0, table.title, **TITLE)
    book.text(sheet, 1, 0, book.provenance, **SMALL)
    book.link(sheet, 2, 0, COVER, "← Übersicht")
    below = 4
    if len(table.frame):
        below = write_frame(book, sheet, 3, table.frame, f"tab_{table.key}", table.title)
        fit_frame(book, sheet, 3, table.frame)
    else:
        book.text(sheet, 3, 0, "Keine Einträge.")
    for row, text in enumerate(ids(table.traces), start=below + 1):
        book.text(sheet, row, 0, text, **SMALL)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)


def _write_words(book: Book, chapter: Chapter, name: str, sheets: dict[int, str]) -> None:
    """What the chapter says in the order of the page; its key figures as tables, its figures as links."""
    sheet = book.sheet(name)
    for place, width in enumerate((*WIDTHS, ID)):
        sheet.set_column(place, place, width)
    book.text(sheet, 0, 0, chapter.title, **TITLE)
    book.text(sheet, 1, 0, book.provenance, **SMALL)
    book.link(sheet, 2, 0, COVER, "← Übersicht")
    row = 4
    for at, part in enumerate(chapter.parts):
        row = _write_said(book, sheet, row, part, sheets.get(at), f"{chapter.id}_{at}")
    sheet.print_area(0, 0, row, len(WIDTHS) - 1)


def _write_said(book: Book, sheet: object, row: int, part: Part, to: str | None, key: str) -> int:
    """One part; the row for the next."""
    match part:
        case Answer():
            book.block(sheet, row, 2, part.text, WIDE * 0.8, font_size=13)
            return row + 2
        case Words():
            return _paragraphs(book, sheet, row, part)
        case Heading():
            book.text(sheet, row, 0, part.text, bold=True, font_size=13 if part.level <= 2 else 11)
            return row + 1
        case Tiles():
            return _write_key_figures(book, sheet, row, key_figures(part), key)
        case Figure() | Table():
            title = part.chart.title if isinstance(part, Figure) else part.title
            book.link(sheet, row, 0, to, title)
            return row + 2
    raise TypeError(f"a chapter of a workbook has no place for {type(part).__name__}")


def _write_key_figures(book: Book, sheet: object, row: int, frame: pd.DataFrame, key: str) -> int:
    for at, line in enumerate(frame.itertuples(index=False), start=row + 1):
        sheet.set_row(at, LINE * max(map(lines, line, WIDTHS)))  # an id may run on: it is copied, not read
    return write_frame(book, sheet, row, frame, f"zahlen_{key}", "Kennzahlen") + 1


def _paragraphs(book: Book, sheet: object, row: int, words: Words) -> int:
    for text in bare(words.text):
        book.block(sheet, row, 2, text, WIDE * (1.2 if words.small else 1), **(SMALL if words.small else {}))
        row += 1
    return row + 1


def bare(text: str) -> Iterator[str]:
    """Paragraphs without the signs that make pages bold or a list."""
    for line in text.split("\n"):
        if line.strip():
            plain = STRONG.sub(r"\1", line.strip())
            yield f"• {plain[2:]}" if plain.startswith("- ") else plain


def key_figures(tiles: Tiles) -> pd.DataFrame:
    """Headline figures as they are written, with what they rest on and their ids."""
    rows = [(tile.title, tile.value, "; ".join(tile.details), " ".join(tile.traces)) for tile in tiles.tiles]
    return pd.DataFrame(rows, columns=list(KEY_FIGURES), dtype="str")
