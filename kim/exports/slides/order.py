"""What of a report comes when: published figures last, pieces that share a slide together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from kim.exports.slides import texts
from kim.exports.slides.blocks import Block
from kim.exports.slides.tables import Grid
from kim.topics.parts import Answer, Figure, Heading, Part, Table, Tiles, Words
from kim.topics.report import Chapter, Report

PUBLISHED = "Was veröffentlicht ist"
QUOTED = "Veröffentlicht"  # how headings begin that go on with it
Tabled = Table | Tiles


def chapters(report: Report) -> list[Chapter]:
    """The chapters with all that is only quoted in one of its own at the end."""
    kept, quoted = [], []
    for chapter in report.chapters:
        own, published = _divided(chapter)
        kept.append(replace(chapter, parts=tuple(own)))
        quoted += published
    last = [Chapter("veroeffentlicht", PUBLISHED, tuple(quoted))] if quoted else []
    return [*(chapter for chapter in kept if chapter.parts), *last]


def _divided(chapter: Chapter) -> tuple[list[Part], list[Part]]:
    """What is measured, and what stands under the heading of published figures."""
    own, published, inside = [], [], 0
    for part in chapter.parts:
        if isinstance(part, Heading) and (part.text == PUBLISHED or part.level <= inside):
            inside = part.level if part.text.startswith((PUBLISHED, QUOTED)) else 0
            part = replace(part, text=chapter.title) if part.text == PUBLISHED else part
        (published if inside else own).append(part)
    return own, published


@dataclass
class Piece:
    """A part that is seen, the words before it, and remarks that follow it."""

    part: Figure | Block | None
    heading: str = ""
    led: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def opening(chapter: Chapter) -> tuple[list[str], Sequence[Part]]:
    """What a chapter says first, and its other parts."""
    seen = (Figure, Table, Tiles, Heading)
    first = next((at for at, part in enumerate(chapter.parts) if isinstance(part, seen)), len(chapter.parts))
    said = chapter.parts[:first]
    answers = [part.text for part in said if isinstance(part, Answer)]
    words = [line for part in said if isinstance(part, Words) for line in texts.paragraphs(part.text)]
    return [*answers, *words], chapter.parts[first:]


def pieces(chapter: Chapter, parts: Sequence[Part]) -> list[Piece]:
    """What is seen, in order; words that lead to nothing follow what was before, or stand alone."""
    found, heading, words = [], "", []
    for part in [*parts, None]:
        if isinstance(part, Answer | Words):
            words += texts.paragraphs(part.text)
        elif part is None or isinstance(part, Heading):
            _leave(found, heading, words)
            heading, words = part.text if part else "", []
        else:
            found.append(_piece(chapter, part, heading, words))
            words = []
    return found


def _leave(found: list[Piece], heading: str, words: list[str]) -> None:
    if words and found:
        found[-1].after += words
    elif words:
        found.append(Piece(None, heading, words))


def _piece(chapter: Chapter, part: Figure | Tabled, heading: str, words: list[str]) -> Piece:
    if isinstance(part, Table | Tiles):
        title, grid = _grid(part, heading or chapter.title)
        part = Block(title, grid, chapter.title, heading, traces=part.traces)
    return Piece(part, heading, words)


def _grid(part: Tabled, heading: str) -> tuple[str, Grid]:
    if isinstance(part, Table):
        return part.title, _of_frame(part.frame)
    rows = [(tile.title, tile.value, " · ".join(tile.details)) for tile in part.tiles]
    return heading, Grid(("Kennzahl", "Wert", "Grundlage"), tuple(rows), strong=(1,))


def _of_frame(frame: pd.DataFrame) -> Grid:
    rows = [
        tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in frame.itertuples(index=False)
    ]
    return Grid(tuple(map(str, frame.columns)), tuple(rows))


def runs(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring tables together, each figure and each text alone."""
    run: list[Piece] = []
    for piece in found:
        if run and not (isinstance(piece.part, Block) and isinstance(run[-1].part, Block)):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
