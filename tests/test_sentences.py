"""Sentences say what a result shows, with the right number, case and comma."""

import pandas as pd
import pytest

from kim import sentences
from kim.formats import NBSP
from kim.sentences import codes, naming, places
from kim.sentences.published import forecast
from tests.made import COUNT, POSTS, QUOTE, entry, result

TERMIN = "2024-03-31"
RSK = "05382"


def said(sentence: str) -> str:
    return sentence.replace(NBSP, " ")


def quote(numerator: float, denominator: float, **rest: object) -> dict:
    return {"numerator": numerator, "denominator": denominator, **rest}


def steps(**amounts: float) -> list[dict]:
    return [
        {"stufe": code, "anzahl": amount, "status": "shown" if amount else "zero"}
        for code, amount in amounts.items()
    ]


# one unit, the Land


def test_one_unit_beside_the_land():
    rsk = result(QUOTE, [quote(11, 18)], kreis_id=RSK, berichtstermin=TERMIN, baustein="2")
    land = result(QUOTE, [quote(551.5, 713)], berichtstermin=TERMIN, baustein="2")
    assert said(sentences.value(rsk, land)) == (
        "Besetzungsquote, Baustein 2 (Case Management), am 31.03.2024: "
        "Im Rhein-Sieg-Kreis sind es 61,1 % (11 von 18), im Land 77,3 %."
    )


def test_the_land():
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert said(sentences.value(land)) == (
        "Besetzungsquote am 31.03.2024: In Nordrhein-Westfalen sind es 78,7 % (870,94 von 1.107)."
    )


def test_an_interval_is_said():
    goals = result(QUOTE, [quote(11, 18, lower=38.6, upper=79.7)], kreis_id="05315", berichtstermin=TERMIN)
    assert said(sentences.value(goals)) == (
        "Besetzungsquote am 31.03.2024: In Köln sind es 61,1 % (38,6 bis 79,7 %; 11 von 18)."
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [(412, "sind es 412 Anträge"), (1, "ist es 1 Antrag"), (1700, "sind es 1.700 Anträge")],
)
def test_counts_in_singular_and_plural(amount, words):
    one = result(COUNT, [{"anzahl": amount}], behoerde_id="EBH-05382", berichtstermin=TERMIN)
    assert said(sentences.value(one)) == (
        f"Offene Anträge am 31.03.2024: Bei der EBH Rhein-Sieg-Kreis {words}."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("zero", "sind es 0 Anträge"),
        ("not_reported", "ist nichts gemeldet; das ist nicht null"),
        ("suppressed", "ist die Zahl geheim gehalten, damit niemand erkannt wird"),
        ("too_few", "sind es zu wenige Fälle für eine Angabe (n = 4)"),
        ("not_estimable", "lässt sich der Wert aus den Angaben nicht schätzen"),
        ("not_applicable", "entfällt die Angabe, weil es nichts gibt, worauf sie sich beziehen könnte"),
    ],
)
def test_every_status_has_its_words(status, words):
    one = result(COUNT, [{"anzahl": None, "status": status, "n": 4}], kreis_id="05315", berichtstermin=TERMIN)
    assert said(sentences.value(one)) == f"Offene Anträge am 31.03.2024: In Köln {words}."


def test_a_share_that_is_still_open():
    waiting = entry(
        title="Noch offen", kind="duration", statistic="survival:365", dimensions=("eingang_quartal",)
    )
    row = {"value": 68.2, "lower": 64.9, "upper": 71.3, "n": 1700}
    assert said(sentences.value(result(waiting, [row], kreis_id=RSK))) == (
        "Noch offen: Im Rhein-Sieg-Kreis sind von 100 Anträgen nach 12 Monaten noch 68 offen"
        " (65 bis 71; bis zu 1.700 Anträge gleichen Alters beobachtet)."
    )


