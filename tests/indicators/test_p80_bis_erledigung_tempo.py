"""Days until eight of ten are closed at the pace of a year, worked by hand."""

from tests.procedures import YEAR_2024, procedures

FILED = "2024-01-01"
OLD = "2023-07-05"  # 180 days old when the year begins


def test_the_day_on_which_a_fifth_is_left(result):
    """20 of 40 by day 100, then 20 of the 50 who are 300 days old: 1/2 · 2/5 = 1/5."""
    young, old = ((20, FILED, 100, "positiv"), (20, FILED, None, "")), ((30, OLD, 300, "abgelehnt"),)
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*young, *old)}
    [row] = result("p80_bis_erledigung_tempo", **asked)
    assert (row.status, row.value, row.n, row.ereignisse, row.beobachtet) == ("shown", 300, 50, 50, 50)


def test_forty_nine_are_too_few_for_a_far_quantile(result):
    groups = (20, FILED, 100, "positiv"), (20, FILED, None, ""), (29, OLD, 300, "abgelehnt")
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*groups)}
    [row] = result("p80_bis_erledigung_tempo", **asked)
    assert (row.status, row.n) == ("too_few", 49)
