"""Published figures in words, and what places, codes and measures are called."""

import pandas as pd
import pytest

from kim import sentences
from kim.sentences import codes, naming, places
from kim.sentences.published import forecast
from tests.made import COUNT, result
from tests.plain import plain

# published figures


def figure(**changes: object) -> dict:
    return {
        "gebiet": "Rhein-Sieg-Kreis",
        "stelle": "EBH",
        "kennzahl": "Wartezeit",
        "wert": 12.0,
        "wert_bis": 24.0,
        "einheit": "Monate",
        "quelle": "Protokoll des Sozialausschusses",
        **changes,
    }


def test_a_published_range_stays_a_range():
    assert plain(sentences.published([figure()])) == (
        "Veröffentlicht für Rhein-Sieg-Kreis (EBH): 1 bis 2 Jahre. Quelle: Protokoll des Sozialausschusses."
    )


def test_published_limits_are_said_as_limits():
    row = figure(kennzahl="Bearbeitungsdauer (obere Grenze)", wert=20, wert_bis=None)
    assert "höchstens 20 Monate" in plain(sentences.published([row]))


def test_several_published_figures_are_not_compared():
    assert sentences.published([figure(), figure()]) == (
        "2 veröffentlichte Angaben mit ihren Quellen. "
        "Orte, Tage und Begriffe unterscheiden sich: kein Vergleich, kein Durchschnitt."
    )


def test_the_forecast_stands_against_both_readings():
    rows = [
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Prognose zum Jahresende 2023)", "wert": 85.0},
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Lesart A)", "wert": 78.7},
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Lesart B)", "wert": 78.6},
    ]
    assert plain(forecast(rows)) == (
        "Erwartet hatte das Land für das Jahresende 2023 85,0 %; "
        "im Januar 2024 waren es 78,7 % (Lesart A) oder 78,6 % (Lesart B), "
        "also 6,3 oder 6,4 Prozentpunkte weniger."
    )
    assert forecast(rows[:2]) == ""


# names


@pytest.mark.parametrize(
    ("unit", "place", "where", "actor"),
    [
        ("05382", "Rhein-Sieg-Kreis", "im Rhein-Sieg-Kreis", "der Kreis"),
        ("05154", "Kreis Kleve", "im Kreis Kleve", "der Kreis"),
        ("05962", "Märkischer Kreis", "im Märkischen Kreis", "der Kreis"),
        ("05378", "Rheinisch-Bergischer Kreis", "im Rheinisch-Bergischen Kreis", "der Kreis"),
        ("05162", "Rhein-Kreis Neuss", "im Rhein-Kreis Neuss", "der Kreis"),
        ("05315", "Köln", "in Köln", "die Stadt"),
        ("05334002", "Stadt Aachen", "in der Stadt Aachen", "die Stadt"),
        (
            "05334-R",
            "Städteregion Aachen (ohne Stadt)",
            "in der Städteregion Aachen (ohne Stadt)",
            "die Städteregion",
        ),
    ],
)
def test_places_in_sentences(unit, place, where, actor):
    assert (places.place(unit), places.where(unit), places.actor(unit)) == (place, where, actor)


@pytest.mark.parametrize(
    ("dimension", "code", "label"),
    [
        ("berichtstermin", "2024-03-31", "31.03.2024"),
        ("quartal", pd.Timestamp("2024-03-31"), "1/2024"),
        ("baustein", "2", "Baustein 2 (Case Management)"),
        ("ausgang", "zurueckgenommen", "zurückgenommen"),
        ("ausgang", "Z1", "Ziele erreicht"),
        ("schwelle", 12, "über 12 Monate"),
        ("festbetrag_eur", 57000.0, "57.000 Euro je VZÄ und Jahr"),
        ("feld", "personen", "Personen im Fall"),
        ("kreis_id", "05154", "Kreis Kleve"),
        ("neues_merkmal", "neuer_code", "neuer_code"),
    ],
)
def test_codes_have_labels(dimension, code, label):
    assert codes.label(dimension, code) == label


def test_what_is_counted_is_said_once():
    counted = result(COUNT, [{"anzahl": 3}], behoerde_id="EBH-05382", art="EBH", zaehleinheit="antrag")
    assert naming.measure(counted) == "Offene Anträge"
    counted = result(COUNT, [{"anzahl": 3}], kreis_id="05382", art="EBH", zaehleinheit="person")
    assert naming.measure(counted) == "Offene Anträge, EBH, Personen"


def test_authorities_in_sentences():
    assert places.where("EBH-05378") == "bei der EBH Rheinisch-Bergischer Kreis"
    assert places.district("EBH-05378") == "Köln"
