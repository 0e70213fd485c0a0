"""Files that would do harm or are none: refused with one sentence, and nothing of them is left behind."""

import csv
import io
import re
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.datasets import SAMPLES, load_dataset
from kim.errors import KimError, Refused
from kim.intake import Submission, check_file, submit
from kim.reading import limits, plain_name, read
from kim.reading.files import read_tables
from kim.reading.limits import MAX_BYTES, MAX_COLUMNS, MAX_FIELD, MAX_LINES, MAX_NAME
from kim.store import Store
from tests.fuzz import mutate
from tests.made_hostile import (
    PLAIN,
    ROW,
    SHEET,
    cell,
    changed,
    formula_book,
    lying_bomb,
    ods_formula,
    ods_with,
    old_book,
    protected,
    replaced,
    twice,
    workbook,
)

ROOT = Path(__file__).parents[1]
LIMITS = {name: value for name, value in vars(limits).items() if name.isupper()}
IN_MEGABYTES = ("MAX_BYTES", "MAX_UNPACKED", "MAX_MEMORY")
DAY, TODAY = date(2024, 1, 31), date(2024, 2, 8)

LOCKED = {"META-INF__manifest_dot_xml": b"<encryption-data/>"}
HOSTILE = {
    "empty": ("a.csv", b"", "leer"),
    "only_spaces": ("a.csv", b" \n\n ", "leer"),
    "no_extension": ("a", PLAIN, "Endung"),
    "unknown_extension": ("a.pdf", b"%PDF-1.7", "Endung"),
    "program": ("a.csv", b"MZ\x90\x00" + PLAIN, "Programm"),
    "pdf_as_csv": ("a.csv", b"%PDF-1.7 " + PLAIN, "PDF"),
    "picture_as_xlsx": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + PLAIN, "Bild"),
    "web_page_as_xlsx": ("a.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "Webseite"),
    "web_page_as_xls": ("a.xls", b"\xef\xbb\xbf<table><tr><td>1</td></tr></table>", "Webseite"),
    "text_as_xlsx": ("a.xlsx", PLAIN, "Text"),
    "workbook_as_csv": ("a.csv", workbook(), "Excel-Arbeitsmappe"),
    "workbook_as_ods": ("a.ods", workbook(), "Excel-Arbeitsmappe"),
    "archive": ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "Zip-Archiv"),
    "password": ("a.xls", protected(), "Kennwort"),
    "password_xlsx": ("a.xlsx", protected(), "Kennwort"),
    "truncated_workbook": ("a.xlsx", workbook()[:-200], "beschädigt"),
    "truncated_text": ("a.csv", PLAIN + b'05382;31.01.2024;2;"3', "Anführungszeichen"),
    "macros_by_name": ("a.xlsm", workbook(), "Makros"),
    "macros": ("a.xlsx", workbook(xl__vbaProject_dot_bin=b"x"), "Makros"),
    "external_link": ("a.xlsx", workbook(xl__externalLinks__link1_dot_xml=b"<a/>"), "anderen Dateien"),
    "external_formula": ("a.xlsx", formula_book("=[1]Tabelle1!A1"), "anderen Dateien"),
    "web_formula": ("a.xlsx", formula_book('=_xlfn.WEBSERVICE("https://example.org")'), "anderen Dateien"),
    "dde_formula": ("a.xlsx", formula_book("=cmd|'/c calc'!A1"), "anderen Dateien"),
    "entities": ("a.xlsx", workbook(xl__more_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "XML"),
    "bomb": ("a.xlsx", workbook(xl__bomb_dot_xml=b" " * 20_000_000), "zu groß"),
    "many_parts": ("a.xlsx", workbook(**{f"xl__p{i}_dot_xml": b"<a/>" for i in range(6_000)}), "zu groß"),
    "ten_million_columns": ("a.csv", b";" * 10_000_000 + b"\n" + PLAIN, "länger als"),
    "ten_million_lines": ("a.csv", PLAIN + b"\n" * 10_000_000, f"{MAX_LINES} Zeilen"),
    "thousands_of_columns": ("a.csv", PLAIN + b";" * 2_000, f"{MAX_COLUMNS} Felder"),
    "columns_over_many_lines": ("a.csv", PLAIN + b'"\n";' * 2_000, f"{MAX_COLUMNS} Felder"),
    "one_enormous_line": ("a.csv", PLAIN + b"x" * 30_000_000, "länger als"),
    "two_encodings": ("a.csv", PLAIN + "ä;ö;ü;1\n".encode() + "ä;1;2;3\n".encode("cp1252"), "Kodierung"),
    "half_a_character": ("a.csv", b"\x81\x8d" + PLAIN, "nicht lesbar"),
    "surrogate": ("a.csv", PLAIN + b"05382;\xed\xa0\x80\x81;2;3\n", "nicht lesbar"),
    "only_a_mark": ("a.csv", b"\xef\xbb\xbf", "leer"),
    "utf_32": ("a.csv", PLAIN.decode().encode("utf-32"), "Steuerzeichen"),
    "one_enormous_field": ("a.csv", b"Kreis;Stichtag\n" + b"x" * (MAX_FIELD + 1), f"{MAX_FIELD} Zeichen"),
    "zero_byte": ("a.csv", PLAIN + b"05382;31.01.2024;2;3\x00,5\n", "Steuerzeichen"),
    "escape_sequence": ("a.csv", PLAIN + b"05382;31.01.2024;2;\x1b[31m\n", "Steuerzeichen"),
    "half_utf_16": ("a.csv", b"\xff\xfeK\0r\0e\0i\0s\0\xd8", "UTF-16"),
    "far_cell": ("a.xlsx", replaced(b'r="A2"', b'r="XFD1048576"'), "weit entfernte"),
    "wide": ("a.xlsx", replaced(b'r="D2"', b'r="ALM2"'), "weit entfernte"),
    "control_in_cell": ("a.xlsx", cell(b"a_x0000_b"), "Zelle D2 des Tabellenblatts »Stellen«"),
    "control_as_reference": ("a.xlsx", cell(b"&#x1;"), "Zelle D2 des Tabellenblatts »Stellen«"),
    "surrogate_in_cell": ("a.xlsx", cell(b"&#xD800;"), "beschädigt"),
    "long_cell": ("a.xlsx", cell(b"x" * (MAX_FIELD + 1)), f"{MAX_FIELD} Zeichen"),
    "hidden_entities": ("a.xlsx", workbook(xl__a_dot_xml="<!DOCTYPE a><a/>".encode("utf-16")), "XML"),
    "other_encoding": ("a.xlsx", workbook(xl__a_dot_xml=b'<?xml version="1.0" encoding="cp037"?>'), "XML"),
    "entities_in_ods": ("a.ods", ods_with(b"<!DOCTYPE a>"), "XML"),
    "external_ods": ("a.ods", ods_formula("of:=['file:///x.ods'#$A.A1]"), "anderen Dateien"),
    "dde_ods": ("a.ods", ods_formula('of:=DDE("soffice";"x";"y")'), "anderen Dateien"),
    "macros_in_ods": ("a.ods", ods_with(b"", Basic__a_dot_xml=b"<a/>"), "Makros"),
    "locked_ods": ("a.ods", ods_with(b"", **LOCKED), "Kennwort"),
    "macros_by_type": ("a.xlsx", workbook(xl__a_dot_bin=b"x", types=b"macroEnabled"), "Makros"),
    "macro_sheet": ("a.xlsx", workbook(xl__macrosheets__a_dot_xml=b"<a/>"), "Makros"),
    "same_part_twice": ("a.xlsx", twice(workbook()), "beschädigt"),
    "old_with_links": ("a.xls", old_book(linked=True), "anderen Dateien"),
    "old_with_macro_sheet": ("a.xls", old_book(kind=1), "Makros"),
    "old_with_password": ("a.xls", old_book(locked=True), "Kennwort"),
    "old_with_control": ("a.xls", old_book(text="a\x00b"), "Zelle A2 des Tabellenblatts »Stellen«"),
    "document_as_xls": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "beschädigt"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence_and_leaves_nothing(name, tmp_path):
    file_name, content, words = HOSTILE[name]
    store = Store(tmp_path / "store")
    submission = Submission(content, file_name, "stellen", "05382", DAY)
    [issue] = check_file(store, submission, TODAY).issues
    assert words in f"{issue.message} {issue.expected}"
    assert (issue.severity, issue.message[-1], issue.remedy[-1]) == ("error", ".", ".")
    with pytest.raises(Refused):
        submit(store, submission, TODAY)
    assert [path for path in store.path.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_a_limit_that_another_library_raised_holds_again(tmp_path):
    csv.field_size_limit(1_000_000_000)
    file_name, content, words = HOSTILE["one_enormous_field"]
    submission = Submission(content, file_name, "stellen", "05382", DAY)
    [issue] = check_file(Store(tmp_path / "store"), submission, TODAY).issues
    assert words in issue.message


def test_every_limit_is_written_down_for_people_and_holds_for_uploads():
    words = (
        (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## Grenzen")[2].partition("\n## ")[0]
    )
    told = {row.rsplit("|", 2)[1].strip() for row in words.splitlines() if row.startswith("|")}
    assert {re.sub(r" MB$|-mal$", "", number).replace(".", "") for number in told} - {"höchstens", "---"} == {
        str(value // 1_000_000 if name in IN_MEGABYTES else value) for name, value in LIMITS.items()
    }
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] * 1_000_000 == MAX_BYTES


def test_a_directory_that_lies_about_sizes_is_no_way_in():
    [issue] = read(lying_bomb(), "a.xlsx", load_dataset("stellen")).issues
    assert "Arbeitsmappe" in issue.message


def test_a_file_over_the_limit_is_not_looked_at(tmp_path):
    file = Submission(b" " * (MAX_BYTES + 1), "a.csv", "stellen", "05382", DAY)
    with pytest.raises(KimError, match="größer als 200 MB"):
        check_file(Store(tmp_path), file, TODAY)


@pytest.mark.parametrize(
    "name,kept",
    [("../../etc/passwd.csv", "passwd.csv"), ("C:\\Daten\\x.csv", "x.csv"), ("a\x00b\n.csv", "ab.csv"),
     ("/a/b.XLSX", "b.XLSX"), ("..", "ohne_namen"), ("", "ohne_namen")],
)  # fmt: skip
def test_of_a_file_name_only_the_last_part_is_kept(name, kept):
    assert plain_name(name) == kept


def test_a_long_name_is_cut_but_keeps_its_ending(store):
    receipt = submit(store, Submission(PLAIN, f"../{'x' * 400}.csv", "stellen", "05382", DAY), TODAY)
    assert receipt.file_name.endswith("x.csv")
    assert len(receipt.file_name) <= MAX_NAME
    assert {path.name for path in store.file(receipt.folder).iterdir()} >= {"original.csv"}


@pytest.mark.parametrize("formula", ["=1+2.5", "=SUM(C2:C2)"])
def test_formulas_in_data_are_asked_for_as_values(formula):
    issues = read(formula_book(formula), "a.xlsx", load_dataset("stellen")).issues
    assert [(issue.code, issue.cell, issue.count) for issue in issues] == [("formel", "D2", 1)]


WRITTEN = {
    "prefixed": lambda text: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", text).replace(b"<?x:xml", b"<?xml").replace(
        b'xmlns="', b'xmlns:x="'
    ),
    "without_places": lambda text: re.sub(rb'<c r="\w+"', b"<c", text),
    "single_quotes": lambda text: re.sub(rb'r="(\w+)"', rb"r='\1'", text),
    "other_order": lambda text: re.sub(rb'<c (r="\w+") ?', rb'<c s="0" \1 ', text),
    "spaced": lambda text: text.replace(b"><", b">\n  <"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_formulas_and_errors_are_found_however_the_xml_is_written(name):
    def change(text: bytes) -> bytes:
        error = text.replace(b'<c r="D2"', b'<c r="D2" t="e"').replace(b"<v>3.5</v>", b"<v>#DIV/0!</v>")
        return WRITTEN[name](error)

    [table] = read_tables(changed(formula_book("=1/0"), SHEET, change), "a.xlsx", len)
    assert table.formulas == {(1, 3)}
    assert table.line(1) == ["05382", "31.01.2024", "1", "#DIV/0!"]


def test_formulas_and_errors_are_found_in_the_old_format():
    [table] = read_tables(old_book(), "a.xls", len)
    assert table.formulas == {(1, 3), (2, 3)}
    assert table.line(3)[3] == "#N/A"


def test_formulas_are_found_in_an_open_document():
    [table] = read_tables(ods_formula("of:=[.A1]", repeated=2), "a.ods", len)
    assert table.formulas == {(1, 3), (1, 4)}
    assert read_tables(ods_formula(""), "a.ods", len)[0].formulas == set()


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://example.org","x")', "=Tabelle1[2024]", '="a|b"'])
def test_formulas_that_fetch_nothing_are_no_links(formula):
    [table] = read_tables(formula_book(formula), "a.xlsx", len)
    assert table.formulas == {(1, 3)}


def test_days_may_count_from_1904():
    old = changed(
        workbook(), "xl/workbook.xml", lambda t: t.replace(b"<workbookPr", b'<workbookPr date1904="1"')
    )
    assert [read_tables(book, "a.xlsx", len)[0].epoch.year for book in (workbook(), old)] == [1899, 1904]


def test_a_line_break_inside_a_field_does_not_shift_the_rows_below():
    content = PLAIN + b'"a\nb";x;1;2\n\n05382;31.01.2024;1;drei\n'
    [table] = read_tables(content, "a.csv", len)
    assert (table.height, table.line(2)[0], table.line(4)[3]) == (5, "a\nb", "drei")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_end_as_on_any_system_also_in_long_files(end):
    content = PLAIN.replace(b"\n", end) + (b";".join(w.encode() for w in ROW) + end) * 5_000
    assert len(read(content, "a.csv", load_dataset("stellen")).cells) == 5_001


def test_formulas_in_data_of_other_formats_are_asked_for_too():
    books = {"a.xls": old_book(), "a.ods": ods_formula("of:=1+2.5")}
    for name, book in books.items():
        issues = read(book, name, load_dataset("stellen")).issues
        assert [issue.cell for issue in issues if issue.code == "formel"] == ["D2"]


def test_formulas_in_a_sum_line_do_not_matter():
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active.append(["Summe", None, None, "=SUM(D2:D2)"])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = read(buffer.getvalue(), "a.xlsx", load_dataset("stellen"))
    assert sheet.issues == ()
    assert [left.why for left in sheet.layout.left_out] == ["Summenzeile"]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "@SUM(1)", "+cmd", "-cmd"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_no_pseudonym(text):
    content = f"Fall;Kreis;Fallart;Aufnahme am\n{text}1;05382;CM;15.01.2024\n".encode()
    assert "formel" in {issue.code for issue in read(content, "a.csv", load_dataset("faelle")).issues}


@pytest.mark.parametrize("formula", ["@SUMME(A1)", "=SUMME(A1)", "+SUMME(A1)"])
def test_a_formula_that_names_a_sum_is_no_sum_line(formula):
    content = f"Fall;Kreis;Fallart;Aufnahme am\n=A1;+05770;{formula};15.01.2024\n".encode()
    sheet = read(content, "a.csv", load_dataset("faelle"))
    assert sheet.layout.left_out == ()
    assert {(issue.code, issue.cell) for issue in sheet.issues} == {("formel", "A2"), ("formel", "C2")}


@settings(deadline=None, derandomize=True, max_examples=120, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_whatever_bytes_come_only_findings_come_out(seed):
    file_name, content = mutate(seed)
    sheet = read(content, file_name, load_dataset("stellen"))
    assert sheet.cells.num_rows >= 0
    assert all(issue.message for issue in sheet.issues)


def test_the_samples_themselves_are_no_hostile_files():
    for path in SAMPLES.glob("*.csv"):
        assert read(path.read_bytes(), path.name, load_dataset(path.stem)).readable
