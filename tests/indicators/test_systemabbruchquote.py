"""Systembedingte Abbrüche, worked by hand."""

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | a       | case_management | 2023-01-10  | 2023-06-01   | V1           |
    | 05382    | b       | case_management | 2023-01-10  | 2023-06-01   | Z1           |
    | 05382    | c       | case_management | 2023-01-10  | 2023-06-01   | W1           |
    | 05382    | d       | case_management | 2023-01-10  | 2023-06-01   | X9           |
    | 05382    | e       | case_management | 2023-01-10  | 2023-06-01   | K1           |
    | 05382    | f       | case_management | 2023-01-10  | 2024-06-01   | V1           |
    | 05382    | g       | kurzberatung    | 2023-01-10  | 2023-06-01   | V1           |
    | 05362    | h       | case_management | 2023-01-10  | 2023-06-01   | A1           |
"""


def test_all_closings_count_below(result):
    rows = result("systemabbruchquote", by=["kreis_id"], fallart="case_management", faelle=FAELLE)
    assert {row.kreis_id: (row.numerator, row.denominator) for row in rows} == {
        "05362": (0, 1),
        "05382": (2, 6),
    }


def test_closings_after_the_extract_do_not_count(result):
    [row] = result(
        "systemabbruchquote",
        kreis_id=["05382"],
        fallart="case_management",
        auszug_vom="2024-05-31",
        faelle=FAELLE,
    )
    assert (row.numerator, row.denominator) == (1, 5)
