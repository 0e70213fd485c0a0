"""The clock from intake to closing of cases, worked by hand."""

import pytest

from tests.clocks import counts
from tests.procedures import YEAR_2024

COLUMNS = "| kreis_id | fall_id | fallart | aufnahme_am | abschluss_am | abschlussart |"
COHORT, PACE, SHARE = (
    "median_falldauer_kohorte",
    "median_falldauer_tempo",
    "fall_laufend_nach_365_tagen_tempo",
)
CM = {"fallart": "case_management"}


def test_groups_of_ways_out_and_their_days(answer):
    faelle = f"""
        {COLUMNS}
        | 05382 | a | case_management | 2024-01-10 | 2024-01-10 | K1 |
        | 05382 | b | case_management | 2024-01-10 | 2024-02-09 | Z1 |
        | 05382 | c | case_management | 2024-01-10 | 2024-02-09 | U1 |
        | 05382 | d | case_management | 2024-01-10 | 2024-02-09 | N1 |
        | 05382 | e | case_management | 2024-01-10 | 2024-02-09 | A2 |
        | 05382 | f | case_management | 2024-01-10 | 2024-02-09 | V1 |
        | 05382 | g | case_management | 2024-01-10 | 2024-02-09 | W1 |
        | 05382 | h | case_management | 2024-01-10 | 2024-02-09 | X9 |
        | 05382 | i | case_management | 2024-01-10 | 2024-04-01 | Z1 |
        | 05382 | j | case_management | 2024-01-10 |            |    |
    """
    assert counts(answer, COHORT, "aufnahme_quartal", auszug_vom="2024-03-31", faelle=faelle) == {
        ("2024-03-31", -1): (10, 0, 0, 0, 0, 0, 0, 0, 0),
        ("2024-03-31", 0): (0, 1, 0, 0, 0, 0, 1, 0, 0),
        ("2024-03-31", 30): (0, 7, 2, 1, 1, 1, 0, 1, 1),
        ("2024-03-31", 81): (0, 2, 0, 0, 0, 0, 0, 0, 0),  # i, closed after the extract, and j
    }


def test_who_stays_open_enters_the_next_quarter_at_the_same_age(answer):
    faelle = f"{COLUMNS}\n| 05382 | a | case_management | 2023-12-01 | 2024-07-01 | Z2 |"
    found = counts(answer, PACE, "fenster_quartal", faelle=faelle)
    assert {key: row[:3] for key, row in found.items()} == {
        ("2023-12-31", -1): (1, 0, 0),
        ("2023-12-31", 30): (0, 1, 0),
        ("2024-03-31", 30): (1, 0, 0),
        ("2024-03-31", 121): (0, 1, 0),
        ("2024-06-30", 121): (1, 0, 0),
        ("2024-06-30", 212): (0, 1, 0),
        ("2024-09-30", 212): (1, 0, 0),
        ("2024-09-30", 213): (0, 1, 1),
    }


def test_first_and_last_day_of_a_quarter_count_in_it(answer):
    faelle = f"""
        {COLUMNS}
        | 05382 | a | kurzberatung | 2024-03-31 | 2024-04-01 | Z1 |
        | 05382 | b | kurzberatung | 2024-06-30 | 2024-06-30 | Z1 |
    """
    found = counts(answer, PACE, "fenster_quartal", faelle=faelle)
    assert {key[1]: row[:3] for key, row in found.items() if key[0] == "2024-06-30"} == {
        -1: (1, 0, 0),
        0: (1, 1, 1),
        1: (0, 1, 1),
    }


def test_a_quarter_the_extract_has_not_seen_to_its_end_does_not_count(answer):
    faelle = f"{COLUMNS}\n| 05382 | a | case_management | 2022-02-01 | | |"
    seen = counts(answer, PACE, "fenster_quartal", auszug_vom="2024-09-29", faelle=faelle)
    assert max(quarter for quarter, _ in seen) == "2024-06-30"
    seen = counts(answer, PACE, "fenster_quartal", auszug_vom="2024-09-30", faelle=faelle)
    assert max(quarter for quarter, _ in seen) == "2024-09-30"
    assert min(quarter for quarter, _ in seen) == "2023-03-31"


def test_coverage_says_whose_year_is_whole(answer):
    """One Kreis delivered up to September: it has no year up to December, and is not in the value."""
    faelle = drawn((30, "2024-02-01", "2024-03-02"))
    found = answer(
        PACE, [], "2024-12-31", "2024-09-30", {"faelle": faelle}, CM | {"fenster_quartal": YEAR_2024}
    )
    assert (found.row["status"], found.coverage[0]) == ("partly", 0)
    found = answer(
        PACE, [], "2024-12-31", "2024-12-31", {"faelle": faelle}, CM | {"fenster_quartal": YEAR_2024}
    )
    assert (found.row["status"], found.row["value"], found.coverage[0]) == ("shown", 30, 1)


def drawn(*groups: tuple[int, str, str]) -> str:
    rows = [
        f"| 05382 | g{number}-{n} | case_management | {began} | {ended} | {'Z1' if ended else ''} |"
        for number, (many, began, ended) in enumerate(groups)
        for n in range(many)
    ]
    return "\n".join([COLUMNS, *rows])


def test_running_cases_count_in_the_median(result):
    """Half of the closed ones took ten days; half of all are closed by day 60."""
    faelle = drawn((12, "2024-01-01", "2024-01-11"), (8, "2024-01-01", "2024-03-01"), (20, "2024-01-01", ""))
    [row] = result(COHORT, faelle=faelle, **CM)
    assert (row.status, row.value, row.n, row.ereignisse) == ("shown", 60, 40, 20)
    [row] = result(PACE, faelle=faelle, fenster_quartal=YEAR_2024, **CM)
    assert (row.status, row.value) == ("shown", 60)


def test_the_share_still_running_after_a_year(result):
    """Begun on 1 January 2023: none closed before 2024, 10 of 40 on day 365, 10 a day later."""
    faelle = drawn((10, "2023-01-01", "2024-01-01"), (10, "2023-01-01", "2024-01-02"), (20, "2023-01-01", ""))
    [row] = result(SHARE, faelle=faelle, fenster_quartal=YEAR_2024, **CM)
    assert (row.status, row.beobachtet) == ("shown", 40)
    assert row.value == pytest.approx(75)
