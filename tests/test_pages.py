"""Every page through the real frame, empty and full; what the browser does is tested in browser/."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kim import sentences
from kim.app import SECTIONS
from kim.catalogue import load_catalogue
from kim.datasets import ROOT, SAMPLES, load_dataset, load_reference
from kim.formats import NBSP
from kim.intake import answer as tell
from kim.intake import ask, drafts, erase, load_draft, rueckfragen, save_draft, submit, submit_batch
from kim.sentences import topics
from kim.sentences.places import place
from kim.sentences.values import written
from kim.stand import (
    Result,
    Selection,
    Stand,
    build_stand,
    forwarding,
    name_stand,
    open_stand,
    rebuild_erased,
)
from kim.store import Store
from tests.demo_store import demo_store
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, SUBMISSIONS, Case, sample
from tests.made_lists import CODES, SENDER, case_list
from tests.test_notes import TODAY, stellen

PAGES = {entry.name: entry for entries in SECTIONS.values() for entry in entries}
RSK = "Rhein-Sieg-Kreis"
HERE = {"kreis_id": "05382"}
ART = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
YEAR = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
TERMIN = YEAR[-1]
WITH_STAND = [name for name, entry in PAGES.items() if entry.controls]


def opened(name: str, store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """A page as somebody sees it who comes with this address.

    Not by way of dashboard.py: beside pages/ AppTest starts every run in the old mode, without a frame. And
    it knows the pages only after a first run.
    """
    monkeypatch.setenv("KIM_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "kim" / "script.py"), default_timeout=20)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return app if name == "ueberblick" else app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()


def html(app: AppTest) -> str:
    """Everything a page says in blocks of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def answer(app: AppTest) -> str:
    """The first sentence of a page, as it is read."""
    start = html(app).index('class="kim-antwort">') + len('class="kim-antwort">')
    return unescape(html(app)[start:].split("</p>")[0])


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    opened_stand = open_stand(Store(demo_store()))
    yield opened_stand
    opened_stand.close()


