"""Abschlüsse von Fällen, worked by hand."""

from datetime import date

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | a       | case_management | 2023-05-01  | 2024-01-01   | Z1           |
    | 05382    | b       | case_management | 2023-05-01  | 2024-03-31   | U1           |
    | 05382    | c       | case_management | 2023-05-01  | 2024-02-01   | V1           |
    | 05382    | d       | case_management | 2023-05-01  | 2024-04-01   | W1           |
    | 05382    | e       | kurzberatung    | 2023-05-01  | 2024-02-01   | Z1           |
    | 05382    | f       | case_management | 2023-05-01  |              |              |
"""


def test_closings_by_quarter_and_group(result):
    rows = result("faelle_abschluesse", by=["quartal", "gruppe"], fallart="case_management", faelle=FAELLE)
    assert [(row.quartal, row.gruppe, row.anzahl) for row in rows] == [
        (date(2024, 3, 31), "planmaessig", 2),
        (date(2024, 3, 31), "system", 1),
        (date(2024, 6, 30), "neutral", 1),
    ]


def test_closings_in_the_quarter_in_which_observation_ends_are_left_out(result):
    rows = result(
        "faelle_abschluesse",
        by=["quartal", "abschlussart"],
        fallart="case_management",
        auszug_vom="2024-06-29",
        faelle=FAELLE,
    )
    assert [row.abschlussart for row in rows] == ["U1", "V1", "Z1"]
