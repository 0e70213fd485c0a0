"""The clock from filing to completeness, worked by hand."""

import pytest

from tests.clocks import counts
from tests.procedures import YEAR_2024

COLUMNS = (
    "| behoerde_id | vorgang_id | anliegen | eingang_am | vollstaendig_am | entscheidung_am | entscheidung"
    " | erfasst_ab |"
)
COHORT, PACE = "vollstaendig_binnen_91_tagen_kohorte", "vollstaendig_binnen_91_tagen_tempo"


def test_ways_out_and_their_days(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-10 |            |           |            |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-20 | 2024-01-20 | positiv   |            |
        | EBH-05382 | c | stag_10 | 2024-01-10 | 2024-01-21 | 2024-01-20 | abgelehnt |            |
        | EBH-05382 | d | stag_10 | 2024-01-10 |            | 2024-01-30 | bereinigt |            |
        | EBH-05382 | e | stag_10 | 2024-01-10 |            |            |           |            |
        | EBH-05382 | f | stag_10 | 2024-01-10 |            | 2024-01-15 | positiv   |            |
    """
    assert counts(answer, COHORT, "eingang_quartal", day="2024-03-31", antraege=antraege) == {
        ("2024-03-31", -1): (6, 0, 0, 0),
        ("2024-03-31", 0): (0, 1, 1, 0),  # a, complete on the day of filing
        ("2024-03-31", 5): (0, 1, 0, 1),  # f, decided without having been complete
        ("2024-03-31", 10): (0, 2, 1, 1),  # b, complete on the day of its decision; c, decided before
        ("2024-03-31", 20): (0, 1, 0, 0),  # d, cleaned: neither
        ("2024-03-31", 81): (0, 1, 0, 0),  # e, still incomplete
    }


def test_what_came_after_a_late_extract_is_masked(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-02-09 |            |         | |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-02-08 |            |         | |
        | EBH-05382 | c | stag_10 | 2024-01-10 |            | 2024-02-09 | positiv | |
    """
    early = counts(answer, COHORT, day="2024-12-31", auszug_vom="2024-02-08", antraege=antraege)
    assert early == {(-1,): (3, 0, 0, 0), (29,): (0, 3, 1, 0)}
    early = counts(answer, COHORT, day="2024-02-08", auszug_vom="2024-12-31", antraege=antraege)
    assert early == {(-1,): (3, 0, 0, 0), (29,): (0, 3, 1, 0)}
    assert counts(answer, COHORT, auszug_vom="2024-02-09", antraege=antraege)[30,] == (0, 2, 1, 1)


def test_taken_over_ones_count_from_that_day_and_only_if_still_incomplete(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-02-01 |            |         | 2024-01-31 |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-31 |            |         | 2024-01-31 |
        | EBH-05382 | c | stag_10 | 2024-01-10 | 2024-01-30 | 2024-02-05 | positiv | 2024-01-31 |
        | EBH-05382 | z | stag_10 | 2023-01-10 |            |            |         |            |
    """
    found = counts(answer, COHORT, "eingang_quartal", antraege=antraege)
    assert {key[1]: row for key, row in found.items() if key[0] == "2024-03-31"} == {
        20: (2, 0, 0, 0),  # a and b; c was complete before anybody could see it
        21: (0, 1, 1, 0),
        22: (0, 1, 1, 0),
    }


def test_cohorts_that_began_before_the_register_are_left_out(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-12-31 |            | | | 2024-02-01 |
        | EBH-05382 | b | stag_10 | 2024-03-31 | 2024-04-02 | | |            |
        | EBH-05382 | c | stag_10 | 2024-04-01 |            | | |            |
    """
    found = counts(answer, COHORT, "eingang_quartal", antraege=antraege)
    assert {quarter for quarter, _ in found} == {"2024-06-30"}


def test_an_authority_that_does_not_record_it_is_not_at_risk(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-20 | |  | |
        | EBH-05370 | b | stag_10 | 2024-01-10 |            | |  | |
        | EBH-05362 | c | stag_10 | 2024-01-10 | 2025-01-01 | |  | |
    """
    found = counts(answer, COHORT, "behoerde_id", antraege=antraege)
    assert {behoerde for behoerde, _ in found} == {"EBH-05382"}


def test_it_is_not_reported_rather_than_waiting_for_ever(answer):
    rows = [f"| EBH-05382 | a{n} | stag_10 | 2024-01-10 | 2024-02-10 | | | |" for n in range(40)]
    rows += [f"| EBH-05382 | o{n} | stag_10 | 2024-01-10 | | | | |" for n in range(10)]
    rows += [f"| EBH-05370 | b{n} | stag_10 | 2024-01-10 | | | | |" for n in range(40)]
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "behoerde_id": ["EBH-05370", "EBH-05382"]}
    drawn = {"antraege": "\n".join([COLUMNS, *rows])}
    found = answer(PACE, ["behoerde_id"], "2024-12-31", "2024-12-31", drawn, asked)
    assert dict(zip(found.frame["behoerde_id"], found.frame["status"], strict=True)) == {
        "EBH-05370": "not_reported",
        "EBH-05382": "shown",
    }
    assert (found.coverage, found.missing) == ((1, 2), ("EBH-05370",))


def test_who_stays_incomplete_enters_the_next_quarter_at_the_same_age(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-03-31 | 2024-07-01 | | | |"
    found = counts(answer, PACE, "fenster_quartal", antraege=antraege)
    assert found == {
        ("2024-03-31", -1): (1, 0, 0, 0),
        ("2024-03-31", 0): (0, 1, 0, 0),
        ("2024-06-30", 0): (1, 0, 0, 0),
        ("2024-06-30", 91): (0, 1, 0, 0),
        ("2024-09-30", 91): (1, 0, 0, 0),
        ("2024-09-30", 92): (0, 1, 1, 0),
    }


def test_the_first_and_the_last_day_of_a_quarter_count_in_it(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-03-31 | 2024-04-01 | | | |
        | EBH-05382 | b | stag_10 | 2024-06-28 | 2024-06-30 | | | |
    """
    found = counts(answer, PACE, "fenster_quartal", antraege=antraege)
    assert {key[1]: row for key, row in found.items() if key[0] == "2024-06-30"} == {
        -1: (1, 0, 0, 0),
        0: (1, 0, 0, 0),
        1: (0, 1, 1, 0),
        2: (0, 1, 1, 0),
    }


def test_the_91st_day_counts_and_the_next_does_not(result):
    """20 of 40 complete by day 91, 10 decided before: 50 %, and 25 % neither."""
    groups = [(20, "2024-04-10", "", ""), (10, "", "2024-02-01", "abgelehnt"), (10, "2024-04-11", "", "")]
    rows = [
        f"| EBH-05382 | g{group[1:]}{n} | stag_10 | 2024-01-10 | {group[1]} | {group[2]} | {group[3]} | |"
        for group in groups
        for n in range(group[0])
    ]
    asked = {"art": "EBH", "antraege": "\n".join([COLUMNS, *rows])}
    for indicator, share in ((COHORT, 50), (PACE, 50), ("unvollstaendig_nach_91_tagen_tempo", 25)):
        where = {} if indicator == COHORT else {"fenster_quartal": YEAR_2024}
        [row] = result(indicator, **asked, **where)
        assert (row.status, row.n, row.ereignisse, row.beobachtet) == ("shown", 40, 40, 30)
        assert row.value == pytest.approx(share)
