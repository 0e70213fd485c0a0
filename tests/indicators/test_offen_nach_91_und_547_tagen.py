"""Shares still open after 91 and 547 days, by cohort and at the pace of a year, worked by hand."""

import pytest

from tests.procedures import YEAR_2024, procedures


@pytest.mark.parametrize("days", [91, 547])
def test_of_a_cohort_the_last_day_counts_and_the_next_does_not(result, days):
    filed = "2022-01-10"
    groups = (10, filed, days, "positiv"), (10, filed, days + 1, "positiv"), (20, filed, None, "")
    [row] = result(f"offen_nach_{days}_tagen_kohorte", art="EBH", antraege=procedures(*groups))
    assert (row.status, row.n, row.beobachtet) == ("shown", 40, 40)
    assert row.value == pytest.approx(75)


@pytest.mark.parametrize("days,filed", [(91, "2024-10-02"), (547, "2023-07-04")])
def test_a_cohort_that_is_too_young_says_nothing(result, days, filed):
    """Seen until 31 December: one day short."""
    groups = (10, filed, 30, "positiv"), (40, filed, None, "")
    [row] = result(f"offen_nach_{days}_tagen_kohorte", art="EBH", antraege=procedures(*groups))
    assert (row.status, row.beobachtet) == ("not_estimable", 0)


@pytest.mark.parametrize("days,filed", [(91, "2023-11-02"), (547, "2022-09-03")])
def test_at_the_pace_of_a_year_the_old_ones_enter_at_their_age(result, days, filed):
    """Half of the 40 young ones end on day 50; of 40 older ones a quarter on the last day."""
    young = (20, "2024-01-01", 50, "positiv"), (20, "2024-01-01", None, "")
    old = (10, filed, days, "abgelehnt"), (30, filed, None, "")
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*young, *old)}
    [row] = result(f"offen_nach_{days}_tagen_tempo", **asked)
    at_risk = {91: 60, 547: 40}[days]  # the young ones are followed for 365 days
    assert (row.status, row.beobachtet) == ("shown", at_risk)
    assert row.value == pytest.approx(50 * (1 - 10 / at_risk))
