"""A Korrekturmappe opens, marks what is to be mended, changes nothing else and comes back accepted."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest
import python_calamine
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kim.exports.korrekturmappe import befunde, in_order, korrekturmappe
from kim.intake import Submission, check_file, submit
from kim.reading import Lesart
from kim.store import Store
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, cases, store_before
from tests.made_lists import CODES, COLUMNS, SENDER, SHEET, case_list, corrected

CASES = cases()
COLUMN = {"message": 5, "sheet": 6, "cell": 7, "value": 8, "count": 11}
EIGHTEEN = "123456789012345678"
TOLD = {
    "fallart": COLUMNS["Fallart"], "abschlussart": COLUMNS["Abschlussart"], "fall_id": "Kürzel Fall",
    "anfrage_am": "Anfrage kam am", "abschluss_am": "Fall beendet am", "personen": "Personen im Haushalt",
}  # fmt: skip
HEADINGS = ("Fall", "Kreis", "Fallart", "Anfrage am", "Aufnahme am", "Bemerkung")


@pytest.fixture(scope="module")
def checked(tmp_path_factory, checker):
    """What checking a broken file gives; files with the same past share a store."""

    @cache
    def before(case):
        return store_before(case, tmp_path_factory.mktemp("before") / "store")

    first = {}

    @cache
    def check(case):
        past = (case.dataset, case.told["sender"], json.dumps(case.told.get("vorher", ())))
        return check_file(before(first.setdefault(past, case)), case.submission, case.today, checker)

    return check


@pytest.fixture(scope="module")
def mappe(checked):
    return cache(lambda case: korrekturmappe(checked(case)))


def every(test):
    return pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.dataset}/{c.path.name}")(test)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def found(sheet: Worksheet) -> list[dict[str, object]]:
    """The findings of the list: its numbered lines below the headings."""
    start = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "Nr.")
    rows = range(start + 1, sheet.max_row + 1)
    return [{name: sheet.cell(row, place).value for name, place in COLUMN.items()} for row in rows]


def is_marked(sheet: Worksheet, cell: str) -> bool:
    """Whether a cell has a fill and a frame, of its own or by a format that our condition puts on it."""
    own = sheet[cell]
    if own.fill.fill_type == "solid" and own.border.left.style:
        return True
    rules = [rule for area in sheet.conditional_formatting if cell in area.sqref for rule in area.rules]
    return any(
        r.dxf and r.dxf.fill and r.dxf.border and "KIM-Monitor" in "".join(r.formula or ()) for r in rules
    )


def shown(sheet: Worksheet, cell: str) -> str:
    """The cell that is seen: of merged ones the first."""
    merged = [area for area in sheet.merged_cells.ranges if cell in area]
    return merged[0].start_cell.coordinate if merged else cell


def contents(book: Workbook) -> dict[tuple[str, str], tuple]:
    """Sheet and cell → value, type and format of every cell that has any."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.data_type, cell.number_format)
        for sheet in book.worksheets
        if sheet.title != "Korrekturen"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def faelle(content: bytes, name: str, **more: object) -> Submission:
    return Submission(content, name, "faelle", SENDERS["faelle"], LAST_DAY, **more)


def workbook(*rows: tuple) -> bytes:
    book = Workbook()
    book.active.title = "Fälle"
    for row in (HEADINGS, *rows):
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(*rows: tuple) -> bytes:
    return "\n".join(";".join(row) for row in (HEADINGS, *rows)).encode()


# --- every broken file


@every
def test_the_list_is_the_first_sheet_with_one_line_per_finding(case, checked, mappe):
    book, issues = opened(mappe(case)), in_order(checked(case).issues)
    assert book.sheetnames[0] == book.active.title == "Korrekturen"
    assert book["Korrekturen"]["A1"].value.startswith("Korrekturliste zu ")
    lines = found(book["Korrekturen"])
    assert [(line["message"], line["count"]) for line in lines] == [(i.message, i.count) for i in issues]
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(mappe(case)))
    assert read.sheet_names == book.sheetnames
    assert len(read.get_sheet_by_index(0).to_python()) == book["Korrekturen"].max_row


