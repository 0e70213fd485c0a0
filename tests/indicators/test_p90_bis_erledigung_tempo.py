"""Days until nine of ten are closed at the pace of a year, worked by hand."""

from math import isnan

from tests.procedures import YEAR_2024, procedures

FILED, OLD = "2024-01-01", "2023-07-05"  # the old ones are 180 days old when the year begins


def test_the_day_on_which_a_tenth_is_left(result):
    """20 of 40 by day 100, then 40 of the 50 who are 300 days old: 1/2 · 1/5 = 1/10."""
    groups = (20, FILED, 100, "positiv"), (10, FILED, None, ""), (10, FILED, 300, "positiv")
    antraege = procedures(*groups, (30, OLD, 300, "abgelehnt"))
    [row] = result("p90_bis_erledigung_tempo", art="EBH", fenster_quartal=YEAR_2024, antraege=antraege)
    assert (row.status, row.value, row.n, row.ereignisse, row.beobachtet) == ("shown", 300, 50, 60, 50)


def test_one_end_fewer_and_nine_of_ten_is_not_reached(result):
    groups = (20, FILED, 100, "positiv"), (11, FILED, None, ""), (9, FILED, 300, "positiv")
    antraege = procedures(*groups, (30, OLD, 300, "abgelehnt"))
    [row] = result("p90_bis_erledigung_tempo", art="EBH", fenster_quartal=YEAR_2024, antraege=antraege)
    assert (row.status, row.ereignisse) == ("not_estimable", 59)
    assert isnan(row.value)