def test_the_number_under_a_clock_is_not_taken_for_all_there_were():
    waiting = entry(title="Noch offen", kind="duration", statistic="survival:365")
    row = {"value": 68.2, "n": 1773}
    assert sentences.basis(result(waiting, [row])) == ["bis zu 1.773 gleichen Alters beobachtet"]


def test_days_until_half_is_closed():
    half = entry(
        title="Tage, bis die Hälfte erledigt ist",
        kind="duration",
        statistic="quantile:0.5",
        unit="Tage",
        decimals=0,
        dimensions=("eingang_quartal",),
    )
    row = {"value": 312.0, "lower": 290.0, "upper": None, "n": 1700}
    assert said(sentences.value(result(half, [row], kreis_id=RSK))) == (
        "Tage, bis die Hälfte erledigt ist: Im Rhein-Sieg-Kreis sind es 312 Tage."
    )
    assert said(sentences.value(result(half, [row | {"upper": 340.0}], kreis_id=RSK))) == (
        "Tage, bis die Hälfte erledigt ist: Im Rhein-Sieg-Kreis sind es 312 Tage (290 bis 340 Tage)."
    )


# steps of posts


def test_posts_of_a_kreis():
    rsk = result(POSTS, steps(besetzt=11, abgerufen_frei=0, nicht_abgerufen=7), ("stufe",), kreis_id=RSK)
    assert sentences.posts(rsk) == (
        "Von 18 zugewiesenen Stellen (VZÄ) sind 11 besetzt; 7 hat der Kreis nicht abgerufen."
    )


def test_posts_of_the_land():
    land = result(POSTS, steps(besetzt=551.5, abgerufen_frei=101.25, nicht_abgerufen=60.25), ("stufe",))
    assert sentences.posts(land) == (
        "Von 713 zugewiesenen Stellen (VZÄ) sind 551,5 besetzt; "
        "101,25 sind abgerufen und frei, 60,25 haben die Kreise und Städte nicht abgerufen."
    )


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ({"besetzt": 18, "abgerufen_frei": 0}, "Alle 18 zugewiesenen Stellen (VZÄ) sind besetzt."),
        ({"besetzt": 1, "abgerufen_frei": 0}, "Die 1 zugewiesene Stelle (VZÄ) ist besetzt."),
        (
            {"besetzt": 1, "abgerufen_frei": 1},
            "Von 2 zugewiesenen Stellen (VZÄ) ist 1 besetzt; 1 ist abgerufen und frei.",
        ),
        (
            {"besetzt": 0, "nicht_abgerufen": 0.5},
            "Von 0,5 zugewiesenen Stellen (VZÄ) ist keine besetzt; 0,5 hat die Stadt nicht abgerufen.",
        ),
        (
            {"besetzt": 3.5, "abgerufen_frei": None, "nicht_abgerufen": None, "ungeklaert": 1},
            "Von 4,5 zugewiesenen Stellen (VZÄ) sind 3,5 besetzt; "
            "1 ist nicht besetzt, der Abruf ist nicht gemeldet.",
        ),
        (
            {"besetzt": 2, "ueber_zuweisung": 0.5},
            "Alle 2 zugewiesenen Stellen (VZÄ) sind besetzt. 0,5 sind über die Zuweisung hinaus besetzt.",
        ),
        ({"besetzt": 0}, "Es sind keine Stellen zugewiesen."),
        ({"besetzt": None}, "Zu den Stellen ist nichts gemeldet; das ist nicht null."),
    ],
)
def test_posts_in_every_case(amounts, sentence):
    rows = [
        {"stufe": code, "anzahl": amount, "status": "not_reported" if amount is None else "shown"}
        for code, amount in amounts.items()
    ]
    assert sentences.posts(result(POSTS, rows, ("stufe",), kreis_id="05315")) == sentence


