"""The last slides: definitions, symbols, and where everything comes from."""

from collections.abc import Iterable, Mapping, Sequence

from kim import formats
from kim.catalogue import load_indicator
from kim.exports.slides.blocks import Block, put_grid
from kim.exports.slides.deck import Deck
from kim.exports.slides.tables import Grid
from kim.stand import parse_trace
from kim.topics.report import Report

INVENTED = "Beispieldaten (erfunden)"
ORIGIN = "Herkunft der Zahlen und Zeichen"
SOURCES = 12  # in a cell
IDS = 10  # points: an id is copied, so it must be legible
DEFINED = "Grenzen und Methode jeder Kennzahl stehen in den Notizen ihrer Folie"
BACK = 'Jedes Bild, jede Tabelle und jede Kernzahl führt über ihre Kennung zurück: python -m kim trace "…"'


def put_annex(deck: Deck, report: Report, ids: Mapping[int, Sequence[str]]) -> None:
    """`ids`: the trace ids of figures, tables and key figures by the numbers of their slides."""
    put_grid(deck, Block("Definitionen", _definitions(report), DEFINED))
    put_grid(
        deck,
        Block(
            ORIGIN,
            _provenance(report),
            "Woraus diese Folien gemacht sind, und was steht, wo keine Zahl steht",
        ),
    )
    if ids:
        put_grid(deck, Block("Kennungen", _ids(ids), BACK), sizes=(IDS,))


def _definitions(report: Report) -> Grid:
    rows = [(e.title, e.unit, e.definition) for e in report.indicators]
    return Grid(("Kennzahl", "Einheit", "Definition"), tuple(rows), strong=(0,))


def _provenance(report: Report) -> Grid:
    stand = report.lens.stand
    rows = [
        ("Bericht", f"{report.title} ({report.id})"),
        ("Auswahl", report.selection),
        ("Stand", f"{formats.date(stand.day)}, {stand.name or 'ohne Namen'}"),
        ("Kennung des Standes", stand.id),
        *([("Hinweis", INVENTED)] if stand.example else []),
        *(("Quellen", "; ".join(some)) for some in _batched(_sources(report))),
    ]
    rows.append(("Zeichen", "\n".join(f"{sign} = {meaning}" for sign, meaning in formats.symbol_legend())))
    return Grid(("Angabe", "Inhalt"), tuple(rows), strong=(0,))


def _batched(sources: Iterable[str]) -> Iterable[list[str]]:
    """So many that a cell can hold them."""
    told = list(sources)
    return (told[at : at + SOURCES] for at in range(0, len(told), SOURCES))


def _sources(report: Report) -> Iterable[str]:
    found = (entry.source for entry in report.indicators if entry.source)
    return dict.fromkeys(part for source in found for part in source.rstrip(".").split("; "))


def _ids(ids: Mapping[int, Sequence[str]]) -> Grid:
    """Each id once, with the slides it stands for, in the quotes that a command line wants."""
    slides: dict[str, list[int]] = {}
    for slide, traces in ids.items():
        for trace in dict.fromkeys(traces):
            slides.setdefault(trace, []).append(slide)
    rows = [(", ".join(map(str, where)), _named(trace), f'"{trace}"') for trace, where in slides.items()]
    return Grid(("Folie", "Kennzahl", "Kennung"), tuple(rows))


def _named(trace: str) -> str:
    return load_indicator(parse_trace(trace)[0]).title
