"""What is said about a comparison follows from it: who is named, what is not judged, what is a question."""

from dataclasses import replace
from datetime import date

import pytest

from kim.comparison import Break, Funnel, funnel, shrink, xmr
from kim.datasets import load_reference
from kim.sentences import compared
from tests.made import result
from tests.made_comparisons import CLOCK, SITES, by_site, funnel_of, month_ends, pooled, share, silent
from tests.plain import plain

KOELN, RSK, KLEVE = "05315", "05382", "05154"
ALIKE = [share(60, 100), share(62, 100), share(58, 100), share(61, 100), share(59, 100)] * 4
FLAT = (10, 14, 9, 13, 10, 15, 9, 12, 11, 14, 8, 13)


def said(found: Funnel) -> str:
    return plain(compared.funnel(found))


def about(found: Funnel, unit_id: str) -> str:
    return plain(compared.unit(found, unit_id))


def with_units(**rows: dict) -> Funnel:
    """Twenty Kreise that are alike, and others named by `k` and their kreis_id."""
    named = {key[1:]: row for key, row in rows.items()}
    others = [site for site in SITES if site not in named][:20]
    return funnel_of([*ALIKE, *named.values()], (*others, *named))


# a funnel


def test_nobody_lies_outside():
    assert said(funnel_of(ALIKE)) == (
        "Hilfeplanquote: 20 von 20 KI-Standorten liegen im Bereich, der bei gleicher Lage üblich wäre"
        " (um 60,0 %); kein Wert liegt außerhalb."
        " Außerhalb der engeren 95-%-Grenzen liegt kein Wert; allein durch Zufall wären es etwa 1."
    )


def test_those_outside_are_named_in_the_order_of_their_names():
    found = with_units(k05382=share(10, 100), k05154=share(95, 100), k05315=share(20, 100))
    assert (
        "20 von 23 KI-Standorten liegen im Bereich, der bei gleicher Lage üblich wäre (um 57,6 %);"
        " 3 liegen außerhalb: Kreis Kleve (darüber), Köln (darunter) und Rhein-Sieg-Kreis (darunter)"
        " – auffällig, Frage stellen."
    ) in said(found)


def test_one_outside_is_told_in_the_singular():
    assert "; 1 liegt außerhalb: Köln (darunter) – auffällig, Frage stellen." in said(
        with_units(k05315=share(20, 100))
    )


def test_few_cases_are_not_judged_shown_or_not():
    one = with_units(k05315=share(0, 29))
    assert "; kein Wert liegt außerhalb; 1 hat weniger als 30 Fälle und wird nicht beurteilt." in said(one)
    two = with_units(k05315=share(0, 29), k05382=share(1, 4, status="too_few"))
    assert "; 2 haben weniger als 30 Fälle und werden nicht beurteilt." in said(two)
    assert "zu wenige" not in said(two)
    thirty = with_units(k05315=share(18, 30))
    assert "nicht beurteilt" not in said(thirty)


def test_those_who_say_nothing_are_counted():
    found = with_units(k05315=silent("not_reported"), k05382=silent("not_reported"))
    assert said(found).startswith("Hilfeplanquote: 20 von 22 KI-Standorten liegen")
    assert said(found).endswith(" 2 haben nicht gemeldet.")


def test_goals_are_called_goals():
    entry = replace(by_site(ALIKE).indicator, datasets=("ziele",))
    rows = [*ALIKE, share(3, 20)]
    found = funnel(replace(by_site(rows), indicator=entry), replace(pooled(rows), indicator=entry))
    assert "weniger als 30 Ziele" in said(found)


def test_a_spread_beyond_chance_is_said_in_percentage_points():
    spread = [share(x, 100) for x in (50, 52, 55, 58, 60, 62, 65, 68, 70, 72, 48, 75, 60, 61, 59)]
    found = funnel_of(spread)
    assert round(found.spread) == 7
    assert "typisch um weitere 7 Prozentpunkte; die Grenzen sind deshalb weiter" in said(found)
    assert "stärker, als Zufall erklärt" not in said(funnel_of(ALIKE))


def test_units_that_are_too_different_are_not_compared_and_nobody_is_named():
    found = funnel_of([share(100 + 800 * (i % 2), 1000) for i in range(12)])
    assert said(found) == (
        "Hilfeplanquote: Die KI-Standorte sind für diesen Vergleich zu verschieden. Grenzen wären so weit,"
        " dass sie nichts sagen; deshalb gibt es keine, und niemand gilt als auffällig."
    )


