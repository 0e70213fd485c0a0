"""What only the sender can say about numbers, days and dashes: asked and refused, read when answered."""

from datetime import date
from decimal import Decimal

import pytest

from tests.made_sheets import ANTRAEGE, ROW, STELLEN, book, checked, codes, sheet_of, sheet_of_book


def test_a_number_that_may_be_a_thousand_is_asked_once_and_read_when_answered(checker):
    lines = [STELLEN, "05382;30.09.2025;1;1.234;", "05382;30.09.2025;2;2.500;"]
    sheet = sheet_of(*lines)
    assert codes(sheet) == ["zahlformat_unklar"]
    [question] = sheet.layout.questions
    assert (question.field, question.flag) == ("decimal_mark", "--decimal")
    assert question.choices[","] == "Dezimalkomma: »1.234« ist 1234"
    assert question.choices["."] == "Dezimalpunkt: »1.234« ist 1,234"
    for mark, number in ((",", Decimal("1234")), (".", Decimal("1.23"))):
        answered = sheet_of(*lines, decimal_mark=mark)
        assert answered.layout.questions == ()
        assert "von Ihnen angegeben" in answered.layout.numbers
        assert checked(checker, answered).rows["zugewiesen_vzae"][0].as_py() == number


def test_a_unit_behind_a_number_does_not_hide_the_question():
    assert codes(sheet_of(STELLEN, "05382;30.09.2025;1;1.234 VZÄ;")) == ["zahlformat_unklar"]
    assert sheet_of(STELLEN, "05382;30.09.2025;1;3.5 VZÄ;").decimal_mark == "."


def test_another_number_of_the_file_answers_the_question(checker):
    sheet = sheet_of(STELLEN, "05382;30.09.2025;1;1.234;3,5")
    assert sheet.layout.numbers == "Dezimalkomma (aus der Datei erkannt, zum Beispiel 3,5)"
    assert checked(checker, sheet).rows["zugewiesen_vzae"].to_pylist() == [1234]


def test_numbers_of_lines_that_are_no_data_answer_nothing():
    lines = [STELLEN, "05382;30.09.2025;1;1.234;", ";;Summe;1.234,0;"]
    assert codes(sheet_of(*lines)) == ["zahlformat_unklar"]


def test_contradicting_numbers_are_refused():
    sheet = sheet_of(STELLEN, "05382;30.09.2025;1;4,5;3.5")
    assert codes(sheet) == ["zahlformat_widerspruechlich"]


def test_a_workbook_has_numbers_of_its_own_beside_decimal_points(checker):
    rows = [STELLEN.split(";"), ["05382", "30.09.2025", "1", 4.5, "3.5"]]
    [row] = checked(checker, sheet_of_book(book(rows))).rows.to_pylist()
    assert (row["zugewiesen_vzae"], row["besetzt_vzae"]) == (Decimal("4.5"), Decimal("3.5"))


def test_days_in_an_open_order_are_asked_and_read_when_answered(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;03/04/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert codes(sheet) == ["datum_unklar"]
    [question] = sheet.layout.questions
    assert (question.field, question.flag) == ("date_order", "--dates")
    assert question.choices == {
        "TMJ": "Tag, Monat, Jahr: »03/04/2024« ist der 03.04.2024",
        "MTJ": "Monat, Tag, Jahr: »03/04/2024« ist der 04.03.2024",
    }
    for order, day in (("TMJ", date(2024, 4, 3)), ("MTJ", date(2024, 3, 4))):
        answered = sheet_of(*lines, dataset="antraege", date_order=order)
        assert (codes(answered), answered.layout.questions) == ([], ())
        assert f"{day:%d.%m.%Y}" in answered.layout.dates
        assert checked(checker, answered, "antraege").rows["eingang_am"].to_pylist() == [day]


def test_one_day_of_the_file_settles_the_order_of_all(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;03/04/2024;;", "E-2;EBH-05382;stag_10;04/25/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert sheet.layout.dates.startswith("Monat, Tag, Jahr (aus der Datei erkannt")
    assert checked(checker, sheet, "antraege").rows["eingang_am"].to_pylist() == [
        date(2024, 3, 4), date(2024, 4, 25),
    ]  # fmt: skip


def test_what_is_before_the_minimum_of_a_column_settles_the_order_too(checker):
    sheet = sheet_of(STELLEN, "05382;31.12.23;1;4,5;3,5")
    assert codes(sheet) == []
    assert checked(checker, sheet).rows["stichtag"].to_pylist() == [date(2023, 12, 31)]


def test_the_most_ambiguous_day_is_asked():
    sheet = sheet_of(ANTRAEGE, "E-1;EBH-05382;stag_10;01.02.03;;", dataset="antraege")
    assert codes(sheet) == ["datum_unklar"]
    assert set(sheet.layout.questions[0].choices) == {"TMJ", "MTJ", "JMT"}


def test_days_that_no_order_makes_real_are_unreadable(checker):
    lines = [ANTRAEGE, "E-1;EBH-05382;stag_10;13/13/2024;;"]
    sheet = sheet_of(*lines, dataset="antraege")
    assert (codes(sheet), sheet.layout.questions) == ([], ())
    assert codes(checked(checker, sheet, "antraege")) == ["datum_unlesbar"]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_among_numbers_is_asked_and_read_when_answered(dash, checker):
    lines = [STELLEN, ROW, f"05382;30.09.2025;2;{dash};1"]
    sheet = sheet_of(*lines)
    assert codes(sheet) == ["strich_unklar"]
    assert [(q.field, q.flag) for q in sheet.layout.questions] == [("dash", "--dash")]
    for told, number in (("null", Decimal(0)), ("leer", None)):
        answered = sheet_of(*lines, dash=told)
        assert (codes(answered), answered.layout.questions) == ([], ())
        assert checked(checker, answered).rows["zugewiesen_vzae"].to_pylist() == [Decimal("4.5"), number]
