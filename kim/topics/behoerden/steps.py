"""The steps of a procedure, each with a clock of its own, and the order in which procedures are decided."""

from collections.abc import Iterator

from kim.topics.behoerden.asking import Authorities
from kim.topics.parts import Folded, Part, Tiles, Words
from kim.topics.texts import OTHER_CLOCKS, RECEIPT
from kim.topics.tiles import Tile, tile_of

AT_PACE = {
    "vollstaendig_binnen_91_tagen_tempo": "Binnen 3 Monaten vollständig",
    "median_ab_vollstaendig_tempo": "Ab Vollständigkeit: die Hälfte erledigt",
    "ab_vollstaendig_offen_nach_365_tagen_tempo": "12 Monate nach Vollständigkeit noch offen",
    "median_bis_bearbeitung_tempo": "Bis zum Beginn der Bearbeitung: die Hälfte",
    "p90_bis_bearbeitung_tempo": "Bis zum Beginn der Bearbeitung: neun von zehn",
    "median_gesamtwartezeit_tempo": "Ab der Terminanfrage: die Hälfte erledigt",
    "gesamt_offen_nach_730_tagen_tempo": "24 Monate nach der Terminanfrage noch offen",
}
FILED = {
    "median_terminwartezeit": "Von der Terminanfrage zum Termin: die Hälfte",
    "p90_terminwartezeit": "Von der Terminanfrage zum Termin: neun von zehn",
}
CLOSED = {
    "median_dauer_der_erledigten": "Dauer der erledigten Verfahren: die Hälfte",
    "p80_dauer_der_erledigten": "Dauer der erledigten Verfahren: acht von zehn",
    "p90_dauer_der_erledigten": "Dauer der erledigten Verfahren: neun von zehn",
}


def other_clocks(some: Authorities) -> Folded:
    """From appointment to filing, to completeness, to the beginning of work, to the decision."""
    return Folded("Die Schritte im Einzelnen: andere Uhren", f"uhren-{some.art}", lambda: _clocks(some))


def _clocks(some: Authorities) -> Iterator[Part]:
    yield Words(OTHER_CLOCKS)
    yield Tiles((*_at_pace(some), *_of_the_year(some)))


def _at_pace(some: Authorities) -> Iterator[Tile]:
    for name, title in AT_PACE.items():
        yield tile_of(some.at_pace(name), f"{title} (gleichbleibendes Tempo)")


def _of_the_year(some: Authorities) -> Iterator[Tile]:
    for name, title in FILED.items():
        yield tile_of(some.ask(name, eingang_quartal=some.year), f"{title} (rückblickend)")
    for name, title in CLOSED.items():
        yield tile_of(some.ask(name, quartal=some.year[-2:]), f"{title} (sechs Monate; keine Wartezeit)")


def order_of_receipt(some: Authorities) -> Folded:
    """Whether procedures are decided in the order of receipt, and what was legitimately drawn forward."""
    return Folded("In welcher Reihenfolge entschieden wird", f"reihenfolge-{some.art}", lambda: _order(some))


def _order(some: Authorities) -> Iterator[Part]:
    yield Words(RECEIPT)
    yield Tiles(
        (
            tile_of(some.ask("reihenfolgetreue")),
            tile_of(some.ask("anteil_juenger_entschieden", quartal=some.year)),
            tile_of(some.ask("anteil_vorgezogen", quartal=some.year)),
        )
    )
