"""The Korrekturmappe: the sender's own workbook with a list of corrections in front and its cells marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

import pyarrow.compute as pc

from kim.errors import SEVERITIES, Issue
from kim.exports.front import Link, List, put_in_front, remove_sheet, sheets
from kim.exports.marking import Worksheet
from kim.exports.markup import Unusual
from kim.exports.package import Package
from kim.exports.plain_book import plain_book, sheet_names
from kim.formats import date as german
from kim.formats import number
from kim.intake import Check, senders
from kim.reading import ROW, plain_name, tables_of
from kim.reading.choosing import CORRECTION_LIST, CORRECTIONS
from kim.reading.table import Table

WORDS = {"error": "muss behoben werden", "warning": "bitte prüfen", "hint": "Hinweis"}
HEADINGS = (
    "Nr.", "Wie dringend", "Fall", "Zeitraum", "Was ist zu klären", "Blatt", "Zelle", "Eingereichter Wert",
    "Erwartet", "Was tun", "Zeilen",
)  # fmt: skip
WIDTHS = (5, 15, 15, 12, 46, 14, 9, 19, 30, 46, 8)
MOST_CELLS = 3_000_000  # of a file that becomes a workbook; beyond it, the list alone says where to look
MOST_MARKED = 20_000  # rows that are marked for one finding
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
TO_DO = (
    "Berichtigen Sie die markierten Zellen auf den folgenden Blättern und laden Sie diese Mappe wieder hoch."
    " Dieses Blatt wird dabei nicht gelesen."
)
TOO_LARGE = (
    "Die Datei ist zu groß, um sie hier zu wiederholen. Berichtigen Sie sie in Ihrem Programm; Zeilen und"
    " Zellen zählen wie dort."
)
IN_ORDER = "Geprüft und in Ordnung"
UNREADABLE = "Die Datei ließ sich nicht lesen; darum stehen ihre Blätter hier nicht."


def korrekturmappe(check: Check) -> bytes:
    """The workbook for the sender: first the list, then the file's own sheets, marked where something is.

    An XLSX file keeps everything else as it is; of another file the cells come back in a new workbook. The
    same check gives the same bytes.
    """
    if _is_xlsx(check) and check.sheet.readable:
        try:
            return _marked(check, check.submission.content, {}, TO_DO)
        except Unusual:
            pass  # written in a way that only its own program knows: its cells come back as those of others
    tables = _tables(check)
    names = dict(zip((table.name for table in tables), sheet_names(tables), strict=True))
    hint = TO_DO if tables else TOO_LARGE if check.sheet.readable else UNREADABLE
    return _marked(check, plain_book(tables), names, hint)


def befunde(check: Check) -> bytes:
    """All findings as a list, and what was checked and is in order, as a workbook."""
    package = Package(plain_book([]))
    good = [(passed.text, passed.count, passed.unit) for passed in check.passed]
    headings = ("Was geprüft wurde", "Anzahl", "wovon")
    put_in_front(package, IN_ORDER, List([IN_ORDER, *_summary(check)[:1]], headings, good, (100, 12, 12)))
    title = f"Befunde zu {plain_name(check.submission.file_name)}"
    put_in_front(package, "Befunde", _list(check, [title, *_summary(check)], {}))
    remove_sheet(package, 2)
    return package.packed()


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """The findings that block first, then by place in the file."""
    return sorted(issues, key=lambda i: (SEVERITIES.index(i.severity), i.row or 0, i.column or "", i.code))


def _is_xlsx(check: Check) -> bool:
    return PurePath(plain_name(check.submission.file_name)).suffix.lower() == ".xlsx"


def _tables(check: Check) -> list[Table]:
    """The tables of a file for a new workbook; none where it was not read or is too large for one."""
    if not check.sheet.readable:
        return []
    submission = check.submission
    tables = tables_of(submission.content, submission.file_name, check.dataset)
    size = sum(table.height * len(table.columns) for table in tables)
    return tables if size <= MOST_CELLS and all(table.height <= 1_048_576 for table in tables) else []


def _marked(check: Check, book: bytes, names: dict[str | None, str], hint: str) -> bytes:
    """A workbook with the list in front and its cells marked; `names` are its sheets, where they differ."""
    package = Package(book)
    _remove_old_list(package, check)
    here = {name: part for name, _, part in sheets(package) if part}
    places = {name: names.get(name, name) for name in {issue.sheet for issue in check.issues}}
    places = {name: place if place in here else None for name, place in places.items()}
    places[None] = names.get(check.sheet.name, check.sheet.name if check.sheet.name in here else None)
    issues, by_sheet = in_order(check.issues), defaultdict(list)
    for told, issue in enumerate(issues, start=1):
        by_sheet[places[issue.sheet]].append((told, issue))
    for name, part in here.items():
        _mark(Worksheet(package, part), check, by_sheet.get(name, []))
    title = f"{CORRECTION_LIST} zu {plain_name(check.submission.file_name)}"
    shown = _list(check, [title, *_summary(check), hint], places)
    put_in_front(package, _free_name(here), shown)
    return package.packed()


def _remove_old_list(package: Package, check: Check) -> None:
    """A Korrekturmappe that comes back loses its old list, so that nothing piles up."""
    for position, (name, _, part) in reversed(list(enumerate(sheets(package)))):
        if part and name.startswith(CORRECTIONS) and name not in check.sheet.layout.sheets:
            remove_sheet(package, position)


def _mark(sheet: Worksheet, check: Check, issues: Sequence[tuple[int, Issue]]) -> None:
    """Fill, frame and comment: the cell of a finding is seen without colour too."""
    sheet.unmark()
    texts: dict[str, list[str]] = defaultdict(list)
    for told, issue in issues:
        if issue.cell and CELL.fullmatch(issue.cell):
            texts[issue.cell].append(_comment(told, issue))
    cells = {cell for _, issue in issues for cell in _cells(issue, check)}
    sheet.mark(cells | set(texts), {cell: "\n\n".join(parts) for cell, parts in texts.items()})
    sheet.save()


def _comment(told: int, issue: Issue) -> str:
    more = f" (und {number(issue.count - 1)} weitere)" if issue.count > 1 else ""
    return f"Nr. {told}: {issue.message}{more}\nErwartet: {issue.expected}\nWas tun: {issue.remedy}"


def _cells(issue: Issue, check: Check) -> Iterator[str]:
    """Every cell of a finding that several rows share, where their common value tells which they are."""
    names = [name for name, heading in check.sheet.headings.items() if heading == issue.column]
    if not 1 < issue.count <= MOST_MARKED or len(names) != 1 or not issue.cell:
        return
    text = check.sheet.cells[names[0]]
    same = pc.is_null(text) if issue.value is None else pc.fill_null(pc.equal(text, issue.value), False)
    lines = check.sheet.cells[ROW].filter(same).to_pylist()
    if len(lines) == issue.count:
        yield from (f"{check.sheet.letters[names[0]]}{line}" for line in lines)


def _list(check: Check, above: Sequence[str], places: dict[str | None, str | None]) -> List:
    rows = [_line(told, issue, check, places) for told, issue in enumerate(in_order(check.issues), start=1)]
    return List(above, HEADINGS, rows, WIDTHS)


def _summary(check: Check) -> list[str]:
    counts, submission = check.counts, check.submission
    sender = senders(check.dataset).get(submission.sender, "ohne Absender")
    return [
        f"{check.dataset.title} · {sender} · Stichtag {german(submission.stichtag)} ·"
        f" {number(counts.zeilen)} Zeilen mit {number(counts.werte)} Werten",
        f"Befunde: {number(counts.muss)} müssen behoben werden, {number(counts.bitte)} sind zu prüfen,"
        f" {number(counts.hinweise)} sind nur Hinweise. Ein Befund zählt einmal, auch wenn er mehrere Zeilen"
        " betrifft.",
    ]


def _line(told: int, issue: Issue, check: Check, places: dict[str | None, str | None]) -> list[object]:
    sheet = places.get(issue.sheet)
    place = issue.cell or (f"A{issue.row}" if issue.row else None)
    where = issue.cell or (f"Zeile {issue.row}" if issue.row else None)
    linked = Link(where, sheet, place) if sheet and place and CELL.fullmatch(place) else where
    urgent, reason = WORDS[issue.severity], check.reasons.get(issue.code)
    return [
        told,
        f"{urgent}; begründet: {reason}" if reason and issue.severity == "warning" else urgent,
        issue.case,
        issue.period,
        issue.message,
        sheet or issue.sheet,
        linked,
        issue.value,
        issue.expected,
        issue.remedy,
        issue.count,
    ]


def _free_name(taken: Iterable[str]) -> str:
    """The name of the list; another one where the sender has a sheet of that name."""
    held = {name.lower() for name in taken}
    names = (CORRECTIONS, *(f"{CORRECTIONS} ({n})" for n in range(2, 1_000)))
    return next(name for name in names if name.lower() not in held)
