"""Numbers, days, worksheets and headings of files as they are written; who may ask for a check."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from kim.checking import Context
from kim.datasets import load_dataset, load_datasets
from kim.errors import KimError
from kim.intake import Submission, check_file, senders, submit
from kim.reading import Lesart, read
from tests.made_files import DAY, TODAY, found, stellen


@pytest.mark.parametrize(
    "text,number",
    [("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1\u00a0234,5", 1234.5), ("1\u202f234,5", 1234.5),
     ("1.234.567,8", 1234567.8), ("0,5", 0.5), ("+3,50", 3.5), ("007,5", 7.5)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text, number, store, checker):
    content = f"Kreis;Stichtag;Baustein;Besetzt\n05382;31.01.2024;1;{text}\n".encode()
    check = check_file(store, Submission(content, "s.csv", "stellen", "05382", DAY), TODAY, checker)
    assert [i.code for i in check.issues] == []
    assert float(check.rows["besetzt_vzae"][0].as_py()) == number


@pytest.mark.parametrize("text", ["1.23,5", "1..5", "12,", ",5", "1,2,3", "1e3", "3,5 Köpfe", "ca. 3", "--"])
def test_what_is_no_number_is_refused(text, store, checker):
    assert found(stellen(f"31.01.2024;1;2,5;{text}"), store, checker) == [("zahl_unlesbar", 2, 1)]


def test_the_question_about_the_decimal_mark_can_be_answered(store, checker):
    question = stellen("31.01.2024;1;;1.500")
    assert found(question, store, checker) == [("zahlformat_unklar", 2, 1)]
    for mark, value in ((",", 1500), (".", 1.5)):
        answered = stellen("31.01.2024;1;;1.500", lesart=Lesart(decimal_mark=mark))
        [read_value] = check_file(store, answered, TODAY, checker).rows["besetzt_vzae"].to_pylist()
        assert float(read_value) == value


@pytest.mark.parametrize(
    "text", ["31.01.2024", "2024-01-31", "31.1.2024", "31.01.2024 07:30", "2024-01-31T07:30:00"]
)
def test_days_are_read_in_the_forms_of_offices_and_registers(text, store, checker):
    check = check_file(store, stellen(f"{text};1;;1"), TODAY, checker)
    assert check.rows["stichtag"].to_pylist() == [DAY]


def test_only_visible_worksheets_are_read(store, checker):
    book = openpyxl.Workbook()
    book.active.append(["Kreis", "Stichtag", "Baustein", "Besetzt"])
    book.active.append(["05382", DAY, 1, 3.5])
    hidden = book.copy_worksheet(book.active)
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    check = check_file(
        store, Submission(buffer.getvalue(), "s.xlsx", "stellen", "05382", DAY), TODAY, checker
    )
    assert (check.sheet.name, check.rows.num_rows, check.issues) == ("Sheet", 1, ())


def test_numbers_of_a_workbook_that_are_keys_stay_whole(store, checker):
    book = openpyxl.Workbook()
    book.active.append(["Fall", "Kreis", "Fallart", "Aufnahme am"])
    book.active.append([123.0, "05382", "CM", datetime(2024, 1, 15, 9, 30)])
    buffer = io.BytesIO()
    book.save(buffer)
    file = Submission(buffer.getvalue(), "f.xlsx", "faelle", "05382", DAY)
    [row] = check_file(store, file, TODAY, checker).rows.to_pylist()
    assert (row["fall_id"], row["aufnahme_am"]) == ("123", date(2024, 1, 15))


def test_line_breaks_and_spaces_in_cells_do_not_matter(store, checker):
    content = 'Kreis;Stichtag;"Bau-\nstein";Stellenart;Besetzt\n 05382 ;31.01.2024;2;"Case\nManagement";1\n'
    check = check_file(store, Submission(content.encode(), "s.csv", "stellen", "05382", DAY), TODAY, checker)
    assert check.issues == ()
    assert check.rows["kategorie"].to_pylist() == ["case_management"]


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_no_heading_means_two_columns(dataset_id):
    """A label or other heading must not be taken from a second column, or one of them could never be read."""
    dataset = load_dataset(dataset_id)
    for column in dataset.columns:
        for heading in column.headings:
            sheet = read(f"{heading};\n1;\n".encode(), "x.csv", dataset)
            assert list(sheet.headings) == [column.name], heading


def test_a_check_may_be_asked_without_a_sender(store, checker):
    assert found(stellen("31.01.2024;1;;1", sender=None), store, checker) == []
    with pytest.raises(KimError, match="Absender"):
        submit(store, stellen("31.01.2024;1;;1", sender=None), TODAY)


def test_a_sender_must_be_known_for_the_dataset(store):
    with pytest.raises(KimError, match="ein KI-Standort"):
        check_file(store, stellen("31.01.2024;1;;1", sender="EBH-05382"), TODAY)
    assert "05334-R" in senders(load_dataset("stellen"))
    assert senders(load_dataset("zusagen")) == {"redaktion": "Redaktion"}


def test_a_checker_is_clean_for_the_next_file(store, checker):
    first = Context("05382", DAY, TODAY)
    sheet = read(stellen("31.01.2024;1;;1").content, "s.csv", load_dataset("stellen"))
    before = checker.check(sheet, load_dataset("stellen"), first)
    checker.check(read(b"", "f.csv", load_dataset("faelle")), load_dataset("faelle"), first)
    assert checker.check(sheet, load_dataset("stellen"), first).rows == before.rows
