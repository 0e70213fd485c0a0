"""The clock from the request for an appointment to decision, worked by hand."""

import pytest

from tests.clocks import counts
from tests.procedures import YEAR_2024

COLUMNS = (
    "| behoerde_id | vorgang_id | anliegen | terminanfrage_am | eingang_am | entscheidung_am | entscheidung"
    " | erfasst_ab |"
)
YEAR, TWO_YEARS = "gesamt_offen_nach_365_tagen_tempo", "gesamt_offen_nach_730_tagen_tempo"
OLDER = "| EBH-05382 | older | stag_10 | | 2021-01-01 | | | |"


def positive(found: dict) -> dict:
    """key → zugang, abgang, positiv."""
    return {key: row[:3] for key, row in found.items()}


def test_a_procedure_enters_when_it_is_filed_at_the_days_since_the_request(answer):
    antraege = (
        f"{COLUMNS}\n{OLDER}\n| EBH-05382 | a | stag_10 | 2023-11-02 | 2024-02-10 | 2024-04-01 | positiv | |"
    )
    assert positive(counts(answer, YEAR, "fenster_quartal", antraege=antraege)) == {
        ("2024-03-31", 99): (1, 0, 0),
        ("2024-03-31", 150): (0, 1, 0),
        ("2024-06-30", 150): (1, 0, 0),
        ("2024-06-30", 151): (0, 1, 1),
    }


def test_who_asks_after_filing_is_at_risk_only_from_then_on(answer):
    antraege = f"""
        {COLUMNS}
        {OLDER}
        | EBH-05382 | a | stag_10 | 2024-01-31 | 2024-01-10 | 2024-02-09 | positiv | |
        | EBH-05382 | b | stag_10 | 2024-04-10 | 2024-01-10 | 2024-04-09 | positiv | |
        | EBH-05382 | e | stag_10 | 2024-02-20 | 2024-01-10 | 2024-02-19 | positiv | |
        | EBH-05382 | c | stag_10 |            | 2024-01-10 | 2024-02-09 | positiv | |
        | EBH-05382 | d | stag_10 | 2024-04-01 | 2024-01-10 |            |         | |
    """
    found = positive(counts(answer, YEAR, "fenster_quartal", auszug_vom="2024-03-31", antraege=antraege))
    assert found == {("2024-03-31", 20): (1, 0, 0), ("2024-03-31", 30): (0, 1, 1)}


def test_decisions_after_the_extract_are_masked_and_half_quarters_left_out(answer):
    antraege = (
        f"{COLUMNS}\n{OLDER}\n| EBH-05382 | a | stag_10 | 2024-01-01 | 2024-01-11 | 2024-04-01 | positiv | |"
    )
    seen = positive(counts(answer, YEAR, "fenster_quartal", auszug_vom="2024-03-31", antraege=antraege))
    assert seen == {("2024-03-31", 9): (1, 0, 0), ("2024-03-31", 90): (0, 1, 0)}
    assert counts(answer, YEAR, auszug_vom="2024-03-30", antraege=antraege) == {}


def test_what_was_taken_over_is_seen_from_then_on(answer):
    antraege = f"""
        {COLUMNS}
        {OLDER}
        | EBH-05382 | a | stag_10 | 2024-01-01 | 2024-01-11 | 2024-02-10 | sonstig   | 2024-02-01 |
        | EBH-05382 | b | stag_10 | 2024-01-01 | 2024-01-11 | 2024-01-31 | sonstig   | 2024-02-01 |
        | EBH-05382 | c | stag_10 | 2024-01-01 | 2024-01-11 | 2024-02-20 | bereinigt |            |
    """
    found = counts(answer, YEAR, antraege=antraege)
    assert found == {
        (9,): (1, 0, 0, 0, 0, 0, 0),
        (30,): (1, 0, 0, 0, 0, 0, 0),
        (40,): (0, 1, 0, 0, 0, 0, 1),
        (50,): (0, 1, 0, 0, 0, 0, 0),
    }


def test_shares_and_median_count_from_the_request(result):
    """Asked 100 days before filing on 1 January 2024: 20 of 40 are decided on day 300, 5 on day 366."""
    groups = ((20, "2024-07-19", "positiv"), (5, "2024-09-23", "abgelehnt"), (15, "", ""))
    rows = [
        f"| EBH-05382 | {decided}-{n} | stag_10 | 2023-09-23 | 2024-01-01 | {decided} | {how} | |"
        for many, decided, how in groups
        for n in range(many)
    ]
    asked = {"art": "EBH", "fenster_quartal": YEAR_2024, "antraege": "\n".join([COLUMNS, *rows])}
    [row] = result(YEAR, **asked)
    assert (row.status, row.n, row.beobachtet) == ("shown", 40, 20)
    assert row.value == pytest.approx(50)
    [row] = result("median_gesamtwartezeit_tempo", **asked)
    assert (row.status, row.value) == ("shown", 300)
    [row] = result(TWO_YEARS, **asked)
    assert (row.status, row.beobachtet) == ("not_estimable", 0)


def test_an_authority_that_records_no_request_is_not_reported(result):
    antraege = f"{COLUMNS}\n{OLDER}"
    [row] = result(YEAR, by=["behoerde_id"], art="EBH", fenster_quartal=YEAR_2024, antraege=antraege)
    assert row.status == "not_reported"
