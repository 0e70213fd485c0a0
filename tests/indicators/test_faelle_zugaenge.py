"""Zugänge von Fällen, worked by hand."""

from datetime import date

import pytest

from kim.errors import KimError

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am |
    |----------|---------|-----------------|-------------|
    | 05382    | a       | case_management | 2024-01-01  |
    | 05382    | b       | case_management | 2024-03-31  |
    | 05382    | c       | case_management | 2024-04-01  |
    | 05382    | d       | kurzberatung    | 2024-03-31  |
"""


def test_cases_belong_to_the_quarter_of_their_intake(result):
    rows = result("faelle_zugaenge", by=["quartal"], fallart="case_management", faelle=FAELLE)
    assert [(row.quartal, row.anzahl) for row in rows] == [(date(2024, 3, 31), 2), (date(2024, 6, 30), 1)]


def test_half_a_quarter_is_left_out(result):
    rows = result(
        "faelle_zugaenge", by=["quartal"], fallart="case_management", auszug_vom="2024-06-29", faelle=FAELLE
    )
    assert [row.quartal for row in rows] == [date(2024, 3, 31)]


def test_kinds_of_cases_are_never_added_up(result):
    rows = result("faelle_zugaenge", by=["fallart"], quartal="2024-03-31", faelle=FAELLE)
    assert {row.fallart: row.anzahl for row in rows} == {"case_management": 2, "kurzberatung": 1}
    with pytest.raises(KimError, match="fallart"):
        result("faelle_zugaenge", by=["quartal"], faelle=FAELLE)
