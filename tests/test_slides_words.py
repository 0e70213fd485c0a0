"""Slides say all that the report says, can be read out and traced back."""

import dataclasses
import io
import re
from datetime import date
from itertools import pairwise

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from kim import formats
from kim.exports.slides import slides, texts
from kim.exports.slides.annex import INVENTED
from kim.exports.slides.captions import CUT
from kim.stand import parse_trace
from kim.topics.parts import Answer, Counted, Figure, Heading, Table, Tiles, Words
from kim.topics.report import Report
from tests import made_charts as made
from tests.made_reports import exported, of_parts
from tests.reading_slides import (
    frames_in,
    notes_of,
    opened,
    parts_in,
    rows_of,
    slide_of,
    texts_of,
    title_of,
    titled,
)


@pytest.fixture(scope="module", params=["land", "kreis:05382"])
def whole(request) -> tuple[Report, bytes]:
    return exported(slides, request.param)


def test_every_slide_has_title_footer_number_and_notes(whole) -> None:
    told, blob = whole
    titles = [title_of(slide) for slide in opened(blob)]
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
    rows = [rows_of(slide) for slide in titled(blob, "Kennungen")]
    [where] = [row[0] for table in rows for row in table if row[2] == f'"{trace}"']
    assert number in where.split(", ")


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


def test_the_last_slides_say_definitions_symbols_and_origin(whole) -> None:
    told, blob = whole
    titles = [re.sub(r" \(Teil.*", "", title_of(slide)) for slide in opened(blob)]
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


def test_a_funnel_without_limits_says_that_nobody_is_striking() -> None:
    words = "Grenzen gibt es keine, und niemand gilt als auffällig."
    long = " ".join(["Das sind so viele Worte, dass sie nicht alle unter den Titel passen."] * 9)
    chart = dataclasses.replace(made.funnels(), sentence=f"{long} {words}", traces=())
    seen = "\n".join(texts_of(slide_of(slides(of_parts(Figure(chart), kind="thema:stellen")), chart)))
    assert words in seen
    assert long not in seen


def test_published_figures_come_last(whole) -> None:
    told, blob = whole
    titles = [title_of(slide) for slide in opened(blob)]
    published = [at for at, title in enumerate(titles) if title.startswith("Veröffentlicht")]
    measured = [slide_of(blob, f.chart) for f in told.figures if f.chart.kind != "range"]
    assert max(opened(blob).index(slide) for slide in measured) < published[0]
    assert titles[published[-1] + 1].startswith("Definitionen")


def test_no_title_has_a_bare_number(whole) -> None:
    for slide in opened(whole[1]):
        assert not re.search(r" \(\d+\)$", title_of(slide))


def test_ids_are_legible_and_in_the_quotes_of_a_command_line(whole) -> None:
    told, blob = whole
    parts = [part for chapter in told.chapters for part in chapter.parts if isinstance(part, Counted)]
    wanted = {f'"{trace}"' for part in parts for trace in part.traces}
    pages = titled(blob, "Kennungen")
    assert wanted == {row[2] for page in pages for row in rows_of(page)[1:]}
    sizes = {
        run.get("sz")
        for page in pages
        for s in page.shapes
        if s.has_table
        for run in s._element.iter(qn("a:rPr"))
    }
    assert sizes == {"1000"}
