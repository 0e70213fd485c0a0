"""Days until half of a quarter's filings are closed, worked by hand."""

from math import exp, isnan, log, sqrt

from tests.procedures import procedures

FILED = "2022-01-03"


def test_the_day_on_which_the_twentieth_of_forty_ends(result):
    """One ends every ten days, 25 do; Greenwood's sum after k of 40 is 1/(40 − k) − 1/40."""
    ended = [(1, FILED, 10 * k, "positiv" if k % 2 else "abgelehnt") for k in range(1, 26)]
    antraege = procedures(*ended, (15, FILED, None, ""))
    [row] = result("median_bis_erledigung_kohorte", art="EBH", antraege=antraege)
    assert (row.status, row.value, row.n, row.ereignisse) == ("shown", 200, 40, 25)
    assert row.beobachtet == 21  # nineteen had ended before day 200
    assert row.lower == 10 * next(k for k in range(1, 26) if limit(k, 1) <= 0.5)
    assert isnan(row.upper)
    assert limit(25, -1) > 0.5  # the upper limit of the curve has not come down to a half


def limit(k: int, side: int) -> float:
    """Lower (1) or upper (−1) log-log limit of S = 1 − k/40."""
    s = 1 - k / 40
    return s ** exp(side * 1.959963984540054 * sqrt(1 / (40 - k) - 1 / 40) / abs(log(s)))


def test_less_than_half_is_not_reached_yet(result):
    antraege = procedures((19, FILED, 100, "positiv"), (21, FILED, None, ""))
    [row] = result("median_bis_erledigung_kohorte", art="EBH", antraege=antraege)
    assert (row.status, row.ereignisse) == ("not_estimable", 19)
    assert isnan(row.value)


def test_a_median_of_the_closed_ones_would_be_something_else(result):
    """The closed half of them took 50 days; by day 400 half of all are closed."""
    antraege = procedures(
        (30, FILED, 50, "positiv"), (20, FILED, 400, "zurueckgenommen"), (50, FILED, None, "")
    )
    [row] = result("median_bis_erledigung_kohorte", art="EBH", antraege=antraege)
    assert row.value == 400


def test_what_was_cleaned_leaves_without_an_end(result):
    """After 20 of 60 ended and 20 were cleaned, 10 of the 20 left make 2/3 · 1/2 = 1/3."""
    groups = ((20, FILED, 50, "positiv"), (20, FILED, 60, "bereinigt"), (10, FILED, 70, "positiv"))
    antraege = procedures(*groups, (10, FILED, None, ""))
    [row] = result("median_bis_erledigung_kohorte", art="EBH", antraege=antraege)
    assert (row.value, row.n, row.ereignisse, row.beobachtet) == (70, 60, 30, 20)


def test_authorities_are_pooled_and_medians_never_averaged(result):
    few = procedures((30, FILED, 100, "positiv"))
    many = procedures((60, FILED, 300, "positiv"), behoerde="EBH-05370", head="")
    both = "\n".join([few, many])
    rows = result("median_bis_erledigung_kohorte", by=["behoerde_id"], art="EBH", antraege=both)
    assert {row.behoerde_id: row.value for row in rows} == {"EBH-05370": 300, "EBH-05382": 100}
    [pooled] = result("median_bis_erledigung_kohorte", art="EBH", antraege=both)
    assert pooled.value == 300


def test_who_delivered_nothing_is_not_reported_beside_those_who_did(answer):
    antraege = procedures((30, FILED, 100, "positiv"))
    asked = (["behoerde_id"], "2024-12-31", "2024-12-31", {"antraege": antraege}, {"art": "EBH"})
    frame = answer("median_bis_erledigung_kohorte", *asked).frame.set_index("behoerde_id")
    assert frame.loc["EBH-05382", "status"] == "shown"
    assert set(frame.drop("EBH-05382")["status"]) == {"not_reported"}
