"""Comments to cells as a workbook keeps them: their texts in one part, their boxes in another.

A cell has one comment. Ours begins with a line by which it is known again, for some programs forget authors;
where the sender wrote one, ours follows below it and is cut off again later.
"""

import html
import re
from collections.abc import Iterable, Mapping

from kim.exports.markup import appended, attributes, content, prefix
from kim.exports.places import Place, place_of

AUTHOR = "KIM-Monitor"
LINE = f"—— {AUTHOR} ——"  # above our comment
THREAD = "[Threaded comment]"  # such a text stands for a conversation that is kept elsewhere
COMMENT = re.compile(r"<((?:\w+:)?)comment(\s[^<>]*)>.*?</\1comment>", re.DOTALL)
SHAPE = re.compile(r"<((?:\w+:)?)shape\s.*?</\1shape>", re.DOTALL)
TEXT = re.compile(r"(<((?:\w+:)?)text>)(.*)(</\2text>)", re.DOTALL)
RUN = re.compile(r"<((?:\w+:)?)r>.*?</\1r>", re.DOTALL)
OPEN_RUN = re.compile(r"<((?:\w+:)?)r>(?:(?!</\1r>).)*$", re.DOTALL)
OPEN_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)$")
VOCABULARIES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
DRAWING = (
    f'<xml {VOCABULARIES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{block}}"/>'
    "</o:shapelayout>"
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
BOX = (
    f'<v:shape {VOCABULARIES} id="_x0000_s{{number}}" type="#_x0000_t202" fillcolor="#ffffe1"'
    ' style="position:absolute;width:320pt;height:120pt;z-index:1;visibility:hidden" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def empty(vocabulary: str) -> str:
    """The part of a worksheet that has no comments yet."""
    return f'<comments xmlns="{vocabulary}"><authors></authors><commentList></commentList></comments>'


def with_ours(text: str, ours: Mapping[str, str]) -> tuple[str, list[str]]:
    """The comments with ours, and the cells that had none."""
    p, left = prefix(text, "comments"), dict(ours)

    def joined(found: re.Match) -> str:
        told = left.pop(attributes(found[2])["ref"], None)
        return _below(found[0], p, told) if told else found[0]

    text = COMMENT.sub(joined, text)
    authors = _authors(text)
    if AUTHOR not in authors:
        text = appended(text, "authors", f"<{p}author>{AUTHOR}</{p}author>")
    number = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
    new = "".join(
        f'<{p}comment ref="{cell}" authorId="{number}"><{p}text>{_run(p, _headed(told))}</{p}text>'
        f"</{p}comment>"
        for cell, told in left.items()
    )
    return appended(text, "commentList", new), list(left)


def without_ours(text: str) -> tuple[str, list[str]]:
    """The comments without ours, and the cells that have none any more."""
    authors, gone = _authors(text), []

    def kept(found: re.Match) -> str:
        told = attributes(found[2])
        own = "" if authors[int(told["authorId"])] == AUTHOR else TEXT.sub(_cut, found[0])
        if own == found[0] or _says_something(own):
            return own
        gone.append(told["ref"])
        return ""

    return COMMENT.sub(kept, text), gone


def boxes(cells: Iterable[str], drawing: str) -> str:
    """Boxes for new comments, with numbers that no shape of the drawing has."""
    block = re.search(r"idmap[^<>]*\sdata=[\"'](\d+)", drawing)
    taken = [int(number) for number in re.findall(r"\bid=[\"']_x0000_s(\d+)", drawing)]
    last = max(taken, default=1024 * int(block[1] if block else 1))
    return "".join(_box(number, *place_of(cell)) for number, cell in enumerate(cells, start=last + 1))


def without_boxes(drawing: str, cells: Iterable[str]) -> str:
    gone = {place_of(cell) for cell in cells}
    return SHAPE.sub(lambda shape: "" if _boxed(shape[0]) in gone else shape[0], drawing)


def _authors(text: str) -> list[str]:
    names = re.findall(r"<(?:\w+:)?author>([^<]*)</|<(?:\w+:)?author\s*/>", text)
    return [html.unescape(name) for name in names]


def _below(comment: str, p: str, ours: str) -> str:
    """A sender's own comment with ours below; a conversation stays as it is."""
    if THREAD in comment:
        return comment
    added = _run(p, f"\n{_headed(ours)}")
    return TEXT.sub(lambda text: f"{text[1]}{_as_runs(text[3], p)}{added}{text[4]}", comment)


def _headed(text: str) -> str:
    return f"{LINE}\n{text}"


def _says_something(comment: str) -> bool:
    text = TEXT.search(comment)
    return bool(text and re.sub(r"<[^<>]*>", "", text[3]).strip())


def _as_runs(text: str, p: str) -> str:
    return text if RUN.search(text) or not text.strip() else f"<{p}r>{text}</{p}r>"


def _cut(text: re.Match) -> str:
    """The text of a sender's own comment up to what we wrote below it, in a run of its own or not."""
    head, ours, _ = text[3].partition(LINE)
    run, last = OPEN_RUN.search(head), OPEN_TEXT.search(head)
    if not ours or not last:
        return text[0]
    if run and not last[1].strip():
        return f"{text[1]}{head[: run.start()]}{text[4]}"
    p = text[2]
    return f"{text[1]}{head.rstrip()}</{p}t>{f'</{p}r>' if run else ''}{text[4]}"


def _run(p: str, text: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{content(text)}</{p}t></{p}r>'


def _box(number: int, row: int, column: int) -> str:
    """The box of a comment, to the right of its cell."""
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 15, {top}, 10, {column + 5}, 15, {top + 8}, 4"
    return BOX.format(number=number, anchor=anchor, row=row, column=column)


def _boxed(shape: str) -> Place | None:
    row, column = (re.search(rf"<(?:\w+:)?{name}>\s*(\d+)", shape) for name in ("Row", "Column"))
    return (int(row[1]), int(column[1])) if row and column else None
