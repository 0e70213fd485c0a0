"""The last slides: definitions, symbols, and where everything comes from."""

from collections.abc import Iterable, Mapping, Sequence

from kim import formats
from kim.exports.slides import tables
from kim.exports.slides.deck import Deck, Page
from kim.exports.slides.figures import indicators
from kim.exports.slides.places import CONTENT, SUBTITLE, Box
from kim.exports.slides.tables import Grid, put_table
from kim.topics.report import Report

ROOM = Box(CONTENT.x, SUBTITLE.y + 0.35, CONTENT.wide, 5.3)
INVENTED = "Beispieldaten (erfunden)"


def put_annex(deck: Deck, report: Report, ids: Mapping[int, Sequence[str]]) -> None:
    """`ids`: the trace ids of the figures by the numbers of their slides."""
    put_grid(
        deck, "Definitionen", "Kennzahlen der Bilder in der Reihenfolge des Berichts", _definitions(report)
    )
    put_grid(deck, "Zeichen", "Was steht, wo keine Zahl steht", _symbols())
    put_grid(deck, "Herkunft der Zahlen", "Woraus diese Folien gemacht sind", _provenance(report))
    if ids:
        put_grid(
            deck,
            "Kennungen",
            "Jede Zahl führt über ihre Kennung zu Definition, Stand und Meldungen zurück",
            _ids(ids),
        )


def put_grid(deck: Deck, title: str, subtitle: str, grid: Grid, notes: str = "", kind: str = "") -> None:
    """A table on as many slides as it takes; `kind` tells it apart from others of the same title."""
    parts = tables.laid_out(grid, ROOM)
    for at, laid in enumerate(parts, 1):
        part = f" (Teil {at} von {len(parts)})" if len(parts) > 1 else ""
        slide = deck.page(Page(title + part, subtitle, notes=notes or f"Tabelle: {title}.", kind=kind))
        alt = f"Tabelle{part}: {title}. Spalten: {', '.join(grid.columns)}."
        put_table(slide, laid, ROOM, f"{title}{part}", alt)


def _definitions(report: Report) -> Grid:
    found = {entry.id: entry for figure in report.figures for entry in indicators(figure)}
    rows = [(e.title, e.unit, e.definition, e.limits) for e in found.values()]
    return Grid(("Kennzahl", "Einheit", "Definition", "Grenzen"), tuple(rows), strong=(0,))


def _symbols() -> Grid:
    return Grid(("Zeichen", "Bedeutung"), tuple(formats.symbol_legend()), strong=(0,))


def _provenance(report: Report) -> Grid:
    stand = report.lens.stand
    rows = [
        ("Bericht", f"{report.title} ({report.id})"),
        ("Auswahl", report.selection),
        ("Stand", f"{formats.date(stand.day)}, {stand.name or 'ohne Namen'}"),
        ("Kennung des Standes", stand.id),
        *([("Hinweis", INVENTED)] if stand.example else []),
        *(("Quelle", source) for source in _sources(report)),
    ]
    return Grid(("Angabe", "Inhalt"), tuple(rows), strong=(0,))


def _sources(report: Report) -> Iterable[str]:
    found = (entry for figure in report.figures for entry in indicators(figure))
    return dict.fromkeys(entry.source for entry in found if entry.source)


def _ids(ids: Mapping[int, Sequence[str]]) -> Grid:
    rows = [(str(slide), trace) for slide, traces in ids.items() for trace in traces]
    return Grid(("Folie", "Kennung"), tuple(rows))
