"""The sentences of a scenario change with it: falling, rising, either, never, reached, later, too few."""

from dataclasses import replace
from math import inf

import pytest

from kim.scenario import Assumptions, Outlook, Pace, Wait, outlook_at
from kim.sentences import outlook as sentences
from tests.plain import plain

PACE = Pace(stock=1612, arrivals=1616, decisions=890, leaving=0.18)


def found(end: float = 2358, limits: tuple = (2150, 2568), **rest: object) -> Outlook:
    """A scenario of two months by its ends; `assumed` changes what is assumed."""
    assumptions = Assumptions(horizon=2, **rest.pop("assumed", {}))
    bands = {80: ((1612, 1700, limits[0]), (1612, 1800, limits[1]))}
    path = {"months": (0, 1, 2), "median": (1612, 1750, end), "bands": bands}
    return replace(Outlook(assumptions, pace=PACE, target=806, **path), **rest)


# where the stock goes


def test_a_stock_that_rises_with_fewer_and_more_arrivals_beside_it():
    fewer = found(1811, assumed={"arrivals": 0.8})
    more = found(2903, assumed={"arrivals": 1.2})
    assert plain(sentences.scenario([fewer, found(), more])) == (
        "Szenario, keine Prognose: Bleibt alles wie im Mittel der letzten sechs Monate, steigt der Bestand "
        "in 2 Monaten von rund 1.600 auf rund 2.350 (in 80 von 100 Durchläufen 2.150 bis 2.550). "
        "Bei 20 % weniger Eingängen wären es rund 1.800, bei 20 % mehr Eingängen rund 2.900."
    )


def test_a_stock_that_falls_with_more_staff():
    falling = found(1204, (1010, 1390), assumed={"fte_more": 8})
    assert plain(sentences.scenario([falling])) == (
        "Szenario, keine Prognose: Mit 8 VZÄ mehr und sonst wie im Mittel der letzten sechs Monate sinkt der "
        "Bestand in 2 Monaten von rund 1.600 auf rund 1.200 (in 80 von 100 Durchläufen 1.000 bis 1.400)."
    )


def test_where_the_band_holds_today_nothing_is_said_about_the_direction():
    assert "ist offen, ob der Bestand von rund 1.600 in 2 Monaten steigt oder sinkt" in plain(
        sentences.scenario([found(1650, (1500, 1800))])
    )


def test_a_stock_that_is_gone():
    text = plain(sentences.scenario([found(0, (0, 0))]))
    assert text.endswith("sinkt der Bestand in 2 Monaten von rund 1.600 auf nahezu null.")


@pytest.mark.parametrize(
    ("assumed", "words"),
    [
        ({"fte_more": -1.5}, "Mit 1,5 VZÄ weniger und sonst"),
        ({"arrivals": 0.9}, "Mit 10 % weniger Eingängen und sonst"),
        ({"fte_more": 2, "arrivals": 1.1}, "Mit 2 VZÄ mehr und 10 % mehr Eingängen und sonst"),
    ],
)
def test_what_is_assumed_comes_first(assumed, words):
    assert plain(sentences.scenario([found(assumed=assumed)])).startswith(
        f"Szenario, keine Prognose: {words}"
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            "too_few",
            "Für ein Szenario reichen die Angaben nicht: Es braucht zwölf Monate ohne Lücke und in den "
            "letzten sechs davon je mindestens 30 Eingänge und Entscheidungen.",
        ),
        (
            "not_reported",
            "Für ein Szenario fehlt eine Angabe der letzten zwölf Monate; das ist nicht null.",
        ),
    ],
)
def test_no_scenario_says_why(status, words):
    nothing = Outlook(Assumptions(), status)
    assert sentences.scenario([nothing]) == words
    assert [sentences.reaching(nothing), sentences.waits(nothing), sentences.staff(nothing)] == [""] * 3
    assert sentences.basis(nothing) == []


# whether the stock comes down


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "wird so nie erreicht."),
        ({"reached": 0.124}, "wird so nie erreicht; nur in 12 von 100 Durchläufen doch binnen der Zeit"),
        ({"later": 49.0}, "wird in 2 Monaten nicht erreicht, sondern erst nach etwa 4 Jahren."),
        ({"later": 30.4}, "wird in 2 Monaten nicht erreicht, sondern erst nach etwa 30 Monaten."),
        ({"later": 121.0}, "wird in 2 Monaten nicht erreicht, sondern erst nach mehr als zehn Jahren."),
        ({"month": 2, "reached": 0.64}, "wäre nach etwa 2 Monaten erreicht (in 64 von 100 Durchläufen"),
        ({"month": 1, "reached": 1.0}, "wäre nach etwa 1 Monat erreicht (in allen Durchläufen binnen 2"),
        ({"month": 2, "reached": 0.998}, "erreicht (in mehr als 99 von 100 Durchläufen binnen 2 Monaten)."),
        ({"month": 0, "reached": 1.0}, "ist schon heute erreicht."),
    ],
)
def test_when_half_of_the_stock_is_reached(change, words):
    text = plain(sentences.reaching(found(**change)))
    assert text.startswith("Die Hälfte des heutigen Bestands (rund 810) ")
    assert words in text