@every
def test_every_finding_with_a_cell_is_marked_there(case, checked, mappe):
    book, check = opened(mappe(case)), checked(case)
    for line, issue in zip(found(book["Korrekturen"]), in_order(check.issues), strict=True):
        if issue.cell and check.sheet.readable:
            sheet = book[line["sheet"]]
            cell = shown(sheet, issue.cell)
            assert line["cell"] == issue.cell
            assert is_marked(sheet, cell)
            assert issue.message in sheet[cell].comment.text
            assert issue.remedy in sheet[cell].comment.text


@every
def test_only_cells_of_findings_have_our_comment(case, checked, mappe):
    book, issues = opened(mappe(case)), checked(case).issues
    for sheet in book.worksheets[1:]:
        cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
        assert cells <= {shown(sheet, issue.cell) for issue in issues if issue.cell}


@every
def test_a_workbook_keeps_its_cells_and_text_comes_back_as_text(case, checked, mappe):
    after, content = contents(opened(mappe(case))), case.path.read_bytes()
    if not checked(case).sheet.readable:
        assert after == {}
    elif case.path.suffix == ".xlsx":
        assert after == contents(opened(content))
    else:
        assert {form for _, kind, form in after.values() if kind != "s" or form != "@"} == set()


@every
def test_the_same_check_gives_the_same_bytes(case, checked, mappe):
    assert korrekturmappe(checked(case)) == mappe(case)
    assert befunde(checked(case)) == befunde(checked(case))


@every
def test_nothing_of_ours_runs_as_a_formula(case, checked, mappe):
    for content in (mappe(case), befunde(checked(case))):
        for cell in (cell for row in opened(content).worksheets[0].iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert not isinstance(cell.value, str) or cell.number_format == "@"


@every
def test_the_list_of_findings_has_what_is_in_order_beside_it(case, checked):
    book, check = opened(befunde(checked(case))), checked(case)
    assert book.sheetnames == ["Befunde", "Geprüft und in Ordnung"]
    assert len(found(book["Befunde"])) == len(check.issues)
    texts = {cell.value for cell in book["Geprüft und in Ordnung"]["A"]}
    assert {passed.text for passed in check.passed} <= texts


@every
def test_a_second_korrekturmappe_piles_nothing_up(case, checked, mappe, checker, tmp_path):
    check = checked(case)
    if not check.sheet.readable:
        return
    again = replace(case.submission, content=mappe(case), file_name=f"{case.path.stem}.xlsx")
    second = korrekturmappe(check_file(Store(tmp_path / "store"), again, case.today, checker))
    book, first = opened(second), opened(mappe(case))
    assert book.sheetnames == first.sheetnames
    assert contents(book) == contents(first)
    with zipfile.ZipFile(io.BytesIO(second)) as archive:
        comments = [name for name in archive.namelist() if "/comments" in name]
        assert len(comments) <= len(book.sheetnames) - 1
    for sheet in book.worksheets[1:]:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.comment):
            assert cell.comment.text.count("Nr. ") <= len(check.issues) + 1
            assert cell.comment.text.count("Nr. 1:") <= 1


# --- what stays as it is


def test_zeros_long_numbers_and_days_of_a_workbook_stay(store, checker):
    content = workbook(
        ("007", "05770", "CM", datetime(2025, 1, 2), datetime(2025, 1, 3), EIGHTEEN),
        ("008", "05770", "unbekanntes Wort", datetime(2025, 1, 2), "=D3+1", "+49 5771"),
        ("009", "05770", "CM", "31.02.2025", None, None),
    )
    check = check_file(store, faelle(content, "fälle.xlsx"), HANDED_IN, checker)
    book = opened(korrekturmappe(check))
    assert contents(book) == contents(opened(content))
    sheet = book["Fälle"]
    assert (sheet["A2"].value, sheet["F2"].value) == ("007", EIGHTEEN)
    assert (sheet["D2"].value, sheet["D2"].is_date) == (datetime(2025, 1, 2), True)
    assert {"C3", "E3", "D4"} <= {i.cell for i in check.issues}
    assert all(is_marked(sheet, cell) for cell in ("C3", "E3", "D4"))
    assert not any(is_marked(sheet, cell) for cell in ("A2", "B2", "C2", "D2", "F2", "C4"))


