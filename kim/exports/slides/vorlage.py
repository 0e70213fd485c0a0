"""Makes the template of the slides, vorlage.pptx: python -m kim.exports.slides.vorlage."""

import io
import re
from datetime import date
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches

from kim.exports.screen.colours import LIGHT
from kim.exports.slides import places
from kim.exports.slides.normal import normalise
from kim.exports.slides.places import Box
from kim.exports.slides.xml import el

FILE = Path(__file__).with_suffix(".pptx")
FONT = "Arial"  # every office has it, and so has every width of a line that was measured
MADE = date(2026, 1, 1)
COVER, CONTENT, TEXT = "Titel", "Aussage und Inhalt", "Aussage und Text"
TITLE_SIZE, SUBTITLE_SIZE, TEXT_SIZE, FOOT_SIZE, FOOTER_SIZE = 24, 13, 24, 10, 9
BESIDE = (
    ("ftr", 90, "Fußzeile", places.FOOTER, FOOTER_SIZE, "l"),
    ("sldNum", 91, "Foliennummer", places.NUMBER, FOOTER_SIZE, "r"),
)
LAYOUTS = {
    COVER: (
        ("ctrTitle", 0, "Titel", places.COVER_TITLE, 36, "l"),
        ("subTitle", 1, "Untertitel", places.COVER_SUBTITLE, 20, "l"),
        ("body", 10, "Angaben", places.COVER_TEXT, 14, "l"),
        *BESIDE,
    ),
    CONTENT: (
        ("title", 0, "Titel", places.TITLE, TITLE_SIZE, "l"),
        ("body", 10, "Untertitel", places.SUBTITLE, SUBTITLE_SIZE, "l"),
        ("body", 11, "Hinweise", places.FOOT, FOOT_SIZE, "l"),
        *BESIDE,
    ),
    TEXT: (
        ("title", 0, "Titel", places.TITLE, TITLE_SIZE, "l"),
        ("body", 10, "Text", places.TEXT, TEXT_SIZE, "l"),
        *BESIDE,
    ),
}
MASTER = (
    ("title", None, "Titel", places.TITLE, TITLE_SIZE, "l"),
    ("body", 1, "Text", places.TEXT, TEXT_SIZE, "l"),
    ("ftr", 3, "Fußzeile", places.FOOTER, FOOTER_SIZE, "l"),
    ("sldNum", 4, "Foliennummer", places.NUMBER, FOOTER_SIZE, "r"),
)


def template() -> bytes:
    """A presentation without slides, with the layouts that the slides use."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(places.WIDE), Inches(places.HIGH)
    master = deck.slide_master
    _keep_layouts(master, len(LAYOUTS))
    _place(master, MASTER)
    _style(master)
    for layout, (name, holders) in zip(master.slide_layouts, LAYOUTS.items(), strict=True):
        layout.element.cSld.set("name", name)
        layout.element.set("type", {COVER: "title", CONTENT: "objTx", TEXT: "obj"}[name])
        _place(layout, holders)
    _theme(master)
    return _saved(deck)


def _keep_layouts(master: SlideMaster, count: int) -> None:
    for layout in list(master.slide_layouts)[count:]:
        master.slide_layouts.remove(layout)


def _place(page: SlideMaster | SlideLayout, holders: tuple) -> None:
    """Its placeholders, and nothing else on it."""
    tree = page.shapes._spTree
    for old in list(tree)[2:]:
        tree.remove(old)
    for at, holder in enumerate(holders, 2):
        tree.append(_holder(at, *holder))
    if holders is LAYOUTS[COVER]:
        tree.insert(2, _bar(len(holders) + 2))


def _bar(at: int) -> etree._Element:
    """A bar of the focus colour beside the title of the cover."""
    x, y, wide, high = places.COVER_BAR.emu
    place = el("a:xfrm", el("a:off", x=x, y=y), el("a:ext", cx=wide, cy=high))
    ink = el("a:solidFill", el("a:srgbClr", val=LIGHT.focus[1:]))
    look = el("p:spPr", place, el("a:prstGeom", el("a:avLst"), prst="rect"), ink, el("a:ln", el("a:noFill")))
    name = el("p:nvSpPr", el("p:cNvPr", id=at, name="Balken"), el("p:cNvSpPr"), el("p:nvPr", userDrawn=1))
    return el("p:sp", name, look)


def _holder(at: int, kind: str, idx: int | None, name: str, box: Box, size: int, side: str) -> etree._Element:
    x, y, wide, high = box.emu
    place = {"type": kind} | ({} if idx in (None, 0) else {"idx": idx})
    anchor = "t" if kind in ("body", "subTitle") else "b" if kind in ("ctrTitle",) else "ctr"
    inner = {"wrap": "square", "lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0, "anchor": anchor}
    level = el("a:lvl1pPr", el("a:buNone"), _letters(kind, size), algn=side, marL=0, indent=0)
    return el(
        "p:sp",
        el(
            "p:nvSpPr",
            el("p:cNvPr", id=at, name=name),
            el("p:cNvSpPr", el("a:spLocks", noGrp=1)),
            el("p:nvPr", el("p:ph", **place)),
        ),
        el(
            "p:spPr",
            el("a:xfrm", el("a:off", x=x, y=y), el("a:ext", cx=wide, cy=high)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
        el("p:txBody", el("a:bodyPr", **inner), el("a:lstStyle", level), _prompt(kind, name)),
    )


def _letters(kind: str, size: int) -> etree._Element:
    colour = LIGHT.muted if kind in ("ftr", "sldNum") else LIGHT.text
    strong = {"b": 1} if kind in ("title", "ctrTitle") else {"b": 0}
    ink = el("a:solidFill", el("a:srgbClr", val=colour[1:]))
    return el("a:defRPr", ink, el("a:latin", typeface="+mn-lt"), sz=size * 100, lang="de-DE", **strong)


def _prompt(kind: str, name: str) -> etree._Element:
    if kind == "sldNum":
        return el(
            "a:p", el("a:fld", el("a:rPr", lang="de-DE"), el("a:t", "‹Nr.›"), id=FIELD, type="slidenum")
        )
    return el("a:p", el("a:r", el("a:rPr", lang="de-DE"), el("a:t", name)))


FIELD = "{6F4A2C1E-5B0D-4E77-9C33-1D2A5E8B9F10}"


def _style(master: SlideMaster) -> None:
    """No bullets and no indents anywhere: what is a list says so itself."""
    for properties in master.element.iter(qn("a:lvl1pPr")):
        for bullet in [*properties.findall(qn("a:buFont")), *properties.findall(qn("a:buChar"))]:
            properties.remove(bullet)


def _theme(master: SlideMaster) -> None:
    """Fonts and colours of the pages."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    for name, colour in {f"accent{at}": c for at, c in enumerate((*LIGHT.series, LIGHT.grey), 1)}.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour[1:]}"/>\g<2>', text)
    part._blob = text.encode()


def _saved(deck: Presentation) -> bytes:
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = "Vorlage", "KIM-Monitor", "KIM-Monitor"
    properties.language, properties.revision = "de-DE", 1
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.drop_rel(name)
    out = io.BytesIO()
    deck.save(out)
    return normalise(out.getvalue(), MADE)


if __name__ == "__main__":
    FILE.write_bytes(template())
