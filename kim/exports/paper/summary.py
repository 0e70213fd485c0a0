"""The Kreisprofil: what a Landrat asks at a glance, then answers and the most important pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice, pairwise

from kim import formats
from kim.errors import KimError
from kim.exports.paper import setting
from kim.exports.paper.annex import definition
from kim.exports.paper.body import tile, words
from kim.exports.paper.document import about
from kim.exports.paper.figures import broken_id, figure
from kim.exports.screen.row_places import MANY
from kim.topics.parts import Answer, Card, Cards, Figure, Words, indicators
from kim.topics.report import Chapter, Report
from kim.topics.texts import ANONYMOUS

WIDTH, PLOT = 247.0, 82.0  # pt of a small figure and of its plot
FIGURES, POINTS = 2, 3  # pictures of a theme on the first page, points beside an answer
FIRST = 2  # themes on the first page, below the cards
COLUMNS, LINE = 3, 46  # columns of cards, and signs on a line of one
LARGE = ("tiles", "funnel", "scatter", "heatmap")  # kinds that say little when small


def profile(report: Report) -> bytes:
    """Two A4 pages as PDF/UA-1 and PDF/A-2a; KimError for anything but a Kreis or the Land."""
    if report.id.startswith("thema:"):
        raise KimError(
            "Ein Profil auf zwei Seiten gibt es für einen Kreis (kreis:05382) oder das Land (land), "
            "nicht für ein Thema."
        )
    chapters = [chapter for chapter in report.chapters if any(_figures(chapter))]
    first = [_told(chapter, FIGURES) for chapter in chapters[:FIRST]]
    second = [_told(chapter, 1) for chapter in chapters[FIRST:]]
    figures = [part for told in (*first, *second) for part in told.figures]
    glance = Cards(report.cards)
    traces = dict.fromkeys((*glance.traces, *(trace for one in figures for trace in one.traces)))
    data = {
        **about(report),
        "cards": [list(map(_card, column)) for column in _columns(report.cards)],
        "first": list(map(_chapter, first)),
        "second": list(map(_chapter, second)),
        "definitions": list(map(definition, indicators((glance, *figures)))),
        "symbols": formats.symbol_legend(),
        "note": ANONYMOUS if report.lens.anonymity else "",
        "traces": list(map(broken_id, traces)),
    }
    return setting.compiled("profile.typ", data, report.lens.stand.day)


def _card(card: Card) -> dict[str, object]:
    return {"title": card.title, "tiles": list(map(tile, card.tiles)), "lines": list(card.lines)}


def _columns(cards: Sequence[Card]) -> list[Sequence[Card]]:
    """The cards in their order in columns of which the longest is as short as can be."""
    if len(cards) < COLUMNS:
        return [cards]
    ends = ((0, *cut, len(cards)) for cut in combinations(range(1, len(cards)), COLUMNS - 1))
    ways = ([cards[a:b] for a, b in pairwise(end)] for end in ends)
    return min(ways, key=lambda way: max(sum(map(_lines, column)) for column in way))


def _lines(card: Card) -> float:
    """About how many lines a card takes."""
    texts = [*card.lines, *(" · ".join(one.details) for one in card.tiles)]
    return 2 + len(card.tiles) + sum(-(-len(text) // LINE) for text in texts)


def _told(chapter: Chapter, many: int) -> Chapter:
    """A chapter with as many of its pictures as there is room for."""
    shown = list(islice(_figures(chapter), many))
    return replace(chapter, parts=tuple(p for p in chapter.parts if not isinstance(p, Figure) or p in shown))


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        "title": chapter.title,
        "answers": [part.text for part in chapter.parts if isinstance(part, Answer)],
        "points": _points(chapter),
        "figures": [figure(part.chart, WIDTH, PLOT) for part in chapter.figures],
    }


def _points(chapter: Chapter) -> list[dict[str, str]]:
    """The first points of the first list of what is said beside the answer."""
    said = (words(part.text)["points"] for part in chapter.parts if isinstance(part, Words))
    return next(filter(None, said), [])[:POINTS]


def _figures(chapter: Chapter) -> Iterator[Figure]:
    """Those that can be read when small; they stand in the order of their importance."""
    return (part for part in chapter.figures if _readable(part))


def _readable(part: Figure) -> bool:
    chart = part.chart
    lies = not chart.over_time and chart.kind in ("bar", "stacked", "range")
    return not (chart.silent or chart.kind in LARGE or (lies and len(chart.categories) >= MANY))
