"""The clock from filing to the beginning of the work, worked by hand."""

from math import isnan

from tests.clocks import counts
from tests.procedures import YEAR_2024

COLUMNS = (
    "| behoerde_id | vorgang_id | anliegen | eingang_am | bearbeitungsbeginn_am | entscheidung_am"
    " | entscheidung | erfasst_ab |"
)
COHORT, PACE, FAR = (
    "median_bis_bearbeitung_kohorte",
    "median_bis_bearbeitung_tempo",
    "p90_bis_bearbeitung_tempo",
)


def test_ways_out_and_their_days(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-10 | 2024-02-01 | positiv         |            |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-20 | 2024-01-20 | positiv         |            |
        | EBH-05382 | c | stag_10 | 2024-01-10 | 2024-01-21 | 2024-01-20 | zurueckgenommen |            |
        | EBH-05382 | d | stag_10 | 2024-01-10 |            | 2024-01-30 | bereinigt       |            |
        | EBH-05382 | e | stag_10 | 2024-01-10 | 2024-03-31 |            |                 |            |
    """
    asked = {"day": "2024-12-31", "auszug_vom": "2024-03-30", "antraege": antraege}
    assert counts(answer, COHORT, "eingang_quartal", **asked) == {
        ("2024-03-31", -1): (5, 0, 0, 0),
        ("2024-03-31", 0): (0, 1, 1, 0),  # a, begun on the day of filing
        ("2024-03-31", 10): (0, 2, 1, 1),  # b, begun and decided on one day; c, withdrawn before
        ("2024-03-31", 20): (0, 1, 0, 0),  # d, cleaned: neither
        ("2024-03-31", 80): (0, 1, 0, 0),  # e, begun a day after the extract
    }


def test_what_was_begun_before_the_register_could_see_it_is_left_out(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-31 | | | 2024-01-31 |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-30 | | | 2024-01-31 |
        | EBH-05382 | z | stag_10 | 2024-01-01 | 2024-01-01 | | |            |
    """
    found = counts(answer, COHORT, antraege=antraege)
    assert found == {(-1,): (1, 0, 0, 0), (0,): (0, 1, 1, 0), (20,): (1, 0, 0, 0), (21,): (0, 1, 1, 0)}


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
        | EBH-05382 | a | stag_10 | 2024-01-10 | 2024-01-20 | | | |
        | EBH-05370 | b | stag_10 | 2024-01-10 |            | 2024-02-01 | positiv | |
    """
    for indicator in (COHORT, PACE):
        found = counts(answer, indicator, "behoerde_id", antraege=antraege)
        assert {behoerde for behoerde, _ in found} == {"EBH-05382"}


def test_who_waits_enters_at_the_age_reached(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-02-01 | 2024-07-01 | | | |"
    assert counts(answer, PACE, "fenster_quartal", antraege=antraege) == {
        ("2024-03-31", -1): (1, 0, 0, 0),
        ("2024-03-31", 59): (0, 1, 0, 0),
        ("2024-06-30", 59): (1, 0, 0, 0),
        ("2024-06-30", 150): (0, 1, 0, 0),
        ("2024-09-30", 150): (1, 0, 0, 0),
        ("2024-09-30", 151): (0, 1, 1, 0),
    }


def test_quarters_that_were_not_seen_as_a_whole_do_not_count(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-02-01 | 2024-02-20 | | | |"
    antraege += "\n| EBH-05382 | b | stag_10 | 2022-02-01 | | | | |"
    found = counts(answer, PACE, "fenster_quartal", auszug_vom="2024-09-29", antraege=antraege)
    quarters = sorted({quarter for quarter, _ in found})
    assert (quarters[0], quarters[-1], len(quarters)) == ("2023-03-31", "2024-06-30", 6)


def drawn(*groups: tuple[int, str, str, str]) -> str:
    rows = [
        f"| EBH-05382 | g{number}-{n} | stag_10 | 2024-01-10 | {begun} | {decided} | {how} | |"
        for number, (many, begun, decided, how) in enumerate(groups)
        for n in range(many)
    ]
    return "\n".join([COLUMNS, *rows])


def test_the_day_by_which_half_and_nine_of_ten_no_longer_wait(result):
    """25 of 50 by day 31, 45 by day 91; five wait on."""
    antraege = drawn(
        (20, "2024-02-10", "", ""),
        (5, "", "2024-02-10", "zurueckgenommen"),
        (20, "2024-04-10", "", ""),
        (5, "", "", ""),
    )
    [row] = result(COHORT, art="EBH", antraege=antraege)
    assert (row.status, row.value, row.n, row.ereignisse) == ("shown", 31, 50, 45)
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": antraege}
    [row] = result(PACE, **asked)
    assert (row.status, row.value, row.n) == ("shown", 31, 50)
    [row] = result(FAR, **asked)
    assert (row.status, row.value, row.beobachtet) == ("shown", 91, 25)


def test_nine_of_ten_is_not_reached_where_a_sixth_still_waits(result):
    antraege = drawn((50, "2024-02-10", "", ""), (10, "", "", ""))
    [row] = result(FAR, art="EBH", fenster_quartal=YEAR_2024, antraege=antraege)
    assert row.status == "not_estimable"
    assert isnan(row.value)
