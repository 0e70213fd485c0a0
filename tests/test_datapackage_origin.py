"""The data package says where every value comes from, to people and to catalogues of data."""

import json
import math

import pytest
import rdflib

from kim import formats
from kim.catalogue import load_indicator
from kim.errors import KimError
from kim.exports.datapackage import base_address, datapackage
from kim.stand import parse_trace
from kim.topics import Table
from tests.made_reports import WHATS, exported, lens, reported
from tests.reading_datapackage import files_in, rows_in

ADDRESS = "https://kim.example.nrw"


@pytest.mark.parametrize("what", WHATS)
def test_every_value_has_one_id_that_leads_back_to_it(what):
    """Of the months of a control chart the id leads to their outlook, of levels to their criteria."""
    _, blob = exported(datapackage, what)
    for row in rows_in(blob, "werte"):
        indicator, selection, stand_id = parse_trace(row["kennung"])
        assert " " not in row["kennung"]
        assert (indicator, stand_id) == (row["kennzahl"], lens().stand.id) == (indicator, row["stand"])
        if row["angabe"] or not row["wert"] or load_indicator(indicator).kind == "list":
            continue
        frame = lens().stand.result(indicator, selection).frame
        values = [0.0 if s == "zero" else v for v, s in zip(frame["value"], frame["status"], strict=True)]
        assert any(math.isclose(float(row["wert"]), v) for v in values if v == v), row


def test_the_land_beside_the_kreise_has_an_id_of_its_own():
    found, blob = exported(datapackage, "land")
    [chart] = [f.chart for f in found.figures if f.chart.id == "besetzungsquote_kreis_id"]
    first, second = [row for row in rows_in(blob, "werte") if row["bild"] == chart.id][:2]
    assert [parse_trace(row["kennung"])[1].by for row in (first, second)] == [(), ("kreis_id",)]
    assert {first["kennung"], second["kennung"]} == set(chart.traces)


def test_the_package_says_where_it_comes_from():
    found, blob = exported(datapackage, "kreis:05382")
    told = json.loads(files_in(blob)["datapackage.json"])
    origin = told["provenance"]
    assert origin["stand"]["id"] == told["version"] == lens().stand.id
    assert origin["stand"]["day"] == str(lens().stand.day)
    assert origin["selection"] == found.selection
    assert "Rhein-Sieg-Kreis" in origin["selection"]
    assert origin["fingerprints"]["besetzungsquote"] == lens().stand.info["fingerprints"]["besetzungsquote"]
    assert "Geheimhaltung" in origin["suppression"]
    for row in rows_in(blob, "kennzahlen"):
        assert row["definition"]
        assert row["fingerabdruck"] == origin["fingerprints"][row["kennzahl"]]


def test_invented_data_are_called_so():
    _, blob = exported(datapackage, "land")
    files = files_in(blob)
    for name in ("LIESMICH.txt", "datapackage.json", "csvw-metadata.json"):
        assert "Beispieldaten (erfunden)" in files[name].decode(), name


def test_the_readme_is_for_people():
    found, blob = exported(datapackage, "land")
    text = files_in(blob)["LIESMICH.txt"].decode()
    for part in (found.title, found.selection, lens().stand.id, "31.12.2025", "kim trace", "SHA256SUMS"):
        assert part in text
    for status, symbol in formats.SYMBOLS.items():
        assert f"* {status}: " in text
        assert f"(im Bericht: {symbol})" in text
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])
    assert "dcat-ap-de" not in text


def test_figures_say_title_sentence_source_notes_and_lines():
    found, blob = exported(datapackage, "kreis:05382")
    told = {row["bild"]: row for row in rows_in(blob, "bilder")}
    assert len(told) == len(found.figures)
    for chart in [figure.chart for figure in found.figures]:
        row = told[chart.id]
        assert (row["titel"], row["aussage"], row["quelle"]) == (chart.title, chart.sentence, chart.source)
        assert row["anmerkungen"].split(" | ") == list(chart.notes or [""])
        assert all(line.label in row["bezugslinien"] for line in chart.lines)
        assert tuple(row["kennungen"].split()) == chart.traces


def test_tables_and_headline_figures_are_there_as_they_are_written():
    found, blob = exported(datapackage, "land")
    cells = {
        (r["kapitel"], r["tabelle"], r["zeile"], r["spalte"]): r["text"] for r in rows_in(blob, "tabellen")
    }
    expected = {
        (chapter.id, part.key, str(number), column): "" if formats.is_missing(value) else str(value)
        for chapter in found.chapters
        for part in chapter.parts
        if isinstance(part, Table)
        for number, record in enumerate(part.frame.to_dict("records"), 1)
        for column, value in record.items()
    }
    assert cells == expected
    assert any(row["titel"] and row["text"] for row in rows_in(blob, "kernzahlen"))


# Catalogues


def test_without_an_address_there_is_no_record_for_portals():
    assert "dcat-ap-de.jsonld" not in files_in(exported(datapackage, "land")[1])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib of itself
def test_the_record_for_portals_is_read_by_others():
    found = reported("land")
    files = files_in(datapackage(found, ADDRESS + "/"))
    graph = rdflib.Graph().parse(data=files["dcat-ap-de.jsonld"], format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
    [dataset] = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    [distribution] = graph.objects(dataset, dcat.distribution)
    assert graph.value(dataset, dct.title).language == "de"
    assert "Beispieldaten (erfunden)" in graph.value(dataset, dct.title)
    assert graph.value(dataset, dct.issued).toPython() == lens().stand.day
    assert graph.value(distribution, dcat.accessURL) == rdflib.URIRef(ADDRESS)
    assert graph.value(dataset, dct.publisher) is None
    assert "dcat-ap-de" in files["LIESMICH.txt"].decode()
    assert "dcat-ap-de.jsonld" in files["SHA256SUMS"].decode()


@pytest.mark.parametrize("address", ["kim.example.nrw", "ftp://x", "https://", "https://a b", 'https://a"b'])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(KimError, match="KIM_BASE_ADDRESS"):
        datapackage(reported("thema:stellen"), address)


def test_the_address_is_a_setting(monkeypatch):
    monkeypatch.delenv("KIM_BASE_ADDRESS", raising=False)
    assert base_address() is None
    monkeypatch.setenv("KIM_BASE_ADDRESS", f" {ADDRESS} ")
    assert base_address() == ADDRESS
