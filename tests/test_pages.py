"""Every page through the real frame, empty and full; what the browser does is tested in browser/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kim import sentences
from kim.app import SECTIONS
from kim.catalogue import load_catalogue
from kim.datasets import ROOT, load_reference
from kim.formats import NBSP
from kim.intake import answer as tell
from kim.intake import ask, erase, submit
from kim.sentences import topics, waits
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
from tests.seen import answer, html, opened, table, text, titles
from tests.test_notes import TODAY, stellen

PAGES = {entry.name: entry for entries in SECTIONS.values() for entry in entries}
RSK = "Rhein-Sieg-Kreis"
HERE = {"kreis_id": "05382"}
ART = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
YEAR = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
TERMIN = YEAR[-1]
WITH_STAND = [name for name, entry in PAGES.items() if entry.controls]


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    opened_stand = open_stand(Store(demo_store()))
    yield opened_stand
    opened_stand.close()


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
    asked = HERE | {"art": art, "fenster_quartal": YEAR}
    pace = {days: of(stand, f"offen_nach_{days}_tagen_tempo", **asked) for days in (91, 182, 365)}
    assert answer(app) == waits.headline(pace)
    stocks = [
        of(stand, "bestand", berichtstermin=TERMIN, art=art, **HERE, **ART),
        of(stand, "bestand_nach_alter", "altersband", berichtstermin=TERMIN, art=art, **HERE, **ART),
    ]
    flows = [of(stand, name, quartal=YEAR, art=art, **HERE, **ART) for name in ("eingaenge", "erledigungen")]
    assert topics.waits(art, *stocks, *flows).replace(NBSP, " ") in text(app)
    assert {"EBH": "ABH", "ABH": "EBH"}[art] not in " ".join(titles(app))


def test_one_authority_has_only_its_own_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("wartezeiten", demo_store(), monkeypatch, gebiet="05382", behoerde="ABH-05382")
    assert [tab.label for tab in app.tabs] == ["Ausländerbehörden (ABH)"]
    assert answer(app).startswith("Von 100 Anträgen bei der ABH Rhein-Sieg-Kreis sind bei heutigem Tempo")


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


def of(stand: Stand, indicator: str, *by: str, **where: object) -> Result:
    return stand.result(indicator, Selection(by, where))
