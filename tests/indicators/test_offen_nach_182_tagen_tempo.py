"""Share still open after 182 days at the pace of a year, worked by hand."""

import pytest

from tests.procedures import YEAR_2024, procedures

GROUPS = (
    (10, "2024-01-01", 100, "positiv"),
    (10, "2024-01-01", 150, "zurueckgenommen"),
    (20, "2024-01-01", None, ""),
    (10, "2023-07-05", 181, "positiv"),  # 180 days old when the year begins
    (10, "2023-07-05", None, ""),
)


def test_who_was_open_before_the_year_enters_at_the_age_reached(result):
    """30 of 40, 20 of 30, then 30 of the 40 who are 181 days old: 3/4 · 2/3 · 3/4 = 3/8."""
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS)}
    [row] = result("offen_nach_182_tagen_tempo", **asked)
    assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 40, 30, 30)
    assert row.value == pytest.approx(37.5)


def test_one_end_among_a_few_young_ones_does_not_decide_for_all(result):
    """Nine new filings of which one ends at once; all others were open before."""
    groups = (1, "2024-01-01", 3, "positiv"), (8, "2024-01-01", None, "")
    older = (10, "2023-07-05", 181, "positiv"), (30, "2023-07-05", None, "")
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*groups, *older)}
    [row] = result("offen_nach_182_tagen_tempo", **asked)
    assert (row.status, row.n) == ("not_estimable", 48)
