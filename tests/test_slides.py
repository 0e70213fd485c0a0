"""Slides hold the numbers of their charts and nothing more, can be edited, read out and traced back."""

import dataclasses
import io
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.slide import Slide

from kim import formats
from kim.charts import Chart
from kim.datasets import ROOT
from kim.exports.screen import layout
from kim.exports.slides import slides, texts, vorlage
from kim.exports.slides.annex import INVENTED
from kim.exports.slides.captions import CUT
from kim.exports.slides.places import TITLE
from kim.stand import list_staende, open_stand, parse_trace
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.parts import Answer, Figure, Heading, Table, Tiles, Words
from kim.topics.report import Chapter, Report, report
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.demo_store import demo_store
from tests.reading_slides import (
    C,
    all_numbers,
    frames_in,
    notes_of,
    numbers_in,
    opened,
    parts_in,
    texts_of,
    workbook_of,
)

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
TWO_PROCESSES = """
import hashlib, sys
from pathlib import Path
from kim.exports.slides import slides
from kim.stand import list_staende, open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report
store = Store(Path(sys.argv[1]))
stand = open_stand(store, list_staende(store)[0].id)
lens = Lens(stand, Choice(gebiet=gebiete()["land"], termin=next(iter(termine(stand)))))
print(hashlib.sha256(slides(report("thema:stellen", lens))).hexdigest())
"""


@pytest.fixture(scope="module")
def lens():
    store = Store(demo_store())
    stand = open_stand(store, list_staende(store)[0].id)
    yield Lens(stand, Choice(gebiet=gebiete()["land"], termin=next(iter(termine(stand)))))
    stand.close()


@pytest.fixture(scope="module", params=["land", "kreis:05382"])
def whole(request, lens) -> tuple[Report, bytes]:
    told = report(request.param, lens)
    return told, slides(told)


@pytest.fixture
def of(lens):
    """The slides of parts as they stand in a chapter."""

    def make(*parts: object) -> bytes:
        return slides(Report("thema:stellen", "Probe", lens, (Chapter("probe", "Kapitel", parts),)))

    return make


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
def test_every_kind_is_found_with_every_status(of, kind: str) -> None:
    chart = dataclasses.replace(MADE[kind](), traces=())  # some measure what no catalogue knows
    assert_same(numbers_in(of(Figure(chart)), chart), chart)


def test_ranges_have_both_ends(of) -> None:
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


def test_a_chart_without_values_is_a_sentence(of) -> None:
    chart = made.lines()
    nothing = dataclasses.replace(
        chart.series[0], values=(None,) * len(chart.categories), status=("too_few",) * len(chart.categories)
    )
    chart = dataclasses.replace(chart, series=(nothing,), highlight=None, comparator=None)
    blob = of(Figure(chart))
    assert not frames_in(blob, chart)
    assert any(chart.sentence in text for slide in opened(blob) for text in texts_of(slide))


