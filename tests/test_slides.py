"""Slides hold the numbers of their charts and nothing more, as texts and numbers, and twice the same."""

import dataclasses
import re

import pandas as pd
import pytest

from kim import formats
from kim.charts import Chart
from kim.exports.slides import slides, texts, vorlage
from kim.topics.parts import Answer, Figure, Table, Tiles, Words
from kim.topics.report import Report
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.made_reports import digest_elsewhere, exported, of_parts
from tests.reading_slides import all_numbers, frames_in, numbers_in, opened, parts_in, texts_of, workbook_of

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "<b>&amp;]]>", "a\x00\x0b\x1fb")
MADE = {
    "bar": made.site_bars,
    "whiskers": made.field_bars,
    "stacked": made.post_stack,
    "standing": made.post_history,
    "ages": made.age_stack,
    "line": made.lines,
    "range": made.ranges,
    "tiles": made.site_tiles,
    "curve": made.curves,
    "ways": made.ways_stack,
    "funnel": made.funnels,
    "control": made.controlled,
}


@pytest.fixture(scope="module", params=["land", "kreis:05382"])
def whole(request) -> tuple[Report, bytes]:
    return exported(slides, request.param)


def of(*parts: object) -> bytes:
    """The slides of parts as they stand in a chapter."""
    return slides(of_parts(*parts, kind="thema:stellen"))


def expected(chart: Chart) -> dict[tuple[str, str], object]:
    """What a reader must find: the value, or the status where there is none."""
    return {
        (series.name, name): value if status == "shown" else status
        for series in chart.series
        for name, value, status in zip(chart.categories, series.values, series.status, strict=True)
    }


def assert_same(found: dict, chart: Chart) -> None:
    wanted = expected(chart)
    if chart.kind == "tiles":
        wanted = {key: round_half_up(v, chart.decimals) for key, v in wanted.items()}
    assert found == wanted


def round_half_up(value: float | str, decimals: int) -> float | str:
    if isinstance(value, str):
        return value
    return float(
        formats.number(value, decimals).replace(".", "").replace(",", ".").replace(formats.MINUS, "-")
    )


def test_every_number_of_the_report_is_found_in_chart_and_workbook(whole) -> None:
    told, blob = whole
    assert len(told.figures) > 30
    for figure in told.figures:
        if not (figure.chart.empty or figure.chart.silent):
            assert_same(numbers_in(blob, figure.chart), figure.chart)


@pytest.mark.parametrize("kind", MADE)
def test_every_kind_is_found_with_every_status(kind: str) -> None:
    chart = dataclasses.replace(MADE[kind](), traces=())  # some measure what no catalogue knows
    assert_same(numbers_in(of(Figure(chart)), chart), chart)


def test_ranges_have_both_ends() -> None:
    chart = made.ranges()
    [frame] = frames_in(of(Figure(chart)), chart)
    sheet = workbook_of(frame.chart).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    [upper] = [
        column
        for head, column in zip(heads, sheet.iter_cols(min_row=2), strict=True)
        if head.endswith(", bis")
    ]
    assert tuple(cell.value for cell in upper) == chart.series[0].upper


def test_a_chart_without_values_is_a_sentence() -> None:
    chart = made.lines()
    nothing = dataclasses.replace(
        chart.series[0], values=(None,) * len(chart.categories), status=("too_few",) * len(chart.categories)
    )
    chart = dataclasses.replace(chart, series=(nothing,), highlight=None, comparator=None)
    blob = of(Figure(chart))
    assert not frames_in(blob, chart)
    assert any(chart.sentence in text for slide in opened(blob) for text in texts_of(slide))


def test_no_number_of_a_hidden_value_is_anywhere() -> None:
    """Limits and places of a value that is not shown would give it away."""
    chart = made.lines()
    told = chart.series[0]
    secret = 41.17231
    hidden = dataclasses.replace(
        told,
        values=(None, *told.values[1:]),
        status=("suppressed", *told.status[1:]),
        lower=(secret,) + (1.0,) * (len(told.values) - 1),
        upper=(secret + 1,) + (2.0,) * (len(told.values) - 1),
    )
    blob = of(Figure(dataclasses.replace(chart, series=(hidden, *chart.series[1:]))))
    assert 1.0 in all_numbers(blob)
    assert secret not in all_numbers(blob)
    assert not any(b"41.17" in part for _, part in parts_in(blob))


def test_same_bytes_in_two_processes() -> None:
    first, second = (digest_elsewhere(slides, "thema:stellen", {"PYTHONHASHSEED": seed}) for seed in "12")
    assert first == second
    assert len(first) > 60


def test_the_day_of_the_stand_is_the_time_of_all_parts(whole) -> None:
    told, blob = whole
    day = f"{told.lens.stand.day.isoformat()}T00:00:00Z"
    cores = [part.decode() for name, part in parts_in(blob) if name == "docProps/core.xml"]
    times = [time for core in cores for time in re.findall(r"<dcterms:\w+[^>]*>([^<]*)", core)]
    assert len(cores) > 30
    assert set(times) == {day}


def test_the_template_is_what_its_script_makes() -> None:
    assert vorlage.FILE.read_bytes() == vorlage.template()


def test_senders_texts_stay_texts() -> None:
    """In titles, names, notes, tables and in the workbooks behind charts."""
    chart = made.field_bars()
    names = tuple(f"{text}{at}" for at, text in enumerate(HOSTILE[: len(chart.categories)]))
    chart = dataclasses.replace(
        chart,
        categories=names,
        title="=1+1",
        sentence="@SUM(A1)",
        notes=HOSTILE,
        highlight=None,
        comparator=None,
    )
    frame = pd.DataFrame({"=Spalte": list(HOSTILE), "b": ["x"] * len(HOSTILE)})
    tile = Tile("=Kachel", "-1", HOSTILE)
    blob = of(Answer("=1+1"), Figure(chart), Table(frame, "+Tabelle", "t"), Tiles((tile,)), Words("@x"))
    [found] = frames_in(blob, chart)
    sheet = workbook_of(found.chart).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    written = [cell.value for cell in cells]
    assert all(any(str(text).startswith(texts.clean(name)) for text in written) for name in names)
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert not [name for name, part in parts_in(blob) if b"<f>" in part or b"hlinkClick" in part]
    assert any("<b>&amp;]]>" in text for slide in opened(blob) for text in texts_of(slide))
