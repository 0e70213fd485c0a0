"""Elements of DrawingML, written as they nest."""

from lxml import etree
from pptx.dml.color import RGBColor

from kim.exports.slides.texts import clean

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
Element = etree._Element
Inside = "Element | str | list | tuple | None"


def el(tag: str, *inside: Inside, **attributes: object) -> Element:
    """An element with what is in it (None is left out, lists are laid out); attributes as texts."""
    space, name = tag.split(":")
    made = etree.Element(f"{{{SPACES[space]}}}{name}", nsmap=SPACES)
    for key, value in attributes.items():
        made.set(key, clean(value))
    for part in inside:
        _put(made, part)
    return made


def _put(made: Element, part: Inside) -> None:
    if isinstance(part, list | tuple):
        for one in part:
            _put(made, one)
    elif isinstance(part, str):
        made.text = clean(part)
    elif part is not None:
        made.append(part)


def val(tag: str, value: object) -> Element:
    """An element that is its value."""
    return el(tag, val=value)


def written(element: Element) -> bytes:
    etree.cleanup_namespaces(element, keep_ns_prefixes=("a", "r"))
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def ink(colour: str) -> RGBColor:
    """A colour as python-pptx takes it."""
    return RGBColor.from_string(colour[1:])