def test_a_text_file_comes_back_as_text(store, checker):
    rows = [("007", "05770", "CM", "02.01.2025", "", EIGHTEEN), ("=1+1", "+1", "@x", "-3", "1E5", "TRUE")]
    check = check_file(store, faelle(text(*rows), "fälle.csv"), HANDED_IN, checker)
    sheet = opened(korrekturmappe(check)).worksheets[1]
    assert [[c.value or "" for c in row] for row in sheet.iter_rows()] == [list(r) for r in (HEADINGS, *rows)]
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in written} == {("s", "@")}


def test_the_words_of_a_sender_never_run_in_the_list(store, checker):
    name = "=cmd|'calc'!A1.csv"
    rows = [("=HYPERLINK(1)", "+05770", "@ABS(A1)", "=1+1", "-1+1", "x")]
    check = check_file(store, faelle(text(*rows), name), HANDED_IN, checker)
    for content in (korrekturmappe(check), befunde(check)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            assert not any(re.search(rb"<f[\s>]", sheet) for sheet in sheets)
    values = {line["value"] for line in found(opened(korrekturmappe(check))["Korrekturen"])}
    assert {"=1+1", "+05770"} <= values


def test_a_comment_and_a_format_of_the_sender_survive_two_rounds(store, checker):
    book = opened(workbook(("F-1", "05770", "Wort", date(2025, 1, 2), date(2025, 1, 3), "x")))
    book.active["A2"].comment = Comment("Frau X fragen", "Sachgebiet")
    book.active["C2"].fill = PatternFill("solid", fgColor="00FF00")
    content = saved(book)
    for _ in range(2):
        content = korrekturmappe(check_file(store, faelle(content, "a.xlsx"), HANDED_IN, checker))
    sheet = opened(content)["Fälle"]
    assert sheet["A2"].comment.text == "Frau X fragen"
    assert is_marked(sheet, "C2")
    assert sheet["C2"].comment.text.count("Nr. ") == 1


# --- there and back


def test_a_corrected_list_comes_back_and_is_accepted(store, checker):
    lesart = Lesart(
        columns=TOLD,
        codes={
            "fallart": {s: c for s, c in CODES.items() if c != "Z1"},
            "abschlussart": {s: c for s, c in CODES.items() if c == "Z1"},
        },
    )
    broken = Submission(case_list(), "fallliste.xlsx", "faelle", SENDER, LAST_DAY, lesart=lesart)
    check = check_file(store, broken, HANDED_IN, checker)
    assert not check.accepted
    content = korrekturmappe(check)
    assert contents(opened(content)) == contents(opened(case_list()))
    mended = replace(broken, content=corrected(content))
    again = check_file(store, mended, HANDED_IN, checker)
    assert again.accepted, again.issues
    assert again.sheet.name == SHEET
    assert not [issue for issue in again.issues if "Korrekturen" in issue.message]
    assert submit(store, mended, HANDED_IN).rows == 30


def test_a_csv_corrected_in_its_korrekturmappe_is_accepted(store, checker):
    rows = [
        ("F-1", "05770", "CM", "02.01.2025", "31.02.2025", "a"),
        ("F-2", "05770", "CM", "", "3.1.2025", ""),
    ]
    broken = faelle(text(*rows), "fälle.csv")
    check = check_file(store, broken, HANDED_IN, checker)
    [cell] = {issue.cell for issue in check.issues if issue.severity == "error"}
    book = opened(korrekturmappe(check))
    book.worksheets[1][cell].value = "28.02.2025"
    mended = replace(broken, content=saved(book), file_name="fälle.xlsx")
    again = check_file(store, mended, HANDED_IN, checker)
    assert again.accepted, again.issues
    assert again.sheet.layout.sheets == (book.sheetnames[1],)
    assert submit(store, mended, HANDED_IN).rows == 2


def test_a_file_that_is_in_order_gives_an_empty_list(store, checker):
    rows = [("F-1", "05770", "CM", "02.01.2025", "03.01.2025")]
    content = "\n".join(";".join(row) for row in (HEADINGS[:5], *rows)).encode()
    check = check_file(store, faelle(content, "fälle.csv"), HANDED_IN, checker)
    assert check.issues == ()
    assert found(opened(korrekturmappe(check))["Korrekturen"]) == []