def test_no_number_of_a_hidden_value_is_anywhere(of) -> None:
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
    run = [sys.executable, "-c", TWO_PROCESSES, str(demo_store())]
    first, second = (
        subprocess.run(
            run, cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    assert len(first.stdout) > 60


def test_the_day_of_the_stand_is_the_time_of_all_parts(whole) -> None:
    told, blob = whole
    day = f"{told.lens.stand.day.isoformat()}T00:00:00Z"
    cores = [part.decode() for name, part in parts_in(blob) if name == "docProps/core.xml"]
    times = [time for core in cores for time in re.findall(r"<dcterms:\w+[^>]*>([^<]*)", core)]
    assert len(cores) > 30
    assert set(times) == {day}


def test_the_template_is_what_its_script_makes() -> None:
    assert vorlage.FILE.read_bytes() == vorlage.template()


def test_senders_texts_stay_texts(of) -> None:
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


def test_every_slide_has_title_footer_number_and_notes(whole) -> None:
    told, blob = whole
    titles = [slide.shapes.title.text_frame.text for slide in opened(blob)]
    assert len(titles) == len(set(titles))
    for number, slide in enumerate(opened(blob), 1):
        holders = {h.placeholder_format.type.name: h.text_frame.text for h in slide.placeholders}
        assert holders["SLIDE_NUMBER"] == str(number)
        assert holders["FOOTER"] == f"{told.stand} · {told.selection} · {INVENTED}"
        assert notes_of(slide)


def test_a_chapter_opens_with_its_answer(whole) -> None:
    told, blob = whole
    said = "\n".join(text for slide in opened(blob) for text in texts_of(slide))
    for chapter in told.chapters:
        for part in chapter.parts:
            if isinstance(part, Answer):
                assert texts.clean(part.text) in said


def test_nothing_the_report_says_is_left_out(whole) -> None:
    told, blob = whole
    said = " ".join(" ".join([*texts_of(slide), notes_of(slide)]) for slide in opened(blob))
    for chapter in told.chapters:
        for part in chapter.parts:
            for text in _told(part):
                assert text in said, text


def _told(part: object) -> list[str]:
    if isinstance(part, Words | Answer):
        return [texts.plain(line) for line in texts.paragraphs(part.text)]
    if isinstance(part, Tiles):
        return [text for tile in part.tiles for text in (tile.title, tile.value, *tile.details)]
    if isinstance(part, Table):
        return [part.title, *map(str, part.frame.to_numpy().ravel())]
    if isinstance(part, Figure):
        return [part.chart.source, part.chart.sentence, *part.chart.notes, *part.chart.traces]
    return [part.text] if isinstance(part, Heading) and part.text in [] else []


def test_a_figure_is_traced_back_by_what_the_deck_says(whole) -> None:
    told, blob = whole
    slide = next(s for s in opened(blob) if any(shape.has_chart for shape in s.shapes))
    [line] = [line for line in notes_of(slide).split("\n") if line.startswith("Kennung zum")]
    trace = line.partition(": ")[2]
    assert trace in told.figures[0].chart.traces
    indicator, selection, stand = parse_trace(trace)
    assert stand == told.lens.stand.id
    result = told.lens.stand.result(indicator, selection)
    assert result.indicator.definition in notes_of(slide)
    number = str(opened(blob).index(slide) + 1)
    rows = [_rows(s) for s in opened(blob) if s.shapes.title.text_frame.text.startswith("Kennungen")]
    [where] = [row[0] for table in rows for row in table if row[1] == f'"{trace}"']
    assert number in where.split(", ")


def _rows(slide: Slide) -> list[list[str]]:
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]


def test_all_that_is_not_text_has_an_alternative(whole) -> None:
    told, blob = whole
    shown = [shape for slide in opened(blob) for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(shown) > len(told.figures)
    for shape in shown:
        assert len(shape._element.xpath(".//p:cNvPr/@descr")[0]) > 20, shape.name
    for figure in told.figures:
        for frame in frames_in(blob, figure.chart):
            assert frame._element.xpath(".//p:cNvPr/@descr")[0].startswith(texts.clean(figure.chart.alt))


def test_shapes_of_a_slide_have_ids_of_their_own(whole) -> None:
    for slide in opened(whole[1]):
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_everything_speaks_german(whole) -> None:
    for name, part in parts_in(whole[1]):
        if re.fullmatch(r"ppt/(slides|notesSlides|charts)/\w+\.xml", name):
            languages = set(re.findall(rb'lang="([^"]*)"', part))
            assert languages == {b"de-DE"}, name


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


def test_missing_bars_say_why_at_their_place(of) -> None:
    chart = made.site_bars()
    found = frames_in(of(Figure(chart)), chart)
    labels = [label for frame in found for label in frame.chart.plots[0].categories]
    assert len(labels) == len(chart.categories)
    silent = layout.silent(chart)
    for label, name, status in zip(labels, chart.categories, silent, strict=True):
        assert label == (f"{name}: {formats.WORDS[status]}" if status else name)


def test_chosen_bar_and_comparator_are_told_by_their_look(of) -> None:
    chart = made.site_bars()
    points = {
        chart.categories[before + int(point.find(f"{C}idx").get("val"))]: point
        for frame, before in zip(frames_in(of(Figure(chart)), chart), (0, 28), strict=True)
        for point in frame.chart._chartSpace.iter(f"{C}dPt")
    }
    assert set(points) == {chart.highlight, chart.comparator}


def test_funnels_draw_all_units_as_one_series_between_their_limits(of) -> None:
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


def test_long_tables_repeat_their_headings_and_lose_no_row(of) -> None:
    frame = pd.DataFrame(
        {"Nummer": [str(n) for n in range(120)], "Text": ["lang " * (n % 40) for n in range(120)]}
    )
    blob = of(Table(frame, "Lange Tabelle", "lang"))
    tables = [_rows(s) for s in opened(blob) if s.shapes.title.text_frame.text.startswith("Lange Tabelle")]
    assert len(tables) > 2
    assert {tuple(rows[0]) for rows in tables} == {("Nummer", "Text")}
    assert [row[0] for rows in tables for row in rows[1:]] == list(frame["Nummer"])


def test_nothing_stands_below_its_slide(whole) -> None:
    for slide in opened(whole[1]):
        foot = min(h.top for h in slide.placeholders if h.placeholder_format.type.name == "FOOTER")
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= foot, slide.shapes.title.text_frame.text


def test_the_last_slides_say_definitions_symbols_and_origin(whole) -> None:
    told, blob = whole
    titles = [re.sub(r" \(Teil.*", "", slide.shapes.title.text_frame.text) for slide in opened(blob)]
    order = [title for title, after in pairwise([*titles, ""]) if title != after]
    assert order[-3:] == ["Definitionen", "Herkunft der Zahlen und Zeichen", "Kennungen"]
    said = "\n".join(text for slide in opened(blob) for text in texts_of(slide))
    assert told.lens.stand.id in said
    assert all(meaning in said for _, meaning in formats.symbol_legend())


def test_a_presentation_is_well_formed(whole) -> None:
    """As PowerPoint wants it: wide, in German, nothing left to click on."""
    told, blob = whole
    show = Presentation(io.BytesIO(blob))
    assert round(show.slide_width / show.slide_height, 2) == 1.78
    assert show.core_properties.title == told.title
    assert show.core_properties.created.date() == told.lens.stand.day > date(2000, 1, 1)
    empty = [
        holder.name
        for slide in show.slides
        for holder in slide.placeholders
        if not holder.text_frame.text and holder._element.find(qn("p:txBody")) is not None
    ]
    assert not empty


def test_every_picture_says_its_sentence(whole) -> None:
    """Whole sentences of it where it is long, and the whole of it in the notes."""
    told, blob = whole
    for figure in told.figures:
        slide = slide_of(blob, figure.chart)
        seen = "\n".join(texts_of(slide))
        assert figure.chart.sentence in notes_of(slide)
        said = [s for s in texts.sentences(figure.chart.sentence) if s in seen]
        assert said, figure.chart.id
        assert figure.chart.sentence in seen or CUT in seen
        told_of = [s for s in texts.sentences(figure.chart.sentence) if "auffällig" in s]
        assert set(told_of) <= set(said)


def slide_of(blob: bytes, chart: Chart) -> Slide:
    [*_, frame] = frames_in(blob, chart)
    return next(s for s in opened(blob) if any(shape._element is frame._element for shape in s.shapes))


def test_a_funnel_without_limits_says_that_nobody_is_striking(of) -> None:
    words = "Grenzen gibt es keine, und niemand gilt als auffällig."
    long = " ".join(["Das sind so viele Worte, dass sie nicht alle unter den Titel passen."] * 9)
    chart = dataclasses.replace(made.funnels(), sentence=f"{long} {words}", traces=())
    seen = "\n".join(texts_of(slide_of(of(Figure(chart)), chart)))
    assert words in seen
    assert long not in seen


def test_the_chosen_unit_of_a_funnel_is_no_larger_and_told_with_its_value(of) -> None:
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


def test_hollow_points_are_pale_also_where_forms_have_the_colour_of_their_line(of) -> None:
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


def test_small_tables_share_a_slide_each_under_its_heading(of) -> None:
    small = [Table(pd.DataFrame({"a": [name], "b": ["1"]}), f"Tabelle {name}", name) for name in "xyz"]
    found = next(s for s in opened(of(*small)) if any(shape.has_table for shape in s.shapes))
    assert [shape.table.cell(1, 0).text_frame.text for shape in found.shapes if shape.has_table] == list(
        "xyz"
    )
    assert all(f"Tabelle {name}" in texts_of(found) for name in "xyz")


def test_a_small_table_stands_under_the_picture_before_it(of) -> None:
    chart = made.lines()
    small = Table(pd.DataFrame({"a": ["x"], "b": ["1"]}), "Tabelle", "t")
    slide = slide_of(of(Figure(chart), small), chart)
    [table] = [shape for shape in slide.shapes if shape.has_table]
    [frame] = [shape for shape in slide.shapes if shape.has_chart]
    assert table.top > frame.top + frame.height
    assert "Tabelle" in notes_of(slide)


def test_published_figures_come_last(whole) -> None:
    told, blob = whole
    titles = [slide.shapes.title.text_frame.text for slide in opened(blob)]
    published = [at for at, title in enumerate(titles) if title.startswith("Veröffentlicht")]
    measured = [slide_of(blob, f.chart) for f in told.figures if f.chart.kind != "range"]
    assert max(opened(blob).index(slide) for slide in measured) < published[0]
    assert titles[published[-1] + 1].startswith("Definitionen")


def test_no_title_has_a_bare_number(whole) -> None:
    for slide in opened(whole[1]):
        assert not re.search(r" \(\d+\)$", slide.shapes.title.text_frame.text)


def test_ids_are_legible_and_in_the_quotes_of_a_command_line(whole) -> None:
    told, blob = whole
    wanted = {f'"{trace}"' for figure in told.figures for trace in figure.chart.traces}
    pages = [s for s in opened(blob) if s.shapes.title.text_frame.text.startswith("Kennungen")]
    assert wanted == {row[1] for page in pages for row in _rows(page)[1:]}
    sizes = {
        run.get("sz")
        for page in pages
        for s in page.shapes
        if s.has_table
        for run in s._element.iter(qn("a:rPr"))
    }
    assert sizes == {"1000"}
