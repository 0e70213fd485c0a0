"""Besetzungsquote, worked by hand."""

from datetime import date
from decimal import Decimal

RHEIN_SIEG = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | besetzt_vzae |
    |----------|------------|----------|--------------------|-----------------|--------------|
    | 05382    | 2024-01-31 | 1        | kreis              | 4.5             | 3.5          |
    | 05382    | 2024-01-31 | 2        | kreis              | 18              | 6            |
    | 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5            |
"""


def test_employers_and_bausteine_are_summed_before_dividing(result):
    [row] = result("besetzungsquote", berichtstermin="2024-03-31", stellen=RHEIN_SIEG)
    assert (row.numerator, row.denominator, row.status) == (Decimal("14.5"), Decimal("22.5"), "shown")
    assert round(row.value, 1) == 64.4


def test_bausteine_apart_are_those_of_the_protocol(result):
    rows = result("besetzungsquote", by=["baustein"], berichtstermin="2024-03-31", stellen=RHEIN_SIEG)
    assert [(row.baustein, round(row.value, 1)) for row in rows] == [("1", 77.8), ("2", 61.1)]


def test_a_kreis_counts_for_100_days_and_with_its_latest_stichtag(result):
    stellen = """
        | kreis_id | stichtag   | baustein | zugewiesen_vzae | besetzt_vzae |
        | 05382    | 2023-10-31 | 2        | 18              | 10           |
        | 05382    | 2023-12-22 | 2        | 18              | 11           |
        | 05362    | 2023-12-21 | 2        | 10              | 10           |
    """
    rows = result("besetzungsquote", by=["kreis_id", "berichtstermin"], stellen=stellen)
    shown = [(row.kreis_id, row.berichtstermin, row.numerator) for row in rows if row.status == "shown"]
    assert shown == [
        ("05362", date(2023, 12, 31), 10),  # 10 days old; on 2024-03-31 it would be 101 days old
        ("05382", date(2023, 12, 31), 11),
        ("05382", date(2024, 3, 31), 11),  # exactly 100 days old
    ]


def test_without_an_assignment_a_baustein_is_missing_and_not_zero(result):
    stellen = """
        | kreis_id | stichtag   | baustein | zugewiesen_vzae | besetzt_vzae |
        | 05362    | 2024-01-31 | 1        | 4               | 0            |
        | 05362    | 2024-01-31 | 2        |                 | 5            |
        | 05382    | 2024-01-31 | 2        |                 | 11           |
    """
    rows = result("besetzungsquote", by=["kreis_id"], berichtstermin="2024-03-31", stellen=stellen)
    found = {row.kreis_id: row for row in rows}
    assert (found["05362"].numerator, found["05362"].denominator, found["05362"].value) == (0, 4, 0)
    assert found["05382"].status == "not_reported"


def test_an_assignment_of_zero_has_no_quota(result):
    stellen = """
        | kreis_id | stichtag   | baustein | zugewiesen_vzae | besetzt_vzae |
        | 05382    | 2024-01-31 | 3        | 0               | 0            |
    """
    [row] = result("besetzungsquote", berichtstermin="2024-03-31", stellen=stellen)
    assert row.status == "not_applicable"
