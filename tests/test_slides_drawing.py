"""Charts and tables on slides are drawn at their places and fit there."""

import dataclasses

import pandas as pd
import pytest
from pptx.oxml.ns import qn

from kim import formats
from kim.exports.screen import layout
from kim.exports.slides import slides, texts, vorlage
from kim.exports.slides.places import TITLE
from kim.topics.parts import Figure, Table
from kim.topics.report import Report
from tests import made_charts as made
from tests.made_reports import exported, of_parts
from tests.reading_slides import C, frames_in, notes_of, opened, rows_of, slide_of, texts_of, title_of, titled


@pytest.fixture(scope="module", params=["land", "kreis:05382"])
def whole(request) -> tuple[Report, bytes]:
    return exported(slides, request.param)


def of(*parts: object) -> bytes:
    """The slides of parts as they stand in a chapter."""
    return slides(of_parts(*parts, kind="thema:stellen"))


def test_titles_fit_two_lines(whole) -> None:
    for slide in opened(whole[1]):
        title = slide.shapes.title
        sizes = [run.font.size.pt for run in title.text_frame.paragraphs[0].runs if run.font.size]
        assert len(title.text_frame.text) <= 150
        assert texts.lines(title.text_frame.text, *(sizes or [vorlage.TITLE_SIZE])[:1], TITLE.wide, True) <= 2


def test_panels_of_one_chart_have_one_scale_and_one_plot(whole) -> None:
    """Else the same length would say different things."""
    told, blob = whole
    many = [
        f.chart for f in told.figures if f.chart.kind in ("bar", "stacked") and len(f.chart.categories) > 50
    ]
    assert many
    for chart in many:
        frames = frames_in(blob, chart)
        assert len(frames) == 2
        spaces = [frame.chart._chartSpace for frame in frames]
        plots = [[e.get("val") for e in s.find(f".//{C}layout").iter() if e.get("val")] for s in spaces]
        limits = [[s.find(f".//{C}valAx//{C}{end}").get("val") for end in ("min", "max")] for s in spaces]
        assert plots[0] == plots[1]
        assert limits[0] == limits[1] == [str(end) for end in layout.value_range(chart)]
        assert frames[0].width == frames[1].width


def test_missing_bars_say_why_at_their_place() -> None:
    chart = made.site_bars()
    found = frames_in(of(Figure(chart)), chart)
    labels = [label for frame in found for label in frame.chart.plots[0].categories]
    assert len(labels) == len(chart.categories)
    silent = layout.silent(chart)
    for label, name, status in zip(labels, chart.categories, silent, strict=True):
        assert label == (f"{name}: {formats.WORDS[status]}" if status else name)


def test_chosen_bar_and_comparator_are_told_by_their_look() -> None:
    chart = made.site_bars()
    points = {
        chart.categories[before + int(point.find(f"{C}idx").get("val"))]: point
        for frame, before in zip(frames_in(of(Figure(chart)), chart), (0, 28), strict=True)
        for point in frame.chart._chartSpace.iter(f"{C}dPt")
    }
    assert set(points) == {chart.highlight, chart.comparator}


def test_funnels_draw_all_units_as_one_series_between_their_limits() -> None:
    chart = made.funnels()
    [frame] = frames_in(of(Figure(chart)), chart)
    names = [series.name for series in frame.chart.plots[0].series]
    assert names.count(chart.series[0].name) == 1
    assert len(names) == 1 + 2 * len(chart.bounds) + len(chart.lines)
    symbols = [e.get("val") for e in frame.chart._chartSpace.iter(f"{C}symbol")]
    assert symbols.count("diamond") == chart.marks.count("outside")


def test_events_are_drawn_at_their_place_and_explained(whole) -> None:
    told, blob = whole
    chart = next(figure.chart for figure in told.figures if len(figure.chart.events) == 2)
    slide = next(s for s in opened(blob) if any(shape.name == chart.id for shape in s.shapes))
    drawn = [
        shape
        for shape in slide.shapes
        if shape.name.startswith("Ereignis") and shape.name.endswith("gezeichnet")
    ]
    assert len(drawn) == 2
    gap = drawn[1].left - drawn[0].left
    frame = next(shape for shape in slide.shapes if shape.name == chart.id)
    wide = float(frame.chart._chartSpace.find(f".//{C}layout//{C}w").get("val")) * frame.width
    apart = chart.events[1].position - chart.events[0].position
    assert gap == pytest.approx(wide * apart / len(chart.categories), rel=1e-3)
    assert all(event.label in "\n".join(texts_of(slide)) for event in chart.events)


