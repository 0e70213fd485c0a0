"""A figure of a report as its slides: the chart between what is said over and under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kim.charts import Chart
from kim.exports.slides import native
from kim.exports.slides.blocks import GAP, LOW, Block, Laids, height, put_headed, together
from kim.exports.slides.captions import neutral, notes, page_of
from kim.exports.slides.deck import Deck, draw_line, move_foot, put_chart, put_words
from kim.exports.slides.heatmap import put_heatmap
from kim.exports.slides.native import Panel
from kim.exports.slides.page import Page
from kim.exports.slides.places import CONTENT, FOOT, SUBTITLE, Box
from kim.exports.slides.tables import Grid, Laid
from kim.exports.slides.tile_map import put_tiles
from kim.topics.parts import Figure

TABLES = {"tiles": put_tiles, "heatmap": put_heatmap}  # kinds that are a table of PowerPoint's own
ALONE = (*TABLES, "funnel", "scatter")  # kinds that need all the height there is
SIGN = 0.25  # inches that the sign of an event takes above the plot
LEAST = 2.7  # inches of a chart that others share a slide with
SHRUNK = 0.8  # the share of its height that a short chart keeps then
FEW = 12  # rows of lying bars that stay readable in that
BOTTOM = FOOT.y + FOOT.high


@dataclass(frozen=True)
class Told:
    """What comes with a figure: the words before it, its heading, what is said over it, tables under it."""

    before: Sequence[str] = ()
    heading: str = ""
    lead: str = ""
    under: tuple[Block, ...] = ()
    parts: tuple[Laid, ...] = ()  # how those under it stand


def silent(chart: Chart) -> bool:
    """Whether there is nothing to look at."""
    return chart.empty or chart.silent


def sentence_block(figure: Figure, chapter: str) -> Block:
    """What a chart without any value says."""
    chart = figure.chart
    row = (chart.title, " ".join([chart.sentence, *chart.notes]))
    grid = Grid(("Gemessen", "Warum es kein Bild gibt"), (row,))
    return Block(neutral(chart), grid, chapter, "", notes(figure, ()), chart.traces)


def under(figure: Figure, blocks: Sequence[Block], lead: str) -> tuple[Sequence[Block], Laids]:
    """The tables that fit under a figure without making it hard to read: all of them, or those that fill
    the room that a short one leaves.
    """
    chart = figure.chart
    if not blocks or chart.kind in ALONE or len(native.pages(chart)) > 1 or _crowded(chart):
        return (), []
    room = _room(page_of(figure, (), "", lead), 0).high
    spare = room - SHRUNK * native.height_of(chart)
    for count in range(len(blocks), 0 if spare > 0 else len(blocks) - 1, -1):
        parts = together(blocks[:count], max(spare, min(LOW, room - LEAST)) - GAP, headed=True)
        if parts:
            return blocks[:count], parts
    return (), []


def _crowded(chart: Chart) -> bool:
    return native.height_of(chart) < float("inf") and len(chart.categories) > FEW


def put_figure(deck: Deck, figure: Figure, told: Told) -> list[int]:
    """The slides of a figure and their numbers."""
    chart, page = figure.chart, page_of(figure, told.before, told.heading, told.lead)
    if chart.kind in TABLES:
        TABLES[chart.kind](deck.page(page), chart, _room(page, 0))
        return [deck.count]
    return _native(deck, chart, page, told)


def _native(deck: Deck, chart: Chart, page: Page, told: Told) -> list[int]:
    pages = native.pages(chart)
    count, number, numbers = sum(map(len, pages)), 0, []
    for at, panels in enumerate(pages):
        title = page.title if len(pages) == 1 else f"{page.title} (Teil {at + 1} von {len(pages)})"
        slide = deck.page(_with(replace(page, title=title), told.under))
        room = _room(page, height(told.parts, True) + GAP if told.under else 0)
        room = replace(room, high=min(room.high, native.height_of(chart)))
        for panel, box in zip(panels, room.panels(max(map(len, pages))), strict=False):
            number += 1
            put_chart(slide, box, panel.draw(box), *_named(chart, panel, number, count))
        _events(slide, chart, room)
        if told.under:
            _put_under(slide, page, room, told)
        numbers.append(deck.count)
    return numbers


def _with(page: Page, under: Sequence[Block]) -> Page:
    return replace(page, notes="\n".join([page.notes, *(block.notes for block in under)]))


def _put_under(slide, page: Page, room: Box, told: Told) -> None:
    """What must be known right under the picture, then the tables."""
    top = room.y + room.high + 0.08
    if page.foot:
        move_foot(slide, top, page.foot_high)
    put_headed(slide, told.under, told.parts, replace(room, y=top + page.foot_high + GAP))


def _named(chart: Chart, panel: Panel, number: int, count: int) -> tuple[str, str]:
    if count == 1:
        return chart.id, chart.alt
    rows = chart.categories[panel.rows]
    part = f"Teil {number} von {count}, {rows[0]} bis {rows[-1]}"
    return f"{chart.id} ({number} von {count})", f"{chart.alt} {part}."


def _events(slide, chart: Chart, box: Box) -> None:
    """Signs over the plot and lines through it, at places that are known because the inner plot is fixed."""
    if not chart.events:
        return
    x, y, wide, high = native.plot_of(chart, box).inner
    top, bottom = box.y + y * box.high, box.y + (y + high) * box.high
    for event in chart.events:
        at = box.x + box.wide * (x + wide * (event.position + 0.5) / len(chart.categories))
        name = f"Ereignis {event.sign}"
        draw_line(slide, at, top, at, bottom, f"{name}, gezeichnet")
        put_words(slide, Box(at - 0.2, top - SIGN, 0.4, SIGN), event.sign, 12, name, strong=True)


def _room(page: Page, under: float) -> Box:
    """What the subtitle, the foot and the tables under it leave."""
    top = SUBTITLE.y + page.subtitle_high + 0.12
    below = BOTTOM - page.foot_high - under
    return Box(CONTENT.x, top, CONTENT.wide, below - top - 0.08)
