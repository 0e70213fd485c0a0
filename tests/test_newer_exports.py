"""Waterfall, scatter and heatmap in every file: native or drawn, with the numbers of their descriptions."""

from dataclasses import replace

import pytest
from defusedxml import ElementTree

from kim.exports.datapackage import datapackage
from kim.exports.paper import paper, picture
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.topics.parts import Figure
from kim.topics.report import Chapter, Report
from tests import made_newer_charts as made
from tests import reading_datapackage, reading_paper, reading_slides, reading_workbook
from tests.made_reports import reported

MAKERS = {
    "workbook": (workbook, reading_workbook),
    "slides": (slides, reading_slides),
    "paper": (paper, reading_paper),
    "datapackage": (datapackage, reading_datapackage),
}
NAMES = ("every_step", "scatter", "heatmap")


@pytest.fixture(scope="module")
def three() -> Report:
    figures = tuple(Figure(made.ALL[name]()) for name in NAMES)
    return replace(reported("thema:stellen"), chapters=(Chapter("neu", "Neue Arten", figures),))


@pytest.fixture(scope="module")
def files(three) -> dict[str, bytes]:
    return {name: make(three) for name, (make, _) in MAKERS.items()}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", MAKERS)
def test_the_numbers_of_every_file_are_those_of_the_chart(files, form, name):
    drawn = made.ALL[name]()
    told = MAKERS[form][1].numbers_in(files[form], drawn)
    for series in drawn.series:
        for at, category in enumerate(drawn.categories):
            value, status = series.values[at], series.status[at]
            found = told[series.name, category]
            if status == "shown":
                assert found == pytest.approx(value, abs=0.5 if form == "paper" else 1e-9)
            else:
                assert found in (status, 0.0) if status == "zero" else found == status
    assert len(told) == len(drawn.series) * len(drawn.categories)


@pytest.mark.parametrize("form", MAKERS)
def test_the_same_bytes_twice(three, files, form):
    assert MAKERS[form][0](three) == files[form]


def test_the_base_of_a_waterfall_is_not_drawn_in_the_workbook(files):
    base, bars = reading_workbook.drawings_in(files["workbook"], made.every_step())
    assert base.values == (0, 15, 13, 12, 0, 12)
    assert bars.values == (18, 3, 2, 1, 12, 1.5)


def test_the_base_of_a_waterfall_is_not_drawn_on_slides(files):
    [frame] = reading_slides.frames_in(files["slides"], made.every_step())
    base, bars = frame.chart._chartSpace.iter(f"{reading_slides.C}ser")
    assert base.find(f"{reading_slides.C}spPr/*").tag.endswith("noFill")
    assert [float(v.text) for v in base.findall(f"{reading_slides.C}val//{reading_slides.C}v")] == [
        0, 15, 13, 12, 0, 12,
    ]  # fmt: skip
    assert len(bars.findall(f"{reading_slides.C}dPt")) == 6


def test_points_of_a_scatter_have_their_places_in_workbook_and_slides(files):
    drawn = made.scatter()
    _, rows = reading_workbook.table_of(files["workbook"], drawn)
    assert [row["Besetzungsquote (%)"] for row in rows] == pytest.approx(drawn.positions)
    [frame] = reading_slides.frames_in(files["slides"], drawn)
    first = next(frame.chart._chartSpace.iter(f"{reading_slides.C}ser"))
    x = [float(v.text) for v in first.findall(f"{reading_slides.C}xVal//{reading_slides.C}v")]
    assert x == pytest.approx(drawn.positions)


def test_a_heatmap_is_shaded_in_the_sheet_by_rules_and_on_slides_in_two_tables(files):
    drawn = made.heatmap()
    sheet, _ = reading_workbook.table_of(files["workbook"], drawn)
    [where] = sheet.conditional_formatting
    assert len(where.rules) == 5
    assert len(reading_slides.frames_in(files["slides"], drawn)) == 2


@pytest.mark.parametrize("name", made.ALL)
def test_a_picture_is_drawn_and_says_what_it_shows(name):
    drawn = made.ALL[name]()
    root = ElementTree.fromstring(picture(drawn, "svg"))
    assert drawn.title in "".join(root.itertext())


def test_the_review_has_a_portfolio_that_names_nobody_but_the_striking():
    made_report = reported("review")
    [chapter] = [chapter for chapter in made_report.chapters if chapter.id == "portfolio"]
    [figure] = chapter.figures
    assert figure.chart.kind == "scatter"
    assert figure.chart.highlight is None
    assert "hängt" in figure.chart.sentence or "zusammenhängt" in figure.chart.sentence
    assert len(figure.chart.traces) == 2


def test_the_posts_of_the_land_fall_from_the_assignment_beside_the_stacks():
    kinds = [figure.chart.kind for figure in reported("thema:stellen").figures]
    assert kinds[:2] == ["waterfall", "stacked"]
