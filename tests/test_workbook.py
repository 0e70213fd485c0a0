"""The Arbeitsmappe holds the numbers of its charts as numbers, everything else as text, and nothing more."""

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from kim import formats
from kim.charts import Chart
from kim.charts.twins import Twins
from kim.datasets import ROOT
from kim.errors import KimError
from kim.exports.workbook import workbook
from kim.exports.workbook.book import header, sheet_name
from kim.exports.workbook.columns import label_form, number_form
from kim.stand import list_staende, open_stand
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.parts import Answer, Figure, Heading, Table, Tiles, Words
from kim.topics.report import Chapter, Report, report
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.demo_store import demo_store
from tests.reading_workbook import (
    drawings_in,
    expected,
    kept,
    numbers_in,
    opened,
    table_of,
    upper_ends_in,
)

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "a!A1",
    "=Blatt!A1",
    "'x",
    "<b>&amp;",
)
LAND, KREIS = "land", "kreis:05382"


@pytest.fixture(scope="module")
def lens():
    store = Store(demo_store())
    stand = open_stand(store, list_staende(store)[0].id)
    yield Lens(stand, Choice(gebiet=gebiete()["land"], termin=next(iter(termine(stand)))))
    stand.close()


@pytest.fixture(scope="module")
def made_ones(lens):
    """Report and workbook by what is asked for, each made once."""
    found = {}

    def make(what: str) -> tuple[Report, bytes]:
        if what not in found:
            told = report(what, lens)
            found[what] = told, workbook(told)
        return found[what]

    return make


@pytest.fixture
def one_of(lens):
    """A workbook of parts made by hand, whose indicators are in no catalogue."""

    def make(*told: object, title: str = "Probe") -> bytes:
        parts = [Figure(replace(p.chart, traces=())) if isinstance(p, Figure) else p for p in told]
        return workbook(Report("probe", title, lens, (Chapter("probe", title, tuple(parts)),)))

    return make


def hostile_chart(text: str) -> Chart:
    """A chart with a text wherever a chart has one."""
    chart = made.field_bars()
    names = (text, *(f"{text} {n}" for n in range(1, len(chart.categories))))
    frame = pd.DataFrame({text: names, "status": ["shown"] * len(names), "value": range(len(names))})
    series = replace(chart.series[0], name=text)
    return replace(
        chart, title=text, sentence=text, source=text, notes=(text,), categories=names, series=(series,),
        groups=names, axis_title=text, unit=text, ends=names, highlight=text, traces=(),
        twins=Twins(lambda: frame, lambda: frame),
    )  # fmt: skip


def cells(blob: bytes) -> list[tuple[str, object]]:
    return [
        (cell.data_type, cell.value) for sheet in opened(blob).worksheets for row in sheet for cell in row
    ]


