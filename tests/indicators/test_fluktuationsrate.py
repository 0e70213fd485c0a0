"""Fluktuationsrate, worked by hand."""

from datetime import date

import pytest

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | besetzt_vzae | abgaenge |
    |----------|------------|----------|--------------------|--------------|----------|
    | 05382    | 2024-01-31 | 2        | kreis              | 10           | 3        |
    | 05382    | 2024-04-30 | 2        | kreis              | 8            | 2        |
    | 05382    | 2024-07-31 | 2        | kreis              | 8            | 0        |
    | 05382    | 2024-07-31 | 2        | freie_wohlfahrt    | 2            | 0        |
    | 05382    | 2024-07-31 | 1        | kreis              | 3            |          |
"""


def test_leavers_over_the_time_since_the_previous_stichtag(result):
    rows = result("fluktuationsrate", by=["quartal"], stellen=STELLEN)
    second, third = rows  # nothing for the first Stichtag: nobody knows since when
    assert (second.quartal, second.numerator) == (date(2024, 6, 30), 2)
    assert float(second.denominator) == pytest.approx(9 * 90 / 365, abs=1e-6)
    assert second.value == pytest.approx(2 / (9 * 90 / 365) * 100, rel=1e-4)
    # 8 throughout with the Kreis, 0 and then 2 with the welfare associations; Baustein 1 gave no figure
    assert (third.numerator, third.value) == (0, 0)
    assert float(third.denominator) == pytest.approx((8 + 1) * 92 / 365, abs=1e-6)


def test_quarters_are_added_up_before_dividing(result):
    [row] = result("fluktuationsrate", stellen=STELLEN)
    assert row.value == pytest.approx(2 / (9 * (90 + 92) / 365) * 100, rel=1e-4)


@pytest.mark.parametrize("previous, status", [("2024-01-13", "shown"), ("2024-01-12", "not_reported")])
def test_more_than_200_days_say_nothing(result, previous, status):
    stellen = f"""
        | kreis_id | stichtag   | baustein | besetzt_vzae | abgaenge |
        | 05382    | {previous} | 2        | 10           | 0        |
        | 05382    | 2024-07-31 | 2        | 10           | 1        |
    """
    [row] = result("fluktuationsrate", stellen=stellen)
    assert row.status == status


def test_a_quarter_that_is_not_over_is_left_out(result):
    rows = result("fluktuationsrate", by=["quartal"], day="2024-08-15", stellen=STELLEN)
    assert [row.quartal for row in rows] == [date(2024, 6, 30)]
