"""How long a stock lasts: worked by hand, by definition, and refused where there is too little."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from math import isnan

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.catalogue import load_indicator
from tests.cubes import cube
from tests.made_counts import estimated, incidence, survival

check = partial(settings, deadline=None, derandomize=True)
CYCLE = load_indicator("eingangszeitraum_des_bestands")
OUTLOOK = load_indicator("vorausschau")
REACH = load_indicator("reichweite_ohne_vorgezogene")


def months(stock: int, came=10, decided=10, left=0, known: int = 36, **more: object) -> pd.DataFrame:
    """The months of one group, the latest first; one number stands for all months, too short ones go on."""
    columns = {"eingaenge": came, "entschieden": decided, "zurueckgezogen": left, "bestand": stock}
    frame = {name: np.resize(values, known) for name, values in columns.items()}
    days = np.resize([31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 28, 31], known)
    return pd.DataFrame({"monat": range(known), "gruppen": 1, "tage": days} | frame | more)


def answer(entry, counts: pd.DataFrame) -> dict:
    [row] = estimated(entry, counts)
    return row


# months of filings


@pytest.mark.parametrize(
    ("stock", "came", "expected"), [(30, 10, 3.0), (30, 15, 2.0), (0, 10, 0.0), (7, 10, 0.7)]
)
def test_uscis_cycle_time(stock, came, expected):
    row = answer(CYCLE, months(stock, came))
    assert (row["value"], row["status"], row["n"]) == (pytest.approx(expected), "shown", stock)


def test_the_last_month_counts_in_part():
    """8 + 4 + 0 + 6 of 12: three months are 12, and of the fourth a half."""
    assert answer(CYCLE, months(15, [8, 4, 0, 6, 100]))["value"] == 3.5
    assert answer(CYCLE, months(12, [8, 4, 0, 6, 100]))["value"] == 2.0


def test_more_months_than_are_known():
    row = answer(CYCLE, months(121, 10, known=12))
    assert (row["status"], row["monate"]) == ("not_estimable", 12)
    assert isnan(row["value"])
    assert answer(CYCLE, months(120, 10, known=12))["value"] == 12.0
    assert answer(CYCLE, months(1, 0))["status"] == "not_estimable"


@check(max_examples=100)
@given(st.lists(st.integers(0, 40), min_size=12, max_size=36), st.integers(0, 400))
def test_the_cycle_is_the_smallest_span_whose_filings_reach_the_stock(came, stock):
    row = answer(CYCLE, months(stock, came, known=len(came)))
    assert (row["status"] == "shown") == (sum(came) >= stock)
    if row["status"] == "shown":
        reached = np.interp(row["value"], range(len(came) + 1), np.concatenate(([0], np.cumsum(came))))
        assert reached == pytest.approx(stock)
        before = [n for n in range(len(came) + 1) if sum(came[:n]) >= stock]
        assert before[0] - 1 < row["value"] <= before[0]


# the pace of six months


def test_the_stock_at_the_pace_of_six_months_with_a_span():
    """Mean 85 a month; quartiles 80 and 90 by linear interpolation, whatever came before."""
    ended = [80, 80, 80, 85, 90, 95] + [1] * 6
    row = answer(OUTLOOK, months(1700, decided=ended))
    assert (row["value"], row["status"]) == (20.0, "shown")
    assert row["lower"] == pytest.approx(1700 / np.quantile(ended[:6], 0.75))
    assert row["upper"] == 1700 / 80
    assert np.quantile(ended[:6], 0.75) == 88.75


def test_withdrawals_end_procedures_too():
    assert answer(OUTLOOK, months(300, decided=20, left=10))["value"] == 10.0


def test_the_span_holds_the_value_and_may_be_open():
    """One strong month among five weak ones moves the mean beyond the quartiles."""
    row = answer(OUTLOOK, months(120, decided=[1, 1, 1, 1, 1, 115]))
    assert (row["lower"], row["value"], row["upper"]) == (6.0, 6.0, 120.0)
    row = answer(OUTLOOK, months(120, decided=[0, 0, 0, 20, 20, 20]))
    assert (row["value"], row["lower"]) == (12.0, 6.0)
    assert isnan(row["upper"])


def test_without_anything_that_ended_nothing_is_said_and_of_few_not_either():
    assert answer(OUTLOOK, months(120, decided=[0] * 6 + [50]))["status"] == "not_estimable"
    assert answer(OUTLOOK, months(120, decided=[1, 2, 1, 2, 1, 2]))["status"] == "too_few"
    assert answer(OUTLOOK, months(120, decided=[1, 2, 1, 2, 1, 3]))["value"] == 72.0


def test_a_span_is_given_only_where_the_entry_has_one():
    row = answer(replace(OUTLOOK, interval="none"), months(120))
    assert isnan(row["lower"])
    assert isnan(row["upper"])


# the pace of twelve months, in days


def test_cepej_disposition_time():
    """1,633 open, 1,122 ended in 365 days."""
    ended = [93] * 6 + [94] * 6
    assert answer(REACH, months(1633, decided=ended))["value"] == pytest.approx(531.234, abs=1e-3)


def test_the_regular_lane_of_the_growing_office():
    """Q = 1,628 at 950 a year: 625.5 days; two more hands of 95 a year: 521.2 (statistics.md 3.1)."""
    row = answer(REACH, months(1628, decided=[79] * 10 + [80] * 2))
    assert row["value"] == pytest.approx(1628 / 950 * 365)
    assert round(row["value"], 1) == 625.5
    assert round(1628 / 1140 * 365, 1) == 521.2
    assert answer(REACH, months(1628, decided=95))["value"] == pytest.approx(521.2, abs=0.05)


def test_twelve_months_must_be_known_and_some_must_have_ended():
    assert answer(REACH, months(100, known=11))["status"] == "not_estimable"
    assert answer(REACH, months(100, decided=0))["status"] == "not_estimable"
    assert answer(REACH, months(100, decided=[1] * 9 + [0] * 3))["status"] == "too_few"


# several groups


def test_groups_are_added_up_before_dividing_and_only_as_far_back_as_all_are_known():
    """14 months of one group, 36 of the other: 28 open at 2 a month of both, then nobody knows."""
    both = pd.concat([months(14, 1, known=14), months(15, 1)])
    pooled = both.groupby("monat", as_index=False).sum()
    assert answer(CYCLE, pooled)["status"] == "not_estimable"
    assert answer(CYCLE, pooled)["monate"] == 14
    pooled["bestand"] = 28
    assert answer(CYCLE, pooled)["value"] == 14.0
    assert answer(REACH, pooled)["value"] == pytest.approx(28 / 240 * 365)


def test_a_gap_ends_what_is_known():
    counts = months(30, 1)
    assert answer(CYCLE, counts[counts["monat"] != 5])["monate"] == 5
    assert answer(OUTLOOK, counts[counts["monat"] != 5])["status"] == "not_estimable"
    assert answer(CYCLE, counts[counts["monat"] > 0])["status"] == "not_estimable"


def test_rows_stand_in_the_order_of_their_groups():
    counts = pd.concat([months(30).assign(anliegen="stag_8"), months(50).assign(anliegen="stag_10")])
    rows = estimated(CYCLE, counts, ("anliegen",))
    assert [(row["anliegen"], row["value"]) for row in rows] == [("stag_10", 5.0), ("stag_8", 3.0)]
    assert estimated(CYCLE, counts.head(0)) == []


# rows that no intake lets in


def made(*rows: tuple) -> pd.DataFrame:
    """Thirty procedures that are all right, and others: filed, decided, by which way."""
    good = [("2024-03-01", date(2024, 4, 1) + timedelta(n), "positiv") for n in range(30)]
    frame = pd.DataFrame([*good, *rows], columns=["eingang_am", "entscheidung_am", "entscheidung"])
    return frame.assign(
        behoerde_id="EBH-05382", anliegen="stag_10", vorgang_id=[str(n) for n in range(len(frame))]
    )


def curve(antraege: pd.DataFrame, query: str) -> pd.DataFrame:
    counts = cube(query, antraege, date(2024, 12, 31)).groupby("tag", as_index=False).sum(numeric_only=True)
    incidence(counts)
    return survival(counts)


@pytest.mark.parametrize("query", ["wartezeit_kohorte", "wartezeit_periode"])
def test_an_end_before_its_beginning_bends_no_curve_but_fails(query):
    assert curve(made(), query)["s"].iloc[-1] == 0
    for filed, decided in (("2024-06-01", "2024-05-31"), ("2024-06-01", "2024-04-15")):
        with pytest.raises(ValueError, match="before it begins"):
            curve(made((filed, decided, "positiv")), query)
    register = made(("2024-06-01", "2024-04-15", "positiv")).assign(erfasst_ab="2023-01-01")
    with pytest.raises(ValueError, match="before it begins"):
        curve(register, query)


@pytest.mark.parametrize("query", ["wartezeit_kohorte", "wartezeit_periode", "monatsfluss"])
@pytest.mark.parametrize("half", [("2024-06-01", "2024-08-01", None), ("2024-06-01", None, "positiv")])
def test_half_a_decision_is_neither_open_nor_lost_sight_of_but_fails(query, half):
    with pytest.raises(duckdb.InvalidInputException, match="a decision without its day"):
        cube(query, made(half), date(2024, 12, 31))


@pytest.mark.parametrize("query", ["wartezeit_kohorte", "wartezeit_periode"])
def test_what_came_after_the_last_day_is_not_known_yet(query):
    """Decided in the future: still open; filed in the future: not there."""
    n = len(made())
    later = curve(made(("2024-06-01", "2025-02-01", "positiv"), ("2025-02-01", None, None)), query)
    assert later["d"].sum() == n
    assert curve(made(("2024-06-01", None, None)), query)["s"].tolist() == later["s"].tolist()
