"""Every page through the real frame, empty and full; what the browser does is tested in browser/."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kim.app import SECTIONS
from kim.datasets import ROOT
from kim.store import Store
from tests.demo_store import demo_store

PAGES = {entry.name: entry for entries in SECTIONS.values() for entry in entries}
RSK = "Rhein-Sieg-Kreis"


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


@pytest.mark.parametrize("gebiet", ["05382", "05334-R", "bezirk-koln", "staedte"])
@pytest.mark.parametrize("name", [name for name, entry in PAGES.items() if entry.controls])
def test_a_page_answers_for_every_kind_of_gebiet(
    name: str, gebiet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(name, demo_store(), monkeypatch, gebiet=gebiet)
    assert not app.exception
    assert app.selectbox(key="gebiet").value == gebiet


@pytest.mark.parametrize("name", [name for name, entry in PAGES.items() if entry.controls])
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
