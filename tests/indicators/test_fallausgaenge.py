"""Fallausgänge nach Aufnahmequartal, worked by hand."""

from datetime import date

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | a       | case_management | 2023-01-01  | 2023-09-30   | Z1           |
    | 05382    | b       | case_management | 2023-03-31  | 2023-12-31   | A2           |
    | 05382    | c       | case_management | 2023-02-15  | 2024-01-01   | W2           |
    | 05382    | d       | case_management | 2023-02-15  |              |              |
    | 05382    | e       | kurzberatung    | 2023-02-15  | 2023-02-15   | Z1           |
    | 05382    | f       | case_management | 2023-04-01  | 2023-05-01   | K1           |
"""


def outcomes(rows) -> dict[str, tuple[str, int]]:
    return {row.ausgang: (row.gruppe, row.anzahl) for row in rows}


def test_every_case_of_a_cohort_has_one_outcome(result):
    rows = result(
        "fallausgaenge",
        by=["ausgang", "gruppe"],
        aufnahme_quartal="2023-03-31",
        fallart="case_management",
        faelle=FAELLE,
    )
    assert outcomes(rows) == {
        "Z1": ("planmaessig", 1),
        "A2": ("abbruch", 1),
        "W2": ("neutral", 1),
        "offen": ("offen", 1),
    }


def test_what_happened_after_the_extract_is_not_known_yet(result):
    rows = result(
        "fallausgaenge",
        by=["ausgang", "gruppe"],
        aufnahme_quartal="2023-03-31",
        fallart="case_management",
        auszug_vom="2023-12-31",
        faelle=FAELLE,
    )
    assert outcomes(rows) == {"Z1": ("planmaessig", 1), "A2": ("abbruch", 1), "offen": ("offen", 2)}


def test_what_happened_after_the_day_of_the_stand_is_not_known_either(result):
    rows = result(
        "fallausgaenge",
        by=["aufnahme_quartal", "ausgang"],
        fallart="case_management",
        day="2023-06-30",
        auszug_vom="2024-12-31",
        faelle=FAELLE,
    )
    assert [(row.aufnahme_quartal, row.ausgang, row.anzahl) for row in rows] == [
        (date(2023, 3, 31), "offen", 4),
        (date(2023, 6, 30), "K1", 1),
    ]


def test_a_cohort_counts_when_its_quarter_is_over(result):
    rows = result(
        "fallausgaenge",
        by=["aufnahme_quartal"],
        fallart="case_management",
        auszug_vom="2023-06-29",
        faelle=FAELLE,
    )
    assert [row.aufnahme_quartal for row in rows] == [date(2023, 3, 31)]
