"""The data package: read back with other readers, equal to the charts, silent where there is no number."""

import dataclasses
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import frictionless
import pytest
import rdflib
from csvw import CSVW

from kim import formats
from kim.catalogue import load_catalogue, load_indicator
from kim.charts import Chart
from kim.charts.description import SPOKEN
from kim.datasets import ROOT
from kim.errors import KimError
from kim.exports.datapackage import base_address, datapackage
from kim.stand import list_staende, open_stand, parse_trace
from kim.store import Store
from kim.topics import Choice, Figure, Lens, Table
from kim.topics.choice import OWN, gebiete, termine
from kim.topics.report import Chapter, Report, report
from tests import made_charts, made_newer_charts
from tests.demo_store import demo_store
from tests.made import QUOTE, result
from tests.reading_datapackage import excel_rows_in, files_in, numbers_in, parquet_rows_in, rows_in

ADDRESS = "https://kim.example.nrw"
WHATS = ("land", "kreis:05382", "kreis:05334002", "review")
OURS = {
    "numerator": "zaehler", "denominator": "nenner", "value": "wert", "lower": "unten", "upper": "oben",
    "tag": "alter_tage", "anzahl": "anzahl", "ereignisse": "ereignisse", "beobachtet": "beobachtet", "n": "n",
    "mittel": "mittel", "grenze_unten": "grenze_unten", "grenze_oben": "grenze_oben", "fallzahl": "fallzahl",
    "grenze_unten_95": "grenze_unten_95", "grenze_oben_95": "grenze_oben_95",
    "grenze_unten_998": "grenze_unten_998", "grenze_oben_998": "grenze_oben_998",
    "wert": "wert", "wert_bis": "oben",
}  # fmt: skip
CODES = (
    "kreis_id", "behoerde_id", "baustein", "stufe", "ausgang", "altersband", "berichtstermin", "quartal",
    "fenster_quartal", "aufnahme_quartal", "monat", "art", "reihe", "einordnung", "gebiet", "quelle",
)  # fmt: skip
WHOLE = ("waterfall", "zugewiesen")
HOSTILE = (
    "=1+1",
    "+49",
    "-cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x";"y")',
    "＝1",
)


@pytest.fixture(scope="module")
def lens():
    store = Store(demo_store())
    stand = open_stand(store, list_staende(store)[0].id)
    yield Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand)))))
    stand.close()


@pytest.fixture(scope="module")
def made(lens):
    """Reports and their packages, made when somebody asks for them."""
    known: dict[str, tuple[Report, bytes]] = {}

    def make(what: str) -> tuple[Report, bytes]:
        if what not in known:
            found = report(what, lens)
            known[what] = found, datapackage(found)
        return known[what]

    return make


def of_charts(lens: Lens, *charts: Chart, **rest: object) -> Report:
    """A report of charts made by hand, on a real Stand."""
    parts = tuple(Figure(chart) for chart in charts)
    return Report("thema:probe", "Probe", lens, (Chapter("probe", "Probe", parts),), **rest)


def by_hand() -> list[Chart]:
    """Charts of every kind and with every status."""
    return [
        made_charts.site_bars(),
        made_charts.post_stack(),
        made_charts.lines(),
        dataclasses.replace(made_charts.ranges(), id="spannen"),
        made_charts.site_tiles(),
        made_charts.curves(),
        made_charts.ways_stack(),
        dataclasses.replace(made_charts.funnels(), id="trichter"),
        *(dataclasses.replace(chart(), id=name) for name, chart in made_newer_charts.ALL.items()),
    ]


# Parity


def drawn(chart: Chart) -> dict[tuple[str, str], float | str]:
    return {
        (series.name, category): value if status in formats.NUMERIC else status
        for series in chart.series
        for category, value, status in zip(chart.categories, series.values, series.status, strict=True)
    }


@pytest.mark.parametrize("what", WHATS)
def test_what_is_drawn_stands_in_the_package(made, what):
    found, blob = made(what)
    for figure in found.figures:
        assert numbers_in(blob, figure.chart) == drawn(figure.chart), figure.chart.id


