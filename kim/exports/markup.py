"""Small changes to the XML of a workbook that leave everything else in it as it was written."""

import html
import re
from collections.abc import Iterator

TAG = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    r"|<(?P<end>/?)(?P<name>[\w:.-]+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<alone>/?)>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x000D_ would be read as a sign


class Unusual(Exception):
    """A workbook that is written in a way that only its own program knows."""


def content(text: str) -> str:
    """Any text as the content of an element or an attribute of a workbook."""
    return html.escape(CODED.sub("_x005F_", UNSEEN.sub("", text)))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, those of other vocabularies without their prefix."""
    found = ATTRIBUTE.findall(tag)
    return {name.rpartition(":")[2]: html.unescape(double or single) for name, double, single in found}


def prefix(text: str, root: str) -> str:
    """What a part puts before the names of its elements: nothing, or "x:"."""
    found = re.search(rf"<((?:[\w.-]+:)?){root}[\s/>]", text)
    if not found:
        raise Unusual(root)
    return found[1]


def appended(text: str, root: str, child: str) -> str:
    """A part with one more child at the end of an element that occurs once."""
    name = prefix(text, root) + root
    alone = re.search(rf"<{name}((?:\s[^<>]*)?)/>", text)
    if alone:
        return f"{text[: alone.start()]}<{name}{alone[1]}>{child}</{name}>{text[alone.end() :]}"
    end = text.rfind(f"</{name}>")
    if end < 0:
        raise Unusual(root)
    return text[:end] + child + text[end:]


def without(text: str, name: str, attribute: str, value: str) -> str:
    """A part without the empty elements of a name that have a value in an attribute."""
    same = rf"\b{attribute}=[\"']{re.escape(html.escape(value))}[\"']"
    return re.sub(
        rf"<((?:\w+:)?){name}\s[^<>]*?{same}[^<>]*?(/>|></\1{name}>)", "", text, flags=re.IGNORECASE
    )


def elements(text: str) -> Iterator[tuple[str, str]]:
    """The whole elements of a run of XML in their order: name without prefix, text; what is left as ""."""
    depth, start = 0, 0
    for tag in TAG.finditer(text):
        if not tag["name"]:
            continue
        if tag["end"] and depth == 0:
            yield "", text[start:]
            return
        depth += -1 if tag["end"] else 0 if tag["alone"] else 1
        if depth == 0:
            yield tag["name"].rpartition(":")[2], text[start : tag.end()]
            start = tag.end()
