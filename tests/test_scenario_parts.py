"""A scenario as it is shown: the chart, the words below it, and the controls that change both."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from kim.exports import screen
from kim.formats import NBSP
from kim.scenario import Assumptions
from kim.topics import Choice, Gebiet, Lens
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.scenario import scenario, situation
from tests import office
from tests.plain import plain

CUBES = {"monatsfluss", "erledigungen_je_vzae"}
RSK = Gebiet("05382", "Rhein-Sieg-Kreis", "kreis_id", "05382")
PAGE = """
from pathlib import Path
import streamlit as st
from kim.stand.read import Stand
from kim.topics import Choice, Gebiet, Lens
from kim.topics.behoerden import Authorities
from kim.ui.scenario import offer_scenario

gebiet = Gebiet("05382", "Rhein-Sieg-Kreis", "kreis_id", "05382")
if st.toggle("Land", key="land"):
    gebiet = Gebiet("land", "Nordrhein-Westfalen")
offer_scenario(Authorities(Lens(Stand(Path("{folder}")), Choice(gebiet, "{termin}")), "EBH"))
"""


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    offices = {"EBH-05382": office.simulate(office.growing(), 7)}
    opened = office.stand_of(offices, tmp_path_factory.mktemp("office"), CUBES)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def start(stand):
    return situation(seen(stand))


def seen(stand, termin="2023-12-31", gebiet=RSK) -> Authorities:
    return Authorities(Lens(stand, Choice(gebiet, termin)), "EBH")


# the chart


def test_the_chart_says_in_its_title_what_it_is_not(start):
    chart = next(scenario(start, Assumptions())).chart
    assert plain(chart.title) == (
        "Offene Anträge, EBH – Rhein-Sieg-Kreis, 24 Monate ab 31.12.2023 (Szenario, keine Prognose)"
    )
    assert chart.source.startswith("Quelle: Meldungen der Behörden (Datensatz Anträge); eigenes Modell")
    assert "1 von 2 Behörden hat gemeldet" in plain(chart.source)
    assert any(note.startswith("Angenommen: Eingänge der letzten sechs Monate") for note in chart.notes)


def test_with_other_staff_it_says_what_it_would_be_with_that_of_today(start):
    figure, words = scenario(start, Assumptions(fte_more=2.0))
    _, usual = scenario(start, Assumptions())
    base = next(scenario(start, Assumptions())).chart.series[0].values[-1]
    assert words.text.startswith("Mit dem Personal von heute wären es rund ")
    assert abs(base - figure.chart.series[0].values[-1]) > 50
    assert "Mit dem Personal von heute" not in usual.text


def test_three_named_lines_and_a_band_around_the_unchanged_one(start):
    chart = next(scenario(start, Assumptions())).chart
    assert [plain(line.name) for line in chart.series] == [
        "Eingänge unverändert",
        "Eingänge −20 %",
        "Eingänge +20 %",
    ]
    as_now, fewer, more = chart.series
    assert [line.lower is None for line in chart.series] == [False, True, True]
    assert as_now.lower[-1] < as_now.values[-1] < as_now.upper[-1]
    assert fewer.values[-1] < as_now.values[-1] < more.values[-1]
    assert (chart.categories[0], chart.categories[-1], len(chart.categories)) == ("12/2023", "12/2025", 25)
    assert screen.render(chart, dark=False)["data"]


def test_line_sentence_and_table_end_in_the_same_number(start):
    chart = next(scenario(start, Assumptions())).chart
    end = chart.table.iloc[-1]["Eingänge unverändert (Anträge)"]
    assert f"auf rund {end} (" in plain(chart.sentence)
    assert chart.labels(chart.series[0])[-1] == f"{end}{NBSP}Anträge"


def test_the_file_has_every_month_and_what_was_assumed(start):
    data = next(scenario(start, Assumptions(fte_more=2, productivity=90))).chart.data
    assert len(data) == 3 * 25
    assert set(data["hinweis"]) == {"Szenario, keine Prognose"}
    assert {*data["eingaenge_mal"]} == {1.0, 0.8, 1.2}
    assert (data["vzae_mehr"] == 2).all()
    assert (data["entscheidungen_je_vzae"] == 90).all()


def test_the_fast_lane_is_known_and_lengthens_the_wait(stand, start):
    assert start.pace.fast_decisions == pytest.approx(340, rel=0.15)
    [words] = [part.text for part in scenario(start, Assumptions()) if hasattr(part, "text")]
    even = replace(start, pace=replace(start.pace, fast_decisions=0.0, fast_stock=0.0))
    [without] = [part.text for part in scenario(even, Assumptions()) if hasattr(part, "text")]
    assert "von heute nach etwa 28 Monaten" in plain(words)
    assert "von heute nach etwa 19 Monaten" in plain(without)


def test_nobody_delivered_gives_words_and_no_picture(stand):
    cologne = Gebiet("05315", "Köln", "kreis_id", "05315")
    start = situation(seen(stand, gebiet=cologne))
    [figure] = scenario(start, Assumptions())
    assert (start.status, figure.chart.silent, figure.chart.empty) == ("not_reported", True, True)
    assert figure.chart.sentence.startswith("Für ein Szenario fehlt eine Angabe")
    assert len(figure.chart.table) == len(figure.chart.data) == 0


def test_the_productivity_says_where_it_comes_from(start):
    assert (start.productivity, start.source) == (
        95,
        "Vorbelegt mit einer Annahme: Erledigungen je VZÄ sind hier nicht gemeldet.",
    )


def test_a_whole_land_may_get_more_posts_than_one_office(start):
    assert start.most_fte == 10
    assert replace(start, pace=replace(start.pace, decisions=60_000)).most_fte == 220


# the page


@pytest.fixture
def page(stand):
    script = PAGE.format(folder=stand.folder, termin="2023-12-31")
    opened = AppTest.from_string(script, default_timeout=20).run()
    opened.session_state["szenario-EBH"] = True  # the expander, opened
    return opened.run()


def words(page) -> str:
    html = " ".join(element.proto.body for element in page.get("html"))
    return plain(f"{html} {' '.join(text.value for text in page.markdown)}")


def test_the_page_opens_with_everything_as_it_is(page):
    assert not page.exception
    assert "steigt der Bestand in 24 Monaten von rund 1.600 auf rund 2.350" in words(page)
    assert "Personal wie heute" in words(page)
    assert [caption.value for caption in page.caption] == [
        "Vorbelegt mit einer Annahme: Erledigungen je VZÄ sind hier nicht gemeldet."
    ]


def test_staff_is_chosen_in_german_numbers(page):
    options = [
        plain(option) for option in page.select_slider(key="szenario-vzae-EBH-05382-2023-12-31").options
    ]
    assert options[:2] == ["−10 VZÄ", "−9,5 VZÄ"]
    assert options[20:22] == ["0 VZÄ", "+0,5 VZÄ"]


def test_more_staff_changes_picture_and_words(page):
    page.select_slider(key="szenario-vzae-EBH-05382-2023-12-31").set_value(10).run()
    assert not page.exception
    assert "Mit 10 VZÄ mehr" in words(page)
    assert "sinkt der Bestand" in words(page)
    assert "10 VZÄ mehr: 95 Entscheidungen je VZÄ und Jahr, eingearbeitet nach 6 Monaten" in words(page)


def test_productivity_and_working_in_are_inputs_too(page):
    page.select_slider(key="szenario-vzae-EBH-05382-2023-12-31").set_value(5)
    page.slider(key="szenario-einarbeitung-EBH-05382-2023-12-31").set_value(12)
    page.number_input(key="szenario-leistung-EBH-05382-2023-12-31").set_value(150.0).run()
    assert "5 VZÄ mehr: 150 Entscheidungen je VZÄ und Jahr, eingearbeitet nach 12 Monaten" in words(page)


def test_another_gebiet_begins_anew(page):
    page.select_slider(key="szenario-vzae-EBH-05382-2023-12-31").set_value(9.5).run()
    page.toggle(key="land").set_value(True).run()
    assert not page.exception
    assert [slider.value for slider in page.select_slider] == [0]
    assert "Personal wie heute" in words(page)


def test_nothing_is_reckoned_until_somebody_opens_it(stand):
    script = PAGE.format(folder=stand.folder, termin="2023-12-31")
    closed = AppTest.from_string(script, default_timeout=20).run()
    assert not closed.exception
    assert (len(closed.select_slider), len(closed.get("plotly_chart"))) == (0, 0)
