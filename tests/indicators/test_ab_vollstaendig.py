"""The clock from completeness to decision, worked by hand."""

import pytest

from tests.clocks import counts
from tests.procedures import YEAR_2024

COLUMNS = (
    "| behoerde_id | vorgang_id | anliegen | eingang_am | vollstaendig_am | entscheidung_am | entscheidung"
    " | erfasst_ab |"
)
COHORT, PACE = "ab_vollstaendig_offen_nach_365_tagen_kohorte", "ab_vollstaendig_offen_nach_182_tagen_tempo"


def test_the_clock_starts_with_completeness(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-12-20 | 2024-01-10 | 2024-01-10 | positiv   | |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-20 | 2024-02-09 | abgelehnt | |
        | EBH-05382 | c | stag_10 | 2024-01-10 | 2024-01-20 | 2024-02-09 | bereinigt | |
        | EBH-05382 | d | stag_10 | 2024-01-10 | 2024-01-20 | 2024-04-01 | positiv   | |
        | EBH-05382 | e | stag_10 | 2024-01-10 | 2024-02-10 | 2024-02-09 | positiv   | |
        | EBH-05382 | f | stag_10 | 2024-01-10 |            |            |           | |
        | EBH-05382 | g | stag_10 | 2024-01-10 |            | 2024-02-09 | sonstig   | |
        | EBH-05370 | h | stag_10 | 2024-01-10 |            | 2024-02-09 | positiv   | |
    """
    asked = {"day": "2024-12-31", "auszug_vom": "2024-03-31", "antraege": antraege}
    assert counts(answer, COHORT, "behoerde_id", "vollstaendig_quartal", **asked) == {
        ("EBH-05382", "2024-03-31", -1): (4, 0, 0, 0, 0, 0, 0),
        ("EBH-05382", "2024-03-31", 0): (0, 1, 1, 0, 0, 0, 0),  # a
        ("EBH-05382", "2024-03-31", 20): (0, 2, 0, 1, 0, 0, 0),  # b, and c, cleaned
        ("EBH-05382", "2024-03-31", 71): (0, 1, 0, 0, 0, 0, 0),  # d, decided after the extract
    }


def test_complete_after_the_extract_is_not_at_risk_yet(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-01-10 | 2024-03-31 | | | |"
    assert counts(answer, COHORT, auszug_vom="2024-03-30", antraege=antraege) == {}
    seen = counts(answer, COHORT, auszug_vom="2024-03-31", antraege=antraege)
    assert seen == {(-1,): (1, 0, 0, 0, 0, 0, 0), (0,): (0, 1, 0, 0, 0, 0, 0)}


def test_taken_over_ones_enter_at_the_days_since_completeness(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-20 | 2024-02-09 | positiv | 2024-01-31 |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-02-20 | 2024-02-29 | positiv | 2024-01-31 |
        | EBH-05382 | z | stag_10 | 2023-01-10 |            |            |         |            |
    """
    assert counts(answer, COHORT, antraege=antraege) == {
        (-1,): (1, 0, 0, 0, 0, 0, 0),  # b, complete after it was taken over
        (9,): (0, 1, 1, 0, 0, 0, 0),
        (10,): (1, 0, 0, 0, 0, 0, 0),  # a, eleven days after completeness
        (20,): (0, 1, 1, 0, 0, 0, 0),
    }


def test_cohorts_that_began_before_the_register_are_left_out(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-01-10 | 2024-03-20 | | | 2024-02-01 |
        | EBH-05382 | b | stag_10 | 2023-01-10 | 2024-04-20 | | | 2024-02-01 |
    """
    found = counts(answer, COHORT, "vollstaendig_quartal", antraege=antraege)
    assert {quarter for quarter, _ in found} == {"2024-06-30"}


def test_four_quarters_hand_on_who_stays_open(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2023-12-01 | 2024-03-01 | 2024-07-01 | positiv | |"
    assert counts(answer, PACE, "fenster_quartal", antraege=antraege) == {
        ("2024-03-31", -1): (1, 0, 0, 0, 0, 0, 0),
        ("2024-03-31", 30): (0, 1, 0, 0, 0, 0, 0),
        ("2024-06-30", 30): (1, 0, 0, 0, 0, 0, 0),
        ("2024-06-30", 121): (0, 1, 0, 0, 0, 0, 0),
        ("2024-09-30", 121): (1, 0, 0, 0, 0, 0, 0),
        ("2024-09-30", 122): (0, 1, 1, 0, 0, 0, 0),
    }


def drawn(*groups: tuple[int, str, str]) -> str:
    """Filed on 1 January 2023, complete and decided on the days given."""
    rows = [
        f"| EBH-05382 | g{number}-{n} | stag_10 | 2023-01-01 | {complete} | {decided} |"
        f" {'positiv' if decided else ''} | |"
        for number, (many, complete, decided) in enumerate(groups)
        for n in range(many)
    ]
    return "\n".join([COLUMNS, *rows])


def test_shares_and_median_count_from_completeness(result):
    """Complete on 2 January 2024: 20 of 40 are decided by day 182, ten more a day later."""
    antraege = drawn(
        (20, "2024-01-02", "2024-07-02"), (10, "2024-01-02", "2024-07-03"), (10, "2024-01-02", "")
    )
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": antraege}
    [row] = result(PACE, **asked)
    assert (row.status, row.n, row.beobachtet) == ("shown", 40, 40)
    assert row.value == pytest.approx(50)
    [row] = result("median_ab_vollstaendig_tempo", **asked)
    assert (row.status, row.value) == ("shown", 182)
    [row] = result("ab_vollstaendig_offen_nach_365_tagen_tempo", **asked)
    assert row.status == "not_estimable"  # seen for 364 days
    [row] = result(COHORT, art="EBH", day="2025-01-01", antraege=antraege)
    assert (row.status, row.beobachtet) == ("shown", 10)
    assert row.value == pytest.approx(25)