def test_charts_of_every_kind_and_status_stand_in_the_package(lens):
    charts = by_hand()
    blob = datapackage(of_charts(lens, *charts))
    assert {chart.kind for chart in charts} == set(SPOKEN)
    assert {status for chart in charts for status in chart.statuses} == set(formats.STATUSES)
    for chart in charts:
        assert numbers_in(blob, chart) == drawn(chart)


@pytest.mark.parametrize("what", WHATS)
def test_values_are_the_rows_of_the_charts(made, what):
    found, blob = made(what)
    by_figure = grouped(rows_in(blob, "werte"))
    assert set(by_figure) == {f.chart.id for f in found.figures if len(f.chart.data)}
    for figure in found.figures:
        records = figure.chart.data.to_dict("records")
        written = by_figure.get(figure.chart.id, [])
        assert [row["zeile"] for row in written] == [str(n + 1) for n in range(len(records))]
        for record, row in zip(records, written, strict=True):
            same_row(record, row)


def grouped(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["bild"], []).append(row)
    return found


def same_row(record: dict, row: dict[str, str]) -> None:
    assert row["status"] == record["status"]
    for name, ours in OURS.items():
        if name in record:
            expected = None if formats.is_missing(record[name]) else float(record[name])
            if record["status"] == "zero" and ours == "wert":
                expected = 0.0
            if record["status"] not in formats.NUMERIC:
                expected = None
            assert (float(row[ours]) if row.get(ours) else None) == expected, (name, record, row)
    for name in CODES:
        if name in record and "," not in str(record[name]):
            assert row.get(name, "") == ("" if formats.is_missing(record[name]) else str(record[name]))


@pytest.mark.parametrize("what", ["land", "kreis:05382"])
def test_drawn_numbers_come_from_the_values(made, what):
    """But for published spans, which are drawn in months, and the whole that a waterfall begins with."""
    found, blob = made(what)
    by_figure = grouped(rows_in(blob, "werte"))
    for chart in [f.chart for f in found.figures if f.chart.kind != "range"]:
        there = Counter(float(row["wert"]) for row in by_figure.get(chart.id, []) if row["wert"])
        read = {mark: v for mark, v in numbers_in(blob, chart).items() if isinstance(v, float) and v}
        shown = Counter(v for (_, category), v in read.items() if (chart.kind, category) != WHOLE)
        assert not shown - there, chart.id


def test_parquet_and_excel_say_the_same(made):
    _, blob = made("kreis:05382")
    for table in (
        "werte",
        "gezeichnet",
        "bilder",
        "kennzahlen",
        "kreise",
        "behoerden",
        "tabellen",
        "kernzahlen",
    ):
        plain, typed, german = rows_in(blob, table), parquet_rows_in(blob, table), excel_rows_in(blob, table)
        assert len(plain) == len(typed) == len(german) > 0
        for row, other, third in zip(plain, typed, german, strict=True):
            assert list(row) == list(other)
            assert len(third) == len(row)
            for text, value, shown in zip(row.values(), other.values(), third.values(), strict=True):
                assert same_cell(text, value, shown), (table, text, value, shown)


def same_cell(text: str, value: object, shown: str) -> bool:
    if isinstance(value, float):
        return float(text) == value and shown == text.replace(".", ",")
    if isinstance(value, date):
        return text == value.isoformat() and shown == value.strftime("%d.%m.%Y")
    return text == ("" if value is None else str(value)) and shown.removeprefix("'") == text.removeprefix("'")


# Where it comes from


@pytest.mark.parametrize("what", WHATS)
def test_every_value_has_one_id_that_leads_back_to_it(made, lens, what):
    """Of the months of a control chart the id leads to their outlook, of levels to their criteria."""
    _, blob = made(what)
    for row in rows_in(blob, "werte"):
        indicator, selection, stand_id = parse_trace(row["kennung"])
        assert " " not in row["kennung"]
        assert (indicator, stand_id) == (row["kennzahl"], lens.stand.id) == (indicator, row["stand"])
        if row["angabe"] or not row["wert"] or load_indicator(indicator).kind == "list":
            continue
        frame = lens.stand.result(indicator, selection).frame
        values = [0.0 if s == "zero" else v for v, s in zip(frame["value"], frame["status"], strict=True)]
        assert any(math.isclose(float(row["wert"]), v) for v in values if v == v), row


