"""The data package, read back with other readers, is equal to the charts."""

from collections import Counter
from datetime import date

import pytest

from kim import formats
from kim.catalogue import load_catalogue
from kim.charts import Chart
from kim.charts.description import SPOKEN
from kim.exports.datapackage import datapackage
from kim.stand import parse_trace
from tests import made_newer_charts
from tests.made_reports import WHATS, every_kind, exported, of_charts
from tests.reading_datapackage import excel_rows_in, numbers_in, parquet_rows_in, rows_in

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


def drawn(chart: Chart) -> dict[tuple[str, str], float | str]:
    return {
        (series.name, category): value if status in formats.NUMERIC else status
        for series in chart.series
        for category, value, status in zip(chart.categories, series.values, series.status, strict=True)
    }


@pytest.mark.parametrize("what", WHATS)
def test_what_is_drawn_stands_in_the_package(what):
    found, blob = exported(datapackage, what)
    for figure in found.figures:
        assert numbers_in(blob, figure.chart) == drawn(figure.chart), figure.chart.id


def test_charts_of_every_kind_and_status_stand_in_the_package():
    charts = every_kind()
    blob = datapackage(of_charts(*charts))
    assert {chart.kind for chart in charts} == set(SPOKEN)
    assert {status for chart in charts for status in chart.statuses} == set(formats.STATUSES)
    for chart in charts:
        assert numbers_in(blob, chart) == drawn(chart)


@pytest.mark.parametrize("what", WHATS)
def test_values_are_the_rows_of_the_charts(what):
    found, blob = exported(datapackage, what)
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
def test_drawn_numbers_come_from_the_values(what):
    """But for published spans, which are drawn in months, and the whole that a waterfall begins with."""
    found, blob = exported(datapackage, what)
    by_figure = grouped(rows_in(blob, "werte"))
    for chart in [f.chart for f in found.figures if f.chart.kind != "range"]:
        there = Counter(float(row["wert"]) for row in by_figure.get(chart.id, []) if row["wert"])
        read = {mark: v for mark, v in numbers_in(blob, chart).items() if isinstance(v, float) and v}
        shown = Counter(v for (_, category), v in read.items() if (chart.kind, category) != WHOLE)
        assert not shown - there, chart.id


def test_parquet_and_excel_say_the_same():
    _, blob = exported(datapackage, "kreis:05382")
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


def test_a_chart_of_two_indicators_has_two_units():
    chart = made_newer_charts.scatter()
    rows = rows_in(datapackage(of_charts(chart)), "werte")
    units = {name: load_catalogue()[name].unit for name in {parse_trace(t)[0] for t in chart.traces}}
    assert {row["kennzahl"]: row["einheit"] for row in rows} == units
    [figure] = rows_in(datapackage(of_charts(chart)), "bilder")
    assert figure["querachse"] == chart.across.name
    assert chart.across.lines[0].label in figure["bezugslinien"]
