"""The slides themselves: placeholders filled, footer, number and notes on each, all in German."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count

from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from kim.exports.screen.colours import LIGHT
from kim.exports.slides import texts, vorlage
from kim.exports.slides.native import Native
from kim.exports.slides.normal import normalise
from kim.exports.slides.page import Page
from kim.exports.slides.places import FOOT, SUBTITLE, Box
from kim.exports.slides.xml import el, ink

LANGUAGE = "de-DE"
AUTHOR = "KIM-Monitor"
SMALLEST = 0.6  # the share of its size down to which a text is made smaller


class Deck:
    """Slides in the order they are added; titles are told apart where two would be the same."""

    def __init__(self, footer: str) -> None:
        self._show, self._footer = Presentation(str(vorlage.FILE)), texts.clean(footer)
        self._layouts = {layout.name: layout for layout in self._show.slide_layouts}
        self._titles: set[str] = set()

    @property
    def count(self) -> int:
        return len(self._show.slides)

    def cover(self, title: str, subtitle: str, lines: Sequence[str], notes: str) -> Slide:
        slide = self._slide(vorlage.COVER, title, notes)
        self._fill(slide, 1, [subtitle])
        self._fill(slide, 10, lines)
        return slide

    def text(self, title: str, lines: Sequence[str], notes: str, kind: str) -> Slide:
        """A slide of text alone, in letters as large as fit."""
        slide = self._slide(vorlage.TEXT, title, notes, (kind,))
        self._fill(slide, 10, lines)
        return slide

    def page(self, page: Page) -> Slide:
        slide = self._slide(vorlage.CONTENT, page.title, page.notes, page.kinds)
        self._subtitle(slide, page)
        self._fill(slide, 11, page.foot.split("\n") if page.foot else [])
        if page.foot:
            move_foot(slide, FOOT.y + FOOT.high - page.foot_high, page.foot_high)
        return slide

    def _subtitle(self, slide: Slide, page: Page) -> None:
        """As high as it is, where that is more than the template has."""
        self._fill(slide, 10, page.subtitle.split("\n") if page.subtitle else [], page.size)
        if page.subtitle_high > SUBTITLE.high:
            high = page.subtitle_high + 0.02
            move(slide.placeholders[10], replace(SUBTITLE, high=high))

    def remark(self, text: str) -> None:
        """More notes on the last slide."""
        frame = self._show.slides[self.count - 1].notes_slide.notes_text_frame
        _write(frame, [*frame.text.split("\n"), *texts.clean(text).split("\n")])

    def _slide(self, layout: str, title: str, notes: str, kinds: Sequence[str] = ()) -> Slide:
        slide = self._show.slides.add_slide(self._layouts[layout])
        _write(slide.shapes.title.text_frame, [self._unique(texts.clean(title), kinds)])
        _fit(slide.shapes.title, vorlage.TITLE_SIZE if layout != vorlage.COVER else 36, 2)
        _beside(slide, self._footer)
        if notes:
            _write(slide.notes_slide.notes_text_frame, texts.clean(notes).split("\n"))
        return slide

    def _unique(self, title: str, kinds: Sequence[str]) -> str:
        """A slide is found by its title, also by those who do not see it."""
        numbered = (f"{title} ({at})" for at in count(2))
        wanted = chain([title], (f"{title} ({texts.clean(kind)})" for kind in kinds), numbered)
        found = next(one for one in wanted if one not in self._titles)
        self._titles.add(found)
        return found

    def _fill(self, slide: Slide, idx: int, lines: Sequence[str], size: float | None = None) -> None:
        """Text into a placeholder; an empty one would ask to be clicked on, so it goes."""
        holder = slide.placeholders[idx]
        if not lines:
            holder._element.getparent().remove(holder._element)
            return
        _write(holder.text_frame, [texts.clean(line) for line in lines])
        usual = next(h[4] for h in vorlage.LAYOUTS[slide.slide_layout.name] if h[1] == idx)
        _set(holder, size, usual) if size else _fit(holder, usual)

    def bytes(self, title: str, subject: str, day: date) -> bytes:
        properties = self._show.core_properties
        properties.title, properties.subject = texts.clean(title)[:255], texts.clean(subject)[:255]
        properties.author, properties.last_modified_by, properties.language = AUTHOR, AUTHOR, LANGUAGE
        for slide in self._show.slides:
            _german(slide._element)
            if slide.has_notes_slide:
                _german(slide.notes_slide._element)
        out = io.BytesIO()
        self._show.save(out)
        return normalise(out.getvalue(), day)


def _beside(slide: Slide, footer: str) -> None:
    """Footer and slide number, which python-pptx leaves in the layout."""
    for holder in slide.slide_layout.placeholders:
        kind = holder._element.nvSpPr.nvPr.find(qn("p:ph")).get("type")
        if kind in ("ftr", "sldNum"):
            slide.shapes._spTree.append(_copy(slide, holder, kind, footer))


def _copy(slide: Slide, holder: BaseShape, kind: str, footer: str):
    letters = el("a:rPr", lang=LANGUAGE)
    if kind == "ftr":
        run = el("a:r", letters, el("a:t", footer))
    else:
        number = str(len(slide.part.package.presentation_part.presentation.slides))
        run = el("a:fld", letters, el("a:t", number), id=vorlage.FIELD, type="slidenum")
    place = holder._element.nvSpPr.nvPr.find(qn("p:ph"))
    return el(
        "p:sp",
        el(
            "p:nvSpPr",
            el("p:cNvPr", id=_free_id(slide), name=holder.name),
            el("p:cNvSpPr", el("a:spLocks", noGrp=1)),
            el("p:nvPr", el("p:ph", type=kind, sz="quarter", idx=place.get("idx"))),
        ),
        el("p:spPr"),
        el("p:txBody", el("a:bodyPr"), el("a:lstStyle"), el("a:p", run)),
    )


def _free_id(slide: Slide) -> int:
    return max(int(shape.get("id")) for shape in slide._element.iter(qn("p:cNvPr"))) + 1


def _write(frame: TextFrame, lines: Iterable[str]) -> None:
    """One paragraph for each line, its strong parts strong."""
    frame.clear()
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        for text, strong in texts.runs(line):
            run = paragraph.add_run()
            run.text = text
            if strong:
                run.font.bold = True


def _fit(holder: Shape, size: float, most: int | None = None) -> None:
    """Smaller letters where a text would run out of its place."""
    said, wide = holder.text_frame.text, holder.width / 914400
    room = holder.height / 914400
    for smaller in (size - step for step in range(int(size * (1 - SMALLEST)) + 1)):
        count = texts.lines(said, smaller, wide, strong=True)
        if texts.height(count, smaller) <= room * 1.02 and (most is None or count <= most):
            break
    _set(holder, smaller, size)


def _set(holder: Shape, size: float, usual: float) -> None:
    """The size of its letters, where it is another than the template's."""
    for run in (run for paragraph in holder.text_frame.paragraphs for run in paragraph.runs):
        if size != usual:
            run.font.size = Pt(size)


