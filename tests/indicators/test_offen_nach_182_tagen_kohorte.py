"""Share of a quarter's filings still open after 182 days, worked by hand."""

import pytest

from tests.procedures import procedures

FILED = "2024-01-15"


def test_the_182nd_day_counts_and_the_next_does_not(result):
    groups = (10, FILED, 182, "positiv"), (10, FILED, 183, "positiv"), (20, FILED, None, "")
    [row] = result("offen_nach_182_tagen_kohorte", art="EBH", antraege=procedures(*groups))
    assert (row.status, row.n, row.beobachtet) == ("shown", 40, 40)
    assert row.value == pytest.approx(75)


def test_a_quarter_that_is_too_young_says_nothing(result):
    """Filed on 3 July, seen until 31 December: 181 days."""
    groups = (10, "2024-07-03", 30, "positiv"), (40, "2024-07-03", None, "")
    [row] = result("offen_nach_182_tagen_kohorte", art="EBH", antraege=procedures(*groups))
    assert (row.status, row.beobachtet) == ("not_estimable", 0)