@pytest.fixture
def empty(store: Store) -> Path:
    return store.path


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_full(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(name, demo_store(), monkeypatch)
    assert not app.exception
    assert [error.value for error in app.error] == []
    assert f">{PAGES[name].title}</h1>" in html(app)
    assert "Beispieldaten (erfunden)" in html(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_a_page_when_there_is_nothing(
    name: str, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(name, empty, monkeypatch)
    assert not app.exception
    assert f">{PAGES[name].title}</h1>" in html(app)
    assert "Noch kein Stand" in html(app)


# A Kreis, a city without an authority of its own, two sites that never deliver, a district, a type.
@pytest.mark.parametrize(
    "gebiet", ["05382", "05334-R", "05334002", "05762", "05120", "bezirk-koln", "staedte"]
)
@pytest.mark.parametrize("name", WITH_STAND)
def test_a_page_answers_for_every_kind_of_gebiet(
    name: str, gebiet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(name, demo_store(), monkeypatch, gebiet=gebiet)
    assert not app.exception
    assert app.selectbox(key="gebiet").value == gebiet


@pytest.mark.parametrize("name", WITH_STAND)
def test_a_page_speaks_for_the_first_termin_in_the_newest_stand(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(name, demo_store(), monkeypatch, gebiet="05382", termin="2022-03-31")
    assert not app.exception
    assert "Termin 31.03.2022" in html(app)


@pytest.mark.parametrize("name", WITH_STAND)
def test_a_page_reads_the_oldest_stand_at_its_first_termin(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(name, demo_store(), monkeypatch)
    oldest = app.selectbox(key="stand").options[-1]
    app.selectbox(key="stand").select_index(len(app.selectbox(key="stand").options) - 1).run()
    app.selectbox(key="termin").select_index(len(app.selectbox(key="termin").options) - 1).run()
    assert not app.exception
    assert oldest.split(" · ")[0] in html(app)


def test_a_choice_is_kept_on_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("stellen", demo_store(), monkeypatch)
    app.selectbox(key="gebiet").select("05382").run()
    app.switch_page(str(ROOT / "pages" / "wartezeiten.py")).run()
    assert app.selectbox(key="gebiet").value == "05382"
    assert RSK in html(app)


def test_an_address_that_asks_for_what_there_is_not_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("ueberblick", demo_store(), monkeypatch, gebiet="Atlantis", termin="1999-12-31")
    assert [warning.value for warning in app.warning] == [
        "Gebiet »Atlantis« gibt es hier nicht. Gezeigt wird: Nordrhein-Westfalen.",
        "Termin »31.12.1999« gibt es hier nicht. Gezeigt wird: 31.12.2025.",
    ]
    assert app.selectbox(key="gebiet").value == "land"


def test_every_chart_has_a_text_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    charts = opened("stellen", demo_store(), monkeypatch, gebiet="05382").get("plotly_chart")
    assert charts
    assert all(len(chart.proto.alt) > 40 for chart in charts)


def test_an_incident_is_logged_without_what_the_error_quotes(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from kim.app import show_problem

        try:
            raise ValueError("".join(["Muster", "mann"]))
        except ValueError as error:
            show_problem(error)

    [shown] = AppTest.from_function(script).run().error
    assert "Vorfall" in shown.value
    assert "ValueError" in caplog.text
    assert "Mustermann" not in caplog.text + shown.value


# one journey a page


def test_the_overview_says_where_the_land_stands(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("ueberblick", demo_store(), monkeypatch)
    steps = of(stand, "stellentrichter", "stufe", berichtstermin=TERMIN)
    assert answer(app) == sentences.posts(steps)
    missing = ", ".join(place(unit) for unit in of(stand, "besetzungsquote", berichtstermin=TERMIN).missing)
    assert f"**Stellen**: 52 von 54 haben geliefert; es fehlen: {missing}." in text(app)


def test_posts_of_a_kreis_and_baustein(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("stellen", demo_store(), monkeypatch, gebiet="05382")
    app.selectbox(key="baustein").select("2").run()
    chosen = HERE | {"baustein": "2", "berichtstermin": TERMIN}
    steps = of(stand, "stellentrichter", "stufe", **chosen)
    assert answer(app) == f"{sentences.posts(steps)} {topics.reported(steps)}"
    quote = of(stand, "besetzungsquote", **chosen)
    assert f"<dd>{written(quote.indicator, quote.row)}</dd>" in html(app)
    assert "Erwartet hatte das Land" in text(app)


def test_cases_of_a_kreis(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("fallausgaenge", demo_store(), monkeypatch, gebiet="05382")
    cases = HERE | {"fallart": "case_management"}
    running = of(stand, "laufende_faelle", berichtstermin=TERMIN, **cases)
    flows = [of(stand, name, quartal=YEAR, **cases) for name in ("faelle_zugaenge", "faelle_abschluesse")]
    assert answer(app) == topics.cases(running, *flows)


@pytest.mark.parametrize(
    ("art", "tab"), [("EBH", "Einbürgerungsbehörden (EBH)"), ("ABH", "Ausländerbehörden (ABH)")]
)
def test_waits_at_each_kind_of_authority(
    art: str, tab: str, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("wartezeiten", demo_store(), monkeypatch, gebiet="05382")
    app.session_state["reiter"] = tab
    app.run()
    asked = HERE | ART | {"art": art}
    stocks = [
        of(stand, "bestand", berichtstermin=TERMIN, **asked),
        of(stand, "bestand_nach_alter", "altersband", berichtstermin=TERMIN, **asked),
    ]
    flows = [of(stand, name, quartal=YEAR, **asked) for name in ("eingaenge", "erledigungen")]
    assert answer(app) == topics.waits(art, *stocks, *flows)
    assert {"EBH": "ABH", "ABH": "EBH"}[art] not in " ".join(titles(app))


def test_one_authority_has_only_its_own_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("wartezeiten", demo_store(), monkeypatch, gebiet="05382", behoerde="ABH-05382")
    assert [tab.label for tab in app.tabs] == ["Ausländerbehörden (ABH)"]
    assert answer(app).startswith("Bei der ABH Rhein-Sieg-Kreis sind am 31.12.2025")


def test_a_city_without_an_authority_names_the_one_of_the_kreis(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("wartezeiten", demo_store(), monkeypatch, gebiet="05334002")
    assert answer(app).endswith("für den ganzen Kreis steht dort: EBH Städteregion Aachen.")
    assert "nicht gemeldet</dd>" not in html(app)


def test_every_site_and_authority_has_its_row(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("datenstand", demo_store(), monkeypatch)
    sites, authorities = (
        table(app, f"Lieferungen zum 31.12.2025: {kind}") for kind in ("KI-Standort", "Behörde")
    )
    assert sites.count("<tr>") == 1 + len(load_reference("ki_standorte"))
    assert authorities.count("<tr>") == 1 + len(load_reference("behoerden"))
    missing = of(stand, "besetzungsquote", berichtstermin=TERMIN).missing
    assert sites.count("fehlt") == 3 * len(missing)
    assert sites.count("einreichung?datensatz=stellen&") == len(missing)
    assert f"von 54 KI-Standorten {54 - len(missing)} ihre Stellen" in answer(app)


def test_a_link_to_a_stand_that_was_built_again_says_so(monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    store = Store(empty)
    submit(store, stellen("11"), TODAY)
    gone = submit(store, stellen("9", kreis="05315"), TODAY)
    old = build_stand(store)
    erase(store, gone.submission, "Klarname")
    rebuild_erased(store)
    app = opened("ueberblick", empty, monkeypatch, stand=old)
    assert [info.value for info in app.info] == [forwarding(store, old)[1]]
    assert not app.warning
    assert opened("datenstand", empty, monkeypatch).selectbox(key="stand").value == forwarding(store, old)[0]


def test_a_running_app_forgets_the_words_of_what_was_erased(
    monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    store = Store(empty)
    submit(store, stellen("11", kreis="05315"), TODAY)
    gone = submit(store, stellen("9"), TODAY)
    tell(store, ask(store, "05382", "stellen", "Besetzungsquote", "Warum?").id, "Darum und dort.")
    name_stand(store, build_stand(store), "Sozialausschuss")
    assert "Darum und dort." in html(opened("stellen", empty, monkeypatch, gebiet="05382"))
    erase(store, gone.submission, "Klarname")
    rebuild_erased(store)
    assert "Darum und dort." not in html(opened("stellen", empty, monkeypatch, gebiet="05382"))


def test_every_indicator_has_its_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("methodik", demo_store(), monkeypatch)
    assert [name for name in load_catalogue() if f'id="{name}"' not in html(app)] == []


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


def selectbox(app: AppTest, label: str) -> object:
    return next(found for found in app.selectbox if found.label.startswith(label))


def of(stand: Stand, indicator: str, *by: str, **where: object) -> Result:
    return stand.result(indicator, Selection(by, where))


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace(NBSP, " ")


def titles(app: AppTest) -> list[str]:
    return [part.split("</h3>")[0] for part in html(app).split('class="kim-bildtitel">')[1:]]


def table(app: AppTest, caption: str) -> str:
    return html(app).split(f"<caption>{caption}</caption>")[1].split("</table>")[0]


def button(app: AppTest, label: str) -> object:
    return next(found for found in app.button if found.label == label)