def test_the_land_beside_the_kreise_has_an_id_of_its_own(made):
    found, blob = made("land")
    [chart] = [f.chart for f in found.figures if f.chart.id == "besetzungsquote_kreis_id"]
    first, second = [row for row in rows_in(blob, "werte") if row["bild"] == chart.id][:2]
    assert [parse_trace(row["kennung"])[1].by for row in (first, second)] == [(), ("kreis_id",)]
    assert {first["kennung"], second["kennung"]} == set(chart.traces)


def test_the_package_says_where_it_comes_from(made, lens):
    found, blob = made("kreis:05382")
    told = json.loads(files_in(blob)["datapackage.json"])
    origin = told["provenance"]
    assert origin["stand"]["id"] == told["version"] == lens.stand.id
    assert origin["stand"]["day"] == str(lens.stand.day)
    assert origin["selection"] == found.selection
    assert "Rhein-Sieg-Kreis" in origin["selection"]
    assert origin["fingerprints"]["besetzungsquote"] == lens.stand.info["fingerprints"]["besetzungsquote"]
    assert "Geheimhaltung" in origin["suppression"]
    for row in rows_in(blob, "kennzahlen"):
        assert row["definition"]
        assert row["fingerabdruck"] == origin["fingerprints"][row["kennzahl"]]


def test_invented_data_are_called_so(made):
    _, blob = made("land")
    files = files_in(blob)
    for name in ("LIESMICH.txt", "datapackage.json", "csvw-metadata.json"):
        assert "Beispieldaten (erfunden)" in files[name].decode(), name


def test_the_readme_is_for_people(made, lens):
    found, blob = made("land")
    text = files_in(blob)["LIESMICH.txt"].decode()
    for part in (found.title, found.selection, lens.stand.id, "31.12.2025", "kim trace", "SHA256SUMS"):
        assert part in text
    for status, symbol in formats.SYMBOLS.items():
        assert f"* {status}: " in text
        assert f"(im Bericht: {symbol})" in text
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])
    assert "dcat-ap-de" not in text


def test_figures_say_title_sentence_source_notes_and_lines(made):
    found, blob = made("kreis:05382")
    told = {row["bild"]: row for row in rows_in(blob, "bilder")}
    assert len(told) == len(found.figures)
    for chart in [figure.chart for figure in found.figures]:
        row = told[chart.id]
        assert (row["titel"], row["aussage"], row["quelle"]) == (chart.title, chart.sentence, chart.source)
        assert row["anmerkungen"].split(" | ") == list(chart.notes or [""])
        assert all(line.label in row["bezugslinien"] for line in chart.lines)
        assert tuple(row["kennungen"].split()) == chart.traces


def test_tables_and_headline_figures_are_there_as_they_are_written(made):
    found, blob = made("land")
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


# Other readers


def unpacked(blob: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(BytesIO(blob)) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path) -> list[str]:
    """What frictionless has to say about a package."""
    found = frictionless.validate(str(folder / "datapackage.json"))
    return [error for row in found.flatten(["title", "message"]) for error in row]


@pytest.mark.parametrize("what", WHATS)
def test_frictionless_finds_types_keys_references_and_checksums_in_order(made, what, tmp_path):
    assert checked(unpacked(made(what)[1], tmp_path)) == []


def test_frictionless_takes_charts_of_every_status(lens, tmp_path):
    assert checked(unpacked(datapackage(of_charts(lens, *by_hand())), tmp_path)) == []


def test_a_changed_value_is_found(made, tmp_path):
    folder = unpacked(made("kreis:05382")[1], tmp_path)
    path = folder / "daten" / "werte.csv"
    path.write_bytes(path.read_bytes().replace(b",shown,", b",gezeigt,", 1))
    said = " ".join(checked(folder))
    assert "hash" in said.lower()


