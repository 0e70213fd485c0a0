"""Share decided positively within 365 days of a quarter's filings, worked by hand."""

import pytest

from tests.procedures import procedures

FILED = "2022-01-03"
SIXTY = (
    (10, FILED, 100, "positiv"),
    (10, FILED, 150, "zurueckgenommen"),
    (20, FILED, 200, "bereinigt"),
    (10, FILED, 300, "positiv"),
)


def test_who_withdraws_is_no_longer_waiting(result):
    """10/60, then 2/3 still open after the withdrawals, then 10 of 20: 1/6 + 2/3 · 1/2 = 1/2.

    With the withdrawals as if they were still waiting it would be 1 − 5/6 · 1/2 = 58 %.
    """
    antraege = procedures(*SIXTY, (10, FILED, None, ""))
    [row] = result("positiv_binnen_365_tagen_kohorte", art="EBH", antraege=antraege)
    assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 60, 30, 10)
    assert row.value == pytest.approx(50)
    assert row.lower < 50 < row.upper


def test_the_365th_day_counts_and_the_next_does_not(result):
    last = (10, FILED, 365, "positiv"), (10, FILED, 366, "positiv"), (20, FILED, None, "")
    [row] = result("positiv_binnen_365_tagen_kohorte", art="EBH", antraege=procedures(*last))
    assert row.value == pytest.approx(25)


def test_nine_who_are_followed_are_too_few_for_a_share(result):
    antraege = procedures(*SIXTY, (1, FILED, 350, "positiv"), (9, FILED, None, ""))
    [row] = result("positiv_binnen_365_tagen_kohorte", art="EBH", antraege=antraege)
    assert (row.status, row.beobachtet) == ("not_estimable", 9)


def test_nobody_was_decided_positively(result):
    antraege = procedures((10, FILED, 100, "abgelehnt"), (30, FILED, None, ""))
    [row] = result("positiv_binnen_365_tagen_kohorte", art="EBH", antraege=antraege)
    assert (row.status, row.value) == ("shown", 0)
