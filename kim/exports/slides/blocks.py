"""Tables that may share a slide: small ones stand beneath each other, each under its own heading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from kim.exports.slides import tables, texts
from kim.exports.slides.deck import Deck, put_words
from kim.exports.slides.page import Page
from kim.exports.slides.places import CONTENT, SUBTITLE, Box
from kim.exports.slides.tables import Grid, Laid, put_table
from kim.exports.slides.vorlage import SUBTITLE_SIZE

Laids = list[Laid]
ROOM = Box(CONTENT.x, SUBTITLE.y + 0.35, CONTENT.wide, 5.5)
SHARED = (12, 11, 10)  # points of tables that share a slide: smaller letters would not be worth it
HEADING, GAP = 0.3, 0.2  # inches over a table and between two
MOST, LONGEST_TITLE = 3, 110  # tables on a slide, characters of their titles
LOW = 2.1  # inches that tables may take under a picture


@dataclass(frozen=True)
class Block:
    """A table with what it is called, the chapter it stands in, its own heading there and its notes."""

    title: str
    grid: Grid
    chapter: str = ""
    heading: str = ""
    notes: str = ""
    traces: tuple[str, ...] = ()

    @property
    def subtitle(self) -> str:
        return " · ".join(dict.fromkeys(filter(None, [self.chapter, self.heading])))


def together(blocks: Sequence[Block], high: float = ROOM.high, headed: bool = False) -> Laids | None:
    """How tables stand beneath each other in so many inches; None where they do not fit."""
    for size in SHARED:
        parts = [_whole(block.grid, size) for block in blocks]
        if height(parts, headed or len(parts) > 1) <= high:
            return parts
    return None


def _whole(grid: Grid, size: float) -> Laid:
    """The whole table on one slide, however high it is."""
    [laid] = tables.divided(grid, size, replace(ROOM, high=float("inf")))
    return laid


def height(parts: Laids, headed: bool) -> float:
    tall = sum(sum(laid.heights) + HEADING * headed for laid in parts)
    return tall + GAP * (len(parts) - 1)


def grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    """Neighbours that fit on one slide: on as few slides as can be, and about equally full."""
    for count in range(1, len(blocks) + 1):
        cuts = (_cut(blocks, at) for at in combinations(range(1, len(blocks)), count - 1))
        fitting = [groups for groups in cuts if all(len(group) == 1 or _fits(group) for group in groups)]
        if fitting:
            return min(fitting, key=lambda groups: max(map(_tall, groups)))
    return []


def _cut(blocks: Sequence[Block], at: Sequence[int]) -> list[list[Block]]:
    return [list(blocks[start:end]) for start, end in pairwise([0, *at, len(blocks)])]


def _tall(group: Sequence[Block]) -> float:
    return height([_whole(block.grid, SHARED[0]) for block in group], headed=True)


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= MOST and together(blocks) is not None


def _title(blocks: Sequence[Block]) -> str:
    """All titles, or the first one and how many come with it."""
    title = " · ".join(block.title for block in blocks)
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{blocks[0].title} und {('eine weitere Tabelle', 'zwei weitere Tabellen')[len(blocks) - 2]}"


def put_group(deck: Deck, blocks: Sequence[Block], lead: str = "") -> list[int]:
    """The slides of tables that belong together, and their numbers."""
    if len(blocks) == 1:
        return put_grid(deck, blocks[0], lead)
    chapters = " · ".join(dict.fromkeys(block.chapter for block in blocks if block.chapter))
    notes = "\n".join(block.notes for block in blocks)
    page = Page(_title(blocks), lead or chapters, notes=notes, kinds=(blocks[0].chapter,))
    put_headed(deck.page(page), blocks, together(blocks), _below(page))
    return [deck.count]


def put_headed(slide, blocks: Sequence[Block], parts: Laids, box: Box) -> None:
    """Tables from the top of a box down, each under its heading."""
    top = box.y
    for block, laid in zip(blocks, parts, strict=True):
        heading = replace(box, y=top, high=HEADING)
        put_words(slide, heading, block.title, SUBTITLE_SIZE, f"Überschrift: {block.title}", True, "l")
        place = replace(box, y=top + HEADING, high=sum(laid.heights))
        put_table(slide, laid, place, block.title, _alt(block.title, block.grid))
        top = place.y + place.high + GAP


def put_grid(deck: Deck, block: Block, lead: str = "", sizes: Sequence[float] = tables.SIZES) -> list[int]:
    """A table on as many slides as it takes."""
    numbers, title = [], block.title
    page = Page(
        title, lead or block.subtitle, notes=block.notes or f"Tabelle: {title}.", kinds=(block.chapter,)
    )
    room = _below(page)
    parts = tables.laid_out(block.grid, room, sizes)
    for at, laid in enumerate(parts, 1):
        part = f" (Teil {at} von {len(parts)})" if len(parts) > 1 else ""
        slide = deck.page(replace(page, title=title + part))
        put_table(slide, laid, room, f"{title}{part}", _alt(title, block.grid, part))
        numbers.append(deck.count)
    return numbers


def _alt(title: str, grid: Grid, part: str = "") -> str:
    return f"Tabelle{part}: {title}. Spalten: {', '.join(grid.columns)}."


def _below(page: Page) -> Box:
    """What a subtitle of more than one line leaves."""
    more = max(page.subtitle_high - texts.height(1, SUBTITLE_SIZE), 0)
    return replace(ROOM, y=ROOM.y + more, high=ROOM.high - more)
