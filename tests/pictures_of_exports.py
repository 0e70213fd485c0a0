"""Takes the pictures of exports in docs/pictures: as LibreOffice shows workbook and deck, and as paper."""

from collections.abc import Sequence
from io import BytesIO

import pymupdf
from PIL import Image

from kim.datasets import ROOT
from kim.exports.paper import paper, profile
from kim.exports.slides import slides
from kim.exports.workbook import workbook
from kim.topics import Choice, Lens
from kim.topics.choice import gebiete, termine
from kim.topics.report import report
from tests.browser.pictures import save
from tests.demo_store import demo_stand
from tests.libre_office import MISSING, as_pdf, find_office

FOLDER = ROOT / "docs" / "pictures"
KREIS = "05382"
DPI, GAP, GROUND = 56, 8, "#C8CCD0"


def main() -> None:
    choice = Choice(gebiete()[KREIS], next(iter(termine(demo_stand()))), shown=("gebiet", "termin"))
    waits, whole = (
        report(what, Lens(demo_stand(), choice)) for what in ("thema:wartezeiten_ebh", f"kreis:{KREIS}")
    )
    side_by_side(paper(waits), "vorlage", range(4), columns=4)
    side_by_side(profile(whole), "kreisprofil-seiten", range(2), columns=2)
    if not find_office():
        raise SystemExit(MISSING)
    side_by_side(as_pdf(slides(waits), "pptx"), "foliensatz", range(9), columns=3)
    book = as_pdf(workbook(waits), "xlsx")
    first = _page_after(book, "Was statt einer Zahl steht")
    side_by_side(book, "arbeitsmappe", range(first, first + 6), columns=3)


def _page_after(pdf: bytes, text: str) -> int:
    """The number of the page that follows the last one with a text: the contents name it too."""
    with pymupdf.open(stream=pdf) as opened:
        return 1 + max(at for at, page in enumerate(opened) if text in page.get_text())


def side_by_side(pdf: bytes, name: str, pages: Sequence[int], columns: int) -> None:
    """Some pages of a file as one picture."""
    with pymupdf.open(stream=pdf) as opened:
        shown = [_picture(opened[at]) for at in pages if at < len(opened)]
    wide, high = (max(getattr(one, side) for one in shown) + GAP for side in ("width", "height"))
    rows = -(-len(shown) // columns)
    sheet = Image.new("RGB", (columns * wide + GAP, rows * high + GAP), GROUND)
    for at, one in enumerate(shown):
        sheet.paste(one, (GAP + at % columns * wide, GAP + at // columns * high))
    out = BytesIO()
    sheet.save(out, "PNG")
    save(out.getvalue(), FOLDER / f"{name}.png")


def _picture(page: pymupdf.Page) -> Image.Image:
    drawn = page.get_pixmap(dpi=DPI)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


if __name__ == "__main__":
    main()
