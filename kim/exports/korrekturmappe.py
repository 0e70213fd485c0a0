"""The Korrekturmappe: the sender's own workbook with a list of corrections in front and its cells marked."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import PurePath

import pyarrow as pa
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from kim.errors import SEVERITIES, Issue
from kim.formats import date as german
from kim.intake import Check, senders
from kim.reading import plain_name, tables_of

CORRECTIONS = "Korrekturen"
AUTHOR = "KIM-Monitor"
WORDS = {"error": "muss behoben werden", "warning": "bitte prüfen", "hint": "Hinweis"}
HEADINGS = (
    "Nr.", "Wie dringend", "Fall", "Zeitraum", "Was ist zu klären", "Blatt", "Zelle", "Eingereichter Wert",
    "Erwartet", "Was tun", "Zeilen",
)  # fmt: skip
WIDTHS = (6, 20, 18, 14, 60, 16, 10, 22, 40, 60, 8)
MOST_ROWS = 200_000  # of a table that is given back; beyond it, the list alone says where to look
MARK = PatternFill("solid", fgColor="FFE8B3")
EDGE = Border(*[Side(style="medium", color="B54708")] * 4)
LINK = Font(color="0B4F8A", underline="single")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FIXED = datetime(2024, 1, 1)


def korrekturmappe(check: Check) -> bytes:
    """The workbook for the sender: first the list, then the file's own sheets, marked where something is."""
    book = _own_book(check)
    _remove_old_marks(book)
    issues = in_order(check.issues)
    default = book.sheetnames[0] if book.sheetnames else None
    _write_list(book.create_sheet(CORRECTIONS, 0), check, issues, default)
    for number, issue in reversed(list(enumerate(issues, start=1))):
        _mark(book, default, number, issue)
    book.active = 0
    return _saved(book)


def befunde(check: Check) -> bytes:
    """All findings as a list, and what was checked and is in order, as a workbook."""
    book = Workbook()
    _write_list(book.active, check, in_order(check.issues), None)
    book.active.title = "Befunde"
    good = book.create_sheet("Geprüft und in Ordnung")
    good.append(("Was geprüft wurde", "Anzahl", "wovon"))
    for passed in check.passed:
        good.append((passed.text, passed.count, passed.unit))
    _shape(good, (100, 12, 12), 1)
    return _saved(book)


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """The findings that block first, then by place in the file."""
    return sorted(issues, key=lambda i: (SEVERITIES.index(i.severity), i.row or 0, i.column or "", i.code))


def _own_book(check: Check) -> Workbook:
    """The sender's workbook; of other files a workbook made of their cells."""
    name = plain_name(check.submission.file_name)
    if PurePath(name).suffix.lower() == ".xlsx" and check.sheet.readable:
        return load_workbook(io.BytesIO(check.submission.content))
    book = Workbook()
    book.remove(book.active)
    for table in tables_of(check.submission.content, name, check.dataset) if check.sheet.readable else ():
        sheet = book.create_sheet((table.name or "Daten")[:31])
        for line in _lines(table.columns, table.height):
            sheet.append(line)
        _as_text(sheet)
    return book


def _lines(columns: Iterable[object], height: int) -> Iterator[tuple[object, ...]]:
    if height > MOST_ROWS:
        return iter(())
    return zip(*(c.to_pylist() if isinstance(c, pa.ChunkedArray) else c for c in columns), strict=True)


def _as_text(sheet: Worksheet) -> None:
    """Text stays text: keys keep their zeros, nothing becomes a number, a day or a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                _write_text(cell, cell.value)
            elif isinstance(cell.value, date):
                cell.number_format = "DD.MM.YYYY"


def _write_text(cell: object, text: str) -> None:
    cell.value = UNSEEN.sub("", text)
    cell.data_type, cell.number_format = "s", "@"


def _remove_old_marks(book: Workbook) -> None:
    """A Korrekturmappe that comes back loses its old list and marks, so that nothing piles up."""
    if CORRECTIONS in book.sheetnames and str(book[CORRECTIONS]["A1"].value).startswith("Korrekturliste"):
        book.remove(book[CORRECTIONS])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill, cell.border = None, PatternFill(), Border()


def _write_list(sheet: Worksheet, check: Check, issues: list[Issue], default: str | None) -> None:
    counts, submission = check.counts, check.submission
    names = senders(check.dataset)
    _write_text(sheet["A1"], f"Korrekturliste zu {plain_name(submission.file_name)}")
    sheet["A1"].font = Font(bold=True, size=14)
    _write_text(
        sheet["A2"],
        f"{check.dataset.title} · {names.get(submission.sender, 'ohne Absender')} · Stichtag"
        f" {german(submission.stichtag)} · {counts.zeilen} Zeilen · {counts.muss} Befunde müssen behoben"
        f" werden, {counts.bitte} sind zu prüfen, {counts.hinweise} Hinweise",
    )
    _write_text(
        sheet["A3"],
        "Berichtigen Sie die markierten Zellen auf den folgenden Blättern und laden Sie diese Mappe wieder"
        " hoch. Dieses Blatt wird dabei nicht gelesen.",
    )
    sheet.append([])
    sheet.append(HEADINGS)
    for number, issue in enumerate(issues, start=1):
        _write_issue(sheet, number, issue, default)
    _shape(sheet, WIDTHS, 5)


def _write_issue(sheet: Worksheet, number: int, issue: Issue, default: str | None) -> None:
    where = issue.sheet or default or ""
    sheet.append([number, *[None] * 9, issue.count])
    row = sheet.max_row
    texts = (WORDS[issue.severity], issue.case, issue.period, issue.message, where,
             issue.cell or _line(issue), issue.value, issue.expected, issue.remedy)  # fmt: skip
    for column, text in enumerate(texts, start=2):
        _write_text(sheet.cell(row, column), text or "")
    if issue.cell and where and default:
        link = sheet.cell(row, 7)
        link.hyperlink = f"#'{where.replace(chr(39), chr(39) * 2)}'!{issue.cell}"
        link.font = LINK


def _line(issue: Issue) -> str:
    return f"Zeile {issue.row}" if issue.row else ""


def _shape(sheet: Worksheet, widths: tuple[int, ...], heading: int) -> None:
    for cell in sheet[heading]:
        cell.font = Font(bold=True)
    for place, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    for row in sheet.iter_rows(min_row=heading):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading}:{heading}"


def _mark(book: Workbook, default: str | None, number: int, issue: Issue) -> None:
    """Fill, edge and comment: the cell of a finding is seen without colour too."""
    name = issue.sheet or default
    if not issue.cell or name not in book.sheetnames:
        return
    cell = book[name][issue.cell]
    if type(cell).__name__ == "MergedCell":
        return
    more = f" (und {issue.count - 1} weitere Zeilen)" if issue.count > 1 else ""
    before = f"\n\n{cell.comment.text}" if cell.comment else ""
    text = f"Nr. {number}: {issue.message}{more}\nErwartet: {issue.expected}\n{issue.remedy}{before}"
    cell.comment = Comment(UNSEEN.sub("", text), AUTHOR, width=420, height=160)
    cell.fill, cell.border = MARK, EDGE


def _saved(book: Workbook) -> bytes:
    """The bytes of a workbook, the same each time."""
    book.properties.creator, book.properties.created = AUTHOR, FIXED
    buffer, stable = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(part.filename, FIXED.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return stable.getvalue()
