"""All authorities of a kind beside each other: no league table, and a question where one stands out."""

from collections.abc import Iterator

from kim import charts
from kim.topics.behoerden.asking import Authorities
from kim.topics.parts import Figure, Heading, Part


def everyone(some: Authorities) -> Iterator[Part]:
    yield Heading(f"Alle {some.art}", f"alle-{some.art.lower()}", 3)
    older = some.ask("anteil_aelter", "behoerde_id", schwelle=12, land=True)
    land = some.ask("anteil_aelter", schwelle=12, land=True)
    yield Figure(charts.bars_by_unit(older, some.own, land), older.indicator)
