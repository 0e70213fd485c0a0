"""However an office writes a table, the same typed rows come out; a template filled in is accepted."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from itertools import product

import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter

from kim.checking import Checker, Context
from kim.datasets import Column, labels, load_codes, load_dataset, load_datasets
from kim.intake import check_file, submit
from kim.reading import read
from kim.templates import FORMATS, ROWS, write_template
from tests.handed_in import HANDED_IN, SENDERS, fill, sample

DAY = date(2024, 1, 31)
FIELDS = (
    "kreis_id", "stichtag", "baustein", "kategorie", "anstellungstraeger", "zugewiesen_vzae", "besetzt_vzae",
    "einsatzort_ags", "vakant_seit", "zugaenge",
)  # fmt: skip
TABLE = (
    (
        "05382",
        DAY,
        "2",
        "case_management",
        "kommune",
        Decimal("1234.50"),
        Decimal("3.5"),
        "05382060",
        None,
        1200,
    ),
    (
        "05382",
        DAY,
        "1",
        "koordination_kreisangehoerig",
        "kreis",
        Decimal("18"),
        Decimal("0"),
        None,
        date(2023, 4, 3),
        0,
    ),
    ("05382", DAY, "3", "abh", "freie_wohlfahrt", None, Decimal("0.25"), None, None, None),
)
HEADINGS = {
    "names": {},
    "labels": {name: load_dataset("stellen").column(name).label for name in FIELDS},
    "synonyms": {
        "kreis_id": "AGS", "stichtag": "Stand am", "baustein": "Förderbaustein",
        "kategorie": "Art der  Stelle", "anstellungstraeger": "TRÄGER",
        "zugewiesen_vzae": "Zuweisung\ndes Landes", "besetzt_vzae": "Ist-Stellen",
        "einsatzort_ags": "AGS Gemeinde", "vakant_seit": "unbesetzt seit", "zugaenge": "Neueinstellungen",
    },
}  # fmt: skip
CODES = {
    "names": {},
    "labels": {
        "kommune": "Kreisangehörige Kommune",
        "abh": "Ausländerbehörde",
        "2": "Baustein 2: Case Management",
    },
    "synonyms": {
        "kommune": "Gemeinde",
        "abh": "Ausländeramt",
        "2": "Modul 2",
        "case_management": "Case-Management",
    },
}
DAYS = {"german": "%d.%m.%Y", "iso": "%Y-%m-%d"}


@pytest.fixture(scope="module")
def typed():
    """Typed rows of a file of posts, without any finding."""
    checker, dataset = Checker(), load_dataset("stellen")

    def rows(content: bytes, name: str) -> pa.Table:
        sheet = read(content, name, dataset)
        checked = checker.check(sheet, dataset, Context("05382", DAY, DAY))
        assert checked.issues == ()
        return checked.rows

    return rows


@pytest.fixture(scope="module")
def expected(typed):
    return typed(text_file("names", "iso", ".", "utf-8", ","), "a.csv")


def test_the_typed_table_holds_the_logical_one(expected):
    rows = [tuple(row[name] for name in FIELDS) for row in expected.to_pylist()]
    assert sorted(rows, key=str) == sorted(TABLE, key=str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_files_in_every_dialect_give_the_same_rows(encoding, delimiter, typed, expected):
    for words, days, mark in product(HEADINGS, DAYS, (",", ".")):
        assert typed(text_file(words, days, mark, encoding, delimiter), "a.csv") == expected


@pytest.mark.parametrize("words", HEADINGS)
@pytest.mark.parametrize("days", [*DAYS, "excel"])
def test_workbooks_in_every_dialect_give_the_same_rows(words, days, typed, expected):
    for numbers in ("number", ",", "."):
        assert typed(workbook(words, days, numbers), "a.xlsx") == expected


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_a_template_has_a_column_for_each_field_in_its_format(dataset_id):
    dataset, book = load_dataset(dataset_id), open_template(dataset_id)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.label for column in dataset.columns]
    for column, cell in zip(dataset.columns, sheet[1], strict=True):
        assert sheet.column_dimensions[cell.column_letter].number_format == FORMATS[column.type]
        assert cell.comment.text.startswith("Pflichtangabe" if column.required else "Freiwillig")


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_a_template_offers_the_codes_of_each_list(dataset_id):
    dataset, book = load_dataset(dataset_id), open_template(dataset_id)
    sheet = book.worksheets[0]
    offered = {
        str(rule.sqref): choices(book, rule.formula1) for rule in sheet.data_validations.dataValidation
    }
    for column, cell in zip(dataset.columns, sheet[1], strict=True):
        place = f"{cell.column_letter}2:{cell.column_letter}{ROWS + 1}"
        assert offered.pop(place, None) == expected_choices(column)
    assert offered == {}


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_a_template_explains_each_field(dataset_id):
    explained = {row[1].value: row for row in open_template(dataset_id)["Erläuterung"].iter_rows(min_row=6)}
    for column in load_dataset(dataset_id).columns:
        assert explained[column.name][2].value == ("ja" if column.required else "")
        assert explained[column.name][4].value == column.meaning


def test_the_template_of_a_review_has_every_criterion_with_its_written_levels():
    rows = list(open_template("struktur")["Kriterien"].iter_rows(values_only=True))
    assert rows[0] == (
        "Kriterium", "Bezeichnung", "Frage", "Stufe 0", "Stufe 1", "Stufe 2", "Stufe 3", "Nachweis",
    )  # fmt: skip
    assert [(row[0], row[1]) for row in rows[1:]] == list(labels("kriterium").items())
    assert all(all(row) for row in rows)


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_a_template_has_the_same_bytes_each_time(dataset_id):
    assert write_template(load_dataset(dataset_id)) == write_template(load_dataset(dataset_id))


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_a_filled_template_is_accepted_with_the_rows_of_the_sample(dataset_id, store):
    if dataset_id == "ziele":
        submit(store, sample("faelle"), HANDED_IN)
    filled = sample(dataset_id, content=filled_template(dataset_id), file_name="Vorlage.xlsx")
    check = check_file(store, filled, HANDED_IN)
    assert [issue for issue in check.issues if issue.severity != "hint"] == []
    assert check.rows == check_file(store, sample(dataset_id), HANDED_IN).rows
    assert submit(store, filled, HANDED_IN).rows == check.rows.num_rows


def test_an_empty_template_is_said_to_be_empty(store):
    empty = sample("stellen", content=write_template(load_dataset("stellen")), file_name="Vorlage.xlsx")
    assert [issue.code for issue in check_file(store, empty, HANDED_IN).issues] == ["leere_datei"]


def test_senders_of_samples_cover_all_datasets(store):
    assert set(SENDERS) == set(load_datasets())
    assert {receipt.dataset for receipt in fill(store).receipts()} == set(SENDERS)


def text_file(words: str, days: str, mark: str, encoding: str, delimiter: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([HEADINGS[words].get(name, name) for name in FIELDS])
    writer.writerows([[as_text(cell, words, days, mark) for cell in row] for row in TABLE])
    return buffer.getvalue().encode(encoding)


def as_text(cell: object, words: str, days: str, mark: str) -> str:
    if isinstance(cell, date):
        return cell.strftime(DAYS[days])
    if isinstance(cell, (Decimal, int)):
        return f"{cell:,}".translate(str.maketrans({",": "." if mark == "," else ",", ".": mark}))
    return "" if cell is None else CODES[words].get(cell, cell)


def workbook(words: str, days: str, numbers: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Stellen")
    sheet.write_row(2, 1, [HEADINGS[words].get(name, name) for name in FIELDS])
    for line, row in enumerate(TABLE, start=3):
        for place, cell in enumerate(row, start=1):
            write_cell(sheet, line, place, cell, (words, days, numbers))
    book.close()
    return buffer.getvalue()


def write_cell(sheet: object, line: int, place: int, cell: object, dialect: tuple[str, str, str]) -> None:
    words, days, numbers = dialect
    if isinstance(cell, date) and days == "excel":
        sheet.write_datetime(line, place, datetime.combine(cell, datetime.min.time()))
    elif isinstance(cell, (Decimal, int)) and numbers == "number":
        sheet.write_number(line, place, float(cell))
    else:
        sheet.write_string(line, place, as_text(cell, words, days, numbers))


def open_template(dataset_id: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_template(load_dataset(dataset_id))))


def choices(book: openpyxl.Workbook, formula: str) -> list[str]:
    """What a drop-down offers: a list in the rule itself, or a range of the sheet `Listen`."""
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    sheet, place = formula.split("!")
    return [cell.value for [cell] in book[sheet][place.replace("$", "")]]


def expected_choices(column: Column) -> list[str] | None:
    if column.type == "boolean":
        return ["ja", "nein"]
    return list(load_codes(column.codes)["code"]) if column.codes else None


def filled_template(dataset_id: str) -> bytes:
    """The template with the rows of the sample, typed in as a person would."""
    dataset, book = load_dataset(dataset_id), open_template(dataset_id)
    cells = read(sample(dataset_id).content, "sample.csv", dataset).cells.to_pylist()
    for line, row in enumerate(cells, start=2):
        for place, column in enumerate(dataset.columns, start=1):
            book.worksheets[0].cell(line, place).value = typed_in(column, row.get(column.name))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed_in(column: Column, text: str | None) -> object:
    if text is None or column.type in ("text", "code", "boolean"):
        return text
    if column.type == "date":
        return datetime.strptime(text, "%d.%m.%Y") if "." in text else datetime.fromisoformat(text)
    return float(text.replace(",", "."))
