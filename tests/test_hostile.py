"""Files that would do harm or are none: refused with one sentence, and nothing of them is left behind."""

import io
import struct
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.datasets import SAMPLES, load_dataset
from kim.errors import KimError, Refused
from kim.intake import Submission, check_file, submit
from kim.reading import plain_name, read
from kim.reading.limits import MAX_BYTES, MAX_COLUMNS, MAX_FIELD, MAX_LINES, MAX_NAME
from kim.store import Store
from tests.fuzz import mutate

DAY, TODAY = date(2024, 1, 31), date(2024, 2, 8)
HEADING = ("Kreis", "Stichtag", "Baustein", "Besetzt")
ROW = ("05382", "31.01.2024", "1", "3,5")
PLAIN = ";".join(HEADING).encode() + b"\n" + ";".join(ROW).encode() + b"\n"


def workbook(**more: bytes) -> bytes:
    """A good workbook, with further parts in its archive."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Stellen")
    sheet.write_row(0, 0, HEADING)
    sheet.write_row(1, 0, ROW)
    book.close()
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def replaced(old: bytes, new: bytes) -> bytes:
    """The good workbook with other bytes in its first worksheet."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part)
            archive.writestr(
                part.filename, content.replace(old, new) if "sheet1" in part.filename else content
            )
    return target.getvalue()


def formula_book(formula: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Stellen")
    sheet.write_row(0, 0, HEADING)
    sheet.write_row(1, 0, ROW[:3])
    sheet.write_formula(1, 3, formula, None, 3.5)
    book.close()
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """A part whose directory entry says that it is small."""
    content = workbook(xl__bomb_dot_xml=b" " * 20_000_000)
    return content.replace(struct.pack("<L", 20_000_000), struct.pack("<L", 1_000))


def protected() -> bytes:
    """The outside of a workbook with a password: an OLE file with a stream that is named so."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


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


def test_formulas_in_a_sum_line_do_not_matter():
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active.append(["Summe", None, None, "=SUM(D2:D2)"])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = read(buffer.getvalue(), "a.xlsx", load_dataset("stellen"))
    assert sheet.issues == ()
    assert [left.why for left in sheet.layout.left_out] == ["Summenzeile"]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "@SUM(1)"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_no_pseudonym(text):
    content = f"Fall;Kreis;Fallart;Aufnahme am\n'{text}1;05382;CM;15.01.2024\n".replace("'", "").encode()
    assert "formel" in {issue.code for issue in read(content, "a.csv", load_dataset("faelle")).issues}


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