def test_a_target_of_ones_own():
    text = plain(sentences.reaching(found(target=400, assumed={"target": 400})))
    assert text == "Der Zielbestand (rund 400) wird so nie erreicht."


# how long it takes


def test_waits_of_those_who_file_now_and_later():
    waits = (Wait(0, 18.8, 17.7, 20.0), Wait(12, 22.9, 20.6, 25.3), Wait(24, 39.0, 33.0, 44.0))
    assert plain(sentences.waits(found(waits=waits))) == (
        "Wer in der Reihenfolge des Eingangs wartet, käme bei einem Antrag von heute nach etwa 19 Monaten "
        "(18 bis 20), bei einem in zwölf Monaten nach etwa 23 Monaten (21 bis 25) und bei einem in 24 "
        "Monaten nach etwa 3 Jahren an die Reihe."
    )


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(0, inf, inf, inf), "von heute nie an die Reihe"),
        (Wait(0, 130.0, 100.0, inf), "von heute nach mehr als zehn Jahren an die Reihe"),
        (Wait(0, 0.2, 0.1, 0.3), "von heute nach etwa 1 Monat an die Reihe"),
        (Wait(0, 6.0, 5.9, 6.3), "von heute nach etwa 6 Monaten an die Reihe"),
    ],
)
def test_very_long_and_very_short_waits(wait, words):
    assert words in plain(sentences.waits(found(waits=(wait,))))


@pytest.mark.parametrize(
    ("break_even", "words"),
    [
        (4.6, "Damit der Bestand nicht weiter wächst, bräuchte es rechnerisch etwa 5 VZÄ mehr als heute."),
        (-2.2, "Auch mit etwa 2 VZÄ weniger als heute bliebe der Bestand rechnerisch so groß, wie er ist."),
        (0.3, "Mit dem heutigen Personal bliebe der Bestand rechnerisch etwa so groß, wie er ist."),
    ],
)
def test_the_staff_that_keeps_the_stock(break_even, words):
    assert plain(sentences.staff(found(break_even=break_even))) == words


# what is assumed


def test_everything_assumed_is_said():
    more = found(assumed={"fte_more": 2, "productivity": 90, "ramp_months": 1})
    assert [plain(part) for part in sentences.basis(more)] == [
        "Eingänge der letzten sechs Monate: rund 130 im Monat",
        "Entscheidungen: rund 75 im Monat",
        "vorgezogene Verfahren nicht getrennt",
        "zurückgenommen oder abgegeben: 18 von 100 Wartenden im Jahr",
        "2 VZÄ mehr: 90 Entscheidungen je VZÄ und Jahr, eingearbeitet nach 1 Monat",
    ]
    fast = replace(found(), pace=replace(PACE, fast_decisions=330))
    assert "davon vorgezogen rund 30" in sentences.basis(fast)
    assert sentences.basis(fast)[-1] == "Personal wie heute"


def test_who_leaves_needs_no_working_in():
    less = found(assumed={"fte_more": -1, "ramp_months": 6})
    assert plain(sentences.basis(less)[-1]) == "1 VZÄ weniger: 95 Entscheidungen je VZÄ und Jahr"


def test_the_title_says_what_it_is_not():
    assert plain(sentences.title("Offene Anträge", "EBH Rhein-Sieg-Kreis", "2025-12-31", 24)) == (
        "Offene Anträge – EBH Rhein-Sieg-Kreis, 24 Monate ab 31.12.2025 (Szenario, keine Prognose)"
    )


@pytest.mark.parametrize(
    ("arrivals", "name"),
    [(1, "Eingänge unverändert"), (0.8, "Eingänge −20 %"), (1.2, "Eingänge +20 %")],
)
def test_lines_have_names(arrivals, name):
    assert plain(sentences.line_name(Assumptions(arrivals=arrivals))) == name


@pytest.mark.parametrize(
    ("stock", "written"),
    [(0, "0"), (2, "0"), (43, "45"), (118, "120"), (806, "810"), (1612, "1.600"), (61234, "61.000")],
)
def test_stocks_are_no_more_exact_than_they_are(stock, written):
    assert sentences.rounded(stock) == written


# a real scenario


def test_the_sentences_of_a_scenario_hold_together():
    growing = [outlook_at(PACE, Assumptions(arrivals=change)) for change in (1, 0.8, 1.2)]
    assert "steigt der Bestand in 24 Monaten von rund 1.600 auf" in plain(sentences.scenario(growing))
    assert "nie erreicht" in sentences.reaching(growing[0])
    staffed = outlook_at(PACE, Assumptions(fte_more=20))
    assert "sinkt der Bestand" in sentences.scenario([staffed])
    assert "erreicht (in" in sentences.reaching(staffed)