def test_posts_by_baustein_name_each():
    rows = [{"baustein": "1", **row} for row in steps(besetzt=3.5, nicht_abgerufen=1)]
    rows += [{"baustein": "2", **row} for row in steps(besetzt=11, nicht_abgerufen=7)]
    assert sentences.posts(result(POSTS, rows, ("baustein", "stufe"), kreis_id=RSK)) == (
        "Baustein 1 (Koordinierung): Von 4,5 zugewiesenen Stellen (VZÄ) sind 3,5 besetzt; "
        "1 hat der Kreis nicht abgerufen. "
        "Baustein 2 (Case Management): Von 18 zugewiesenen Stellen (VZÄ) sind 11 besetzt; "
        "7 hat der Kreis nicht abgerufen."
    )


# all units


def by_unit(*rows: dict) -> object:
    units = ["05315", "05382", "05314", "05154"]
    frame = [{"kreis_id": unit, **row} for unit, row in zip(units, rows, strict=False)]
    return result(QUOTE, frame, ("kreis_id",), berichtstermin=TERMIN)


MISSING = {"status": "not_reported"}


def test_all_units_with_the_chosen_one_and_the_land():
    units = by_unit(quote(19, 20), quote(11, 18), quote(7, 20), MISSING)
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert said(sentences.units(units, RSK, land)) == (
        "Besetzungsquote am 31.03.2024: Bei 3 KI-Standorten mit einer Angabe liegen die Werte "
        "zwischen 35,0 und 95,0 %; im Rhein-Sieg-Kreis sind es 61,1 %, im Land 78,7 %. 1 hat nicht gemeldet."
    )


def test_a_chosen_unit_that_has_not_reported():
    units = by_unit(quote(19, 20), MISSING, quote(7, 20), {"status": "too_few"})
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert said(sentences.units(units, RSK, land)) == (
        "Besetzungsquote am 31.03.2024: Bei 2 KI-Standorten mit einer Angabe liegen die Werte "
        "zwischen 35,0 und 95,0 %; im Rhein-Sieg-Kreis gibt es keine Angabe (nicht gemeldet), "
        "im Land sind es 78,7 %. "
        "1 hat nicht gemeldet und 1 hat zu wenige Fälle."
    )


def test_units_that_have_all_not_reported():
    assert said(sentences.units(by_unit(MISSING, MISSING))) == (
        "Besetzungsquote am 31.03.2024: Von 2 KI-Standorten gibt es keine Angabe. 2 haben nicht gemeldet."
    )


def test_units_with_one_value():
    assert said(sentences.units(by_unit(quote(1, 2), MISSING))) == (
        "Besetzungsquote am 31.03.2024: Bei 1 KI-Standort mit einer Angabe sind es 50,0 %. "
        "1 hat nicht gemeldet."
    )


# by one dimension


def by_baustein(*numerators: float) -> object:
    rows = [{"baustein": str(at + 1), **quote(n, 10)} for at, n in enumerate(numerators)]
    return result(QUOTE, rows, ("baustein",), kreis_id=RSK, berichtstermin=TERMIN)


def test_few_groups_are_said_one_by_one_in_the_order_of_their_list():
    assert said(sentences.groups(by_baustein(9, 5), "baustein")) == (
        "Besetzungsquote am 31.03.2024: »Baustein 1 (Koordinierung)« 90,0 % "
        "und »Baustein 2 (Case Management)« 50,0 %."
    )


def test_many_groups_are_said_by_their_ends():
    fields = ["sprache", "arbeit", "wohnen", "familie"]
    rows = [{"handlungsfeld": field, **quote(n, 10)} for field, n in zip(fields, (3, 5, 1, 4), strict=True)]
    assert said(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: am niedrigsten »Wohnen« 10,0 %, am höchsten »Arbeit« 50,0 %."
    )


def test_groups_that_share_an_end_are_all_named_or_counted():
    fields = ["sprache", "arbeit", "wohnen", "familie", "recht", "gesundheit"]
    numbers = (1, 5, 1, 5, 1, 1)
    rows = [{"handlungsfeld": field, **quote(n, 10)} for field, n in zip(fields, numbers, strict=True)]
    assert said(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: am niedrigsten 4 von 6 je 10,0 %, "
        "am höchsten »Arbeit« und »Familie und Kinderbetreuung« je 50,0 %."
    )


