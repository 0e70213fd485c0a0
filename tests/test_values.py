"""Signs for what is not told, days as numbers and in words, and formulas in cells."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from tests.made_sheets import (
    ANTRAEGE,
    DAY,
    FAELLE,
    STELLEN,
    checked,
    codes,
    sheet_of,
    sheet_of_book,
)

# --- signs for what is not told


@pytest.mark.parametrize("sign", [".", "x", "...", "…", "k. A.", "n. b.", "unbekannt"])
def test_signs_among_numbers_mean_unknown(sign, checker):
    found = checked(checker, sheet_of(STELLEN, f"05382;30.09.2025;1;{sign};3,5"))
    assert codes(found) == ["als_unbekannt_gelesen"]
    assert found.rows["zugewiesen_vzae"].to_pylist() == [None]


@pytest.mark.parametrize("sign", ["-", "–", "/", "k. A.", "unbekannt"])
def test_signs_among_days_and_codes_mean_nothing(sign, checker):
    lines = [ANTRAEGE, f"E-1;EBH-05382;stag_10;01.02.2024;{sign};{sign}"]
    found = checked(checker, sheet_of(*lines, dataset="antraege"), "antraege")
    assert codes(found) == ["als_unbekannt_gelesen"] * 2
    assert [found.rows[name].to_pylist() for name in ("entscheidung_am", "entscheidung")] == [[None], [None]]


def test_a_sign_that_is_a_code_stays_a_code(checker):
    lines = [f"{FAELLE};Geschlecht", "F-1;05382;CM;01.02.2024;;unbekannt"]
    found = checked(checker, sheet_of(*lines, dataset="faelle"), "faelle")
    assert (codes(found), found.rows["geschlecht"].to_pylist()) == ([], ["x"])


def test_a_cross_is_yes_where_yes_or_no_is_asked(checker):
    lines = [f"{ANTRAEGE};Vorgezogen", "E-1;EBH-05382;stag_10;01.02.2024;;;x"]
    found = checked(checker, sheet_of(*lines, dataset="antraege"), "antraege")
    assert (codes(found), found.rows["vorgezogen"].to_pylist()) == ([], [True])


# --- days as numbers and in words


def test_serial_days_are_read_and_said():
    sheet = sheet_of(ANTRAEGE, "E-1;EBH-05382;stag_10;45323;;", dataset="antraege")
    [hint] = sheet.issues
    assert (hint.code, hint.severity, hint.cell) == ("excel_tageszahl", "hint", "D2")
    assert "01.02.2024" in hint.message


@pytest.mark.parametrize(
    "text", ["Jan 24", "Januar 2024", "31. Foo 2024", "30. Februar 2024", "4532", "noch offen"]
)
def test_half_a_day_is_unreadable(text, checker):
    sheet = sheet_of(ANTRAEGE, f"E-1;EBH-05382;stag_10;{text};;", dataset="antraege")
    assert codes(checked(checker, sheet, "antraege")) == ["datum_unlesbar"]


def test_a_workbook_of_the_old_macintosh_counts_from_1904(checker):
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, STELLEN.split(";"))
    sheet.write_row(1, 0, ["05382", (DAY - date(1904, 1, 1)).days, "1", 4.5, 3.5])
    workbook.close()
    found = checked(checker, sheet_of_book(buffer.getvalue()))
    assert (codes(found), found.rows["stichtag"].to_pylist()) == (["excel_tageszahl"], [DAY])


# --- formulas


def test_formulas_of_rows_are_one_finding_per_column_and_those_of_sums_none():
    workbook = openpyxl.Workbook()
    formulas = (("1", "=4+1"), ("2", "=4+2"))
    data = [["05382", datetime(2025, 9, 30), part, formula, 3.5] for part, formula in formulas]
    for row in (STELLEN.split(";"), *data, ["Summe", None, None, "=D2+D3", None]):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = [issue for issue in sheet_of_book(buffer.getvalue()).issues if issue.code == "formel"]
    assert [(issue.cell, issue.count, issue.severity) for issue in found] == [("D2", 2, "error")]


@pytest.mark.parametrize("text", ["=1+1", "@SUMME(A1)"])
def test_text_that_a_spreadsheet_would_run_is_refused(text):
    [issue] = sheet_of(ANTRAEGE, f"{text};EBH-05382;stag_10;01.02.2024;;", dataset="antraege").issues
    assert (issue.code, issue.cell) == ("formel", "A2")
