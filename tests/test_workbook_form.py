"""The Arbeitsmappe says on every sheet what it is, where it comes from and how it is read."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pandas as pd

from kim import formats
from kim.exports.workbook import workbook
from kim.exports.workbook.book import header, sheet_name
from kim.exports.workbook.columns import label_form, number_form
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.topics.parts import Answer, Figure, Heading, Table, Tiles
from tests import made_charts as made
from tests.made_reports import exported, lens, of_parts, untraced
from tests.reading_workbook import opened, table_of

LAND, KREIS = "land", "kreis:05382"


def one_of(*told: object, title: str = "Probe") -> bytes:
    """A workbook of parts made by hand, whose indicators are in no catalogue."""
    return workbook(of_parts(*untraced(*told), title=title, kind="probe"))


def test_the_day_of_the_stand_is_the_only_time_in_it():
    _, blob = exported(workbook, LAND)
    day = lens().stand.day
    assert opened(blob).properties.created == datetime(day.year, day.month, day.day)
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def test_every_sheet_says_what_it_is_and_where_it_comes_from():
    told, blob = exported(workbook, LAND)
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


def test_every_sheet_is_ready_for_print():
    told, blob = exported(workbook, LAND)
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


def test_the_cover_has_all_it_rests_on():
    told, blob = exported(workbook, KREIS)
    words = {cell.value for row in opened(blob).worksheets[0] for cell in row if cell.value}
    assert {told.title, told.selection, told.stand, told.lens.stand.id, told.id, EXAMPLE_NOTE} <= words
    assert {figure.chart.title for figure in told.figures} <= words


def test_definitions_are_those_of_all_figures():
    told, blob = exported(workbook, LAND)
    sheet = opened(blob)["Definitionen"]
    names = {row[0].value for row in sheet.iter_rows(min_row=5)}
    assert {figure.indicator.title for figure in told.figures if figure.indicator} <= names
    assert "Abgeschlossene Fälle" in names or len(names) > 20


def test_symbols_are_all_explained():
    _, blob = exported(workbook, LAND)
    rows = {row[0].value: row[2].value for row in opened(blob)["Zeichen"].iter_rows(min_row=5)}
    assert {symbol: rows.get(symbol) for symbol, _ in formats.symbol_legend()} == dict(
        formats.symbol_legend()
    )


def test_key_figures_and_words_stand_on_the_sheet_of_their_chapter():
    told, blob = exported(workbook, LAND)
    for number, chapter in enumerate(told.chapters, start=1):
        sheet = next(s for s in opened(blob).worksheets if s.title.startswith(f"{number} "))
        words = {cell.value for row in sheet for cell in row if isinstance(cell.value, str)}
        for part in chapter.parts:
            if isinstance(part, Tiles):
                assert {t for tile in part.tiles for t in (tile.title, tile.value)} <= words
            elif isinstance(part, Answer | Heading):
                assert part.text in words


def test_tables_of_the_report_are_sheets():
    told, blob = exported(workbook, LAND)
    tables = [part for chapter in told.chapters for part in chapter.tables]
    assert len(tables) > 5
    for table in tables:
        sheet = next(s for s in opened(blob).worksheets if s["A1"].value == table.title)
        [ref] = [t.ref for t in sheet.tables.values()]
        first = [cell.value for cell in sheet[ref][1]]
        wanted = [None if v != v or v == "" else v for v in table.frame.iloc[0]]
        assert [v or None for v in first] == wanted


def test_numbers_are_formatted_as_their_unit_wants():
    told, blob = exported(workbook, LAND)
    chart = next(f.chart for f in told.figures if f.chart.id == "besetzungsquote_kreis_id")
    sheet, _ = table_of(blob, chart)
    assert sheet["C5"].number_format == "#,##0.0"
    assert isinstance(sheet["C5"].value, float)
    assert number_form("VZÄ", 2, 11.0) == "#,##0"
    assert number_form("VZÄ", 2, 3.5) == "#,##0.0"
    assert number_form("Tage", 0) == "#,##0"
    assert label_form("Anträge", 0) == '[=1]0"\u00a0Antrag";#,##0"\u00a0Anträge"'
    assert label_form("%", 1, False) == '#,##0.0"\u00a0%"'


def test_sheets_are_told_apart_however_long_their_titles():
    chart = made.field_bars()
    some = [
        replace(chart, id=f"c{n}", title="Sehr langer Titel: mit [Klammern] / und ? mehr") for n in range(3)
    ]
    blob = one_of(*map(Figure, some), title="Ein 'Kapitel': mit Zeichen, die kein Blatt haben darf")
    assert len(opened(blob).sheetnames) == 3 + 1 + 3
    assert all(not set(name) & set("[]:*?/\\'") for name in opened(blob).sheetnames)
    assert sheet_name("1", "Tage", ["1 Tage", "1 tage 2"]) == "1 Tage 3"


def test_two_charts_of_one_id_have_tables_of_their_own():
    chart = made.field_bars()
    blob = one_of(Figure(chart), Figure(chart))
    names = [name for sheet in opened(blob).worksheets for name in sheet.tables]
    assert len(names) == len({name.lower() for name in names})


def test_headings_are_one_line_and_told_apart():
    frame = pd.DataFrame([["a", "b", "c"]], columns=["Wert", "wert", "lang\nund mehr _x000D_"])
    blob = one_of(Table(frame, "Tabelle", "t"))
    sheet = opened(blob)["1.01 Tabelle"]
    assert [cell.value for cell in sheet[4]] == ["Wert", "wert [2]", header("lang und mehr _x000D_")]