def test_groups_that_are_all_alike_have_no_lowest():
    rows = [{"handlungsfeld": field, **quote(1, 2)} for field in ("sprache", "arbeit", "wohnen", "familie")]
    assert said(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: überall 50,0 %."
    )


# over time


def over_time(*rows: dict) -> object:
    termine = pd.to_datetime(["2022-12-31", "2023-12-31", "2024-12-31"])
    frame = [{"berichtstermin": termin, **row} for termin, row in zip(termine, rows, strict=False)]
    return result(QUOTE, frame, ("berichtstermin",), kreis_id=RSK)


def test_a_series_says_its_ends_and_no_trend():
    assert said(
        sentences.series({"Rhein-Sieg-Kreis": over_time(quote(7, 12), quote(9, 18), quote(11, 18))})
    ) == ("Besetzungsquote: Rhein-Sieg-Kreis 58,3 % am 31.12.2022 und 61,1 % am 31.12.2024.")


def test_a_series_with_gaps_and_one_without_anything():
    lines = {"Rhein-Sieg-Kreis": over_time(MISSING, quote(9, 18), MISSING), "Köln": over_time(MISSING)}
    assert said(sentences.series(lines)) == (
        "Besetzungsquote: Rhein-Sieg-Kreis 50,0 % am 31.12.2023 (ohne Angabe: 2 von 3 Zeitpunkten); "
        "Köln ohne Angabe."
    )


def test_bars_over_time_are_said_by_their_ends():
    times = over_time(quote(7, 12), quote(9, 18), quote(11, 18))
    assert said(sentences.groups(times, "berichtstermin")) == (
        "Besetzungsquote: Rhein-Sieg-Kreis 58,3 % am 31.12.2022 und 61,1 % am 31.12.2024."
    )


def test_quarters_are_called_quarters():
    intake = entry(title="Quote planmäßiger Abschlüsse", dimensions=("kreis_id", "aufnahme_quartal"))
    rows = [{"aufnahme_quartal": pd.Timestamp("2023-03-31"), **quote(1, 2)}]
    assert said(sentences.series({"Köln": result(intake, rows, ("aufnahme_quartal",))})) == (
        "Quote planmäßiger Abschlüsse: Köln 50,0 % im Aufnahmequartal 1/2023."
    )


# parts and ages


def bands(**amounts: float) -> object:
    rows = [{"altersband": code.removeprefix("b"), "anzahl": amount} for code, amount in amounts.items()]
    return result(COUNT, rows, ("altersband",), behoerde_id="EBH-05382", berichtstermin=TERMIN)


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (
            {"bis_3m": 520, "b12_18m": 1000, "ueber_24m": 180},
            "Von 1.700 offenen Anträgen sind 1.180 älter als 12 Monate (69,4 %).",
        ),
        ({"bis_3m": 9, "ueber_24m": 1}, "Von 10 offenen Anträgen ist 1 älter als 12 Monate (10,0 %)."),
        ({"bis_3m": 1}, "Von 1 offenen Antrag sind 0 älter als 12 Monate (0,0 %)."),
        (
            {"bis_3m": 10, "ohne_angabe": 5},
            "Von 10 offenen Anträgen sind 0 älter als 12 Monate (0,0 %). Bei 5 ist das Alter nicht gemeldet.",
        ),
        ({"ohne_angabe": 5}, "Von 5 offenen Anträgen ist das Alter nicht gemeldet."),
    ],
)
def test_ages(amounts, sentence):
    assert said(sentences.ages(bands(**amounts), "altersband")) == sentence


def ways_out(*rows: dict) -> object:
    closed = entry(
        title="Fallausgänge", kind="count", unit="Fälle", decimals=0, dimensions=("kreis_id", "gruppe")
    )
    return result(closed, list(rows), ("gruppe",), kreis_id=RSK)


