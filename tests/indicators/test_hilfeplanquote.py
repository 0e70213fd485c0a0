"""Hilfeplanquote, worked by hand."""

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | hilfeplan_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|--------------|
    | 05382    | a       | case_management | 2024-01-31  | 2024-03-01   |              |              |
    | 05382    | b       | case_management | 2024-01-31  |              | 2024-03-31   | K1           |
    | 05382    | c       | case_management | 2024-01-31  |              | 2024-04-01   | A1           |
    | 05382    | d       | case_management | 2024-01-31  | 2024-05-01   |              |              |
    | 05382    | e       | kurzberatung    | 2024-01-31  |              |              |              |
"""


def test_only_cases_that_ran_for_more_than_60_days_count(result):
    [row] = result("hilfeplanquote", fallart="case_management", faelle=FAELLE)
    assert (row.numerator, row.denominator) == (2, 3)  # b was closed after exactly 60 days


def test_the_day_of_the_extract_decides_for_open_cases(result):
    words = {"fallart": "case_management", "faelle": FAELLE}
    [row] = result("hilfeplanquote", auszug_vom="2024-03-31", **words)
    assert row.status == "not_applicable"  # all at 60 days
    [row] = result("hilfeplanquote", auszug_vom="2024-04-01", **words)
    assert (row.numerator, row.denominator) == (1, 3)  # the plan of d came later


def test_a_kurzberatung_has_no_plan(result):
    [row] = result("hilfeplanquote", fallart="kurzberatung", faelle=FAELLE)
    assert row.status == "not_applicable"
