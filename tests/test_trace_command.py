"""`kim trace`: what it says to people and to programs of a number and the files that count."""

import csv
import io
import json

import pytest

from kim.intake import erase
from kim.stand import (
    name_stand,
    rebuild_erased,
)
from tests.made_traces import TRACE, built, sha
from tests.test_notes import stellen

RSK, BONN = "05382", "05315"


def test_the_command_says_it_in_german(run, store):
    mine = stellen("11")
    stand, [receipt] = built(store, mine)
    name_stand(store, stand, "Sozialausschuss")
    code, out, _ = run("trace", TRACE.format(stand))
    assert code == 0
    for said in (
        f"Kennung      {TRACE.format(stand)}",
        "Kennzahl     Besetzungsquote (S1, besetzungsquote)",
        "Definition   Anteil der vom Land zugewiesenen Stellen",
        "Auswahl      Termin 30.09.2025; Kreis Rhein-Sieg-Kreis",
        f"Stand        30.09.2025 »Sozialausschuss«, Kennung {stand}",
        "Manifest     1 vom ",
        "Gemeldet     1 von 1",
        "Zahlen (%)",
        "61.111111",
        "Dateien, die zählen: 1",
        "05382 Rhein-Sieg-Kreis",
        receipt.submission,
        "11.csv",
        sha(mine),
    ):
        assert said in out
    assert "Achtung" not in out


def test_the_command_speaks_to_programs(run, store):
    mine = stellen("11")
    stand, [receipt] = built(store, mine)
    told = json.loads(run("trace", TRACE.format(stand), "--format", "json")[1])
    assert told["kennung"] == TRACE.format(stand)
    assert told["kennzahl"]["id"] == "besetzungsquote"
    assert "zugewiesen_vzae" in told["kennzahl"]["sql"]
    assert told["stand"] | {"manifest_written_at": ""} == {
        "id": stand, "name": None, "day": "2025-09-30", "manifest": 1, "manifest_written_at": "",
    }  # fmt: skip
    assert told["ergebnis"]["rows"][0]["numerator"] == 11
    [file] = told["dateien"]
    assert (file["quittung"], file["sha256"], file["stichtag"]) == (
        receipt.submission,
        sha(mine),
        "2025-09-30",
    )
    [row] = csv.DictReader(io.StringIO(run("trace", TRACE.format(stand), "--format", "csv")[1]))
    assert row["sha256"] == sha(mine)


def test_the_command_tells_what_was_erased(run, store):
    stand, [_, gone] = built(store, stellen("11"), stellen("9", kreis=BONN))
    name_stand(store, stand, "Sozialausschuss")
    erase(store, gone.submission, "Klarname")
    rebuild_erased(store)
    _, out, _ = run("trace", f"besetzungsquote?berichtstermin=2025-09-30@{stand}")
    assert "gelöscht am " in out
    assert gone.sha256 not in out


def test_the_command_says_that_a_stand_was_built_anew(run, store):
    old, [_, gone] = built(store, stellen("11"), stellen("9", kreis=BONN))
    erase(store, gone.submission, "Klarname")
    rebuild_erased(store)
    _, out, _ = run("trace", TRACE.format(old))
    assert "Achtung      Dieser Stand wurde am " in out


@pytest.mark.parametrize("text", ["besetzungsquote", "gibtesnicht@x", "besetzungsquote@2025-12-31-m1-x"])
def test_the_command_ends_with_2_and_a_sentence(run, text):
    code, out, message = run("trace", text)
    assert (code, out) == (2, "")
    assert message.strip()
    assert "Traceback" not in message