def test_a_kreis_of_its_own_comparison_group_is_counted_apart(lens, tmp_path):
    chosen = Choice(
        gebiete()["05382"],
        lens.choice.termin,
        OWN,
        ("05315", "05370"),
        shown=("gebiet", "vergleich", "termin"),
    )
    found = report("kreis:05382", Lens(lens.stand, chosen))
    blob = datapackage(found)
    assert checked(unpacked(blob, tmp_path)) == []
    rows = rows_in(blob, "werte")
    assert {row.get("kreis_ids", "") for row in rows} - {""} == {"05382,05315,05370"}
    assert not [row["kennung"] for row in rows if " " in row["kennung"]]


def test_csvw_is_valid(made, tmp_path):
    folder = unpacked(made("thema:wartezeiten_ebh")[1], tmp_path)
    found = CSVW(str(folder / "csvw-metadata.json"), validate=True)
    assert found.is_valid
    assert found.warnings == []


def test_checksums_are_those_of_the_files(made):
    files = files_in(made("land")[1])
    listed = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_machine_csv_is_plain(made):
    raw = files_in(made("land")[1])["daten/werte.csv"]
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?|", r["wert"]) for r in rows_in(made("land")[1], "werte"))
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\d|", row["zeit_bis"]) for row in rows_in(made("land")[1], "werte")
    )


