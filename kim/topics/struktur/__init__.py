"""What is said about structures: profiles, groups by a printed rule, and themes from cases."""

from collections.abc import Iterator

from kim import charts
from kim.catalogue import load_indicator
from kim.sentences import structure
from kim.stand import Result
from kim.topics.lens import Lens
from kim.topics.parts import Answer, Figure, Folded, Heading, Part, Tiles, Words
from kim.topics.struktur.asking import ORDERS, PROFILE, Structures, levels, reviewed, types_of
from kim.topics.struktur.everyone import agreement, groups, related
from kim.topics.struktur.rules import rule_of, rule_parts
from kim.topics.struktur.site import one_site
from kim.topics.texts import STRUCTURE, THEMES_FROM_CASES
from kim.topics.tiles import tile_of

__all__ = [
    "ORDERS",
    "PROFILE",
    "Structures",
    "content",
    "levels",
    "reviewed",
    "rule_of",
    "rule_parts",
    "types_of",
]


def content(some: Structures) -> Iterator[Part]:
    """Everything on structures, in the order it is read; of a Kreis first what concerns it."""
    kreis = some.lens.choice.gebiet.kreis_id
    yield Answer(structure.of_site(kreis, some.typed.get(kreis)) if kreis else structure.of_land(some.typed))
    yield Words(STRUCTURE)
    yield from rule_parts("struktur-regel")
    if kreis and kreis in some.told:
        yield from one_site(some, kreis)
    yield Heading("Alle Standorte", "struktur-alle")
    order = None if some.order == "bezirk" else some.sites
    yield Figure(charts.heatmap(levels(some), "dimension", kreis, order), load_indicator(PROFILE))
    yield Folded(
        "Gruppe, Sicherheit und fehlende Nachweise je Standort", "struktur-gruppen", lambda: groups(some)
    )
    yield Folded("Hängt das mit anderem zusammen?", "struktur-zusammenhang", lambda: related(some, kreis))
    yield from agreement(some)
    yield from _themes(some)


def _themes(some: Structures) -> Iterator[Part]:
    """From the single case to a structure that changes: recognised, advised, decided, implemented."""
    lens = some.lens
    yield Heading("Vom Fall zur Struktur", "struktur-themen")
    yield Words(THEMES_FROM_CASES)
    steps = lens.ask("thementrichter", "themenschritt")
    yield Figure(charts.bars_by(steps, "themenschritt"), steps.indicator)
    yield Tiles((tile_of(lens.ask("themen_umsetzungsquote")), *map(tile_of, _until(lens))))


def _until(lens: Lens) -> Iterator[Result]:
    yield lens.ask("median_bis_beschluss")
    yield lens.ask("median_bis_umsetzung")
