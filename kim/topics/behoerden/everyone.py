"""All authorities of a kind beside each other: no league table, and a question where one stands out."""

from collections.abc import Iterator

from kim import charts
from kim.stand import Result
from kim.topics.behoerden.asking import PACE, Authorities
from kim.topics.comparing import comparison
from kim.topics.parts import Figure, Folded, Heading, Part, Words
from kim.topics.texts import MIXED


def everyone(some: Authorities) -> Iterator[Part]:
    """How long it takes in a comparison group, and how old the pending procedures of all are."""
    yield Heading(f"Alle {some.art} im Vergleich", f"alle-{some.art.lower()}", 3)
    if some.lens.choice.anliegen is None:
        yield Words(MIXED)

    def ask(*by: str, **where: object) -> Result:
        return some.at_pace(PACE[365], *by, land=True, **where)

    yield from comparison(ask, "behoerde_id", some.own, some.lens.choice.group)
    title = f"Anteil der über zwölf Monate offenen Verfahren je {some.art}"
    yield Folded(title, f"alle-alter-{some.art}", lambda: [_older(some)])


def _older(some: Authorities) -> Figure:
    older = some.ask("anteil_aelter", "behoerde_id", schwelle=12, land=True)
    land = some.ask("anteil_aelter", schwelle=12, land=True)
    return Figure(charts.bars_by_unit(older, some.own, land), older.indicator)