def test_the_excel_csv_is_german(made):
    raw = files_in(made("land")[1])["daten/werte_excel.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ";83,63532008830022;" in raw.decode() or re.search(r";\d+,\d+;", raw.decode())
    assert re.search(r";31\.12\.2025;", raw.decode())


# Catalogues


def test_without_an_address_there_is_no_record_for_portals(made):
    assert "dcat-ap-de.jsonld" not in files_in(made("land")[1])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib of itself
def test_the_record_for_portals_is_read_by_others(made, lens):
    found = made("land")[0]
    files = files_in(datapackage(found, ADDRESS + "/"))
    graph = rdflib.Graph().parse(data=files["dcat-ap-de.jsonld"], format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
    [dataset] = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    [distribution] = graph.objects(dataset, dcat.distribution)
    assert graph.value(dataset, dct.title).language == "de"
    assert "Beispieldaten (erfunden)" in graph.value(dataset, dct.title)
    assert graph.value(dataset, dct.issued).toPython() == lens.stand.day
    assert graph.value(distribution, dcat.accessURL) == rdflib.URIRef(ADDRESS)
    assert graph.value(dataset, dct.publisher) is None
    assert "dcat-ap-de" in files["LIESMICH.txt"].decode()
    assert "dcat-ap-de.jsonld" in files["SHA256SUMS"].decode()


@pytest.mark.parametrize("address", ["kim.example.nrw", "ftp://x", "https://", "https://a b", 'https://a"b'])
def test_what_is_no_address_is_refused(made, address):
    with pytest.raises(KimError, match="KIM_BASE_ADDRESS"):
        datapackage(made("thema:stellen")[0], address)


def test_the_address_is_a_setting(monkeypatch):
    monkeypatch.delenv("KIM_BASE_ADDRESS", raising=False)
    assert base_address() is None
    monkeypatch.setenv("KIM_BASE_ADDRESS", f" {ADDRESS} ")
    assert base_address() == ADDRESS


# Secrets, injection, bytes


def test_no_number_of_a_status_without_one_is_anywhere(lens):
    hidden = {
        f"k0511{n}": {"status": status, "numerator": 7771.0, "denominator": 7772.0, "n": 7773.0,
                      "lower": 7774.0, "upper": 7775.0}
        for n, status in enumerate(("too_few", "suppressed", "not_estimable", "not_applicable"), 1)
    }  # fmt: skip
    chart = made_charts.site_bars(**hidden)
    assert 7771.0 in list(chart.data["numerator"])
    files = files_in(datapackage(of_charts(lens, chart)))
    for name, content in files.items():
        if name.startswith("daten/") and name.endswith(".csv"):
            assert b"777" not in content, name
    for table in ("werte", "gezeichnet"):
        typed = parquet_rows_in(datapackage(of_charts(lens, chart)), table)
        numbers = {v for row in typed for v in row.values() if isinstance(v, float)}
        assert numbers.isdisjoint({7771.0, 7772.0, 7773.0, 7774.0, 7775.0})


def test_a_counted_zero_is_a_number(lens):
    blob = datapackage(of_charts(lens, made_charts.post_stack()))
    zeros = [row for row in rows_in(blob, "werte") if row["status"] == "zero"]
    assert zeros
    assert {row["wert"] for row in zeros} == {"0"}


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts(lens, text):
    chart = dataclasses.replace(
        made_charts.site_bars(), notes=(text,), sentence=text, source=text, title=text, groups=(text,) * 55
    )
    published = made_charts.published({"quelle": text, "wortlaut": text, "anmerkung": text})
    spans = made_charts.charts.range_bars(published, stelle="EBH")
    blob = datapackage(of_charts(lens, chart, spans))
    [figure, _] = rows_in(blob, "bilder")
    assert (figure["titel"], figure["aussage"], figure["anmerkungen"]) == (text, text, text)
    assert [row["quelle"] for row in rows_in(blob, "werte") if row["quelle"]] == [text]
    for table in ("bilder", "werte", "gezeichnet"):
        for row in excel_rows_in(blob, table):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝")), cell
                assert not cell.startswith("-") or re.fullmatch(r"-[\d,]+", cell)
    assert excel_rows_in(blob, "bilder")[0]["Titel"] == f"'{text}"


def test_a_negative_number_is_no_text(lens):
    chart = made_charts.charts.bars_by_unit(
        result(QUOTE, [{"kreis_id": "05382", "numerator": -3.0, "denominator": 6.0}], ("kreis_id",),
               berichtstermin="2024-03-31")
    )  # fmt: skip
    blob = datapackage(of_charts(lens, chart))
    assert [row["Wert"] for row in excel_rows_in(blob, "werte")] == ["-50"]
    assert [row["wert"] for row in rows_in(blob, "werte")] == ["-50"]


def test_a_column_nobody_knows_is_not_left_out_silently(lens):
    chart = made_charts.site_bars()
    other = dataclasses.replace(chart.twins, data=lambda: chart.data.assign(neu=1))
    with pytest.raises(ValueError, match="neu"):
        datapackage(of_charts(lens, dataclasses.replace(chart, twins=other)))


def test_a_chart_of_two_indicators_has_two_units(lens):
    chart = made_newer_charts.scatter()
    rows = rows_in(datapackage(of_charts(lens, chart)), "werte")
    units = {name: load_catalogue()[name].unit for name in {parse_trace(t)[0] for t in chart.traces}}
    assert {row["kennzahl"]: row["einheit"] for row in rows} == units
    [figure] = rows_in(datapackage(of_charts(lens, chart)), "bilder")
    assert figure["querachse"] == chart.across.name
    assert chart.across.lines[0].label in figure["bezugslinien"]


def test_a_report_without_figures_is_a_package_too(lens, tmp_path):
    blob = datapackage(Report("thema:leer", "Leer", lens, (Chapter("leer", "Leer", ()),)))
    assert rows_in(blob, "werte") == []
    assert checked(unpacked(blob, tmp_path)) == []


def test_another_process_makes_the_same_bytes(made, lens):
    script = (
        "import sys, hashlib; from pathlib import Path; from kim.store import Store;"
        "from kim.stand import open_stand; from kim.topics import Choice, Lens;"
        "from kim.topics.choice import gebiete; from kim.topics.report import report;"
        "from kim.exports.datapackage import datapackage;"
        "stand = open_stand(Store(Path(sys.argv[1])), sys.argv[2]);"
        "lens = Lens(stand, Choice(gebiete()['land'], sys.argv[3]));"
        "print(hashlib.sha256(datapackage(report('kreis:05382', lens))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(demo_store()), lens.stand.id, lens.choice.termin],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(made("kreis:05382")[1]).hexdigest()
