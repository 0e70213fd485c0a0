"""The parts of a page around its figures, and the page that has nothing to show."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from kim import formats
from kim.datasets import ROOT
from kim.sentences.naming import place
from kim.stand import Result
from kim.topics.parts import Card
from kim.topics.tiles import Tile, coverage
from kim.ui.frame import frame

PAGES = ROOT / "pages"
EXAMPLE = (
    "<strong>Beispieldaten (erfunden).</strong> "
    "Nur veröffentlichte Zahlen sind echt; bei ihnen steht die Quelle."
)


def page_head(title: str, *results: Result) -> None:
    """Title, selection in words, Stand and the coverage of the first result; always in the same place."""
    this = frame()
    with this.head:
        band = EXAMPLE if this.stand and this.stand.example else ""
        _html(f'<div class="kim-band"><span class="kim-intern">intern</span><span>{band}</span></div>')
        left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
        with left:
            _html(f'<h1 class="kim-titel">{escape(title)}</h1><p class="kim-auswahl">{escape(_words())}</p>')
        with right:
            _html(f'<p class="kim-stand">{escape(_stand_words())}</p>')
            if results:
                _link_to_missing(results[0])


def _words() -> str:
    chosen = frame().choice
    return chosen.words if chosen.shown else ""


def _stand_words() -> str:
    stand = frame().stand
    if stand is None:
        return "Noch kein Stand"
    return f"Stand {formats.date(stand.day)}" + (f" · {stand.name}" if stand.name else "")


def _link_to_missing(result: Result) -> None:
    missing = formats.listing([place(unit) for unit in result.missing[:12]]) if result.missing else ""
    told = f"Es fehlen: {missing}" if missing else None
    st.page_link(PAGES / "datenstand.py", label=coverage(result), help=told)


def answer(text: str) -> None:
    """The answer of the page in one or two sentences, in large type."""
    _html(f'<p class="kim-antwort">{escape(text)}</p>')


def show_tiles(tiles: Sequence[Tile]) -> None:
    _html(f'<dl class="kim-kacheln">{"".join(map(_tile, tiles))}</dl>')


def _tile(tile: Tile) -> str:
    details = "".join(f'<dd class="klein">{escape(detail)}</dd>' for detail in tile.details)
    return f"<div><dt>{escape(tile.title)}</dt><dd>{escape(tile.value)}</dd>{details}</div>"


def show_cards(cards: Sequence[Card]) -> None:
    """Several themes at a glance, in columns that are read from top to bottom."""
    _html(f'<div class="kim-blick">{"".join(map(_card, cards))}</div>')


def _card(card: Card) -> str:
    tiles = f"<dl>{''.join(map(_fact, card.tiles))}</dl>" if card.tiles else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in card.lines)
    return f"<section><h2>{escape(card.title)}</h2>{tiles}{lines}</section>"


def _fact(tile: Tile) -> str:
    """A key figure on one line, with what it rests on below."""
    details = f'<dd class="klein">{escape(" · ".join(tile.details))}</dd>' if tile.details else ""
    return f"<div><dt>{escape(tile.title)}</dt><dd>{escape(tile.value)}</dd>{details}</div>"


def empty_page(
    what: str, why: str, remedy: str, page: str = "einreichung", label: str = "Zur Einreichung"
) -> None:
    """What would stand here, why it does not, what to do, with the link to where it is done."""
    _html(
        f'<div class="kim-leer"><p><strong>{escape(what)}</strong></p>'
        f"<p>{escape(why)}</p><p>{escape(remedy)}</p></div>"
    )
    st.page_link(PAGES / f"{page}.py", label=label)


def foot(*results: Result) -> None:
    """Notes, Stichtage, sources and symbols of everything on the page."""
    parts = (_notes(results), _stichtage(results), _sources(results), _symbols())
    _html(f'<footer class="kim-fuss">{"".join(parts)}</footer>')


def _symbols() -> str:
    signs = "".join(
        f"<div><dt>{escape(sign)}</dt><dd>{escape(meaning)}</dd></div>"
        for sign, meaning in formats.symbol_legend()
    )
    return f'<details><summary>Zeichenerklärung</summary><dl class="kim-zeichen">{signs}</dl></details>'


def _notes(results: Iterable[Result]) -> str:
    notes = dict.fromkeys(note for result in results for note in result.notes)
    items = "".join(f"<li>{escape(_signed(note))}</li>" for note in notes)
    return f"<h2>Anmerkungen der Einreichenden</h2><ul>{items}</ul>" if items else ""


def _signed(note: str) -> str:
    """ "05170: …" with the name of the Kreis or authority."""
    unit, _, text = note.partition(": ")
    return f"{place(unit)}: {text}"


def _stichtage(results: Iterable[Result]) -> str:
    spans = [result.stichtage for result in results if result.stichtage]
    if not spans:
        return ""
    span = formats.days_between(min(first for first, _ in spans), max(last for _, last in spans))
    return f"<p>Stichtage: {span}</p>"


def _sources(results: Iterable[Result]) -> str:
    """One line for each source: what comes from it, and what it is."""
    told: dict[str, list[str]] = {}
    for result in results:
        told.setdefault(result.indicator.source, []).append(result.indicator.title)
    lines = [f"{formats.listing(dict.fromkeys(titles))}: {source}" for source, titles in told.items()]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>Quellen</h2><ul>{items}</ul>" if items else ""


def _html(body: str) -> None:
    st.html(body)
