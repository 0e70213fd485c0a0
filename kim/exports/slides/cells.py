"""Native tables written cell by cell: what stands in a cell, how it looks, and the lines around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Inches

from kim.exports.screen.colours import LIGHT
from kim.exports.slides.places import Box
from kim.exports.slides.xml import Element, el

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no stripes, no lines: what is there is set here
EMU_A_POINT = 12700


@dataclass(frozen=True)
class Look:
    """Letters in points, padding in inches, `edges` as sides ("L", "R", "T", "B") with colour and width."""

    size: float
    strong: bool = False
    colour: str = LIGHT.text
    side: str = "l"
    anchor: str = "t"
    across: float = 0
    above: float = 0
    edges: tuple[tuple[str, str, float], ...] = ()
    ground: str | None = None


def cell(lines: Sequence[str], look: Look) -> Element:
    paragraphs = [_paragraph(line, look) for line in lines or ("",)]
    return el("a:tc", el("a:txBody", el("a:bodyPr"), el("a:lstStyle"), paragraphs), _properties(look))


def _paragraph(text: str, look: Look) -> Element:
    ink = el("a:solidFill", el("a:srgbClr", val=look.colour[1:]))
    letters = {"lang": "de-DE", "sz": round(look.size * 100), "b": int(look.strong)}
    side = el("a:pPr", algn=look.side)
    if not text:
        return el("a:p", side, el("a:endParaRPr", **letters))
    return el("a:p", side, el("a:r", el("a:rPr", ink, **letters), el("a:t", text)))


def _properties(look: Look) -> Element:
    across, above = int(Inches(look.across)), int(Inches(look.above))
    margins = {"marL": across, "marR": across, "marT": above, "marB": above, "anchor": look.anchor}
    ground = el("a:solidFill", el("a:srgbClr", val=look.ground[1:])) if look.ground else el("a:noFill")
    return el("a:tcPr", [_edge(*edge) for edge in look.edges], ground, **margins)


def _edge(side: str, colour: str, width: float) -> Element:
    fill = el("a:solidFill", el("a:srgbClr", val=colour[1:]))
    return el(f"a:ln{side}", fill, w=round(width * EMU_A_POINT))


def put_cells(
    slide: Slide,
    place: Box,
    widths: Sequence[float],
    heights: Sequence[float],
    rows: Sequence[Sequence[Element]],
    headed: bool,
) -> GraphicFrame:
    """A table of finished cells; `headed`: its first row is read out as headings."""
    frame = slide.shapes.add_table(1, 1, *place.emu)
    table = frame._element.graphic.graphicData.tbl
    table.tblPr.attrib.clear()
    table.tblPr.set("firstRow", str(int(headed)))
    table.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    for old in [*table.tblGrid, *table.findall(qn("a:tr"))]:
        old.getparent().remove(old)
    table.tblGrid.extend(el("a:gridCol", w=int(Inches(width))) for width in widths)
    table.extend(el("a:tr", row, h=int(Inches(height))) for row, height in zip(rows, heights, strict=True))
    return frame