def test_parts_leave_out_what_is_zero_and_keep_the_order_of_the_list():
    rows = [
        {"gruppe": "abbruch", "anzahl": 24},
        {"gruppe": "planmaessig", "anzahl": 96},
        {"gruppe": "system", "anzahl": 0, "status": "zero"},
    ]
    assert said(sentences.parts(ways_out(*rows), "gruppe")) == (
        "Fallausgänge: Von 120 Fällen entfallen 96 auf »planmäßig« (80,0 %) "
        "und 24 auf »abgebrochen« (20,0 %)."
    )


def test_a_single_part():
    assert said(sentences.parts(ways_out({"gruppe": "system", "anzahl": 1}), "gruppe")) == (
        "Fallausgänge: Von 1 Fall entfällt 1 auf »durch das Hilfesystem beendet« (100,0 %)."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("zero", "sind es 0 Fälle"),
        ("not_reported", "ist nichts gemeldet; das ist nicht null"),
        ("too_few", "sind es zu wenige Fälle für eine Angabe"),
    ],
)
def test_no_parts(status, words):
    rows = [{"gruppe": "system", "anzahl": 0 if status == "zero" else None, "status": status}]
    assert said(sentences.parts(ways_out(*rows), "gruppe")) == f"Fallausgänge: Im Rhein-Sieg-Kreis {words}."


def test_few_wholes_are_said_one_by_one_and_many_are_counted():
    employers = entry(
        title="Besetzte Stellen", kind="count", unit="VZÄ", dimensions=("baustein", "anstellungstraeger")
    )
    rows = [
        {"baustein": "1", "anstellungstraeger": "kreis", "anzahl": 3.5},
        {"baustein": "2", "anstellungstraeger": "freie_wohlfahrt", "anzahl": 4},
        {"baustein": "2", "anstellungstraeger": "kreis", "anzahl": 7},
    ]
    few = result(employers, rows, ("baustein", "anstellungstraeger"), kreis_id=RSK)
    assert said(sentences.divided(few, "anstellungstraeger", "baustein")) == (
        "Besetzte Stellen (VZÄ): Baustein 1 (Koordinierung) 3,5 »Kreis oder kreisfreie Stadt«; "
        "Baustein 2 (Case Management) 7 »Kreis oder kreisfreie Stadt« und 4 »Freie Wohlfahrtspflege«."
    )
    rows = [{"kreis_id": f"0{n}", "anstellungstraeger": "kreis", "anzahl": 1} for n in range(5111, 5117)]
    many = result(employers, rows, ("kreis_id", "anstellungstraeger"))
    assert "6 Balken" in sentences.divided(many, "anstellungstraeger", "kreis_id")


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
    assert said(sentences.published([figure()])) == (
        "Veröffentlicht für Rhein-Sieg-Kreis (EBH): 1 bis 2 Jahre. Quelle: Protokoll des Sozialausschusses."
    )


def test_published_limits_are_said_as_limits():
    row = figure(kennzahl="Bearbeitungsdauer (obere Grenze)", wert=20, wert_bis=None)
    assert "höchstens 20 Monate" in said(sentences.published([row]))


def test_several_published_figures_are_not_compared():
    assert sentences.published([figure(), figure()]) == (
        "2 veröffentlichte Angaben mit ihren Quellen. "
        "Orte, Tage und Begriffe unterscheiden sich: kein Vergleich, kein Durchschnitt."
    )


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


def test_the_forecast_stands_against_both_readings():
    rows = [
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Prognose zum Jahresende 2023)", "wert": 85.0},
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Lesart A)", "wert": 78.7},
        {"stelle": "KIM", "kennzahl": "Besetzungsquote (Lesart B)", "wert": 78.6},
    ]
    assert forecast(rows).replace("\u00a0", " ") == (
        "Erwartet hatte das Land für das Jahresende 2023 85,0 %; "
        "im Januar 2024 waren es 78,7 % (Lesart A) oder 78,6 % (Lesart B), "
        "also 6,3 oder 6,4 Prozentpunkte weniger."
    )
    assert forecast(rows[:2]) == ""
