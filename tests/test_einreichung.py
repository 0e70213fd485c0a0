"""Einreichung from the upload to the receipt, and what is kept in between; the browser is in browser/."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kim.datasets import SAMPLES, load_dataset
from kim.formats import NBSP
from kim.intake import ask, drafts, erase, load_draft, rueckfragen, save_draft, submit, submit_batch
from kim.store import Store
from kim.ui.einreichung.state import CHOICE
from tests.demo_store import demo_store
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, SUBMISSIONS, Case, sample
from tests.made_lists import CODES, SENDER, case_list
from tests.seen import button, html, opened, selectbox, text


def test_a_file_is_checked_before_it_is_handed_in(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "stellen", SUBMISSIONS / "stellen" / "mehr_als_da_ist.csv", date(2024, 1, 31))
    assert steps(app) == ["1. Was wird", "2. So wurde", "3. Was die", "4. und 5. Vorschau und Einreichen"]
    assert "2 Befunde müssen behoben werden und 3 Befunde sind zu prüfen" in text(app)
    lists = [heading.value.replace(NBSP, " ") for heading in app.subheader]
    assert lists == ["Muss behoben werden: 2 Befunde", "Bitte prüfen: 3 Befunde"]
    assert len([field for field in app.text_input if field.label.startswith("Begründung:")]) == 3
    assert button(app, "Einreichen").disabled
    assert not Store(empty).versions()


def test_what_is_not_known_is_asked_before_anything_is_judged(
    monkeypatch: pytest.MonkeyPatch, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fallliste.xlsx"
    file.write_bytes(case_list())
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "faelle", file, date(2025, 12, 31), SENDER)
    assert steps(app) == ["1. Was wird", "2. So wurde"]
    assert selectbox(app, "»Fall (Pseudonym)« (Pflicht)").value == "Kürzel Fall"
    assert not load_draft(Store(empty), drafts(Store(empty))[0].id).lesart.columns
    selectbox(app, "»Fallart« (Pflicht)").select("Art der Begleitung")
    selectbox(app, "In der Spalte »Ergebnis am Ende«").select("abschlussart")
    button(app, "Zuordnung übernehmen").click().run()
    assert steps(app) == ["1. Was wird", "2. So wurde"]
    for spelling, code in CODES.items():
        selectbox(app, f"»{spelling}«").select(code)
    button(app, "Zuordnung übernehmen").click().run()
    assert "12 Befunde müssen behoben werden." in text(app)
    draft = load_draft(Store(empty), drafts(Store(empty))[0].id)
    assert draft.lesart.columns["abschlussart"] == "Ergebnis am Ende"
    assert draft.lesart.codes["abschlussart"] == {"Plan erfüllt": "Z1"}


def test_a_spelling_may_be_left_for_the_file_to_mend(
    monkeypatch: pytest.MonkeyPatch, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fallliste.csv"
    content = "Fall;Kreis;Fallart;Aufnahme am\nHX-1;05762;Bergleitung;01.02.2025\n"
    file.write_text(content, encoding="utf-8")
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "faelle", file, date(2025, 12, 31), SENDER)
    assert steps(app) == ["1. Was wird", "2. So wurde"]
    assert selectbox(app, "»Bergleitung«").value is None  # alike, but not enough to be chosen beforehand
    assert "Vielleicht »Kurzberatung«?" in selectbox(app, "»Bergleitung«").placeholder
    button(app, "Zuordnung übernehmen").click().run()
    assert steps(app) == ["1. Was wird", "2. So wurde"]
    selectbox(app, "»Bergleitung«").select("")
    button(app, "Zuordnung übernehmen").click().run()
    assert steps(app)[-2:] == ["3. Was die", "4. und 5. Vorschau und Einreichen"]
    assert "»Bergleitung«" in html(app)
    assert "darunter 1 Zeile mit Daten." in app.text[0].value.replace(NBSP, " ")
    assert "Geprüft ist 1 Zeile mit 4 Werten. **1 Befund muss behoben werden.**" in text(app)


def test_a_question_is_asked_and_its_answer_kept(
    monkeypatch: pytest.MonkeyPatch, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fallliste.csv"
    content = "Fall;Kreis;Fallart;Aufnahme am\nHX-1;05762;CM;01.02.03\n"
    file.write_text(content, encoding="utf-8")
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "faelle", file, date(2025, 12, 31), SENDER)
    assert steps(app) == ["1. Was wird", "2. So wurde"]
    asked = next(radio for radio in app.radio if "01.02.03" in radio.label + str(radio.options))
    assert asked.value is None
    asked.set_value("TMJ")
    button(app, "Antwort übernehmen").click().run()
    assert "4. Was sich" in steps(app)
    assert load_draft(Store(empty), drafts(Store(empty))[0].id).lesart.date_order == "TMJ"


def test_another_session_finds_the_draft_and_what_was_said_about_it(
    monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    submission = Case(SUBMISSIONS / "stellen" / "mehr_als_da_ist.csv").submission
    draft = save_draft(Store(empty), replace(submission, acknowledged={"mehr_besetzt": "Vorgezogen."}))
    app = opened("einreichung", empty, monkeypatch, entwurf=draft)
    app.query_params["entwurf"] = draft
    app.run()
    assert "mehr_als_da_ist.csv" in html(app)
    assert "3. Was die" in steps(app)
    button(app, "Verwerfen").click().run()
    assert drafts(Store(empty)) == []
    assert steps(app) == ["1. Was wird"]


def test_an_address_of_a_draft_that_is_gone_is_answered(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    app = opened("einreichung", empty, monkeypatch)
    app.query_params["entwurf"] = "0" * 32
    app.run()
    assert "gibt es nicht (mehr)" in app.warning[0].value
    assert steps(app) == ["1. Was wird"]


def test_a_link_chooses_dataset_sender_and_stichtag(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    app = opened("einreichung", empty, monkeypatch)
    app.query_params.update({"datensatz": "bestand", "absender": "EBH-05382", "stichtag": "2025-12-31"})
    app.run()
    assert app.selectbox(key="ein_datensatz").value == "bestand"
    assert app.selectbox(key="ein_absender_behoerde").value == "EBH-05382"
    assert app.date_input(key="ein_stichtag").value == date(2025, 12, 31)


def test_what_was_chosen_is_in_the_address_until_there_is_a_file(
    monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    app = opened("einreichung", empty, monkeypatch)
    assert chosen(app) == {}
    app.selectbox(key="ein_datensatz").select("bestand").run()
    app.selectbox(key="ein_absender_behoerde").select("EBH-05382").run()
    assert chosen(app) == {"datensatz": "bestand", "absender": "EBH-05382"}
    app.date_input(key="ein_stichtag").set_value(date(2025, 12, 31)).run()
    told = chosen(app) | {"stichtag": "2025-12-31"}
    assert chosen(app) == told

    again = opened("einreichung", empty, monkeypatch)  # as after a reload
    again.query_params.update(told)
    again.run()
    assert again.selectbox(key="ein_absender_behoerde").value == "EBH-05382"
    assert again.date_input(key="ein_stichtag").value == date(2025, 12, 31)
    again.selectbox(key="ein_absender_behoerde").select("EBH-05315").run()
    assert chosen(again) == told | {"absender": "EBH-05315"}
    again.query_params.update(told)  # what an earlier run wrote comes back with the next click: it is late
    again.run()
    assert again.selectbox(key="ein_absender_behoerde").value == "EBH-05315"

    upload(again, "stellen", SAMPLES / "stellen.csv", LAST_DAY, SENDERS["stellen"])
    assert (chosen(again), "entwurf" in again.query_params) == ({}, True)


def chosen(app: AppTest) -> dict[str, str]:
    return {name: app.query_params[name] for name in CHOICE if name in app.query_params}


def test_nothing_is_kept_of_a_file_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "stellen.xlsx"
    file.write_bytes(b"PK\x03\x04 kein Archiv")
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "stellen", file, date(2024, 1, 31))
    assert steps(app) == ["1. Was wird", "3. Was die", "4. und 5. Vorschau und Einreichen"]
    for _ in range(2):  # the second time in the place of the first
        assert "Diese Datei wird nicht aufgehoben." in text(app)
        assert drafts(Store(empty)) == []
        app.file_uploader[0].set_value((file.name, file.read_bytes(), "text/csv")).run()


def test_the_form_of_one_sender_never_shows_the_numbers_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    other, direct = (opened("einreichung", demo_store(), monkeypatch) for _ in range(2))
    type_in(other, "05382")
    other.selectbox(key="ein_absender_kreis").select("05358").run()
    type_in(direct, "05358")
    assert [(f.label, f.value) for f in other.text_input] == [(f.label, f.value) for f in direct.text_input]


def test_the_same_file_again_is_recognised(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    submit_batch(Store(empty), [sample("stellen")], HANDED_IN)
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "stellen", SAMPLES / "stellen.csv", LAST_DAY, SENDERS["stellen"])
    assert "liegt schon vor" in app.warning[0].value
    assert (steps(app), drafts(Store(empty))) == (["1. Was wird"], [])


def test_a_file_that_was_erased_is_put_aside_before_anything_is_shown(
    monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    erase(Store(empty), submit(Store(empty), sample("stellen"), HANDED_IN).submission, "Klarname")
    app = opened("einreichung", empty, monkeypatch)
    upload(app, "stellen", SAMPLES / "stellen.csv", LAST_DAY, SENDERS["stellen"])
    assert "gelöscht (Klarname)" in app.warning[0].value
    assert (steps(app), drafts(Store(empty))) == (["1. Was wird"], [])


def test_a_question_reaches_its_sender_and_is_answered(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    ask(Store(empty), "05382", "stellen", "Besetzungsquote", "Warum so wenig?", termin="2025-12-31")
    app = opened("einreichung", empty, monkeypatch)
    app.selectbox(key="ein_absender_kreis").select("05382").run()
    assert "1 offen, 0 beantwortet." in text(app)
    [field] = [area for area in app.text_area if "Besetzungsquote" in area.label]
    field.set_value("Zwei Stellen sind ausgeschrieben.")
    button(app, "Antworten").click().run()
    assert rueckfragen(Store(empty), "05382")[0].answer == "Zwei Stellen sind ausgeschrieben."


def type_in(app: AppTest, sender: str) -> None:
    app.selectbox(key="ein_datensatz").select("stellen").run()
    app.selectbox(key="ein_absender_kreis").select(sender)
    app.date_input(key="ein_stichtag").set_value(date(2026, 3, 31)).run()
    app.radio(key="ein_weg").set_value("Zahlen eintippen").run()


def upload(app: AppTest, dataset: str, file: Path, day: date, sender: str = "05382") -> None:
    app.selectbox(key="ein_datensatz").select(dataset).run()
    app.selectbox(key=f"ein_absender_{load_dataset(dataset).sender}").select(sender)
    app.date_input(key="ein_stichtag").set_value(day).run()
    app.file_uploader[0].set_value((file.name, file.read_bytes(), "text/csv")).run()


def steps(app: AppTest) -> list[str]:
    """The numbered headings, as far as they tell them apart."""
    return [" ".join(h.value.split()[:3]) if "Einr" not in h.value else h.value for h in app.header
            if h.value[0].isdigit()]  # fmt: skip
