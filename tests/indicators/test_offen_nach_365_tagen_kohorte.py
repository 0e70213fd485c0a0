"""Cohort of the clock from filing to decision, worked by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

COLUMNS = "| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |"
GEHAN = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"


def test_entries_and_exits_by_day(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-01 | 2024-01-01 | positiv         |            |
        | EBH-05382 | b | stag_10 | 2024-03-31 | 2024-04-10 | abgelehnt       |            |
        | EBH-05382 | c | stag_10 | 2024-03-31 | 2024-04-10 | bereinigt       |            |
        | EBH-05382 | d | stag_10 | 2024-03-31 | 2024-05-01 | sonstig         |            |
        | EBH-05382 | e | stag_10 | 2024-03-21 |            |                 | 2024-03-25 |
        | EBH-05382 | f | stag_10 | 2024-05-01 |            |                 |            |
        | EBH-05382 | g | stag_10 | 2024-03-21 | 2024-03-24 | positiv         | 2024-03-25 |
    """
    assert cube(answer, antraege, day="2024-04-30", auszug_vom="2024-05-31") == {
        -1: (4, 0, 0, 0, 0),
        0: (0, 1, 1, 0, 0),  # a, decided on the day it was filed
        3: (1, 0, 0, 0, 0),  # e, seen from the fourth day after filing on
        10: (0, 2, 0, 1, 0),  # b and c; to be cleaned is to leave without a decision
        30: (0, 1, 0, 0, 0),  # d, decided a day after the Stand's day
        40: (0, 1, 0, 0, 0),  # e, open
    }


def test_observation_ends_with_the_extract_where_that_is_earlier(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-03-01 | 2024-03-31 | positiv | |"
    late = cube(answer, antraege, day="2024-12-31", auszug_vom="2024-03-30")
    assert late == {-1: (1, 0, 0, 0, 0), 29: (0, 1, 0, 0, 0)}
    in_time = cube(answer, antraege, day="2024-12-31", auszug_vom="2024-03-31")
    assert in_time == {-1: (1, 0, 0, 0, 0), 30: (0, 1, 1, 0, 0)}


def test_cohorts_that_began_before_the_register_are_left_out(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-12-31 |            |                 | 2024-01-01 |
        | EBH-05382 | b | stag_10 | 2024-01-01 |            |                 |            |
        | EBH-05370 | c | stag_10 | 2024-01-01 |            |                 | 2024-01-02 |
        | EBH-05370 | d | stag_10 | 2024-04-01 |            |                 |            |
    """
    cohorts = rows(answer, antraege, "2024-12-31", "2024-12-31")[["behoerde_id", "eingang_quartal"]]
    assert set(cohorts.astype(str).itertuples(index=False, name=None)) == {
        ("EBH-05382", "2024-03-31"),
        ("EBH-05370", "2024-06-30"),
    }


def test_delayed_entry_with_two_ways_out(answer):
    """Eight procedures, exact: 19/36 leave by the first way, 17/36 by the second (Aalen-Johansen)."""
    seen_after, left = (0, 0, 0, 5, 8, 9, 0, 15), (3, 5, 8, 9, 12, 15, 20, 22)
    filed = date(2024, 1, 8)
    drawn = [
        f"| EBH-05382 | v{n} | stag_10 | {filed} | {filed + timedelta(exit_)} |"
        f" {('abgelehnt', 'positiv')[n % 2]} | {filed + timedelta(entry + 1)} |"
        for n, (entry, exit_) in enumerate(zip(seen_after, left, strict=True), start=1)
    ]
    older = "| EBH-05382 | older | stag_10 | 2021-01-01 | | | |"
    antraege = "\n".join([COLUMNS, older, *drawn])
    days = cube(answer, antraege, "2024-12-31", "2024-12-31", eingang_quartal="2024-03-31")
    assert incidence(days) == (Fraction(19, 36), Fraction(17, 36))


def test_gehan(result):
    """The 6-MP arm of Gehan's trial, twice, a week drawn as 16 days: 53.8 % after 22 weeks."""
    filed = date(2022, 1, 3)
    drawn = [
        f"| EBH-05382 | v{n} | stag_10 | {filed} | {filed + timedelta(16 * int(time.strip('+')))} |"
        f" {'bereinigt' if time.endswith('+') else 'positiv'} | |"
        for n, time in enumerate(2 * GEHAN.split())
    ]
    [row] = result("offen_nach_365_tagen_kohorte", art="EBH", antraege="\n".join([COLUMNS, *drawn]))
    assert (row.status, row.n) == ("shown", 42)
    assert row.value == pytest.approx(53.78, abs=0.01)
    assert row.lower < row.value < row.upper


def rows(answer, antraege: str, day: str, auszug_vom: str):
    found = answer(
        "offen_nach_365_tagen_kohorte", [], day, auszug_vom, {"antraege": antraege}, {"art": "EBH"}
    )
    return found.stand.query("select * from wartezeit_kohorte")


def cube(answer, antraege: str, day: str, auszug_vom: str, eingang_quartal: str = "2024-03-31") -> dict:
    """tag → zugang, abgang and the ways out positiv, abgelehnt, all others of one cohort."""
    found = rows(answer, antraege, day, auszug_vom)
    found = found[found["eingang_quartal"].astype(str) == eingang_quartal]
    found["andere"] = found["zurueckgenommen"] + found["abgegeben"] + found["sonstig"]
    counts = found.groupby("tag")[["zugang", "abgang", "positiv", "abgelehnt", "andere"]].sum()
    return {day: tuple(values) for day, values in zip(counts.index, counts.to_numpy().tolist(), strict=True)}


def incidence(days: dict) -> tuple[Fraction, Fraction]:
    """Cumulative incidence of both ways out at the last day, from the definition."""
    survival, first, second, at_risk = Fraction(1), Fraction(0), Fraction(0), 0
    for zugang, abgang, positiv, abgelehnt, _ in (days[day] for day in sorted(days)):
        if positiv + abgelehnt:
            first += survival * Fraction(positiv, at_risk)
            second += survival * Fraction(abgelehnt, at_risk)
            survival *= 1 - Fraction(positiv + abgelehnt, at_risk)
        at_risk += zugang - abgang
    return first, second
