"""Days until half is closed at the pace of a year, worked by hand."""

from math import isnan

from tests.procedures import YEAR_2024, procedures

GROUPS = (
    (10, "2024-01-01", 100, "positiv"),
    (30, "2024-01-01", None, ""),
    (20, "2023-07-05", 300, "zurueckgenommen"),  # 180 days old when the year begins
    (10, "2023-07-05", None, ""),
)


def test_the_old_ones_of_the_year_decide_where_the_young_ones_cannot(result):
    """30 of 40 by day 100, then 40 of the 60 who are 300 days old: 3/4 · 2/3 = 1/2."""
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*GROUPS)}
    [row] = result("median_bis_erledigung_tempo", **asked)
    assert (row.status, row.value, row.n, row.ereignisse, row.beobachtet) == ("shown", 300, 60, 30, 60)


def test_one_end_fewer_and_half_is_not_reached_yet(result):
    groups = (*GROUPS[:2], (19, *GROUPS[2][1:]), (11, *GROUPS[3][1:]))
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": procedures(*groups)}
    [row] = result("median_bis_erledigung_tempo", **asked)
    assert (row.status, row.ereignisse) == ("not_estimable", 29)
    assert isnan(row.value)
