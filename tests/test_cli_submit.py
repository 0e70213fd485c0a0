"""The command line on several files at once, and on what comes after a submission."""

import json
from datetime import date
from pathlib import Path

import pytest

from kim.intake import Submission, erase, save_draft
from kim.store import Store
from tests.handed_in import FLAGS, STELLEN

# several files


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


# afterwards


def test_a_file_is_withdrawn_restored_compared_and_erased(run):
    [receipt] = json.loads(run("submit", STELLEN, *FLAGS, "--no-build", "--format", "json")[1])
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
        code, _, message = run(verb, STELLEN, *FLAGS)
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
