"""The Arbeitsmappe holds the numbers of its charts as numbers, and none that is not shown."""

import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from kim import formats
from kim.charts import Chart
from kim.charts.twins import Twins
from kim.exports.workbook import workbook
from kim.topics.parts import Figure
from tests import made_charts as made
from tests.made_reports import exported, of_parts, untraced
from tests.reading_workbook import (
    drawings_in,
    expected,
    kept,
    numbers_in,
    opened,
    parts,
    table_of,
    upper_ends_in,
)

LAND, KREIS = "land", "kreis:05382"


def one_of(*told: object, title: str = "Probe") -> bytes:
    """A workbook of parts made by hand, whose indicators are in no catalogue."""
    return workbook(of_parts(*untraced(*told), title=title, kind="probe"))


@pytest.mark.parametrize("what", [LAND, KREIS])
def test_the_numbers_of_every_chart_are_in_its_cells(what):
    told, blob = exported(workbook, what)
    assert len(told.figures) > 30
    for figure in told.figures:
        assert numbers_in(blob, figure.chart) == expected(figure.chart), figure.chart.id


@pytest.mark.parametrize("what", [LAND, KREIS])
def test_every_chart_draws_its_numbers_and_gaps_where_there_are_none(what):
    told, blob = exported(workbook, what)
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
def test_a_chart_of_each_kind_is_read_back(name):
    chart = made.ALL[name]()
    blob = one_of(Figure(chart))
    assert numbers_in(blob, chart) == expected(chart)
    assert bool(drawings_in(blob, chart)) == (chart.kind != "tiles")


def test_what_a_chart_keeps_in_store_is_what_its_cells_hold():
    told, blob = exported(workbook, LAND)
    for figure in told.figures[:20]:
        for one in drawings_in(blob, figure.chart):
            assert one.values == _cells_of(blob, one.range), (figure.chart.id, one.name)


def _cells_of(blob: bytes, place: str) -> tuple:
    name, _, corners = place.rpartition("!")
    left, top, right, bottom = range_boundaries(corners.replace("$", ""))
    sheet = opened(blob)[name.strip("'")]
    return tuple(sheet.cell(row, left).value for row in range(top, bottom + 1)) if left == right else ()


def test_both_readers_see_the_same():
    _, blob = exported(workbook, KREIS)
    other = CalamineWorkbook.from_filelike(io.BytesIO(blob))
    assert other.sheet_names == opened(blob).sheetnames
    for name in other.sheet_names:
        there = {
            cell.value for row in opened(blob)[name] for cell in row if isinstance(cell.value, float | int)
        }
        seen = {value for row in other.get_sheet_by_name(name).to_python() for value in row}
        assert {float(v) for v in there} <= {float(v) for v in seen if isinstance(v, float | int)}


def test_ranges_have_both_ends():
    chart = made.ranges()
    assert upper_ends_in(one_of(Figure(chart)), chart) == tuple(map(kept, chart.series[0].upper))


def test_limits_of_months_stand_where_they_hold():
    chart = made.controlled()
    drawn = [one for one in drawings_in(one_of(Figure(chart)), chart) if "renze oben" in one.name]
    assert len(drawn) == len(chart.bounds) == 2
    for one, bounds in zip(drawn, chart.bounds, strict=True):
        held = [at for at, value in enumerate(one.values) if value is not None]
        assert bounds.positions[0] <= held[0] <= held[-1] <= bounds.positions[-1]
        assert {one.values[at] for at in held} == {kept(bounds.upper[0])}


def test_bars_stand_under_their_groups():
    chart = made.site_bars()
    blob = one_of(Figure(chart))
    xml = next(text for name, text in parts(blob).items() if name.startswith("xl/charts/chart"))
    assert "multiLvlStrRef" in xml
    _, rows = table_of(blob, chart)
    assert tuple(row["Regierungsbezirk"] or "" for row in rows) == chart.groups


def test_an_interval_ends_where_it_ends():
    chart = made.field_bars()
    _, rows = table_of(one_of(Figure(chart)), chart)
    for row, low, high, status in zip(
        rows, chart.series[0].lower, chart.series[0].upper, chart.series[0].status, strict=True
    ):
        shown = status in formats.NUMERIC
        assert row["Intervall von (%)"] == (kept(low) if shown else None)
        assert row["Intervall bis (%)"] == (kept(high) if shown else None)


def test_a_tile_map_is_a_grid_of_numbers():
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
def test_a_value_that_is_not_shown_leaves_no_number_in_the_file(status):
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


def test_a_missing_value_is_an_empty_cell_and_a_gap():
    chart = made.site_bars()
    blob = one_of(Figure(chart))
    at = chart.series[0].status.index("suppressed")
    _, rows = table_of(blob, chart)
    assert rows[at][f"{chart.series[0].name} (%)"] is None
    assert rows[at]["Angabe"] == "geheim gehalten"
    assert drawings_in(blob, chart)[0].values[at] is None
