"""The board says who delivered in time, late or not at all, and agrees with the coverage of charts."""

from datetime import date

import pytest

from kim.intake import Submission, ask, submit, withdraw
from kim.stand import (
    COMPLETE,
    LATE,
    MISSING,
    NOT_DUE,
    OPEN,
    Selection,
    board,
    build_stand,
    deadline,
    open_stand,
)
from tests.test_notes import stellen

TERMIN = "2025-09-30"
EXTRACT = b"Fall;Kreis;Fallart;Aufnahme am\nF-1;05382;CM;03.02.2025\n"
IN_TIME, AFTERWARDS = date(2025, 10, 20), date(2025, 12, 20)


@pytest.fixture
def told(store):
    """Build the Stand and tell the status of one unit and dataset."""

    def status(unit: str, dataset: str = "stellen", today: date = AFTERWARDS) -> str:
        rows = board(store, open_stand(store, build_stand(store)), TERMIN, today)
        return rows.loc[(rows["einheit"] == unit) & (rows["datensatz"] == dataset), "status"].item()

    return status


def test_in_time_late_missing_and_not_due(store, told):
    submit(store, stellen("11"), IN_TIME)
    submit(store, stellen("9", kreis="05315"), AFTERWARDS)
    assert [told("05382"), told("05315"), told("05314")] == [COMPLETE, LATE, MISSING]
    assert told("05314", today=deadline("stellen", TERMIN)) == NOT_DUE
    assert told("EBH-05382", "antraege") == MISSING


def test_a_reason_or_a_question_is_something_open(store, told):
    more = stellen("19", kreis="05315")
    reasons = {"besetzt_ueber_zugewiesen": "vorgezogen"}
    submit(store, type(more)(more.content, "a.csv", "stellen", "05315", more.stichtag, reasons), IN_TIME)
    submit(store, stellen("11"), IN_TIME)
    assert [told("05315"), told("05382")] == [OPEN, COMPLETE]
    ask(store, "05382", "stellen", "Besetzungsquote", "Warum?")
    assert told("05382") == OPEN


def test_who_corrects_after_the_deadline_was_not_late(store, told):
    submit(store, stellen("11"), IN_TIME)
    submit(store, stellen("12"), AFTERWARDS)
    assert told("05382") == COMPLETE


def test_what_was_withdrawn_was_not_in_time(store, told):
    first = submit(store, stellen("11"), IN_TIME)
    withdraw(store, first.submission, "falscher Ordner")
    submit(store, stellen("12"), AFTERWARDS)
    assert told("05382") == LATE


def test_a_newer_extract_does_not_make_an_earlier_termin_late(store, told):
    later = EXTRACT + b"F-2;05382;CM;03.12.2025\n"
    submit(store, Submission(EXTRACT, "a.csv", "faelle", "05382", date(2025, 9, 30)), IN_TIME)
    submit(store, Submission(later, "b.csv", "faelle", "05382", date(2025, 12, 31)), date(2026, 1, 20))
    assert told("05382", "faelle", date(2026, 3, 1)) == COMPLETE


def test_a_question_about_another_termin_leaves_this_one_complete(store, told):
    submit(store, stellen("11"), IN_TIME)
    ask(store, "05382", "stellen", "Besetzungsquote", "Warum?", termin="2025-06-30")
    assert told("05382") == COMPLETE
    ask(store, "05382", "stellen", "Besetzungsquote", "Warum?", termin=TERMIN)
    assert told("05382") == OPEN


def test_the_board_and_the_coverage_of_a_chart_agree(store):
    for kreis in ("05382", "05315", "05770"):
        submit(store, stellen("11", kreis=kreis), IN_TIME)
    stand = open_stand(store, build_stand(store))
    rows = board(store, stand, TERMIN, AFTERWARDS)
    there = rows[(rows["datensatz"] == "stellen") & ~rows["status"].isin([MISSING, NOT_DUE])]
    result = stand.result("besetzungsquote", Selection((), {"berichtstermin": (TERMIN,)}))
    assert result.coverage[0] == len(there) == 3
    assert set(result.missing) == set(rows.loc[rows["datensatz"] == "stellen", "einheit"]) - set(
        there["einheit"]
    )
