"""The command line on what is not plain: what was understood, what answers, what is remembered."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.handed_in import FLAGS, STELLEN


@pytest.fixture
def own(tmp_path):
    """A file in the sender's own words, with two things that only the sender can say."""
    path = tmp_path / "eigene.csv"
    path.write_text(
        "Auszug vom 31.12.;;;;;\n"
        ";;;;;\n"
        "AGS Nr.;Stand am;Baustein;Zugewiesene VZÄ;Abgerufene VZÄ;Besetzte Stellen\n"
        "05770;31.12.2025;Nr. 1;1.234;1;1\n"
        "05770;31.12.2025;2;-;1;1\n"
        "Summe;;;;2;2\n",
        encoding="utf-8",
    )
    return str(path)


def test_the_check_says_what_was_understood_and_what_answers_its_questions(run, own):
    code, out, _ = run("check", own, *FLAGS, "--mapping-out", f"{own}.json")
    assert code == 1
    for said in (
        "eigene.csv (stellen, 05770, 31.12.2025)",
        "Text in UTF-8, getrennt durch Semikolon; Überschrift in Zeile 3",
        "B  Stand am → stichtag (bekannt)",
        "A  AGS Nr. wird nicht gelesen",
        "Nicht gelesen: Zeile 6",
        "Spalte »AGS Nr.« → kreis_id",
        "»Nr. 1« in baustein (1 Zeile) → 1",
        "Muss behoben werden: ",
        "[spalte_fehlt]",
        "Geprüft und in Ordnung: ",
        "Angesehen: 2 Zeilen, ",
        "Die Datei kann so nicht eingereicht werden.",
    ):
        assert said in out
    code, out, _ = run("check", own, *FLAGS, "--mapping", f"{own}.json")
    assert code == 1
    assert "--decimal comma" in out
    assert "--dash null" in out
    answers = ("--mapping", f"{own}.json", "--decimal", "comma", "--dash", "null")
    code, out, _ = run("check", own, *FLAGS, *answers, "--acknowledge", "besetzt_ueber_zugewiesen=Vorgriff")
    assert "Frage: " not in out
    assert "C  Baustein → baustein (bekannt)" in out
    assert "A  AGS Nr. → kreis_id (bestätigt)" in out


def test_one_row_and_one_value_are_said_in_the_singular(run, tmp_path):
    path = tmp_path / "eine.csv"
    path.write_text("AGS;Stichtag;Baustein;Besetzt (VZÄ)\n05770;31.12.2025;1;x\n", encoding="utf-8")
    _, out, _ = run("check", str(path), *FLAGS)
    for said in ("(1 Zeile)", "(1 Wert)", "Angesehen: 1 Zeile, 3 Werte.", "Muss behoben werden: 1 Befund\n"):
        assert said in out
    assert not re.search(r"\b1 (Zeilen|Werte|Befunde|Prüfungen)\b", out)


def test_what_is_only_alike_is_said_and_not_written_into_the_mapping(run, tmp_path):
    path = tmp_path / "fälle.csv"
    rows = ("F-1;05770;Begleitung;01.02.2024", "F-2;05770;Kurzberatg.;01.02.2024")
    path.write_text("\n".join(["Fall;Kreis;Fallart;Aufnahme am", *rows]), encoding="utf-8")
    faelle = ("--dataset", "faelle", *FLAGS[2:])
    _, out, _ = run("check", str(path), *faelle, "--mapping-out", f"{path}.json")
    assert "»Begleitung« in fallart (1 Zeile) → vielleicht kurzberatung; bitte selbst eintragen" in out
    assert "»Kurzberatg.« in fallart (1 Zeile) → kurzberatung\n" in out
    written = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
    assert written["codes"] == {"fallart": {"Kurzberatg.": "kurzberatung"}}


def test_a_refusal_names_the_flag_that_answers(run, own, tmp_path):
    run("check", own, *FLAGS, "--mapping-out", f"{own}.json")
    code, out, message = run("submit", own, *FLAGS, "--mapping", f"{own}.json")
    assert code == 1
    assert "Auf der Kommandozeile: --decimal comma oder --decimal point" in out
    assert "Nicht eingereicht: eigene.csv" in message
    code, out, _ = run("submit", own, *FLAGS, "--mapping", f"{own}.json", "--format", "json")
    refused = json.loads(out)
    flags = {finding["code"]: finding["flag"] for finding in refused["findings"]}
    assert flags["zahlformat_unklar"].startswith("--decimal")
    assert {finding["file"] for finding in refused["findings"]} == {"eigene.csv"}
    assert refused["blocking"] >= 1


def test_what_was_confirmed_once_is_used_again_and_said(run, own):
    run("check", own, *FLAGS, "--mapping-out", f"{own}.json")
    path = Path(own)
    plain = path.read_text(encoding="utf-8").replace("1.234", "2").replace(";-;", ";2;")
    path.write_text(plain, encoding="utf-8")
    assert run("submit", own, *FLAGS, "--mapping", f"{own}.json", "--no-build")[0] == 0
    path.write_text(plain.replace("31.12.2025", "30.09.2025"), encoding="utf-8")
    code, out, _ = run("check", own, *FLAGS)
    assert code == 0
    assert "wie in der letzten Datei zugeordnet" in out
    code, out, _ = run("check", own, *FLAGS, "--fresh")
    assert code == 1
    assert "wie in der letzten Datei" not in out
    code, _, message = run("submit", own, *FLAGS, "--no-build")
    assert code == 0
    assert "wie in der letzten Datei zugeordnet" in message


def test_the_check_as_data(run, own):
    code, out, _ = run("check", own, STELLEN, *FLAGS, "--format", "json")
    told = json.loads(out)
    assert code == 1
    bad, good = told["files"]
    assert (bad["accepted"], good["accepted"], good["remembered"]) == (False, True, {})
    assert bad["layout"]["column_proposals"][0]["name"]
    assert good["counts"]["muss"] == 0
    assert good["counts"]["zeilen"] > 0
    assert {"text", "count", "unit"} == set(good["passed"][0])
    assert {finding["file"] for finding in told["findings"]} >= {"eigene.csv"}
    code, out, _ = run("check", own, *FLAGS, "--format", "csv")
    assert out.splitlines()[0].startswith("file,code,severity,case,period,message")


def test_workbooks_for_the_sender_are_written(run, own, tmp_path):
    report, correction = tmp_path / "befunde.xlsx", tmp_path / "korrektur.xlsx"
    code, _, message = run("check", own, *FLAGS, "--report", str(report), "--correction", str(correction))
    assert code == 1
    assert load_workbook(report).sheetnames[0] == "Befunde"
    assert load_workbook(correction).sheetnames[0] == "Korrekturen"
    assert message.count("Geschrieben: ") == 2
