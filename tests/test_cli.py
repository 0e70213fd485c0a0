"""The command line: exit codes, German messages, and output that programs can read."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kim.cli import main
from kim.datasets import SAMPLES
from kim.intake import Submission, erase, save_draft
from kim.store import Store

STELLEN = str(SAMPLES / "stellen.csv")
FILE = ["--dataset", "stellen", "--sender", "05770", "--stichtag", "2025-12-31"]


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Run a command on an empty store and return exit code, output and messages."""
    monkeypatch.setenv("KIM_STORE", str(tmp_path / "store"))

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_good_file_is_checked_submitted_and_evaluated(run):
    assert run("check", STELLEN, *FILE)[0] == 0
    code, out, _ = run("submit", STELLEN, *FILE, "--format", "json")
    assert code == 0
    [receipt] = json.loads(out)
    assert receipt["stand"].startswith("2025-12-31")
    code, out, _ = run(
        "evaluate", "besetzungsquote", "--by", "kreis_id,baustein", "--where", "berichtstermin=2025-12-31",
        "kreis_id=05770", "--format", "json",
    )  # fmt: skip
    answer = json.loads(out)
    assert code == 0
    assert answer["coverage"] == {"n": 1, "of": 1}
    assert {"numerator", "denominator", "value", "lower", "upper", "n", "status"} <= set(answer["rows"][0])


def test_values_are_null_unless_shown(run):
    run("submit", STELLEN, *FILE)
    where = ("--where", "berichtstermin=2025-12-31", "kreis_id=05111")
    _, out, _ = run("evaluate", "besetzungsquote", *where, "--format", "json")
    [row] = json.loads(out)["rows"]
    assert (row["value"], row["status"]) == (None, "not_reported")


def test_a_broken_file_is_refused_with_findings(run, tmp_path):
    broken = tmp_path / "kaputt.csv"
    broken.write_text("AGS;Stichtag;Baustein;Besetzt (VZÄ)\n05770;32.01.2025;1;zwei\n", encoding="utf-8")
    code, out, _ = run("check", str(broken), *FILE, "--format", "json")
    findings = json.loads(out)["findings"]
    assert code == 1
    assert {f["code"] for f in findings} == {"datum_unlesbar", "zahl_unlesbar"}
    assert set(findings[0]) >= {
        "code",
        "severity",
        "sheet",
        "row",
        "column",
        "value",
        "expected",
        "remedy",
        "count",
    }
    assert run("submit", str(broken), *FILE)[0] == 1
    assert Store().versions() == []


def test_warnings_must_be_given_a_reason(run, tmp_path):
    path = tmp_path / "mehr.csv"
    path.write_text(
        "AGS;Stichtag;Baustein;Zugewiesen (VZÄ);Abgerufen (VZÄ);Besetzt (VZÄ)\n05770;31.01.2025;1;2;2;3\n",
        encoding="utf-8",
    )
    assert run("submit", str(path), *FILE)[0] == 1
    assert run("submit", str(path), *FILE, "--acknowledge", "besetzt_ueber_abgerufen=Vertretung")[0] == 0
    [receipt] = Store().receipts()
    assert receipt.acknowledged == {"besetzt_ueber_abgerufen": "Vertretung"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("unbekannt",),
        ("evaluate", "gibtesnicht"),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "99999", "--stichtag", "2025-12-31"),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "05770", "--stichtag", "31.12.2025"),
        ("check", "fehlt.csv", "--dataset", "stellen"),
        ("stand", "show", "keiner"),
        ("template", "unbekannt"),
        ("check", STELLEN),
        ("submit", STELLEN, "--dataset", "stellen", "--sender", "05770"),
        ("check", STELLEN, "--dataset", "stellen", "--dates", "JTM"),
        ("check", STELLEN, "--dataset", "stellen", "--heading", "4-3"),
        ("check", STELLEN, "--dataset", "stellen", "--mapping", "fehlt.json"),
        ("check", STELLEN, "--dataset", "stellen", "--mapping", STELLEN),
        ("check", STELLEN, STELLEN.replace("stellen", "bestand"), *FILE, "--report", "b.xlsx"),
        ("withdraw", "unbekannt", "--reason", "Grund"),
        ("restore", "unbekannt", "--reason", "Grund"),
        ("erase", "unbekannt", "--reason", "Grund"),
        ("erase", "unbekannt"),
        ("difference", "unbekannt"),
        ("rueckfragen",),
        ("rueckfragen", "answer", "unbekannt", "Text"),
        ("rueckfragen", "ask", "Warum?", "--sender", "99999", "--dataset", "stellen", "--subject", "x"),
    ],
)
def test_wrong_calls_end_with_2_and_a_german_sentence(run, arguments):
    code, _, message = run(*arguments)
    assert code == 2
    assert message.strip()
    assert "Traceback" not in message


