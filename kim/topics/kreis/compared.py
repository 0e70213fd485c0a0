"""The Kreis in its comparison group, one line for each measure; no order, no ranks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kim import formats
from kim.catalogue import Indicator
from kim.comparison import WORDS, Funnel, funnel
from kim.sentences.places import place
from kim.sentences.topics import ARTS
from kim.stand import Result, traces
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE
from kim.topics.faelle import Cases
from kim.topics.lens import Lens
from kim.topics.tiles import value_of

QUOTES = {
    "quote_planmaessig": "Quote planmäßiger Abschlüsse",
    "zielerreichungsquote": "Zielerreichungsquote",
    "hilfeplanquote": "Hilfeplanquote",
}
NOT_COMPARABLE = {
    "too_different": "Gruppe zu uneinheitlich",
    "too_few_units": "zu wenige in der Gruppe",
    "nothing_known": "nichts bekannt",
}
Ask = Callable[..., Result]


@dataclass(frozen=True)
class Compared:
    """One measure: the own value and its n, the group's value, what that means, and the ids of both."""

    measure: str
    who: str
    value: str
    n: str
    group: str
    judged: str
    traces: tuple[str, ...]


def compared(lens: Lens) -> Iterator[Compared]:
    """A line for each measure; none where the Kreis has no such unit."""
    yield _posts(lens)
    cases = Cases(lens)
    for name, title in QUOTES.items():
        yield _line(title, lens.choice.gebiet.kreis_id, "kreis_id", lens, _ripe(cases, name))
    for some in (Authorities(lens, art) for art in ARTS):
        if some.own:
            yield _line(f"Nach 12 Monaten noch offen, {some.art}", some.own, "behoerde_id", lens, _pace(some))


def _posts(lens: Lens) -> Compared:
    """Posts are counted in full: there is no chance in them that could be usual."""
    own = lens.ask("besetzungsquote")
    group = lens.ask("besetzungsquote", land=True, **lens.choice.group.where)
    known = own.row["status"] == "shown"
    n = formats.share_of(own.row["numerator"], own.row["denominator"]) if known else ""
    who = place(lens.choice.gebiet.kreis_id)
    said = "vollständig gezählt" if known else ""
    return Compared(own.indicator.title, who, value_of(own), n, value_of(group), said, traces(own, group))


def _ripe(cases: Cases, name: str) -> Ask:
    return lambda *by, **where: cases.ask_ripe(name, *by, land=True, **where)


def _pace(some: Authorities) -> Ask:
    return lambda *by, **where: some.at_pace(PACE[365], *by, land=True, **where)


def _line(title: str, own: str, unit: str, lens: Lens, ask: Ask) -> Compared:
    where = lens.choice.group.where
    whole, each = ask(**where), ask(unit, **where)
    entry, found = whole.indicator, funnel(each, whole)
    mine = next((point for point in found.points if point.unit == own), None)
    return Compared(
        title,
        place(own),
        formats.with_unit(mine.value, "%", entry.decimals) if mine else _why(found, own),
        _n(entry, mine.n) if mine else "",
        formats.label(whole.row["value"], whole.row["status"], "%", entry.decimals),
        (NOT_COMPARABLE.get(found.status) or WORDS[mine.judgement]) if mine else "",
        traces(whole, each),
    )


def _n(entry: Indicator, n: float) -> str:
    """How many a value rests on; of a clock as many as its interval is worth, not as were followed."""
    return formats.number(n) + (" (rechnerisch)" if entry.kind == "duration" else "")


def _why(found: Funnel, own: str) -> str:
    """The word for why there is no own value."""
    status = next((status for status, units in found.without.items() if own in units), "not_reported")
    return formats.WORDS[status]
