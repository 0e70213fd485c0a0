"""How marks and letters look in DrawingML."""

from dataclasses import dataclass
from typing import Literal

from kim.exports.screen.colours import LIGHT, mix
from kim.exports.slides.xml import Element, el, val

PATTERNS = {"/": "wdUpDiag", "x": "openDmnd"}
Dash = Literal["solid", "dash", "sysDash", "sysDot"]
EMU_A_POINT = 12700
PALE = 0.35


def ink(colour: str) -> Element:
    return el("a:solidFill", el("a:srgbClr", val=colour[1:]))


def stroke(colour: str | None, width: float = 1, dash: Dash = "solid") -> Element:
    """A line; none without a colour."""
    if colour is None:
        return el("a:ln", el("a:noFill"))
    return el("a:ln", ink(colour), val("a:prstDash", dash), el("a:round"), w=round(width * EMU_A_POINT))


def area(marker: dict) -> Element:
    """A bar from the marker that the screen draws it with."""
    line = marker["line"]
    edge = stroke(line["color"], line["width"] * 0.75) if line["width"] else stroke(None)
    return el("c:spPr", _fill(marker), edge)


def _fill(marker: dict) -> Element:
    pattern = marker.get("pattern")
    if pattern is None:
        return ink(marker["color"])
    front, back = (
        el(tag, el("a:srgbClr", val=pattern[key][1:]))
        for tag, key in (("a:fgClr", "fgcolor"), ("a:bgClr", "bgcolor"))
    )
    return el("a:pattFill", front, back, prst=PATTERNS[pattern["shape"]])


def nothing() -> Element:
    return el("c:spPr", el("a:noFill"), stroke(None))


@dataclass(frozen=True)
class Dot:
    """The form of a point; a hollow one is pale: LibreOffice draws no edges, and white could not be seen."""

    symbol: Literal["none", "circle", "square", "triangle", "star", "diamond", "plus"] = "none"
    size: int = 6
    colour: str = LIGHT.text
    hollow: bool = False

    @property
    def element(self) -> Element:
        if self.symbol == "none":
            return el("c:marker", val("c:symbol", "none"))
        look = el(
            "c:spPr",
            ink(self._pale if self.hollow else self.colour),
            stroke(self.colour, 1.25),
        )
        return el("c:marker", val("c:symbol", self.symbol), val("c:size", self.size), look)

    @property
    def _pale(self) -> str:
        return mix(LIGHT.ground, self.colour, PALE)

    def point(self, at: int, line: float = 0) -> Element:
        """One point of a series that looks so; `line`: how wide the line is that leads to it.

        LibreOffice fills a form with the colour of that line, so it is pale as well where the form is hollow.
        """
        own = el("c:spPr", stroke(self._pale, line)) if self.hollow and line else None
        return el("c:dPt", val("c:idx", at), self.element, val("c:bubble3D", 0), own)


def letters(
    size: float, colour: str = LIGHT.text, strong: bool = False, turned: int | None = None
) -> Element:
    """How texts of an element are set; `turned` in degrees."""
    turn = {"wrap": "none"} if turned is None else {"rot": turned * 60000, "vert": "horz"}
    look = el("a:defRPr", ink(colour), sz=round(size * 100), b=int(strong), lang="de-DE")
    return el(
        "c:txPr",
        el("a:bodyPr", **turn),
        el("a:lstStyle"),
        el("a:p", el("a:pPr", look), el("a:endParaRPr", lang="de-DE")),
    )


def said(text: str, size: float, colour: str = LIGHT.text, strong: bool = False) -> Element:
    """A text of its own, such as the title of an axis or the name at a point."""
    look = {"sz": round(size * 100), "b": int(strong), "lang": "de-DE"}
    run = el("a:r", el("a:rPr", ink(colour), **look), el("a:t", text))
    return el("c:tx", el("c:rich", el("a:bodyPr", wrap="none"), el("a:lstStyle"), el("a:p", run)))
