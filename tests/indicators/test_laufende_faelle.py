"""Laufende Fälle, worked by hand."""

from datetime import date

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | a       | case_management | 2024-03-31  |              |              |
    | 05382    | b       | case_management | 2024-04-01  |              |              |
    | 05382    | c       | case_management | 2023-05-01  | 2024-03-31   | Z1           |
    | 05382    | d       | case_management | 2023-05-01  | 2024-04-01   | Z1           |
    | 05382    | e       | kurzberatung    | 2024-03-01  |              |              |
    | 05362    | f       | case_management | 2023-05-01  | 2023-06-01   | A1           |
"""


def test_the_day_itself_counts_at_its_end(result):
    rows = result("laufende_faelle", by=["kreis_id", "fallart"], berichtstermin="2024-03-31", faelle=FAELLE)
    found = {(row.kreis_id, row.fallart): row.anzahl for row in rows if row.status == "shown"}
    assert found == {("05382", "case_management"): 2, ("05382", "kurzberatung"): 1}


def test_none_running_is_zero_where_the_kreis_delivered(result):
    rows = result(
        "laufende_faelle",
        by=["kreis_id"],
        berichtstermin="2024-03-31",
        fallart="case_management",
        faelle=FAELLE,
    )
    assert {row.kreis_id: row.status for row in rows} == {"05362": "zero", "05382": "shown"}


def test_an_extract_counts_on_its_own_day_for_100_days(result):
    words = {"by": ["berichtstermin"], "kreis_id": ["05382"], "fallart": "case_management", "faelle": FAELLE}
    rows = result("laufende_faelle", auszug_vom="2024-03-22", **words)
    counted = {row.berichtstermin: row.anzahl for row in rows}
    assert counted[date(2024, 3, 31)] == 2  # c and d; a came after the extract
    assert counted[date(2024, 6, 30)] == 2  # exactly 100 days later
    assert date(2024, 9, 30) not in counted
    rows = result("laufende_faelle", auszug_vom="2024-03-21", **words)
    assert date(2024, 6, 30) not in {row.berichtstermin for row in rows}