@pytest.mark.parametrize(
    ("enough", "words"),
    [
        (0, "Keine Angabe von 6 KI-Standorten beruht auf 30 oder mehr Fällen, nötig sind 5."),
        (1, "Nur 1 von 6 KI-Standorten hat 30 oder mehr Fälle, nötig sind 5."),
        (4, "Nur 4 von 6 KI-Standorten haben 30 oder mehr Fälle, nötig sind 5."),
    ],
)
def test_too_few_units_are_no_comparison(enough, words):
    rows = [share(60, 100)] * enough + [share(6, 10)] * (6 - enough)
    assert said(funnel_of(rows)) == f"Hilfeplanquote: Für einen Vergleich reicht es nicht: {words}"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([share(60, 100)] * 4, "sind nur 4 KI-Standorte"),
        ([*[share(60, 100)] * 2, share(6, 10)], "sind nur 3 KI-Standorte"),
        ([share(60, 100)], "ist nur 1 KI-Standort"),
    ],
)
def test_a_group_that_is_too_small_says_that_and_not_how_many_of_it_report_enough(rows, words):
    assert said(funnel_of(rows)) == (
        f"Hilfeplanquote: Für einen Vergleich reicht es nicht: In der Gruppe {words},"
        " nötig sind 5 mit 30 oder mehr Fällen."
    )


def test_nothing_known():
    assert said(funnel_of([silent("not_reported")] * 3)) == (
        "Hilfeplanquote: Es gibt keine Angabe, mit der sich vergleichen ließe. 3 haben nicht gemeldet."
    )


# clocks


def waiting(value: float, width: float, n: float = 400) -> dict:
    return {"value": value, "lower": value - width, "upper": value + width, "n": n, "beobachtet": 99.0}


def clocks(rows: list[dict]) -> Funnel:
    authorities = [unit for unit in load_reference("behoerden")["behoerde_id"] if unit.startswith("EBH")]
    placed = [{"behoerde_id": unit} | row for unit, row in zip(authorities, rows, strict=False)]
    by_unit = result(CLOCK, placed, ("behoerde_id",), art="EBH")
    return funnel(by_unit, result(CLOCK, [waiting(68, 1, 5000)], art="EBH"))


def test_authorities_have_the_name_of_their_kind_and_sizes_are_calculated():
    found = clocks([*[waiting(67, 5), waiting(69, 5)] * 5, waiting(70, 20)])
    assert said(found).startswith("Nach 365 Tagen noch offen: 10 von 11 Einbürgerungsbehörden liegen")
    assert "; 1 hat rechnerisch weniger als 30 Anträge und wird nicht beurteilt." in said(found)
    assert "EBH Stadt Düsseldorf: 67 % (rechnerisch 335 Anträge); bei so vielen wären" in about(
        found, "EBH-05111"
    )


def test_a_single_authority_is_singular():
    found = clocks([waiting(60, 3)])
    assert "ist nur 1 Einbürgerungsbehörde, nötig sind 5 mit 30 oder mehr Anträgen." in said(found)


def test_what_a_clock_cannot_tell_is_a_gap():
    few = {"value": None, "n": 12, "beobachtet": 3.0, "status": "too_few"}
    open_end = {"value": None, "n": 90, "beobachtet": 3.0, "status": "not_estimable"}
    found = clocks([*[waiting(67, 5), waiting(69, 5)] * 5, few, open_end])
    assert said(found).endswith(" 1 hat zu wenige Fälle und 1 ist nicht schätzbar.")


# one unit


def test_one_unit_against_its_group():
    found = with_units(k05315=share(20, 100), k05382=share(62, 100), k05154=share(15, 20))
    assert about(found, KOELN) == (
        f"Köln: 20,0 % (100 Fälle); bei so vielen wären {limits_of(found, KOELN)} üblich"
        " – auffällig, Frage stellen."
    )
    assert about(found, RSK).endswith(" üblich – übliche Schwankung.")
    assert about(found, KLEVE) == "Kreis Kleve: 75,0 % (20 Fälle); unter 30 Fällen wird nicht beurteilt."


def limits_of(found: Funnel, unit_id: str) -> str:
    limits = next(point.limits for point in found.points if point.unit == unit_id)
    return f"{limits.lower_998:.1f} bis {limits.upper_998:.1f} %".replace(".", ",")


@pytest.mark.parametrize(
    ("status", "words"),
    [("not_reported", "nicht gemeldet"), ("too_few", "zu wenige Fälle"), ("suppressed", "geheim gehalten")],
)
def test_one_unit_without_a_value(status, words):
    assert about(with_units(k05315=silent(status)), KOELN) == f"Köln: {words}."


def test_one_unit_that_was_not_asked_about():
    assert about(funnel_of(ALIKE, SITES[-20:]), KOELN) == "Köln: gehört nicht zu dieser Auswahl."


def test_one_unit_where_units_cannot_be_compared():
    different = funnel_of([share(100 + 800 * (i % 2), 1000) for i in range(12)])
    assert "10,0 % (1.000 Fälle). Die KI-Standorte sind für diesen Vergleich zu verschieden." in about(
        different, SITES[0]
    )
    few = funnel_of([share(60, 100)] * 3)
    assert "60,0 % (100 Fälle). Für einen Vergleich reicht es nicht" in about(few, SITES[0])


