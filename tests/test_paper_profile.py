"""The profile of a Kreis has two pages, and a single picture is told and drawn as its chart says."""

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from kim.errors import KimError
from kim.exports.paper import picture, profile
from kim.exports.screen.colours import LIGHT
from kim.topics.parts import Answer, Card
from kim.topics.report import Chapter
from kim.topics.tiles import Tile
from tests import made_charts as made
from tests.made_papers import small_report
from tests.made_reports import reported
from tests.reading_paper import errors, figures, said, tagged


def test_a_profile_has_exactly_two_pages_with_answers_and_key_figures() -> None:
    kreis = reported("kreis:05382")
    blob = profile(kreis)
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        assert len(pdf.pages) == 2
        assert [float(side) for side in pdf.pages[0].MediaBox[2:]] == pytest.approx(
            [595.28, 841.89], abs=0.01
        )
    for card in kreis.cards:
        assert card.title in tagged(blob, "/H2")
        assert [one.value for one in card.tiles if one.value not in said(blob)] == []
        assert [one for one in card.tiles if one.traces[0] not in said(blob)] == []
    for chapter in kreis.chapters:
        assert chapter.title in tagged(blob, "/H1")
        assert next(part.text for part in chapter.parts if isinstance(part, Answer)) in tagged(blob, "/P")
    shown = figures(blob)
    assert 4 <= len(shown) <= 2 * len(kreis.chapters)
    by_alt = {figure.chart.alt: figure.chart for figure in kreis.figures}
    for alt in shown:
        assert any(text.startswith(by_alt[alt].source) for text in tagged(blob, "/P"))
        assert by_alt[alt].traces[0] in said(blob)


def test_a_profile_passes_the_checker(tmp_path: Path) -> None:
    assert errors(profile(reported("kreis:05382")), tmp_path) == []


def test_a_profile_of_much_or_of_nothing_still_has_two_pages() -> None:
    much = [Answer("Sehr lange Antwort. " * 40), *small_report().chapters[0].parts]
    tiles = tuple(Tile("Kennzahl mit langem Namen", "61,1\u00a0%", ("11 von 18",) * 6) for _ in range(12))
    cards = tuple(Card(str(at), tiles, ("Sehr langer Satz. " * 9,)) for at in range(9))
    for parts, glance in ((much, cards), ([Answer("Nichts gemeldet.")], cards[:1]), (much, ())):
        chapter = Chapter("stellen", "Stellen", tuple(parts))
        chapters = tuple(replace(chapter, title=str(at)) for at in range(4))
        several = replace(small_report(), chapters=chapters, cards=glance)
        with pikepdf.open(io.BytesIO(profile(several))) as pdf:
            assert len(pdf.pages) == 2


def test_a_theme_has_no_profile() -> None:
    with pytest.raises(KimError, match="nicht für ein Thema"):
        profile(small_report(kind="thema:stellen"))


# Single pictures.


@pytest.mark.parametrize("name", made.ALL)
def test_an_svg_is_told_to_screen_readers(name: str) -> None:
    chart = made.ALL[name]()
    root = ElementTree.fromstring(picture(chart, "svg"))
    assert root.get("role") == "img"
    told = {child.tag.rpartition("}")[2]: child for child in list(root)[:2]}
    assert (told["title"].text, told["desc"].text) == (chart.title, chart.alt)
    assert root.get("aria-labelledby").split() == [told["title"].get("id"), told["desc"].get("id")]


def test_a_png_shows_a_bar_as_long_as_its_value() -> None:
    """Besetzt 11 of the widest, 18: counted in the focus colour and its outline."""
    rows = png(picture(made.post_stack(), "png"))
    focus = bytes.fromhex(LIGHT.focus[1:])
    longest = [max(run(row, focus)) for row in rows]
    filled = [length for length in longest if length > 200]
    both = sorted({length for length in filled if filled.count(length) > 8})
    whole, besetzt = max(both), 11 / 18
    assert whole > 300
    solid = [length for length in both if abs(length / widest_outline(rows, focus) - besetzt) < 0.03]
    assert solid


def widest_outline(rows: list[bytes], focus: bytes) -> int:
    """The distance from the first to the last pixel of a colour in any row."""
    found = []
    for row in rows:
        at = [x for x in range(0, len(row), 3) if row[x : x + 3] == focus]
        found.append((at[-1] - at[0]) // 3 + 1 if at else 0)
    return max(found)


def run(row: bytes, colour: bytes) -> list[int]:
    """The lengths of the runs of a colour in a row of pixels."""
    lengths = [0]
    for at in range(0, len(row), 3):
        if row[at : at + 3] == colour:
            lengths[-1] += 1
        elif lengths[-1]:
            lengths.append(0)
    return lengths


def png(blob: bytes) -> list[bytes]:
    """The rows of a PNG as RGB, read with another library."""
    image = Image.open(io.BytesIO(blob)).convert("RGB")
    data, wide = image.tobytes(), 3 * image.width
    return [data[at : at + wide] for at in range(0, len(data), wide)]
