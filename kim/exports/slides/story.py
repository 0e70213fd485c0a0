"""The order of the slides: what a report says, chapter by chapter, nothing left out."""

from collections.abc import Sequence

import pandas as pd

from kim.exports.slides import texts
from kim.exports.slides.annex import INVENTED, put_annex, put_grid
from kim.exports.slides.deck import Deck
from kim.exports.slides.figures import LONGEST_TITLE, put_figure
from kim.exports.slides.places import TEXT
from kim.exports.slides.tables import Grid
from kim.exports.slides.vorlage import TEXT_SIZE
from kim.topics.parts import Answer, Figure, Heading, Part, Table, Tiles, Words
from kim.topics.report import Chapter, Report

DENSEST = 14  # points: the smallest letters of a slide of text


def footer(report: Report) -> str:
    invented = [INVENTED] if report.lens.stand.example else []
    return " · ".join([report.stand, report.selection, *invented])


class Story:
    """Puts a report on slides and remembers which ids stand on which."""

    def __init__(self, report: Report) -> None:
        self._footer = footer(report)
        self.report, self.deck = report, Deck(self._footer)
        self.ids: dict[int, Sequence[str]] = {}
        self._chapter, self._heading = "", ""
        self._words: list[str] = []
        self._told = False  # whether the chapter has a slide to remark on

    def told(self) -> Deck:
        self._cover()
        for chapter in self.report.chapters:
            self._tell(chapter)
        put_annex(self.deck, self.report, self.ids)
        return self.deck

    def _cover(self) -> None:
        report, stand = self.report, self.report.lens.stand
        chapters = "Kapitel: " + ", ".join(chapter.title for chapter in report.chapters)
        lines = [f"{report.stand} (Kennung {stand.id})", chapters, *([INVENTED] if stand.example else [])]
        self.deck.cover(
            report.title, report.selection, lines, "\n".join(["Titelfolie", self._footer, *lines])
        )

    def _tell(self, chapter: Chapter) -> None:
        """First the answers and what is said with them, then the rest in order."""
        self._chapter, self._heading, self._words, self._told = chapter.title, "", [], False
        parts = list(chapter.parts)
        first = next(
            (at for at, part in enumerate(parts) if isinstance(part, Figure | Table | Tiles | Heading)),
            len(parts),
        )
        self._opening(parts[:first])
        for part in parts[first:]:
            self._part(part)
        self._rest()

    def _opening(self, parts: Sequence[Part]) -> None:
        answers = [part.text for part in parts if isinstance(part, Answer)]
        words = [line for part in parts if isinstance(part, Words) for line in texts.paragraphs(part.text)]
        if answers or words:
            self._text(self._chapter, [*answers, *words])

    def _text(self, title: str, lines: Sequence[str]) -> None:
        """As many slides of text as it takes; a single short answer is the title itself."""
        if len(lines) == 1 and len(lines[0]) <= LONGEST_TITLE:
            title, lines = texts.plain(lines[0]), [self._chapter]
        notes = "\n".join([self._chapter, *map(texts.plain, lines), self._footer])
        pages, self._told = _pages(lines), True
        for at, page in enumerate(pages, 1):
            part = f" (Teil {at} von {len(pages)})" if len(pages) > 1 else ""
            self.deck.text(title + part, page, notes)

    def _part(self, part: Part) -> None:
        if isinstance(part, Heading):
            self._rest()
            self._heading = part.text
        elif isinstance(part, Answer | Words):
            self._words += texts.paragraphs(part.text)
        elif isinstance(part, Figure):
            self._figure(part)
        else:
            self._table(part)

    def _figure(self, figure: Figure) -> None:
        for number in put_figure(self.deck, figure, self._led()):
            if figure.chart.traces:
                self.ids[number] = figure.chart.traces
        self._told = True

    def _table(self, part: Table | Tiles) -> None:
        title, grid = _grid(part, self._heading or self._chapter)
        said = [self._chapter, *([self._heading] if self._heading else [])]
        notes = "\n".join([f"Tabelle: {title}", *map(texts.plain, self._led()), self._footer])
        put_grid(self.deck, title, " · ".join(dict.fromkeys(said)), grid, notes, self._chapter)
        self._told = True

    def _led(self) -> list[str]:
        """The heading and the words before a figure, said once."""
        led, self._words = self._words, []
        return [*([f"{self._chapter}, {self._heading}"] if self._heading else []), *map(texts.plain, led)]

    def _rest(self) -> None:
        """Words that lead to no figure are remarks on the slide before; without one they have their own."""
        if self._words and self._told:
            self.deck.remark("\n".join(map(texts.plain, self._words)))
        elif self._words:
            self._text(self._heading or self._chapter, self._words)
        self._words = []


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


def _grid(part: Table | Tiles, heading: str) -> tuple[str, Grid]:
    if isinstance(part, Table):
        return part.title, _of_frame(part.frame)
    rows = [(tile.title, tile.value, " · ".join(tile.details)) for tile in part.tiles]
    return heading, Grid(("Kennzahl", "Wert", "Grundlage"), tuple(rows), strong=(1,))


def _of_frame(frame: pd.DataFrame) -> Grid:
    rows = [
        tuple("" if pd.isna(cell) else str(cell) for cell in row) for row in frame.itertuples(index=False)
    ]
    return Grid(tuple(map(str, frame.columns)), tuple(rows))
