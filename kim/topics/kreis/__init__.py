"""Everything on one Kreis in the order that its Landrat asks: at a glance, then what stands behind it."""

from collections.abc import Iterator

import pandas as pd

from kim import charts, sentences
from kim.sentences import topics, waits
from kim.sentences.topics import ARTS
from kim.stand import Result, Stand
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE, by_authority, written
from kim.topics.changed import changed
from kim.topics.faelle import Cases
from kim.topics.kreis.cards import cards
from kim.topics.kreis.compared import Compared, compared
from kim.topics.lens import Lens
from kim.topics.parts import Beside, Cards, Figure, Folded, Part, Table, Words
from kim.topics.published import published, published_here
from kim.topics.struktur import reviewed, rule_parts
from kim.topics.texts import USUAL
from kim.topics.tiles import Tile, tile_of

__all__ = ["cards", "content", "headline", "key_figures", "rests_on"]

STELLEN = ("KIM", "EBH", "ABH")  # what published figures are about
COLUMNS = {
    "measure": "Kennzahl",
    "who": "Wer",
    "value": "Wert",
    "n": "n",
    "group": "Gruppe",
    "judged": "Einordnung",
}


def content(lens: Lens, since: Stand | None = None) -> Iterator[Part]:
    """The profile of the selected Kreis; `since`: an earlier Stand that its numbers are compared with."""
    yield Cards(cards(lens, since))
    yield Beside((_posts(lens),), tuple(_beside(lens, since)))
    yield Folded("Wie lange es bei jeder Behörde dauert", "profil-behoerden", lambda: _waits(lens))
    yield Folded("Alles Veröffentlichte mit Quellen", "profil-veroeffentlicht", lambda: _published(lens))
    yield Folded("Der Vergleich als Tabelle", "profil-vergleich", lambda: _compared(lens))


def _posts(lens: Lens) -> Figure:
    steps = lens.ask("stellentrichter", "baustein", "stufe")
    return Figure(charts.stacked_by(steps, "stufe", "baustein"), steps.indicator)


def _beside(lens: Lens, since: Stand | None) -> Iterator[Folded]:
    yield from rule_parts("profil-regel")
    if since:
        yield Folded("Was seither berichtigt wurde", "profil-geaendert", lambda: changed(lens, since))


def _waits(lens: Lens) -> Iterator[Part]:
    """How long it takes at each kind of authority, with every authority of the Kreis listed."""
    for some in (Authorities(lens, art) for art in ARTS):
        if some.ask("bestand").coverage[1]:
            yield Words(waits.headline(some.shares(), some.newest))
            yield Words(waits.ages(some.ask("median_alter_der_offenen"), some.ask("p90_alter_der_offenen")))
            title = f"{some.art} im Gebiet {lens.choice.gebiet.name}"
            yield some.table(_each, title, f"profil-{some.art}")


def _each(some: Authorities) -> pd.DataFrame:
    columns = {
        "Nach 12 Monaten noch offen": written(some.at_pace(PACE[365], "behoerde_id")),
        "Offen": written(some.ask("bestand", "behoerde_id")),
        "älter als 12 Monate": written(some.ask("anteil_aelter", "behoerde_id", schwelle=12)),
        "Reichweite (Modell)": written(some.ask("rechnerische_reichweite", "behoerde_id")),
    }
    return by_authority(columns)


def _published(lens: Lens) -> Iterator[Part]:
    for stelle in STELLEN:
        rows = published_here(lens, stelle)
        yield published(rows, f"Veröffentlicht zu {stelle}", f"profil-angaben-{stelle}")


def _compared(lens: Lens) -> Iterator[Part]:
    found = list(compared(lens))
    yield Words(USUAL, small=True)
    title = f"Verglichen mit: {lens.choice.group.name}"
    ids = dict.fromkeys(trace for one in found for trace in one.traces)
    yield Table(pd.DataFrame(map(_line, found)), title, "profil-vergleich-tabelle", tuple(ids))


def _line(one: Compared) -> dict[str, str]:
    return {title: getattr(one, name) for name, title in COLUMNS.items()}


def key_figures(lens: Lens) -> Iterator[Tile]:
    """What is asked first: posts, cases, waits."""
    cases = Cases(lens)
    yield tile_of(lens.ask("besetzungsquote"))
    yield tile_of(lens.ask("abrufquote"))
    yield tile_of(cases.ask("laufende_faelle"), "Laufende Fälle im Case Management")
    yield tile_of(cases.ask_ripe("quote_planmaessig"))
    for art in ARTS:
        yield tile_of(Authorities(lens, art).at_pace(PACE[365]), f"Nach 12 Monaten noch offen, {art}")
        yield tile_of(Authorities(lens, art).ask("bestand"), f"Offene Anträge, {art}")


def rests_on(lens: Lens) -> list[Result]:
    """What the cards rest on, one answer for each dataset: Stichtage, notes and source for the foot."""
    stocks = [some.ask("bestand") for some in (Authorities(lens, art) for art in ARTS)]
    told = [lens.ask("besetzungsquote"), Cases(lens).ask("laufende_faelle"), *stocks, reviewed(lens)]
    return [one for one in told if one.coverage[1]]


def headline(lens: Lens) -> str:
    """How many posts are filled: what a Kreis is asked first."""
    steps = lens.ask("stellentrichter", "stufe")
    return f"{sentences.posts(steps)} {topics.reported(steps)}"
