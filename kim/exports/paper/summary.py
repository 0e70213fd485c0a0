"""The Kreisprofil: answers, key figures and the most important pictures on two pages."""

from collections.abc import Iterator
from itertools import islice

from kim import formats
from kim.errors import KimError
from kim.exports.paper import setting
from kim.exports.paper.annex import definition
from kim.exports.paper.body import tile, words
from kim.exports.paper.document import about
from kim.exports.paper.figures import broken_id, figure
from kim.exports.screen.row_places import MANY
from kim.topics.parts import Answer, Figure, Tiles, Words, indicators
from kim.topics.report import Chapter, Report
from kim.topics.texts import ANONYMOUS
from kim.topics.tiles import Tile

WIDTH, PLOT = 247.0, 82.0  # pt of a small figure and of its plot
FIGURES, ROW = 2, 4  # pictures of a theme, tiles of a row
LARGE = ("tiles", "funnel", "scatter", "heatmap")  # kinds that say little when small


def profile(report: Report) -> bytes:
    """Two A4 pages as PDF/UA-1 and PDF/A-2a; KimError for anything but a Kreis or the Land."""
    if report.id.startswith("thema:"):
        raise KimError(
            "Ein Profil auf zwei Seiten gibt es für einen Kreis (kreis:05382) oder das Land (land), "
            "nicht für ein Thema."
        )
    figures = [part for chapter in report.chapters for part in _figures(chapter)]
    tiles = [one for chapter in report.chapters for one in _tiles(chapter)]
    traces = dict.fromkeys(trace for one in (*figures, *tiles) for trace in one.traces)
    chapters = [chapter for chapter in report.chapters if _figures_or_tiles(chapter)]
    half = (len(chapters) + 1) // 2
    data = {
        **about(report),
        "pages": [[_chapter(c) for c in part] for part in (chapters[:half], chapters[half:])],
        "definitions": list(map(definition, indicators(figures))),
        "symbols": formats.symbol_legend(),
        "note": ANONYMOUS if report.lens.anonymity else "",
        "traces": list(map(broken_id, traces)),
    }
    return setting.compiled("profile.typ", data, report.lens.stand.day)


def _chapter(chapter: Chapter) -> dict[str, object]:
    return {
        "title": chapter.title,
        "answers": [part.text for part in chapter.parts if isinstance(part, Answer)],
        "points": _points(chapter),
        "tiles": list(map(tile, _tiles(chapter))),
        "figures": [figure(part.chart, WIDTH, PLOT) for part in _figures(chapter)],
    }


def _figures_or_tiles(chapter: Chapter) -> bool:
    return any(_figures(chapter)) or bool(_tiles(chapter))


def _points(chapter: Chapter) -> list[dict[str, str]]:
    """The first list of what is said beside the answer."""
    said = (words(part.text)["points"] for part in chapter.parts if isinstance(part, Words))
    return next(filter(None, said), [])


def _tiles(chapter: Chapter) -> list[Tile]:
    """One row of the first group and one of the second, or two rows of the only one; one beside a list."""
    groups = [part.tiles for part in chapter.parts if isinstance(part, Tiles)][:2]
    rows = [tile for group in groups for tile in group[: ROW if len(groups) > 1 else 2 * ROW]]
    return rows[: ROW if _points(chapter) else 2 * ROW]


def _figures(chapter: Chapter) -> Iterator[Figure]:
    """The first that can be read when small; they stand in the order of their importance."""
    return islice((part for part in chapter.figures if _readable(part)), FIGURES)


def _readable(part: Figure) -> bool:
    chart = part.chart
    lies = not chart.over_time and chart.kind in ("bar", "stacked", "range")
    return not (chart.silent or chart.kind in LARGE or (lies and len(chart.categories) >= MANY))
