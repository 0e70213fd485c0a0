"""Share of a quarter's filings still open after 730 days, worked by hand."""

import pytest

from tests.procedures import procedures

FILED = "2022-01-03"


def test_the_730th_day_counts_and_the_next_does_not(result):
    groups = (10, FILED, 100, "positiv"), (10, FILED, 730, "abgelehnt"), (10, FILED, 731, "positiv")
    [row] = result(
        "offen_nach_730_tagen_kohorte", art="EBH", antraege=procedures(*groups, (10, FILED, None, ""))
    )
    assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 40, 30, 30)
    assert row.value == pytest.approx(50)


def test_what_was_cleaned_is_followed_no_longer(result):
    """Half end on day 100; of the 20 left, 11 are cleaned before two years are over: 9 are too few."""
    groups = (20, FILED, 100, "positiv"), (11, FILED, 600, "bereinigt"), (9, FILED, None, "")
    [row] = result("offen_nach_730_tagen_kohorte", art="EBH", antraege=procedures(*groups))
    assert (row.status, row.beobachtet) == ("not_estimable", 9)
