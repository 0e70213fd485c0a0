"""Sentences say what a result shows, with the right number, case and comma."""

import pandas as pd
import pytest

from kim import sentences
from tests.made import COUNT, QUOTE, entry, result
from tests.made_charts import RSK, TERMIN, quote
from tests.plain import plain

MISSING = {"status": "not_reported"}


# one unit, the Land


def test_one_unit_beside_the_land():
    rsk = result(QUOTE, [quote(11, 18)], kreis_id=RSK, berichtstermin=TERMIN, baustein="2")
    land = result(QUOTE, [quote(551.5, 713)], berichtstermin=TERMIN, baustein="2")
    assert plain(sentences.value(rsk, land)) == (
        "Besetzungsquote, Baustein 2 (Case Management), am 31.03.2024: "
        "Im Rhein-Sieg-Kreis sind es 61,1 % (11 von 18), im Land 77,3 %."
    )


def test_the_land():
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert plain(sentences.value(land)) == (
        "Besetzungsquote am 31.03.2024: In Nordrhein-Westfalen sind es 78,7 % (870,94 von 1.107)."
    )


def test_an_interval_is_said():
    goals = result(QUOTE, [quote(11, 18, lower=38.6, upper=79.7)], kreis_id="05315", berichtstermin=TERMIN)
    assert plain(sentences.value(goals)) == (
        "Besetzungsquote am 31.03.2024: In Köln sind es 61,1 % (38,6 bis 79,7 %; 11 von 18)."
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [(412, "sind es 412 Anträge"), (1, "ist es 1 Antrag"), (1700, "sind es 1.700 Anträge")],
)
def test_counts_in_singular_and_plural(amount, words):
    one = result(COUNT, [{"anzahl": amount}], behoerde_id="EBH-05382", berichtstermin=TERMIN)
    assert plain(sentences.value(one)) == (
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
    assert plain(sentences.value(one)) == f"Offene Anträge am 31.03.2024: In Köln {words}."


def test_a_share_that_is_still_open():
    waiting = entry(
        title="Noch offen", kind="duration", statistic="survival:365", dimensions=("eingang_quartal",)
    )
    row = {"value": 68.2, "lower": 64.9, "upper": 71.3, "n": 1700}
    assert plain(sentences.value(result(waiting, [row], kreis_id=RSK))) == (
        "Noch offen: Im Rhein-Sieg-Kreis sind von 100 Anträgen nach 12 Monaten noch 68 offen"
        " (65 bis 71; bis zu 1.700 Anträge gleichen Alters beobachtet)."
    )


def test_the_number_under_a_clock_is_not_taken_for_all_there_were():
    waiting = entry(title="Noch offen", kind="duration", statistic="survival:365")
    row = {"value": 68.2, "n": 1773}
    assert sentences.basis(result(waiting, [row])) == ["bis zu 1.773 gleichen Alters beobachtet"]
    assert sentences.basis(result(waiting, [row | {"ereignisse": 1773.0}])) == ["1.773 beendet"]


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
    assert plain(sentences.value(result(half, [row], kreis_id=RSK))) == (
        "Tage, bis die Hälfte erledigt ist: Im Rhein-Sieg-Kreis sind es 312 Tage."
    )
    assert plain(sentences.value(result(half, [row | {"upper": 340.0}], kreis_id=RSK))) == (
        "Tage, bis die Hälfte erledigt ist: Im Rhein-Sieg-Kreis sind es 312 Tage (290 bis 340 Tage)."
    )


# all units


def by_unit(*rows: dict) -> object:
    units = ["05315", "05382", "05314", "05154"]
    frame = [{"kreis_id": unit, **row} for unit, row in zip(units, rows, strict=False)]
    return result(QUOTE, frame, ("kreis_id",), berichtstermin=TERMIN)


def test_all_units_with_the_chosen_one_and_the_land():
    units = by_unit(quote(19, 20), quote(11, 18), quote(7, 20), MISSING)
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert plain(sentences.units(units, RSK, land)) == (
        "Besetzungsquote am 31.03.2024: Bei 3 KI-Standorten mit einer Angabe liegen die Werte "
        "zwischen 35,0 und 95,0 %; im Rhein-Sieg-Kreis sind es 61,1 %, im Land 78,7 %. 1 hat nicht gemeldet."
    )


def test_a_chosen_unit_that_has_not_reported():
    units = by_unit(quote(19, 20), MISSING, quote(7, 20), {"status": "too_few"})
    land = result(QUOTE, [quote(870.94, 1107)], berichtstermin=TERMIN)
    assert plain(sentences.units(units, RSK, land)) == (
        "Besetzungsquote am 31.03.2024: Bei 2 KI-Standorten mit einer Angabe liegen die Werte "
        "zwischen 35,0 und 95,0 %; im Rhein-Sieg-Kreis gibt es keine Angabe (nicht gemeldet), "
        "im Land sind es 78,7 %. "
        "1 hat nicht gemeldet und 1 hat zu wenige Fälle."
    )


def test_units_that_have_all_not_reported():
    assert plain(sentences.units(by_unit(MISSING, MISSING))) == (
        "Besetzungsquote am 31.03.2024: Von 2 KI-Standorten gibt es keine Angabe. 2 haben nicht gemeldet."
    )


def test_units_with_one_value():
    assert plain(sentences.units(by_unit(quote(1, 2), MISSING))) == (
        "Besetzungsquote am 31.03.2024: Bei 1 KI-Standort mit einer Angabe sind es 50,0 %. "
        "1 hat nicht gemeldet."
    )


# by one dimension


def by_baustein(*numerators: float) -> object:
    rows = [{"baustein": str(at + 1), **quote(n, 10)} for at, n in enumerate(numerators)]
    return result(QUOTE, rows, ("baustein",), kreis_id=RSK, berichtstermin=TERMIN)


def test_few_groups_are_said_one_by_one_in_the_order_of_their_list():
    assert plain(sentences.groups(by_baustein(9, 5), "baustein")) == (
        "Besetzungsquote am 31.03.2024: »Baustein 1 (Koordinierung)« 90,0 % "
        "und »Baustein 2 (Case Management)« 50,0 %."
    )


def test_many_groups_are_said_by_their_ends():
    fields = ["sprache", "arbeit", "wohnen", "familie"]
    rows = [{"handlungsfeld": field, **quote(n, 10)} for field, n in zip(fields, (3, 5, 1, 4), strict=True)]
    assert plain(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: am niedrigsten »Wohnen« 10,0 %, am höchsten »Arbeit« 50,0 %."
    )


def test_groups_that_share_an_end_are_all_named_or_counted():
    fields = ["sprache", "arbeit", "wohnen", "familie", "recht", "gesundheit"]
    numbers = (1, 5, 1, 5, 1, 1)
    rows = [{"handlungsfeld": field, **quote(n, 10)} for field, n in zip(fields, numbers, strict=True)]
    assert plain(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: am niedrigsten 4 von 6 je 10,0 %, "
        "am höchsten »Arbeit« und »Familie und Kinderbetreuung« je 50,0 %."
    )


def test_groups_that_are_all_alike_have_no_lowest():
    rows = [{"handlungsfeld": field, **quote(1, 2)} for field in ("sprache", "arbeit", "wohnen", "familie")]
    assert plain(sentences.groups(result(QUOTE, rows, ("handlungsfeld",)), "handlungsfeld")) == (
        "Besetzungsquote: überall 50,0 %."
    )


# over time


def over_time(*rows: dict) -> object:
    termine = pd.to_datetime(["2022-12-31", "2023-12-31", "2024-12-31"])
    frame = [{"berichtstermin": termin, **row} for termin, row in zip(termine, rows, strict=False)]
    return result(QUOTE, frame, ("berichtstermin",), kreis_id=RSK)


def test_a_series_says_its_ends_and_no_trend():
    assert plain(
        sentences.series({"Rhein-Sieg-Kreis": over_time(quote(7, 12), quote(9, 18), quote(11, 18))})
    ) == ("Besetzungsquote: Rhein-Sieg-Kreis 58,3 % am 31.12.2022 und 61,1 % am 31.12.2024.")


def test_a_series_with_gaps_and_one_without_anything():
    lines = {"Rhein-Sieg-Kreis": over_time(MISSING, quote(9, 18), MISSING), "Köln": over_time(MISSING)}
    assert plain(sentences.series(lines)) == (
        "Besetzungsquote: Rhein-Sieg-Kreis 50,0 % am 31.12.2023 (ohne Angabe: 2 von 3 Zeitpunkten); "
        "Köln ohne Angabe."
    )


def test_bars_over_time_are_said_by_their_ends():
    times = over_time(quote(7, 12), quote(9, 18), quote(11, 18))
    assert plain(sentences.groups(times, "berichtstermin")) == (
        "Besetzungsquote: Rhein-Sieg-Kreis 58,3 % am 31.12.2022 und 61,1 % am 31.12.2024."
    )


def test_quarters_are_called_quarters():
    intake = entry(title="Quote planmäßiger Abschlüsse", dimensions=("kreis_id", "aufnahme_quartal"))
    rows = [{"aufnahme_quartal": pd.Timestamp("2023-03-31"), **quote(1, 2)}]
    assert plain(sentences.series({"Köln": result(intake, rows, ("aufnahme_quartal",))})) == (
        "Quote planmäßiger Abschlüsse: Köln 50,0 % im Aufnahmequartal 1/2023."
    )
