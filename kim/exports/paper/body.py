"""The Sachverhalt: chapters with their answers, words, tiles, figures and tables, as plain data for Typst."""

import re
from collections.abc import Iterator
from itertools import count

from kim.exports.paper.annex import Annex
from kim.exports.paper.figures import figure
from kim.exports.paper.tables import table
from kim.topics.parts import Answer, Figure, Heading, Part, Table, Tiles, Words
from kim.topics.report import Chapter, Report
from kim.topics.tiles import Tile

WIDTH, PLOT = 453.0, 130.0  # pt of a figure and of the plot of those without a height of their own
HERE = 6  # rows of a table that stands where it is spoken of; longer and wider ones stand in the Anlagen
NARROW = 5  # columns of such a table
POINT = re.compile(r"^- (?:\*\*(?P<lead>.+?)\*\* )?(?P<text>.*)$")


def chapters(report: Report) -> tuple[list[dict[str, object]], list[Annex]]:
    """What the chapters say, and the Anlagen it refers to."""
    annexes = [Annex(at, chapter.title) for at, chapter in enumerate(report.chapters)]
    numbers = count(1)
    said = [
        {"title": chapter.title, "parts": _labelled(list(_parts(chapter, annex, numbers)), annex)}
        for chapter, annex in zip(report.chapters, annexes, strict=True)
    ]
    return said, annexes


def _labelled(parts: list[dict[str, object]], annex: Annex) -> list[dict[str, object]]:
    """The parts with the labels their tables have when all are known."""
    new = annex.lying_last()
    return [part | {"label": new[str(part["label"])]} if "label" in part else part for part in parts]


def _parts(chapter: Chapter, annex: Annex, numbers: Iterator[int]) -> Iterator[dict[str, object]]:
    depth = 2
    for part in chapter.parts:
        if isinstance(part, Heading):
            depth = min(part.level + 1, depth + 1)  # no level is left out, as readers go from one to the next
            yield {"t": "heading", "level": depth, "text": part.text}
        else:
            yield _part(part, annex, numbers)


def _part(part: Part, annex: Annex, numbers: Iterator[int]) -> dict[str, object]:
    if isinstance(part, Answer):
        return {"t": "answer", "text": part.text}
    if isinstance(part, Words):
        return {"t": "words", "small": part.small, **words(part.text)}
    if isinstance(part, Tiles):
        for one in part.tiles:
            annex.note(one.title, one.traces)
        return {"t": "tiles", "tiles": [tile(one) for one in part.tiles]}
    if isinstance(part, Table):
        return _table(part, annex)
    if isinstance(part, Figure):
        return _figure(part, annex, numbers)
    raise TypeError(f"no way to set a {type(part).__name__}")


def words(text: str) -> dict[str, object]:
    """A paragraph, or points that each may begin with a lead in bold."""
    lines = text.split("\n")
    found = [POINT.match(line) for line in lines]
    if not all(found):
        return {"text": text, "points": []}
    return {"text": "", "points": [{"lead": point["lead"] or "", "text": point["text"]} for point in found]}


def tile(one: Tile) -> dict[str, object]:
    return {"named": one.title, "title": one.title, "value": one.value, "details": list(one.details)}


def _table(part: Table, annex: Annex) -> dict[str, object]:
    rows, columns = part.frame.shape
    if rows <= HERE and columns <= NARROW:
        annex.note(part.title, part.traces)
        return {"t": "table", **table(part.frame, part.title)}
    label = annex.add_table(part)
    return {"t": "elsewhere", "text": part.title, "label": label}


def _figure(part: Figure, annex: Annex, numbers: Iterator[int]) -> dict[str, object]:
    """A figure with its number; what has nothing to draw is said without one."""
    chart, number = part.chart, 0 if part.chart.silent else next(numbers)
    label = annex.add_figure(chart, number)
    return {"t": "figure", "number": number, "label": label, **figure(chart, WIDTH, PLOT)}
