"""Abbruchquote, worked by hand."""

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | a       | case_management | 2023-01-10  | 2023-06-01   | A1           |
    | 05382    | b       | case_management | 2023-01-10  | 2023-06-01   | A2           |
    | 05382    | c       | case_management | 2023-01-10  | 2023-06-01   | Z1           |
    | 05382    | d       | case_management | 2023-01-10  | 2023-06-01   | N1           |
    | 05382    | e       | case_management | 2023-01-10  | 2023-06-01   | V1           |
    | 05382    | f       | case_management | 2023-01-10  | 2023-06-01   | W1           |
    | 05382    | g       | case_management | 2023-01-10  | 2023-06-01   | K1           |
    | 05382    | h       | case_management | 2023-01-10  | 2024-06-01   | A1           |
    | 05382    | i       | case_management | 2023-01-10  |              |              |
    | 05382    | j       | kurzberatung    | 2023-01-10  | 2023-06-01   | A1           |
"""


def test_broken_off_among_the_ends_that_say_something_about_the_work(result):
    [row] = result("abbruchquote", fallart="case_management", faelle=FAELLE)
    assert (row.numerator, row.denominator) == (3, 6)


def test_a_case_broken_off_after_the_extract_is_still_open(result):
    [row] = result("abbruchquote", fallart="case_management", auszug_vom="2024-05-31", faelle=FAELLE)
    assert (row.numerator, row.denominator) == (2, 5)
