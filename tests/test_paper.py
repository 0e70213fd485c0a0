"""The paper says what the report says: every number of its charts, and the words around them."""

from dataclasses import replace

import pandas as pd
import pytest

from kim import formats
from kim.exports.paper import paper
from kim.topics.parts import Figure, Table, Tiles, Words
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.made_papers import STAND, TRACE, made_charts, small, small_report
from tests.made_reports import reported
from tests.reading_paper import figures, numbers_in, read, said, table_of, tagged


@pytest.mark.parametrize("name", made.ALL)
def test_the_numbers_in_the_anlagen_are_those_of_the_chart(name: str) -> None:
    chart = made_charts()[name]
    found = numbers_in(small(), chart)
    assert found
    for series in chart.series:
        for category, value, status in zip(chart.categories, series.values, series.status, strict=True):
            told = found.get((series.name, category))
            if isinstance(told, float):
                assert told == pytest.approx(value, abs=0.5 * 10**-chart.decimals + 1e-9)
            elif told is not None and chart.kind != "range":
                assert told == status


@pytest.mark.parametrize(
    "name", ["site_bars", "field_bars", "post_stack", "post_history", "site_tiles", "lines", "controlled"]
)
def test_the_anlagen_leave_no_number_out(name: str) -> None:
    chart = made_charts()[name]
    told = [s for s in chart.series if s.style not in ("forecast", "light") or chart.kind != "line"]
    assert set(numbers_in(small(), chart)) == {(s.name, c) for s in told for c in chart.categories}


@pytest.mark.parametrize("name", ["site_bars", "field_bars", "post_stack", "ranges", "site_tiles"])
def test_the_drawing_says_every_end_in_the_order_of_the_chart(name: str) -> None:
    chart = made_charts()[name]
    texts = list(figures(small())[chart.alt].texts)
    for end in chart.ends:
        texts = texts[texts.index(end) + 1 :]


def test_the_drawing_names_sites_under_their_headings_in_the_order_of_the_chart() -> None:
    chart = made_charts()["site_bars"]
    texts = list(figures(small())[chart.alt].texts)
    before = ""
    for name, group in zip(chart.categories, chart.groups, strict=True):
        for text in [group, name] if group != before else [name]:
            texts = texts[texts.index(text) + 1 :]
        before = group


def test_what_is_not_shown_is_said_in_words_and_has_no_number() -> None:
    chart = made_charts()["site_bars"]
    texts = figures(small())[chart.alt].texts
    for word in ("nicht gemeldet", "zu wenige Fälle", "geheim gehalten", "nicht schätzbar", "entfällt"):
        assert word in texts
    row = next(row for row in table_of(small(), chart).rows if row[0] == "Essen")
    assert row[2:] == ("g", "", "", "geheim gehalten")


def test_sentence_notes_and_source_stand_under_every_picture() -> None:
    paragraphs = tagged(small(), "/P")
    for chart in made_charts().values():
        assert chart.sentence in paragraphs
        assert set(chart.notes) <= set(paragraphs)
        assert any(
            text.startswith(chart.source) and "Datentabelle: Anlage\u00a0A" in text for text in paragraphs
        )


def test_definitions_symbols_origin_and_ids_are_in_the_anlagen() -> None:
    text = said(small())
    for words_ in (
        "Anteil der vom Land zugewiesenen Stellen",
        "Lesebeispiel: ",
        STAND.id,
        TRACE,
        "Sozialausschuss 16.04.2024",
    ):
        assert words_ in text
    for sign, meaning in formats.symbol_legend():
        assert any((sign, meaning) in found.rows for found in read(small()))
    assert "Beispieldaten (erfunden)" in text


def test_the_numbers_of_a_whole_report_are_those_of_its_charts() -> None:
    kreis = reported("kreis:05382")
    blob = paper(kreis)
    for figure in kreis.figures:
        found = numbers_in(blob, figure.chart)
        assert found or figure.chart.silent
        assert figure.chart.silent or figure.chart.alt in figures(blob)
        for (name, category), told in found.items():
            series = next(s for s in figure.chart.series if s.name == name)
            at = figure.chart.categories.index(category)
            if isinstance(told, float):
                decimals = 2 if figure.chart.unit.startswith(formats.POSTS) else figure.chart.decimals
                assert told == pytest.approx(series.values[at], abs=0.5 * 10**-decimals + 1e-9)


def test_tables_tiles_and_words_are_set_where_they_are_spoken_of() -> None:
    frame = pd.DataFrame({"Baustein": ["1", "2"], "Wert": ["3,5", "11"]})
    long = pd.DataFrame({"Kreis": [f"Kreis {at}" for at in range(60)], "Wert": [str(at) for at in range(60)]})
    tiles = Tiles((Tile("Besetzungsquote", "61,1\u00a0%", ("11 von 18",)),))
    parts = (
        Words("- **Heute:** 16 Monate.\n- **Davor:** 12 Monate."),
        tiles,
        Table(frame, "Kurz", "k"),
        Table(long, "Lang", "l"),
    )
    blob = paper(small_report(*parts))
    tables = {found.text: found.rows for found in read(blob) if found.tag == "/Table"}
    assert tables["Kurz"] == (("Baustein", "Wert"), ("1", "3,5"), ("2", "11"))
    assert len(tables["Anlage A\u00a01: Lang"]) == 61
    assert "Lang: siehe Anlage\u00a0A\u00a01." in tagged(blob, "/P")
    assert {"Besetzungsquote", "61,1\u00a0%", "11 von 18"} <= set(tagged(blob, "/P"))
    assert "Heute: 16 Monate." in tagged(blob, "/LBody") + tagged(blob, "/P")


def test_a_chart_without_any_value_is_said_and_not_drawn() -> None:
    chart = replace(made_charts()["field_bars"], id="nichts")
    series = tuple(
        replace(s, values=(None,) * 5, lower=None, upper=None, status=("suppressed",) * 5)
        for s in chart.series
    )
    blob = paper(small_report(Figure(replace(chart, series=series))))
    assert figures(blob) == {}
    assert chart.title in tagged(blob, "/P")