@pytest.mark.parametrize(
    "verb",
    [
        "datasets",
        "indicators",
        "receipts",
        "leftovers",
        "drafts",
        "rueckfragen list",
        "history --sender 05770",
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_lists_are_printed_in_each_form(run, verb, form):
    code, out, _ = run(*verb.split(), "--format", form)
    assert code == 0
    if form == "json":
        assert isinstance(json.loads(out), list)


def test_a_template_is_written(run, tmp_path):
    target = tmp_path / "vorlage.xlsx"
    assert run("template", "bestand", "--out", str(target))[0] == 0
    assert target.read_bytes()[:2] == b"PK"


def test_staende_are_built_named_and_listed(run):
    run("submit", STELLEN, *FILE, "--no-build")
    _, out, _ = run("stand", "build", "--format", "json")
    [built] = json.loads(out)
    assert run("stand", "name", built["stand"], "Ausschuss")[0] == 0
    [listed] = json.loads(run("stand", "list", "--format", "json")[1])
    assert (listed["name"], listed["tag"]) == ("Ausschuss", str(date(2025, 12, 31)))


# --- reading what is not plain


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
    code, out, _ = run("check", own, *FILE, "--mapping-out", f"{own}.json")
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
    code, out, _ = run("check", own, *FILE, "--mapping", f"{own}.json")
    assert code == 1
    assert "--decimal comma" in out
    assert "--dash null" in out
    answers = ("--mapping", f"{own}.json", "--decimal", "comma", "--dash", "null")
    code, out, _ = run("check", own, *FILE, *answers, "--acknowledge", "besetzt_ueber_zugewiesen=Vorgriff")
    assert "Frage: " not in out
    assert "C  Baustein → baustein (bekannt)" in out
    assert "A  AGS Nr. → kreis_id (bestätigt)" in out


def test_one_row_and_one_value_are_said_in_the_singular(run, tmp_path):
    path = tmp_path / "eine.csv"
    path.write_text("AGS;Stichtag;Baustein;Besetzt (VZÄ)\n05770;31.12.2025;1;x\n", encoding="utf-8")
    _, out, _ = run("check", str(path), *FILE)
    for said in ("(1 Zeile)", "(1 Wert)", "Angesehen: 1 Zeile, 3 Werte.", "Muss behoben werden: 1 Befund\n"):
        assert said in out
    assert not re.search(r"\b1 (Zeilen|Werte|Befunde|Prüfungen)\b", out)


def test_what_is_only_alike_is_said_and_not_written_into_the_mapping(run, tmp_path):
    path = tmp_path / "fälle.csv"
    rows = ("F-1;05770;Begleitung;01.02.2024", "F-2;05770;Kurzberatg.;01.02.2024")
    path.write_text("\n".join(["Fall;Kreis;Fallart;Aufnahme am", *rows]), encoding="utf-8")
    faelle = ("--dataset", "faelle", *FILE[2:])
    _, out, _ = run("check", str(path), *faelle, "--mapping-out", f"{path}.json")
    assert "»Begleitung« in fallart (1 Zeile) → vielleicht kurzberatung; bitte selbst eintragen" in out
    assert "»Kurzberatg.« in fallart (1 Zeile) → kurzberatung\n" in out
    written = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
    assert written["codes"] == {"fallart": {"Kurzberatg.": "kurzberatung"}}


def test_a_refusal_names_the_flag_that_answers(run, own, tmp_path):
    run("check", own, *FILE, "--mapping-out", f"{own}.json")
    code, out, message = run("submit", own, *FILE, "--mapping", f"{own}.json")
    assert code == 1
    assert "Auf der Kommandozeile: --decimal comma oder --decimal point" in out
    assert "Nicht eingereicht: eigene.csv" in message
    code, out, _ = run("submit", own, *FILE, "--mapping", f"{own}.json", "--format", "json")
    refused = json.loads(out)
    flags = {finding["code"]: finding["flag"] for finding in refused["findings"]}
    assert flags["zahlformat_unklar"].startswith("--decimal")
    assert {finding["file"] for finding in refused["findings"]} == {"eigene.csv"}
    assert refused["blocking"] >= 1


def test_what_was_confirmed_once_is_used_again_and_said(run, own):
    run("check", own, *FILE, "--mapping-out", f"{own}.json")
    path = Path(own)
    plain = path.read_text(encoding="utf-8").replace("1.234", "2").replace(";-;", ";2;")
    path.write_text(plain, encoding="utf-8")
    assert run("submit", own, *FILE, "--mapping", f"{own}.json", "--no-build")[0] == 0
    path.write_text(plain.replace("31.12.2025", "30.09.2025"), encoding="utf-8")
    code, out, _ = run("check", own, *FILE)
    assert code == 0
    assert "wie in der letzten Datei zugeordnet" in out
    code, out, _ = run("check", own, *FILE, "--fresh")
    assert code == 1
    assert "wie in der letzten Datei" not in out
    code, _, message = run("submit", own, *FILE, "--no-build")
    assert code == 0
    assert "wie in der letzten Datei zugeordnet" in message


def test_the_check_as_data(run, own):
    code, out, _ = run("check", own, STELLEN, *FILE, "--format", "json")
    told = json.loads(out)
    assert code == 1
    bad, good = told["files"]
    assert (bad["accepted"], good["accepted"], good["remembered"]) == (False, True, {})
    assert bad["layout"]["column_proposals"][0]["name"]
    assert good["counts"]["muss"] == 0
    assert good["counts"]["zeilen"] > 0
    assert {"text", "count", "unit"} == set(good["passed"][0])
    assert {finding["file"] for finding in told["findings"]} >= {"eigene.csv"}
    code, out, _ = run("check", own, *FILE, "--format", "csv")
    assert out.splitlines()[0].startswith("file,code,severity,case,period,message")


def test_workbooks_for_the_sender_are_written(run, own, tmp_path):
    report, correction = tmp_path / "befunde.xlsx", tmp_path / "korrektur.xlsx"
    code, _, message = run("check", own, *FILE, "--report", str(report), "--correction", str(correction))
    assert code == 1
    assert load_workbook(report).sheetnames[0] == "Befunde"
    assert load_workbook(correction).sheetnames[0] == "Korrekturen"
    assert message.count("Geschrieben: ") == 2


# --- several files


@pytest.fixture
def folder(tmp_path):
    """Two files that say in their names whose they are."""
    path = tmp_path / "lieferung"
    path.mkdir()
    for site in ("05770", "05382"):
        rows = f"AGS;Stichtag;Baustein;Besetzt (VZÄ)\n{site};31.12.2025;1;1\n"
        (path / f"stellen_{site}_2025-12-31.csv").write_text(rows, encoding="utf-8")
    (path / "~$stellen_05770_2025-12-31.xlsx").write_text("offen in Excel")
    return path


def test_a_folder_is_handed_in_as_one_batch(run, folder):
    assert run("check", str(folder))[0] == 0
    code, out, _ = run("submit", str(folder), "--format", "json", "--no-build")
    assert code == 0
    assert [receipt["datei"] for receipt in json.loads(out)] == [
        "stellen_05382_2025-12-31.csv",
        "stellen_05770_2025-12-31.csv",
    ]
    assert Store().versions() == [1]
    code, _, message = run("submit", str(folder))
    assert code == 2
    assert "stellen_05382_2025-12-31.csv: Genau diese Datei liegt schon vor" in message


def test_of_a_folder_all_files_are_taken_or_none(run, folder):
    bad = folder / "stellen_05382_2025-12-31.csv"
    bad.write_text(bad.read_text(encoding="utf-8").replace(";1;1", ";1;viele"), encoding="utf-8")
    code, out, message = run("submit", str(folder))
    assert code == 1
    assert out.startswith("stellen_05382_2025-12-31.csv\n")
    assert "stellen_05770" not in out
    assert "Nicht eingereicht: stellen_05382_2025-12-31.csv" in message
    assert Store().versions() == []


def test_a_folder_must_say_what_is_in_it(run, folder):
    (folder / "irgendwas.csv").write_text("AGS\n", encoding="utf-8")
    code, _, message = run("submit", str(folder))
    assert (code, "irgendwas.csv" in message, "stellen_05382" in message) == (2, True, False)
    (folder / "notiz.docx").write_text("x")
    code, _, message = run("submit", str(folder))
    assert (code, "notiz.docx" in message) == (2, True)
    (folder / "irgendwas.csv").unlink()
    (folder / "notiz.docx").unlink()
    (folder / "stellen_05770_2025-12-32.csv").write_text("x")
    assert run("check", str(folder))[0] == 2


# --- afterwards


def test_a_file_is_withdrawn_restored_compared_and_erased(run):
    [receipt] = json.loads(run("submit", STELLEN, *FILE, "--no-build", "--format", "json")[1])
    name = receipt["quittung"]
    assert run("difference", name)[1].startswith("Ersetzt: nichts\n")
    assert json.loads(run("difference", name, "--format", "json")[1])["neu"] == receipt["zeilen"]
    assert "zurückgezogen" in run("withdraw", name, "--reason", "falsch")[1]
    [entry] = json.loads(run("history", "--sender", "05770", "--format", "json")[1])
    assert (entry["status"], entry["grund"]) == ("zurückgezogen", "falsch")
    assert run("restore", name, "--reason", "doch richtig")[0] == 0
    assert [unit.submission for unit in Store().manifest().units][-1] == name
    assert run("erase", name, "--reason", "Klarname")[0] == 0
    [entry] = json.loads(run("history", "--sender", "05770", "--format", "json")[1])
    assert (entry["status"], entry["grund"], entry["zeilen"]) == ("gelöscht", "Klarname", None)
    assert json.loads(run("receipts", "--format", "json")[1]) == []
    for verb in ("check", "submit"):
        code, _, message = run(verb, STELLEN, *FILE)
        assert code == 2
        assert "gelöscht (Klarname)" in message


def test_staende_are_built_again_after_an_erasure(run, folder):
    first, second = json.loads(run("submit", str(folder), "--format", "json")[1])
    code, out, message = run("erase", first["quittung"], "--reason", "Klarname", "--format", "json")
    [rebuilt] = json.loads(out)
    assert (code, rebuilt["stand"]) == (0, first["stand"])
    assert f"{first['quittung']} ist gelöscht." in message
    [listed] = json.loads(run("stand", "list", "--format", "json")[1])
    assert listed["stand"] == rebuilt["neu"] != rebuilt["stand"]
    run("stand", "name", rebuilt["neu"], "Ausschuss")
    code, out, message = run("erase", second["quittung"], "--reason", "Klarname", "--format", "json")
    assert json.loads(out) == [{"stand": rebuilt["neu"], "neu": "zu prüfen"}]
    assert "stand confirm" in message
    assert "stand confirm" in run("leftovers")[1]
    assert run("stand", "confirm", rebuilt["neu"])[0] == 0
    assert "Nichts vorhanden." in run("leftovers")[1]


def test_leftovers_finish_an_erasure_that_ended_before_the_staende(run, folder):
    first, _ = json.loads(run("submit", str(folder), "--format", "json")[1])
    erase(Store(), first["quittung"], "Klarname")
    code, out, _ = run("leftovers")
    assert (code, first["stand"] in out) == (0, True)
    [listed] = json.loads(run("stand", "list", "--format", "json")[1])
    assert listed["stand"] != first["stand"]
    assert "Nichts vorhanden." in run("leftovers")[1]


def test_a_question_is_asked_listed_and_answered(run):
    about = ("--sender", "05770", "--dataset", "stellen", "--subject", "Besetzungsquote")
    out = run("rueckfragen", "ask", "Warum so wenig?", *about, "--termin", "2025-12-31", "--format", "json")[
        1
    ]
    [asked] = json.loads(out)
    listed = ("rueckfragen", "list", "--sender", "05770", "--open", "--format", "json")
    assert json.loads(run(*listed)[1]) == [asked]
    assert run("rueckfragen", "answer", asked["rueckfrage"], "Es wird ausgeschrieben.")[0] == 0
    assert json.loads(run(*listed)[1]) == []
    [answered] = json.loads(run("rueckfragen", "list", "--format", "json")[1])
    assert (answered["frage"], answered["antwort"]) == ("Warum so wenig?", "Es wird ausgeschrieben.")


def test_drafts_are_listed_and_dropped(run):
    content = Path(STELLEN).read_bytes()
    draft = save_draft(Store(), Submission(content, "stellen.csv", "stellen", "05770", date(2025, 12, 31)))
    [listed] = json.loads(run("drafts", "--sender", "05770", "--format", "json")[1])
    assert (listed["entwurf"], listed["datei"]) == (draft, "stellen.csv")
    assert json.loads(run("drafts", "--drop", draft, "--format", "json")[1]) == []
