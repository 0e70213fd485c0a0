"""Sentences on parts of a whole: steps of posts, ages, ways out."""

import pytest

from kim import sentences
from tests.made import COUNT, POSTS, entry, result
from tests.made_charts import RSK, TERMIN, steps
from tests.plain import plain

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
    assert plain(sentences.ages(bands(**amounts), "altersband")) == sentence


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
    assert plain(sentences.parts(ways_out(*rows), "gruppe")) == (
        "Fallausgänge: Von 120 Fällen entfallen 96 auf »planmäßig« (80,0 %) "
        "und 24 auf »abgebrochen« (20,0 %)."
    )


def test_a_single_part():
    assert plain(sentences.parts(ways_out({"gruppe": "system", "anzahl": 1}), "gruppe")) == (
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
    assert plain(sentences.parts(ways_out(*rows), "gruppe")) == f"Fallausgänge: Im Rhein-Sieg-Kreis {words}."


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
    assert plain(sentences.divided(few, "anstellungstraeger", "baustein")) == (
        "Besetzte Stellen (VZÄ): Baustein 1 (Koordinierung) 3,5 »Kreis oder kreisfreie Stadt«; "
        "Baustein 2 (Case Management) 7 »Kreis oder kreisfreie Stadt« und 4 »Freie Wohlfahrtspflege«."
    )
    rows = [{"kreis_id": f"0{n}", "anstellungstraeger": "kreis", "anzahl": 1} for n in range(5111, 5117)]
    many = result(employers, rows, ("kreis_id", "anstellungstraeger"))
    assert "6 Balken" in sentences.divided(many, "anstellungstraeger", "kreis_id")