def move_foot(slide: Slide, top: float, high: float) -> None:
    move(slide.placeholders[11], replace(FOOT, y=top, high=high))


def move(shape: BaseShape, box: Box) -> None:
    """A place of its own, also for what has that of the template."""
    shape.left, shape.top, shape.width, shape.height = box.emu


def _german(element) -> None:
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for letters in element.iter(qn(tag)):
            letters.set("lang", LANGUAGE)
    for run in element.iter(qn("a:r")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, el("a:rPr", lang=LANGUAGE))


def named(shape: BaseShape, name: str, alt: str) -> None:
    """What it is called in the list of objects, and what is read out in its place."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", texts.clean(name))
    properties.set("descr", texts.clean(alt))


def put_chart(slide: Slide, box: Box, chart: Native, name: str, alt: str) -> GraphicFrame:
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.emu, chart)
    named(frame, name, alt)
    return frame


def draw_line(slide: Slide, x: float, y: float, x_end: float, y_end: float, name: str) -> None:
    """A dashed line on top of a chart: said to be drawn, read out by nobody."""
    ends = [Inches(part) for part in (x, y, x_end, y_end)]
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.line.color.rgb, line.line.width, line.line.dash_style = ink(LIGHT.muted), Pt(1), MSO_LINE.DASH
    named(line, name, "")


def put_words(
    slide: Slide, box: Box, text: str, size: float, name: str, strong: bool = False, side: str = "ctr"
) -> Shape:
    shape = slide.shapes.add_textbox(*box.emu)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    _write(frame, [texts.clean(text)])
    frame.word_wrap = True
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT if side == "l" else PP_ALIGN.CENTER
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), strong
    named(shape, name, "")
    return shape
