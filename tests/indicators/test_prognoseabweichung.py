"""Prognoseabweichung, worked by hand."""

from datetime import date

import pytest

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | besetzt_vzae | prognose_besetzt_vzae | prognose_fuer |
    |----------|------------|----------|--------------------|-----------------|--------------|-----------------------|---------------|
    | 05382    | 2023-07-31 | 2        | kreis              | 18              | 9            | 18                    | 2023-12-31    |
    | 05382    | 2023-10-31 | 2        | kreis              | 18              | 10           | 15                    | 2023-12-31    |
    | 05382    | 2024-01-31 | 2        | kreis              | 18              | 7            |                       |               |
    | 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5            |                       |               |
"""  # noqa: E501


def test_the_last_forecast_is_held_against_the_next_stichtag(result):
    [row] = result("prognoseabweichung", by=["berichtstermin"], stellen=STELLEN)
    assert (row.berichtstermin, row.numerator, row.denominator) == (date(2024, 3, 31), -3, 18)
    assert round(row.value, 1) == -16.7


@pytest.mark.parametrize(
    "prognose_fuer, found",
    [
        ("2024-02-14", 1),  # the Stichtag lies 14 days before
        ("2024-02-15", 0),
        ("2023-10-23", 1),  # 100 days after
        ("2023-10-22", 0),
    ],
)
def test_the_stichtag_must_be_near_the_day_of_the_forecast(result, prognose_fuer, found):
    stellen = f"""
        | kreis_id | stichtag   | baustein | zugewiesen_vzae | besetzt_vzae | prognose_besetzt_vzae | prognose_fuer   |
        | 05382    | 2023-10-20 | 2        | 18              | 10           | 15                    | {prognose_fuer} |
        | 05382    | 2024-01-31 | 2        | 18              | 16           |                       |                 |
    """  # noqa: E501
    rows = result("prognoseabweichung", by=["berichtstermin"], stellen=stellen)
    assert [float(row.numerator) for row in rows] == [1] * found


def test_a_forecast_is_never_held_against_the_day_it_was_made(result):
    stellen = """
        | kreis_id | stichtag   | baustein | zugewiesen_vzae | besetzt_vzae | prognose_besetzt_vzae | prognose_fuer |
        | 05382    | 2023-12-20 | 2        | 18              | 10           | 15                    | 2023-12-31    |
    """  # noqa: E501
    [row] = result("prognoseabweichung", berichtstermin="2023-12-31", stellen=stellen)
    assert row.status == "not_applicable"


def test_without_an_assignment_there_is_no_deviation(result):
    stellen = STELLEN.replace("| 18 ", "|    ")
    [row] = result("prognoseabweichung", berichtstermin="2024-03-31", stellen=stellen)
    assert row.status == "not_applicable"
