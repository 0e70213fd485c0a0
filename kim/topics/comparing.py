"""A fair comparison: a group around what it has together, and a question where somebody stands out."""

from collections.abc import Callable, Iterator

from kim import charts
from kim.comparison import Funnel, Group, funnel, shrink
from kim.sentences import compared
from kim.stand import Result
from kim.topics.parts import Figure, Part, Words
from kim.topics.texts import FUNNEL, NO_FUNNEL

Ask = Callable[..., Result]


def comparison(ask: Ask, unit: str, own: str | None, group: Group, explained: bool = False) -> Iterator[Part]:
    """The funnel of a group by `unit`, and the own value in the light of all; `explained`: as one before.

    `ask` answers for the whole Land, by dimensions and with further values as `Lens.ask` takes them.
    """
    found = funnel(ask(unit, **group.where), ask(**group.where))
    explanation = NO_FUNNEL if not found.curve else "" if explained else FUNNEL
    yield Words(f"{explanation} Verglichen mit: {group.name}.".strip())
    yield Figure(charts.funnel(found, own), found.result.indicator)
    remarks = [*_in_their_light(found, own), compared.order(found), group.note] if found.curve else []
    yield from [Words(" ".join(filter(None, remarks)), small=True)] if any(remarks) else []


def _in_their_light(found: Funnel, own: str | None) -> list[str]:
    """The own value as all values together make it likely."""
    light = {shrunken.unit: shrunken for shrunken in shrink(found)}
    return [compared.light(found, light[own])] if own in light else []