def test_a_shrunken_value_stands_beside_its_interval():
    found = with_units(k05315=share(9, 10))
    mine = next(one for one in shrink(found) if one.unit == KOELN)
    assert about(found, KOELN) == "Köln: 90,0 % (10 Fälle); unter 30 Fällen wird nicht beurteilt."
    sentence = plain(compared.light(found, mine))
    assert sentence.startswith("Köln: gemessen 90,0 %. Nimmt man alle 21 Werte zu Hilfe, sind 60,")
    assert sentence.endswith(" %) am wahrscheinlichsten.")


# the order


def test_an_order_is_called_uncertain_and_has_no_places():
    assert compared.order(funnel_of(ALIKE)).startswith(
        "Eine Reihenfolge nach dem Wert wäre Zufall: Der Platz eines Einzelnen ließe sich nur auf etwa "
    )
    apart = funnel_of([share(1000 * i, 20_000) for i in range(2, 20)])
    assert compared.order(apart) in [
        "Eine Reihenfolge nach dem Wert wäre ungenau: "
        f"Der Platz eines Einzelnen ließe sich nur auf etwa {n} der 18 Plätze eingrenzen."
        for n in (0, 1)
    ]
    assert compared.order(funnel_of([share(60, 100)] * 4)) == ""


# monthly series


def told(values, breaks: tuple[Break, ...] = ()) -> str:
    found = xmr(month_ends(date(2024, 1, 1), len(values)), values, breaks)
    return plain(compared.series(found, "Eingänge"))


def test_a_series_within_its_limits():
    assert told(FLAT) == (
        "Eingänge: Im Mittel sind es 12 im Monat, üblich sind 1 bis 22."
        " Alle 12 Monate zeigen nur die übliche Schwankung."
    )


def test_no_months_and_too_few():
    assert told([]) == "Eingänge: Es gibt keine Monatszahlen."
    assert told([3]) == "Eingänge: Mit 1 Monat lassen sich keine Grenzen angeben; nötig sind 5."
    assert told(FLAT[:4]) == "Eingänge: Mit 4 Monaten lassen sich keine Grenzen angeben; nötig sind 5."


def test_limits_on_trial_say_so():
    assert told(FLAT[:8]).endswith(" Sie sind vorläufig: Sie beruhen auf 8 statt 12 Monaten.")
    assert "vorläufig" not in told(FLAT)


@pytest.mark.parametrize(
    ("late", "words"),
    [
        ([40], "01/2025 über den Grenzen."),
        ([40, 41], "von 01/2025 bis 02/2025 über den Grenzen."),
        ([40, 12, 40], "01/2025 und 03/2025 über den Grenzen."),
        ([0], "01/2025 unter den Grenzen."),
        ([8, 12, 13, 14, 15, 16, 17], "von 01/2025 bis 07/2025 jeden Monat mehr."),
        ([14, 13, 11, 10, 9, 8, 7], "von 01/2025 bis 07/2025 jeden Monat weniger."),
        ([8, 21, 20, 12], "von 02/2025 bis 03/2025 nahe der oberen Grenze."),
        ([14, 3, 3, 10], "von 02/2025 bis 03/2025 nahe der unteren Grenze."),
        ([8, 13, 12, 13, 12, 13, 12, 13], "von 02/2025 bis 08/2025 durchgehend über dem Mittel."),
        ([13, 11, 10, 11, 10, 11, 10, 11], "von 02/2025 bis 08/2025 durchgehend unter dem Mittel."),
    ],
)
def test_each_rule_has_its_words(late, words):
    sentence = told([*FLAT, *late])
    assert f"Auffällig, Frage stellen: {words} Auch ohne Anlass wäre das in etwa" in sentence
    assert "übliche Schwankung" not in sentence


def test_how_often_chance_alone_would_do_it():
    assert "Auch ohne Anlass wäre das in etwa 33 von 100 Reihen dieser Länge irgendwo so." in told(
        [*FLAT, *FLAT[:11], 40]
    )


def test_breaks_are_named_and_limits_after_them_are_new():
    reform = (Break(date(2025, 1, 1), "Reform"),)
    sentence = told([*FLAT, *(2 * value for value in FLAT)], reform)
    assert sentence == (
        "Eingänge: Im Mittel sind es 23 im Monat, üblich sind 2 bis 44."
        " Alle 24 Monate zeigen nur die übliche Schwankung."
        " Die Grenzen sind neu berechnet seit: »Reform« (01.01.2025)."
    )


def test_soon_after_a_break_there_are_no_limits_yet():
    sentence = told([*FLAT, 30, 31, 29], (Break(date(2025, 1, 1), "Reform"),))
    assert sentence == (
        "Eingänge: Mit 3 Monaten nach dem letzten Bruch lassen sich keine Grenzen angeben; nötig sind 5."
        " 12 von 15 Monaten zeigen nur die übliche Schwankung."
    )