def parts(blob: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


# the numbers


@pytest.mark.parametrize("what", [LAND, KREIS])
def test_the_numbers_of_every_chart_are_in_its_cells(made_ones, what):
    told, blob = made_ones(what)
    assert len(told.figures) > 30
    for figure in told.figures:
        assert numbers_in(blob, figure.chart) == expected(figure.chart), figure.chart.id


@pytest.mark.parametrize("what", [LAND, KREIS])
def test_every_chart_draws_its_numbers_and_gaps_where_there_are_none(made_ones, what):
    told, blob = made_ones(what)
    for figure in told.figures:
        chart = figure.chart
        drawn = drawings_in(blob, chart)
        if chart.kind in ("tiles", "heatmap") or chart.silent:  # their cells are what is drawn
            assert drawn == []
        elif chart.kind == "funnel":
            assert _points(chart, drawn) == [kept(value) for value in chart.series[0].values]
        else:
            for series in chart.series:
                assert tuple(map(kept, series.values)) in [one.values for one in drawn], (
                    chart.id,
                    series.name,
                )


def _points(chart: Chart, drawn: list) -> list[float | None]:
    """What the series of all forms draw together."""
    length = len(chart.categories)
    shown = [one.values for one in drawn if len(one.values) == length and one.name != chart.highlight]
    return [next((v for v in column if v is not None), None) for column in zip(*shown, strict=True)]


@pytest.mark.parametrize("name", list(made.ALL))
def test_a_chart_of_each_kind_is_read_back(one_of, name):
    chart = made.ALL[name]()
    blob = one_of(Figure(chart))
    assert numbers_in(blob, chart) == expected(chart)
    assert bool(drawings_in(blob, chart)) == (chart.kind != "tiles")


def test_what_a_chart_keeps_in_store_is_what_its_cells_hold(made_ones):
    told, blob = made_ones(LAND)
    for figure in told.figures[:20]:
        for one in drawings_in(blob, figure.chart):
            assert one.values == _cells_of(blob, one.range), (figure.chart.id, one.name)


def _cells_of(blob: bytes, place: str) -> tuple:
    name, _, corners = place.rpartition("!")
    left, top, right, bottom = range_boundaries(corners.replace("$", ""))
    sheet = opened(blob)[name.strip("'")]
    return tuple(sheet.cell(row, left).value for row in range(top, bottom + 1)) if left == right else ()


def test_both_readers_see_the_same(made_ones):
    _, blob = made_ones(KREIS)
    other = CalamineWorkbook.from_filelike(io.BytesIO(blob))
    assert other.sheet_names == opened(blob).sheetnames
    for name in other.sheet_names:
        there = {
            cell.value for row in opened(blob)[name] for cell in row if isinstance(cell.value, float | int)
        }
        seen = {value for row in other.get_sheet_by_name(name).to_python() for value in row}
        assert {float(v) for v in there} <= {float(v) for v in seen if isinstance(v, float | int)}


def test_ranges_have_both_ends(one_of):
    chart = made.ranges()
    assert upper_ends_in(one_of(Figure(chart)), chart) == tuple(map(kept, chart.series[0].upper))


def test_limits_of_months_stand_where_they_hold(one_of):
    chart = made.controlled()
    drawn = [one for one in drawings_in(one_of(Figure(chart)), chart) if "renze oben" in one.name]
    assert len(drawn) == len(chart.bounds) == 2
    for one, bounds in zip(drawn, chart.bounds, strict=True):
        held = [at for at, value in enumerate(one.values) if value is not None]
        assert bounds.positions[0] <= held[0] <= held[-1] <= bounds.positions[-1]
        assert {one.values[at] for at in held} == {kept(bounds.upper[0])}


def test_bars_stand_under_their_groups(one_of):
    chart = made.site_bars()
    blob = one_of(Figure(chart))
    xml = next(text for name, text in parts(blob).items() if name.startswith("xl/charts/chart"))
    assert "multiLvlStrRef" in xml
    _, rows = table_of(blob, chart)
    assert tuple(row["Regierungsbezirk"] or "" for row in rows) == chart.groups


def test_an_interval_ends_where_it_ends(one_of):
    chart = made.field_bars()
    _, rows = table_of(one_of(Figure(chart)), chart)
    for row, low, high, status in zip(
        rows, chart.series[0].lower, chart.series[0].upper, chart.series[0].status, strict=True
    ):
        shown = status in formats.NUMERIC
        assert row["Intervall von (%)"] == (kept(low) if shown else None)
        assert row["Intervall bis (%)"] == (kept(high) if shown else None)


def test_a_tile_map_is_a_grid_of_numbers(one_of):
    chart = made.site_tiles()
    sheet, rows = table_of(one_of(Figure(chart)), chart)
    left = len(rows[0]) + 2
    for place, value, status in zip(
        chart.places, chart.series[0].values, chart.series[0].status, strict=True
    ):
        row, column = 5 + 2 * place.row, left + place.column
        assert sheet.cell(row, column).value == place.sign
        told = kept(value) if status in formats.NUMERIC else formats.SYMBOLS[status]
        assert sheet.cell(row + 1, column).value == told


# nothing that is not shown


@pytest.mark.parametrize("status", [s for s in formats.STATUSES if s not in formats.NUMERIC])
def test_a_value_that_is_not_shown_leaves_no_number_in_the_file(one_of, status):
    """Whatever a description still knows of it: neither ends of an interval nor counts."""
    secret = (4711.25, 4712.25, 4713.25)
    chart = made.field_bars()
    frame = pd.DataFrame({
        "kennzahl": ["x"] * 5, "numerator": [1.0, secret[0], 3.0, 4.0, 5.0],
        "n": [1, int(secret[0]), 3, 4, 5],
        "status": ["shown", status, "shown", "shown", "shown"],
    })  # fmt: skip
    series = chart.series[0]
    ends = {"lower": (46.2, secret[1], 11.2, 27.6, 36.6), "upper": (72.4, secret[2], 33.0, 53.8, 63.4)}
    statuses = ("shown", status, "shown", "shown", "shown")
    series = replace(series, **ends, status=statuses)
    chart = replace(chart, series=(series,), twins=Twins(lambda: frame, lambda: frame))
    blob = one_of(Figure(chart))
    for name, text in parts(blob).items():
        assert not re.search(r"471[123]", text), name
    assert numbers_in(blob, chart)[series.name, chart.categories[1]] == status


def test_a_missing_value_is_an_empty_cell_and_a_gap(one_of):
    chart = made.site_bars()
    blob = one_of(Figure(chart))
    at = chart.series[0].status.index("suppressed")
    _, rows = table_of(blob, chart)
    assert rows[at][f"{chart.series[0].name} (%)"] is None
    assert rows[at]["Angabe"] == "geheim gehalten"
    assert drawings_in(blob, chart)[0].values[at] is None


# nothing runs


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(one_of, text):
    frame = pd.DataFrame({text: [text, "b"], "b": [text, text]})
    tile = Tile(text, text, (text,))
    blob = one_of(
        Answer(text), Heading(text, "a"), Words(text), Tiles((tile,)), Table(frame, text, text),
        Figure(hostile_chart(text)), title=text,
    )  # fmt: skip
    assert {kind for kind, _ in cells(blob)} <= {"s", "n", "d"}
    for name, xml in parts(blob).items():
        assert "<f>" not in xml, name
        for formula in re.findall(r"<c:f>([^<]*)</c:f>", xml):
            assert re.fullmatch(r"'[^'!]+'!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", formula), formula
    assert text.strip() in {str(value).strip() for kind, value in cells(blob) if kind == "s"}


def test_links_lead_nowhere_else(made_ones):
    _, blob = made_ones(LAND)
    assert all('TargetMode="External"' not in text for text in parts(blob).values())
    names = set(opened(blob).sheetnames)
    cover = opened(blob).worksheets[0]
    links = {
        cell.hyperlink.location.split("!")[0].strip("'") for row in cover for cell in row if cell.hyperlink
    }
    assert links == names - {cover.title}


# the same bytes


def test_the_same_report_gives_the_same_bytes(made_ones):
    told, blob = made_ones(KREIS)
    assert workbook(told) == blob


def test_another_process_gives_the_same_bytes(lens):
    script = (
        "import sys, hashlib; from pathlib import Path; from kim.store import Store;"
        "from kim.stand import open_stand, list_staende; from kim.topics import Lens, Choice;"
        "from kim.topics.choice import gebiete, termine; from kim.topics.report import report;"
        "from kim.exports.workbook import workbook; s = Store(Path(sys.argv[1]));"
        "t = open_stand(s, list_staende(s)[0].id);"
        "l = Lens(t, Choice(gebiet=gebiete()['land'], termin=next(iter(termine(t)))));"
        "sys.stdout.buffer.write(workbook(report('thema:stellen', l)))"
    )
    command = [sys.executable, "-c", script, str(demo_store())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=100, check=True)
    assert done.stdout == workbook(report("thema:stellen", lens))


def test_the_day_of_the_stand_is_the_only_time_in_it(made_ones, lens):
    _, blob = made_ones(LAND)
    day = lens.stand.day
    assert opened(blob).properties.created == datetime(day.year, day.month, day.day)
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


# how it is read


def test_every_sheet_says_what_it_is_and_where_it_comes_from(made_ones):
    told, blob = made_ones(LAND)
    for figure in told.figures:
        sheet, _ = table_of(blob, figure.chart)
        words = {cell.value for row in sheet for cell in row if isinstance(cell.value, str)}
        chart = figure.chart
        assert sheet["A1"].value == chart.title
        assert sheet["A2"].value == chart.sentence
        assert {*chart.notes, chart.source, f"Kennung des Bilds: {chart.id}"} <= words
        assert {f"Kennung der Zahlen: {trace}" for trace in chart.traces} <= words
        assert told.lens.stand.id in sheet["B3"].value
        assert EXAMPLE_NOTE in sheet["B3"].value
        assert told.selection in sheet["B3"].value


def test_every_sheet_is_ready_for_print(made_ones):
    told, blob = made_ones(LAND)
    for sheet in opened(blob).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.title in opened(blob).sheetnames
        assert len(sheet.title) <= 31
    for figure in told.figures:
        sheet, _ = table_of(blob, figure.chart)
        assert sheet.freeze_panes == "B5"
        assert sheet.print_title_rows == "$4:$4"


def test_the_cover_has_all_it_rests_on(made_ones):
    told, blob = made_ones(KREIS)
    words = {cell.value for row in opened(blob).worksheets[0] for cell in row if cell.value}
    assert {told.title, told.selection, told.stand, told.lens.stand.id, told.id, EXAMPLE_NOTE} <= words
    assert {figure.chart.title for figure in told.figures} <= words


def test_definitions_are_those_of_all_figures(made_ones):
    told, blob = made_ones(LAND)
    sheet = opened(blob)["Definitionen"]
    names = {row[0].value for row in sheet.iter_rows(min_row=5)}
    assert {figure.indicator.title for figure in told.figures if figure.indicator} <= names
    assert "Abgeschlossene Fälle" in names or len(names) > 20


def test_symbols_are_all_explained(made_ones):
    _, blob = made_ones(LAND)
    rows = {row[0].value: row[2].value for row in opened(blob)["Zeichen"].iter_rows(min_row=5)}
    assert {symbol: rows.get(symbol) for symbol, _ in formats.symbol_legend()} == dict(
        formats.symbol_legend()
    )


def test_key_figures_and_words_stand_on_the_sheet_of_their_chapter(made_ones):
    told, blob = made_ones(LAND)
    for number, chapter in enumerate(told.chapters, start=1):
        sheet = next(s for s in opened(blob).worksheets if s.title.startswith(f"{number} "))
        words = {cell.value for row in sheet for cell in row if isinstance(cell.value, str)}
        for part in chapter.parts:
            if isinstance(part, Tiles):
                assert {t for tile in part.tiles for t in (tile.title, tile.value)} <= words
            elif isinstance(part, Answer | Heading):
                assert part.text in words


def test_tables_of_the_report_are_sheets(made_ones):
    told, blob = made_ones(LAND)
    tables = [part for chapter in told.chapters for part in chapter.tables]
    assert len(tables) > 5
    for table in tables:
        sheet = next(s for s in opened(blob).worksheets if s["A1"].value == table.title)
        [ref] = [t.ref for t in sheet.tables.values()]
        first = [cell.value for cell in sheet[ref][1]]
        wanted = [None if v != v or v == "" else v for v in table.frame.iloc[0]]
        assert [v or None for v in first] == wanted


def test_numbers_are_formatted_as_their_unit_wants(made_ones):
    told, blob = made_ones(LAND)
    chart = next(f.chart for f in told.figures if f.chart.id == "besetzungsquote_kreis_id")
    sheet, _ = table_of(blob, chart)
    assert sheet["C5"].number_format == "#,##0.0"
    assert isinstance(sheet["C5"].value, float)
    assert number_form("VZÄ", 2, 11.0) == "#,##0"
    assert number_form("VZÄ", 2, 3.5) == "#,##0.0"
    assert number_form("Tage", 0) == "#,##0"
    assert label_form("Anträge", 0) == '[=1]0"\u00a0Antrag";#,##0"\u00a0Anträge"'
    assert label_form("%", 1, False) == '#,##0.0"\u00a0%"'


def test_sheets_are_told_apart_however_long_their_titles(one_of):
    chart = made.field_bars()
    some = [
        replace(chart, id=f"c{n}", title="Sehr langer Titel: mit [Klammern] / und ? mehr") for n in range(3)
    ]
    blob = one_of(*map(Figure, some), title="Ein 'Kapitel': mit Zeichen, die kein Blatt haben darf")
    assert len(opened(blob).sheetnames) == 3 + 1 + 3
    assert all(not set(name) & set("[]:*?/\\'") for name in opened(blob).sheetnames)
    assert sheet_name("1", "Tage", ["1 Tage", "1 tage 2"]) == "1 Tage 3"


def test_two_charts_of_one_id_have_tables_of_their_own(one_of):
    chart = made.field_bars()
    blob = one_of(Figure(chart), Figure(chart))
    names = [name for sheet in opened(blob).worksheets for name in sheet.tables]
    assert len(names) == len({name.lower() for name in names})


def test_headings_are_one_line_and_told_apart(one_of):
    frame = pd.DataFrame([["a", "b", "c"]], columns=["Wert", "wert", "lang\nund mehr _x000D_"])
    blob = one_of(Table(frame, "Tabelle", "t"))
    sheet = opened(blob)["1.01 Tabelle"]
    assert [cell.value for cell in sheet[4]] == ["Wert", "wert [2]", header("lang und mehr _x000D_")]


# where there is nothing, or too much


def test_a_chart_without_any_value_says_so_and_draws_nothing(one_of):
    chart = made.field_bars()
    series = replace(chart.series[0], values=(None,) * 5, status=("not_reported",) * 5)
    chart = replace(chart, series=(series,))
    blob = one_of(Figure(chart))
    assert set(numbers_in(blob, chart).values()) == {"not_reported"}
    assert drawings_in(blob, chart) == []
    assert any("Ohne Bild" in str(value) for _, value in cells(blob))


def test_an_empty_chart_and_an_empty_table_are_sheets_too(one_of):
    none = pd.DataFrame({"a": []})
    chart = replace(
        made.age_stack(), categories=(), series=(), ends=(), twins=Twins(lambda: none, lambda: none)
    )
    blob = one_of(Figure(chart), Table(none, "Leer", "leer"))
    assert len(opened(blob).sheetnames) == 3 + 1 + 2
    assert ("s", "Keine Einträge.") in cells(blob)


def test_more_rows_than_a_sheet_holds_are_refused(one_of):
    frame = pd.DataFrame({"a": np.zeros(1_048_576)})
    with pytest.raises(KimError, match=r"»Zu viel« hat 1\.048\.5\d\d Zeilen"):
        one_of(Table(frame, "Zu viel", "viel"))


def test_a_text_longer_than_a_cell_says_that_it_was_cut(one_of):
    blob = one_of(Answer("a" * 40_000))
    longest = max((str(value) for _, value in cells(blob)), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("(gekürzt)")


def test_what_changed_since_an_earlier_stand_is_in_it_too(lens):
    store = Store(demo_store())
    earlier = open_stand(store, list_staende(store)[1].id)
    told = report("thema:stellen", lens, since=earlier)
    blob = workbook(told)
    earlier.close()
    assert any(name.startswith("2 Geändert") for name in opened(blob).sheetnames)
    for figure in told.figures:
        assert numbers_in(blob, figure.chart) == expected(figure.chart)


def test_a_review_is_a_workbook(made_ones):
    told, blob = made_ones("review")
    assert openpyxl.load_workbook(io.BytesIO(blob)).sheetnames == opened(blob).sheetnames
    assert sum(name.split(" ")[0].isdigit() for name in opened(blob).sheetnames) == len(told.chapters)
