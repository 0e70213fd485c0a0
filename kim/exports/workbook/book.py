"""The workbook under construction: its formats, its sheets ready for print, texts that stay texts."""

import io
import re
from collections.abc import Iterable
from datetime import datetime, time
from functools import cached_property

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kim.exports.markup import CODED, UNSEEN
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.topics.report import Report

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NORMAL = {"font_name": "Arial", "font_size": 10}
LONGEST = 32_767  # characters that a cell holds
CUT = " … (gekürzt)"
SHEET_NAME, FOOT = 31, 150  # characters
A4 = 9
FONT = {**NORMAL, "font_scheme": "none", "font_color": "#1B2126", "valign": "top"}
TITLE = {"bold": True, "font_size": 14}
WRAPPED = {"text_wrap": True}
SMALL = {"font_size": 8, "font_color": "#56616B"}
LINK = {"font_color": "#0B4F8A", "underline": 1}
HEADING = {"bold": True, "text_wrap": True, "bg_color": "#E7EDF3", "bottom": 1, "bottom_color": "#0B4F8A"}
LINE = 15.0  # points of a line of text
HAIR = {"bottom": 4, "bottom_color": "#B9C1C8"}


class Book:
    """A workbook that is written once, from front to back."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.names: dict[str, str] = {}  # what a sheet is about → its name
        self._buffer = io.BytesIO()
        self.file = xlsxwriter.Workbook(
            self._buffer, AS_TEXT | {"default_format_properties": dict(NORMAL), "in_memory": True}
        )
        self._forms: dict[tuple, Format] = {}
        self._taken: set[str] = set()
        day = datetime.combine(report.lens.stand.day, time())
        told = {"title": report.title, "subject": report.selection, "comments": self.provenance}
        self.file.set_properties(
            {"author": "KIM-Monitor", "created": day, **{k: plain(v) for k, v in told.items()}}
        )

    @cached_property
    def provenance(self) -> str:
        """Where all numbers come from, in one line."""
        stand = self.report.lens.stand
        parts = [f"{self.report.stand}, Kennung {stand.id}", f"Auswahl: {self.report.selection}"]
        return " · ".join([*([EXAMPLE_NOTE] if stand.example else []), *parts])

    def form(self, **look: object) -> Format:
        """A format, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._forms:
            self._forms[key] = self.file.add_format({**FONT, **look})
        return self._forms[key]

    def sheet(self, name: str) -> Worksheet:
        """A sheet as it is to be printed: landscape, one page wide, with page numbers."""
        sheet = self.file.add_worksheet(name)
        sheet.set_default_row(LINE)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8 {_foot(self)}&R&8 Seite &P von &N", {"scale_with_doc": False})
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: object, **look: object) -> None:
        sheet.write_string(row, column, plain(text), self.form(**look))

    def block(self, sheet: Worksheet, row: int, last: int, text: str, wide: float, **look: object) -> None:
        """A paragraph over the columns up to `last`, `wide` characters, as high as it needs."""
        form = self.form(**WRAPPED, **look)
        if last:
            sheet.merge_range(row, 0, row, last, "", form)
        sheet.write_string(row, 0, plain(text), form)
        sheet.set_row(row, lines(text, wide) * LINE)

    def link(self, sheet: Worksheet, row: int, column: int, to: str, text: str, **look: object) -> None:
        """A link to another sheet of this workbook; there are no others."""
        sheet.write_url(row, column, f"internal:'{to}'!A1", self.form(**LINK, **look), plain(text))

    def table_name(self, wanted: str) -> str:
        """A name for a table as Excel allows it, each once."""
        ascii_only = re.sub(r"[^A-Za-z0-9_]", "_", wanted)[:200]
        name = _unused(ascii_only, self._taken, "_")
        self._taken.add(name.lower())
        return name

    def packed(self) -> bytes:
        self.file.close()
        return self._buffer.getvalue()


def plain(text: object) -> str:
    """Any text as a cell holds it."""
    clean = UNSEEN.sub("", str(text)).replace("\r\n", "\n")
    return clean if len(clean) <= LONGEST else clean[: LONGEST - len(CUT)] + CUT


def header(text: str) -> str:
    """A text as the heading of a column: one line, nothing that Excel would read as a sign."""
    return CODED.sub("_ ", " ".join(plain(text).split()))[:240] or "Spalte"


def sheet_name(number: str, title: str, taken: Iterable[str]) -> str:
    """ "2.03 Besetzungsquote": the number, then as many words as fit, each name once."""
    words = re.sub(r"[\[\]:*?/\\'\"!=]", " ", UNSEEN.sub(" ", title)).split()
    name = " ".join([number, *words])
    while len(name) > SHEET_NAME and len(words) > 1:
        words = words[:-1]
        name = " ".join([number, *words])
    return _unused(name[:SHEET_NAME].rstrip(" ,;–"), {other.lower() for other in taken}, " ")


def _unused(name: str, taken: set[str], gap: str) -> str:
    if name.lower() not in taken:
        return name
    others = (f"{name[: SHEET_NAME - 4] if gap == ' ' else name}{gap}{n}" for n in range(2, 1_000))
    return next(other for other in others if other.lower() not in taken)


def lines(text: str, wide: float) -> int:
    """Lines that a text needs in so many characters; one too many rather than one too few."""
    return sum(int(len(part) * 0.9 / wide) + 1 for part in str(text).split("\n"))


def _foot(book: Book) -> str:
    """What stands at the foot of each page; Excel takes & for a sign and 255 characters at most."""
    text = plain(f"{book.report.title} · {book.provenance}").replace("\n", " ")
    while len(text.replace("&", "&&")) > FOOT:
        text = text[:-2].rstrip() + "…"
    return text.replace("&", "&&")
