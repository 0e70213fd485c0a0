"""The slides of a report, chapter by chapter, nothing left out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from kim.exports.slides import order, texts
from kim.exports.slides.annex import INVENTED, put_annex
from kim.exports.slides.blocks import Block, grouped, put_group
from kim.exports.slides.captions import TRACED
from kim.exports.slides.deck import Deck
from kim.exports.slides.figures import Told, put_figure, sentence_block, silent, under
from kim.exports.slides.order import Piece
from kim.exports.slides.places import TEXT
from kim.exports.slides.vorlage import TEXT_SIZE
from kim.topics.parts import Figure
from kim.topics.report import Chapter, Report

DENSEST = 14  # points: the smallest letters of a slide of text
FIRST = "das Wichtigste"
SHORT = 3  # lines in large letters that are not worth a slide


def footer(report: Report) -> str:
    invented = [INVENTED] if report.lens.stand.example else []
    return " · ".join([report.stand, report.selection, *invented])


class Story:
    """Puts a report on slides and remembers which ids stand on which."""

    def __init__(self, report: Report) -> None:
        self._footer = footer(report)
        self.report, self.deck = report, Deck(self._footer)
        self.ids: dict[int, Sequence[str]] = {}
        self._chapters = order.chapters(report)

    def told(self) -> Deck:
        self._cover()
        for chapter in self._chapters:
            self._tell(chapter)
        put_annex(self.deck, self.report, self.ids)
        return self.deck

    def _cover(self) -> None:
        report, stand = self.report, self.report.lens.stand
        chapters = "Kapitel: " + ", ".join(chapter.title for chapter in self._chapters)
        lines = [f"{report.stand} (Kennung {stand.id})", chapters, *([INVENTED] if stand.example else [])]
        self.deck.cover(
            report.title, report.selection, lines, "\n".join(["Titelfolie", self._footer, *lines])
        )

    def _tell(self, chapter: Chapter) -> None:
        """First the answers and what is said with them, then the rest in order."""
        said, parts = order.opening(chapter)
        found = [self._shown(chapter, piece) for piece in order.pieces(chapter, parts)]
        lead = self._open(chapter.title, said, found)
        runs, shown = list(order.runs(found)), 0
        for run, after in zip_longest(runs, runs[1:], fillvalue=[]):
            shown = self._run(chapter, run[shown:], after, lead)
            lead = ""

    def _open(self, title: str, said: list[str], found: list[Piece]) -> str:
        """A slide of its own; what is short is said over the first picture or table, and returned."""
        if not said:
            return ""
        lines = sum(texts.lines(line, TEXT_SIZE, TEXT.wide) for line in said)
        if len(said) == 1 and lines <= SHORT and found and found[0].part:
            return f"**{title}:** {said[0]}"
        self._text(title, said)
        return ""

    def _shown(self, chapter: Chapter, piece: Piece) -> Piece:
        """A picture without any value is a sentence, and that is a small table."""
        silent_one = isinstance(piece.part, Figure) and silent(piece.part.chart)
        return replace(piece, part=sentence_block(piece.part, chapter.title)) if silent_one else piece

    def _run(self, chapter: Chapter, run: list[Piece], after: list[Piece], lead: str) -> int:
        """Puts neighbours; how many of those that follow are shown already."""
        if run and isinstance(run[0].part, Figure):
            return self._figure(chapter, run[0], after, lead)
        if run and run[0].part is None:
            self._text(run[0].heading or chapter.title, run[0].led)
        else:
            self._blocks(chapter, run, lead)
        return 0

    def _figure(self, chapter: Chapter, piece: Piece, after: list[Piece], lead: str) -> int:
        """A picture, with the small tables that follow under it where there is room."""
        blocks = [self._noted(chapter, p) for p in after if isinstance(p.part, Block)]
        first = next(iter(grouped(blocks)), [])
        below, parts = under(piece.part, first, lead)
        told = Told(self._led(chapter, piece), piece.heading, lead, tuple(below), tuple(parts))
        numbers = put_figure(self.deck, piece.part, told)
        self._remember(numbers, [*piece.part.chart.traces, *(t for b in below for t in b.traces)])
        self._remark(piece)
        return len(below)

    def _blocks(self, chapter: Chapter, run: list[Piece], lead: str) -> None:
        for group in grouped([self._noted(chapter, piece) for piece in run]):
            numbers = put_group(self.deck, group, lead)
            self._remember(numbers, [trace for block in group for trace in block.traces])
            lead = ""

    def _noted(self, chapter: Chapter, piece: Piece) -> Block:
        """A table with all that is said of it."""
        block = piece.part
        said = [*self._led(chapter, piece), *map(texts.plain, piece.after)]
        own = block.notes or _about(block)
        return replace(block, notes="\n".join([own, *said, self._footer]))

    def _remember(self, numbers: Sequence[int], traces: Sequence[str]) -> None:
        self.ids |= dict.fromkeys(numbers, traces) if traces else {}

    def _remark(self, piece: Piece) -> None:
        if piece.after:
            self.deck.remark("\n".join(map(texts.plain, piece.after)))

    def _led(self, chapter: Chapter, piece: Piece) -> list[str]:
        """The heading and the words before a figure."""
        said = [f"{chapter.title}, {piece.heading}"] if piece.heading else []
        return [*said, *map(texts.plain, piece.led)]

    def _text(self, title: str, lines: Sequence[str]) -> None:
        """As many slides of text as it takes."""
        notes = "\n".join([title, *map(texts.plain, lines), self._footer])
        pages = _pages(lines)
        for at, page in enumerate(pages, 1):
            part = f" (Teil {at} von {len(pages)})" if len(pages) > 1 else ""
            self.deck.text(title + part, page, notes, FIRST)


def _about(block: Block) -> str:
    """What a table is called, and the ids that lead back from its numbers."""
    ids = [f"{TRACED}:", *block.traces] if block.traces else []
    return "\n".join([f"Tabelle: {block.title}", *ids])


def _pages(lines: Sequence[str]) -> list[list[str]]:
    """Paragraphs divided between slides so that letters stay large."""
    size = TEXT_SIZE if _high(lines, TEXT_SIZE) <= TEXT.high else DENSEST
    pages: list[list[str]] = [[]]
    for line in lines:
        if pages[-1] and _high([*pages[-1], line], size) > TEXT.high:
            pages.append([])
        pages[-1].append(line)
    return pages


def _high(lines: Sequence[str], size: float) -> float:
    return texts.height(sum(texts.lines(line, size, TEXT.wide, strong=True) for line in lines), size)
