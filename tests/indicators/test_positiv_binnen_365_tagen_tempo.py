"""Share decided positively within 365 days at the pace of a year, worked by hand."""

import pytest

from tests.procedures import YEAR_2024, procedures

GROUPS = (
    (10, "2024-01-01", 100, "positiv"),
    (10, "2024-01-01", 150, "zurueckgenommen"),
    (20, "2024-01-01", None, ""),
    (10, "2023-07-05", 300, "positiv"),  # 180 days old when the year begins
    (10, "2023-07-05", None, ""),
)


def test_each_age_goes_at_the_pace_of_the_year(result):
    """10 of 40 by day 100, S = 1/2 after the withdrawals, 10 of 40 on day 300: 1/4 + 1/2 · 1/4 = 3/8."""
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS)}
    [row] = result("positiv_binnen_365_tagen_tempo", **asked)
    assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 40, 30, 30)
    assert row.value == pytest.approx(37.5)
    [still] = result("offen_nach_365_tagen_tempo", **asked)
    assert row.value + still.value + 100 / 4 == pytest.approx(100)  # a quarter withdrew


def test_what_happened_before_the_year_does_not_count(result):
    before = (30, "2023-07-05", 100, "positiv")
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS, before)}
    [row] = result("positiv_binnen_365_tagen_tempo", **asked)
    assert row.value == pytest.approx(37.5)
