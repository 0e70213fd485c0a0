"""A report for others names one Kreis; everybody else has a number that leads to nobody."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from urllib.parse import unquote

import pandas as pd
import pytest

from kim.cli import main
from kim.datasets import load_reference
from kim.errors import KimError
from kim.exports.bundle import export, stem
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.sentences.places import place
from kim.stand import list_staende, open_stand
from kim.store import Store
from kim.topics import Choice, Lens, Part, Tile, Tiles
from kim.topics.anonymity import only
from kim.topics.choice import gebiete, termine
from kim.topics.parts import Figure, Table
from kim.topics.report import Report, report
from tests import reading_workbook
from tests.demo_store import demo_stand, demo_store
from tests.reading_slides import opened

HSK, OWN = "05958", "Hochsauerlandkreis"  # in a Regierungsbezirk that is called like none of the sites
SITES = load_reference("ki_standorte")
AUTHORITIES = load_reference("behoerden")
UNITS = dict(zip(AUTHORITIES["behoerde_id"], AUTHORITIES["kreis_id"], strict=True)) | {
    unit: unit for unit in SITES["kreis_id"]
}
OTHERS = [unit for unit, home in UNITS.items() if home != HSK]
NAMES = re.compile(
    "|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-])" for unit in OTHERS for text in (unit, place(unit)))
)
PUBLIC = re.compile(  # remarks on a published figure and on an event, which every report holds
    "53 Kreise/kreisfreie Städte, Stadt Aachen zusätzlich|im Rhein-Sieg-Kreis wechseln"
)


def chosen(**rest: object) -> Lens:
    termin = next(iter(termine(demo_stand())))
    shown = ("gebiet", "vergleich", "termin")
    return Lens(demo_stand(), Choice(gebiete()[HSK], termin, shown=shown, **rest))


@cache
def nameless(what: str = f"review:{HSK}", vergleich: str = "land") -> Report:
    return report(what, chosen(vergleich=vergleich), anonymous=True)


def parts(made: Report) -> list[Part]:
    return [part for chapter in made.chapters for part in chapter.parts]


def texts(made: Report) -> Iterator[str]:
    """Whatever a renderer can take from a report, but for what the catalogue says."""
    yield from (made.title, made.selection, made.stand)
    for card in made.cards:
        yield from (card.title, *card.lines, *(text for tile in card.tiles for text in _of_tile(tile)))
    for part in parts(made):
        if isinstance(part, Figure):
            yield from _of_chart(part.chart)
        elif isinstance(part, Table):
            yield from (part.title, *_of_frame(part.frame), *part.traces)
        elif isinstance(part, Tiles):
            yield from (text for tile in part.tiles for text in _of_tile(tile))
        else:
            yield part.text


def _of_tile(tile: Tile) -> tuple[str, ...]:
    return (tile.title, tile.value, *tile.details, *tile.traces)


def _of_chart(chart: object) -> Iterator[str]:
    told = {field.name: getattr(chart, field.name) for field in fields(chart)}
    yield re.sub(r"^Quelle: .*?; Stand ", "Stand ", told.pop("source"))
    del told["twins"]
    yield from map(unquote, told.pop("traces"))
    yield from map(str, told.values())
    yield from (*_of_frame(chart.table), *_of_frame(chart.data))


def _of_frame(frame: pd.DataFrame) -> Iterator[str]:
    yield from (str(value) for column in frame for value in frame[column])


def named(told: Iterator[str]) -> set[str]:
    """Who is named beside the own Kreis."""
    return {name for text in told for name in NAMES.findall(PUBLIC.sub("", text))}


@pytest.mark.parametrize("vergleich", ["land", "bezirk", "typ"])
def test_nobody_is_named_but_the_own_kreis_and_its_authorities(vergleich):
    made = nameless(vergleich=vergleich)
    assert named(texts(made)) == set()
    told = "\n".join(texts(made))
    assert OWN in told
    assert "EBH Hochsauerlandkreis" in told
    assert "Standort 07" in told


def test_at_a_glance_nobody_else_is_named():
    made = nameless(f"kreis:{HSK}")
    assert len(made.cards) == 9
    assert named(texts(made)) == set()


def test_with_names_the_same_report_would_name_nearly_all():
    made = report(f"review:{HSK}", chosen())
    assert len(named(texts(made))) > 150


def test_the_workbook_names_nobody_else():
    sheets = reading_workbook.opened(workbook(nameless())).worksheets
    told = [str(cell.value) for s in sheets if s.title != "Definitionen" for row in s for cell in row]
    kept = [text for text in told if not text.startswith("Quelle: ")]
    assert named(iter(kept)) == set()
    assert "Standort 07" in kept


def test_the_slides_name_nobody_else():
    pages = opened(slides(nameless()))
    shapes = [shape for page in pages for shape in page.shapes if shape.has_text_frame]
    charts = [shape.chart for page in pages for shape in page.shapes if shape.has_chart]
    drawn = [str(category) for chart in charts for plot in chart.plots for category in plot.categories]
    told = [re.sub(r"Quelle: .*?; Stand ", "Stand ", shape.text_frame.text) for shape in shapes]
    assert named(iter([*told, *drawn])) == set()
    assert any("Standort" in category for category in drawn)


def test_values_are_those_of_the_report_with_names():
    with_names, without = report(f"review:{HSK}", chosen()), nameless()
    drawn = {figure.chart.id: figure.chart for figure in without.figures}
    left_out = {figure.chart.id for figure in with_names.figures} - set(drawn)
    assert left_out == {"besetzungsquote_kacheln", "stellentrichter_stufe_kreis_id"}
    for figure in with_names.figures:
        if figure.chart.id in drawn:
            same = drawn[figure.chart.id]
            assert _values(same) == _values(figure.chart)


def _values(chart: object) -> list:
    return [sorted(map(str, series.values)) for series in chart.series]


def test_a_number_is_the_same_each_time_and_follows_no_order():
    numbers = only(HSK, demo_stand()).within("stellen").numbers
    assert numbers == only(HSK, demo_stand()).within("stellen").numbers
    assert len(set(numbers.values())) == len(numbers) == len(OTHERS)
    sites = [numbers[unit] for unit in SITES["kreis_id"] if unit in numbers]
    assert sorted(sites) == [f"Standort {at:02}" for at in range(1, len(sites) + 1)]
    assert sites != sorted(sites)
    by_name = sorted(
        (place(unit), number) for unit, number in numbers.items() if unit in set(SITES["kreis_id"])
    )
    assert [number for _, number in by_name] != sorted(sites)


def test_in_another_chapter_and_for_another_kreis_the_numbers_are_others():
    here = only(HSK, demo_stand()).within("stellen").numbers
    for other in (only(HSK, demo_stand()).within("struktur"), only("05382", demo_stand()).within("stellen")):
        same = [unit for unit in here if here[unit] == other.numbers.get(unit)]
        assert len(same) < len(here) / 8


def test_another_stand_has_other_numbers():
    other = next(info for info in list_staende(Store(demo_store())) if info.id != demo_stand().id)
    old = open_stand(Store(demo_store()), other.id)
    assert only(HSK, old).numbers != only(HSK, demo_stand()).numbers
    old.close()


def test_rows_stand_in_the_order_of_their_numbers():
    lens = nameless().lens
    frame = lens.ask("besetzungsquote", "kreis_id", land=True).frame
    others = [unit for unit in frame["kreis_id"] if unit != HSK]
    assert others == sorted(others)
    missing = lens.ask(
        "bestand", "behoerde_id", art="EBH", grundlage="einzelvorgang", zaehleinheit="antrag", land=True
    ).missing
    assert len(missing) > 1
    assert list(missing) == sorted(missing)


def test_the_report_says_that_it_is_without_names_and_what_that_cannot_do():
    made = nameless()
    assert made.selection.endswith("andere Standorte ohne Namen")
    assert stem(made) == f"kim_review_{HSK}_anonym_{demo_stand().day.isoformat()}"
    for told in (made, nameless(f"kreis:{HSK}")):
        assert "an Zahlen erkennt" in told.chapters[-1].parts[0].text


@pytest.mark.parametrize("what", ["land", "review", "thema:stellen", "review:bezirk-arnsberg"])
def test_only_a_report_on_one_kreis_is_without_names(what):
    with pytest.raises(KimError, match="Anonymisiert wird ein Bericht zu einem Kreis"):
        report(what, chosen(), anonymous=True)


def test_a_group_of_few_would_hide_nobody():
    lens = chosen(vergleich="auswahl", mit=("05314", "05315"))
    with pytest.raises(KimError, match="nur 3 Standorte; so wäre jeder zu erkennen.*mindestens 10"):
        report(f"review:{HSK}", lens, anonymous=True)


def test_a_data_package_lives_on_keys_and_is_refused():
    with pytest.raises(KimError, match="wird nicht anonymisiert"):
        list(export(nameless(), ["paket"]))


def test_an_id_with_numbers_leads_nowhere_and_says_so(monkeypatch, capsys):
    monkeypatch.setenv("KIM_STORE", str(demo_store()))
    made = nameless(vergleich="bezirk")
    ids = {trace for figure in made.figures for trace in figure.chart.traces if "Standort" in trace}
    assert ids
    assert main(["trace", min(ids)]) != 0
    assert "aus einer anonymisierten Fassung" in capsys.readouterr().err


def test_the_command_line_takes_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("KIM_STORE", str(demo_store()))
    words = ["--what", f"kreis:{HSK}", "--anonym", "--format", "xlsx", "--out", str(tmp_path)]
    assert main(["export", *words]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"kim_kreis_{HSK}_anonym_2025-12-31.xlsx"]
    assert main(["export", "--what", "land", "--anonym", "--format", "xlsx", "--out", str(tmp_path)]) != 0
    assert "Anonymisiert wird" in capsys.readouterr().err


def test_nobody_is_known_by_the_posts_that_are_published_of_each_site():
    """The share is told, and not what it is a share of."""
    lens = replace(chosen(), anonymity=only(HSK, demo_stand()))
    rows = lens.ask("besetzungsquote", "kreis_id", land=True).rows
    own = [row for row in rows if row["kreis_id"] == HSK]
    others = [row for row in rows if row["kreis_id"] != HSK and row["status"] == "shown"]
    assert len(own) == 1
    assert own[0]["denominator"] > 0
    assert len(others) > 40
    assert all(row["value"] == row["value"] for row in others)
    assert [
        row[name] for row in others for name in ("numerator", "denominator", "n") if row[name] == row[name]
    ] == []
