"""What the screen draws are the numbers of the result, status included, in every chart of a report.

The files are read back in test_workbook, test_slides, test_paper and test_datapackage, over the same reports.
"""

from math import isnan

import pytest

from kim import formats
from kim.charts import Chart, Series
from kim.exports import screen
from kim.stand import Stand
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report

ACROSS = ("bar", "stacked")  # lie on their side unless they run over time
WRITTEN = ("tiles", "range", "waterfall", "heatmap")  # their lengths are no values: what they say is written


@pytest.fixture(scope="module", params=["land", "kreis:05382", "kreis:05334-R"])
def charts(request: pytest.FixtureRequest, stand: Stand) -> list[Chart]:
    lens = Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand)))))
    return [figure.chart for figure in report(request.param, lens).figures]


def test_the_screen_draws_the_numbers_of_the_chart(charts: list[Chart]) -> None:
    for chart in charts:
        if chart.kind in WRITTEN:
            continue
        drawn = screen.render(chart)["data"]
        for series in chart.series:
            assert numbers(drawn, chart, series) == known(series), chart.id


def test_what_is_written_is_the_number_or_why_there_is_none(charts: list[Chart]) -> None:
    for chart in (chart for chart in charts if chart.ends and chart.kind in ("bar", "tiles")):
        [series] = chart.series
        for end, value, status in zip(chart.ends, series.values, series.status, strict=True):
            written = formats.number(value, chart.decimals) if value is not None else formats.SYMBOLS[status]
            assert written in end, (chart.id, end)


def test_a_chart_has_no_number_that_its_data_do_not_have(charts: list[Chart]) -> None:
    for chart in (chart for chart in charts if "value" in chart.data.columns):
        there = {round(value, 9) for value in chart.data["value"].astype(float) if not isnan(value)}
        told = {round(value, 9) for series in chart.series for value in series.values if value}
        whole = {round(sum(there), 9)} if chart.kind == "waterfall" else set()
        assert told <= there | whole or chart.id.startswith("vorausschau_monate"), chart.id


def numbers(drawn: list[dict], chart: Chart, series: Series) -> list[float]:
    """The numbers of a series in the figure, in any order."""
    lying = chart.kind in ACROSS and not chart.over_time
    found = [trace["x" if lying else "y"] for trace in drawn if trace.get("name") == series.name]
    assert found, f"{chart.id}: {series.name} is not drawn"
    return sorted(value for values in found for value in values if value is not None)


def known(series: Series) -> list[float]:
    return sorted(value for value in series.values if value is not None)
