"""Share still open after 730 days at the pace of a year, worked by hand."""

import pytest

from tests.procedures import YEAR_2024, procedures

GROUPS = (
    (20, "2024-01-01", 100, "positiv"),
    (20, "2024-01-01", None, ""),
    (10, "2023-07-05", 300, "positiv"),  # 180 days old when the year begins
    (10, "2023-07-05", None, ""),
    (5, "2022-07-05", 700, "zurueckgenommen"),  # 545 days old when the year begins
    (10, "2022-07-05", None, ""),
)


def test_three_years_of_filing_make_one_curve(result):
    """20 of 40, 30 of 40, then 10 of the 15 who are 700 days old: 1/2 · 3/4 · 2/3 = 1/4."""
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS)}
    [row] = result("offen_nach_730_tagen_tempo", **asked)
    assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 40, 35, 10)
    assert row.value == pytest.approx(25)


def test_a_register_without_old_procedures_says_nothing(result):
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS[:4])}
    [row] = result("offen_nach_730_tagen_tempo", **asked)
    assert (row.status, row.beobachtet) == ("not_estimable", 0)