def test_long_tables_repeat_their_headings_and_lose_no_row() -> None:
    frame = pd.DataFrame(
        {"Nummer": [str(n) for n in range(120)], "Text": ["lang " * (n % 40) for n in range(120)]}
    )
    blob = of(Table(frame, "Lange Tabelle", "lang"))
    tables = [rows_of(slide) for slide in titled(blob, "Lange Tabelle")]
    assert len(tables) > 2
    assert {tuple(rows[0]) for rows in tables} == {("Nummer", "Text")}
    assert [row[0] for rows in tables for row in rows[1:]] == list(frame["Nummer"])


def test_nothing_stands_below_its_slide(whole) -> None:
    for slide in opened(whole[1]):
        foot = min(h.top for h in slide.placeholders if h.placeholder_format.type.name == "FOOTER")
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= foot, title_of(slide)


def test_the_chosen_unit_of_a_funnel_is_no_larger_and_told_with_its_value() -> None:
    chart = made.funnels()
    [frame] = frames_in(of(Figure(chart)), chart)
    at = chart.categories.index(chart.highlight)
    points = {int(p.find(f"{C}idx").get("val")): p for p in frame.chart._chartSpace.iter(f"{C}dPt")}
    sizes = {i: int(p.find(f".//{C}size").get("val")) for i, p in points.items()}
    alike = [sizes[i] for i in sizes if chart.marks[i] == chart.marks[at] and i != at]
    assert sizes[at] <= max([*alike, 8 if chart.marks[at] != "outside" else 11])
    words = [
        "".join(t.text for t in label.iter(qn("a:t"))) for label in frame.chart._chartSpace.iter(f"{C}dLbl")
    ]
    assert f"{chart.highlight} {chart.labels(chart.series[0])[at]}" in words
    assert {line.label.replace(" ", formats.NBSP) for line in chart.lines} <= set(words)


def test_hollow_points_are_pale_also_where_forms_have_the_colour_of_their_line() -> None:
    chart = made.controlled()
    chart = dataclasses.replace(chart, traces=(), marks=("few", *chart.marks[1:]))
    [frame] = frames_in(of(Figure(chart)), chart)
    points = {int(p.find(f"{C}idx").get("val")): p for p in frame.chart._chartSpace.iter(f"{C}dPt")}
    few = [at for at, mark in enumerate(chart.marks) if mark == "few"]
    assert few
    for at in few:
        line = points[at].find(f"{C}spPr/{qn('a:ln')}/{qn('a:solidFill')}/{qn('a:srgbClr')}").get("val")
        fill = points[at].find(f"{C}marker/{C}spPr/{qn('a:solidFill')}/{qn('a:srgbClr')}").get("val")
        assert line == fill


def test_small_tables_share_a_slide_each_under_its_heading() -> None:
    small = [Table(pd.DataFrame({"a": [name], "b": ["1"]}), f"Tabelle {name}", name) for name in "xyz"]
    found = next(s for s in opened(of(*small)) if any(shape.has_table for shape in s.shapes))
    assert [shape.table.cell(1, 0).text_frame.text for shape in found.shapes if shape.has_table] == list(
        "xyz"
    )
    assert all(f"Tabelle {name}" in texts_of(found) for name in "xyz")


def test_a_small_table_stands_under_the_picture_before_it() -> None:
    chart = made.lines()
    small = Table(pd.DataFrame({"a": ["x"], "b": ["1"]}), "Tabelle", "t")
    slide = slide_of(of(Figure(chart), small), chart)
    [table] = [shape for shape in slide.shapes if shape.has_table]
    [frame] = [shape for shape in slide.shapes if shape.has_chart]
    assert table.top > frame.top + frame.height
    assert "Tabelle" in notes_of(slide)
