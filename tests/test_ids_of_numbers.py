"""Every key figure, figure and table of a report has ids that lead back, and every file holds them."""

import io
import json
import zipfile
from functools import cache

import pytest

from kim.exports.datapackage import datapackage
from kim.exports.paper import paper, profile
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.stand import lineage, parse_trace
from kim.store import Store
from kim.topics.parts import Cards, Counted, Table, Tiles, indicators
from kim.topics.report import Report
from tests import reading_paper, reading_workbook
from tests.demo_store import demo_stand, demo_store
from tests.made_reports import exported, reported
from tests.reading_datapackage import rows_in
from tests.reading_slides import rows_of, titled

KREIS, REVIEW = "kreis:05382", "review"
BLANK = ("Empfehlungen",)  # tables that somebody fills in by hand


def counted(made: Report) -> list[Counted]:
    return [part for chapter in made.chapters for part in chapter.parts if isinstance(part, Counted)]


@cache
def ids(what: str) -> frozenset[str]:
    return frozenset(trace for part in counted(reported(what)) for trace in part.traces)


@pytest.mark.parametrize("what", [KREIS, REVIEW])
def test_whatever_shows_a_number_says_what_it_rests_on(what):
    silent = [part for part in counted(reported(what)) if not part.traces]
    assert {getattr(part, "title", part) for part in silent} <= {*BLANK}
    tiles = [tile for part in counted(reported(what)) if isinstance(part, Tiles) for tile in part.tiles]
    assert all(len(tile.traces) == 1 for tile in tiles)


@pytest.mark.parametrize("what", [KREIS, REVIEW])
def test_every_id_leads_to_an_answer_of_this_stand(what):
    for trace in ids(what):
        indicator, selection, stand = parse_trace(trace)
        assert stand == demo_stand().id
        assert demo_stand().result(indicator, selection).trace == trace


def test_the_id_of_a_key_figure_leads_to_its_value_and_its_files():
    [occupied] = [
        tile
        for part in counted(reported(KREIS))
        if isinstance(part, Tiles)
        for tile in part.tiles
        if tile.title == "Besetzungsquote"
    ]
    found = lineage(Store(demo_store()), occupied.traces[0])
    assert occupied.value.startswith(f"{found.result.row['value']:.1f}".replace(".", ","))
    assert [source.unit for source in found.sources] == ["05382"]


def test_the_ids_of_a_table_lead_to_what_stands_in_it():
    tables = {part.key: part for part in counted(reported(KREIS)) if isinstance(part, Table)}
    paces = tables["tempo-EBH"]
    asked = {parse_trace(trace)[0] for trace in paces.traces}
    assert asked == {f"offen_nach_{days}_tagen_tempo" for days in (91, 182, 365, 547, 730)}
    assert len(paces.traces) == 3 * len(asked)  # three windows
    both = tables["struktur-zwei-tabelle"]
    assert [parse_trace(t)[1].where["bewertet_von"] for t in both.traces] == [("extern_1",), ("extern_2",)]


@pytest.mark.parametrize("what", [KREIS, REVIEW])
def test_what_an_id_names_is_defined(what):
    defined = {entry.id for entry in reported(what).indicators}
    assert {parse_trace(trace)[0] for trace in ids(what)} <= defined
    assert defined == {entry.id for entry in indicators(counted(reported(what)))}


def test_the_workbook_holds_every_id():
    _, blob = exported(workbook, KREIS)
    told = "\n".join(str(value) for _, value in reading_workbook.cells(blob))
    assert [trace for trace in ids(KREIS) if trace not in told] == []


def test_the_slides_hold_every_id_beside_the_number_of_its_slide():
    _, blob = exported(slides, KREIS)
    listed = {row[2].strip('"') for slide in titled(blob, "Kennungen") for row in rows_of(slide)[1:]}
    assert listed == ids(KREIS)


def test_the_paper_holds_every_id():
    _, blob = exported(paper, KREIS)
    told = "".join(reading_paper.said(blob).split())
    assert [trace for trace in ids(KREIS) if trace not in told] == []


def test_the_profile_holds_the_ids_of_its_key_figures():
    _, blob = exported(profile, KREIS)
    told = "".join(reading_paper.said(blob).split())
    at_a_glance = Cards(reported(KREIS).cards).traces
    assert len(at_a_glance) > 15
    assert [trace for trace in at_a_glance if trace not in told] == []


def test_the_data_package_holds_every_id():
    _, blob = exported(datapackage, KREIS)
    names = ("bilder", "tabellenverzeichnis", "kernzahlen")
    told = {trace for name in names for row in rows_in(blob, name) for trace in row["kennungen"].split()}
    assert told == ids(KREIS)
    described = json.loads(zipfile.ZipFile(io.BytesIO(blob)).read("datapackage.json"))
    assert {*names} <= {resource["name"] for resource in described["resources"]}
