"""Somebody else's program opens what we export, whole and without repair."""

import io
import re

import pymupdf
import pytest
from pptx import Presentation

from kim.exports.slides import slides
from kim.exports.workbook import workbook
from tests.libre_office import MISSING, as_pdf, find_office
from tests.made_reports import exported

KREIS = "kreis:05382"

pytestmark = pytest.mark.skipif(not find_office(), reason=MISSING)


def printed(blob: bytes, ending: str) -> list[str]:
    """The text of each page."""
    with pymupdf.open(stream=as_pdf(blob, ending)) as pdf:
        return [re.sub(r"\s+", " ", page.get_text()) for page in pdf]


def test_every_slide_is_a_page_with_its_title():
    _, blob = exported(slides, KREIS)
    pages = printed(blob, "pptx")
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(blob)).slides]
    assert len(pages) == len(titles)
    missing = [
        title for title, page in zip(titles, pages, strict=True) if _letters(title) not in _letters(page)
    ]
    assert missing == []


def test_every_sheet_is_printed_with_its_title_and_no_error_in_a_cell():
    told, blob = exported(workbook, KREIS)
    text = _letters(" ".join(printed(blob, "xlsx")))
    titles = [figure.chart.title for figure in told.figures] + [chapter.title for chapter in told.chapters]
    assert [title for title in titles if _letters(title) not in text] == []
    assert not re.search(r"#(REF|NAME|VALUE|WERT|BEZUG)[!?]", text)


def _letters(text: str) -> str:
    """Without blanks, which lines end with, and signs that break them."""
    return re.sub(r"[\s\u00ad\u2011-]", "", text)
