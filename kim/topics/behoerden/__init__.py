"""What is said about one kind of authority: how long it takes, what is pending, what comes and goes."""

from collections.abc import Iterator

from kim import charts, formats
from kim.datasets import labels
from kim.sentences import topics
from kim.stand import Result
from kim.topics.behoerden.asking import Authorities
from kim.topics.behoerden.counts import counting, delivered_counts, what_is_published
from kim.topics.behoerden.everyone import everyone
from kim.topics.behoerden.monthly import month_by_month
from kim.topics.behoerden.pace import curve, duration, headline, why_no_mean
from kim.topics.behoerden.queue import queue_before
from kim.topics.behoerden.steps import order_of_receipt, other_clocks
from kim.topics.behoerden.stock import each, flows, how_it_came, indicators
from kim.topics.parts import Answer, Beside, Figure, Part, Words
from kim.topics.texts import ONLY_COUNTS

__all__ = ["Authorities", "content", "kinds"]
KINDS = {"EBH": "Einbürgerungsbehörden (EBH)", "ABH": "Ausländerbehörden (ABH)"}


def kinds(authority: str | None) -> dict[str, str]:
    """Both kinds of authority; where one authority is chosen only its own."""
    return {art: name for art, name in KINDS.items() if authority is None or authority.startswith(art)}


def content(some: Authorities) -> Iterator[Part]:
    """Everything on the EBH or the ABH of a selection, in the order it is read."""
    if other := some.other_art:
        yield Words(f"»{labels('anliegen')[some.lens.choice.anliegen]}« gehört zu den {topics.KINDS[other]}.")
        return
    open_now = some.ask("bestand")
    if open_now.row["status"] in formats.MISSING or not open_now.coverage[1]:
        yield Answer(_stock(some, open_now))
        yield from [Words(ONLY_COUNTS)] if counting(some) else []
    else:
        yield from _own(some, open_now)
    yield from delivered_counts(some)
    yield from what_is_published(some)
    yield from everyone(some)


def _stock(some: Authorities, open_now: Result) -> str:
    """How many are pending, and what came and went in four quarters."""
    came, went = (some.ask(name, quartal=some.year) for name in ("eingaenge", "erledigungen"))
    return topics.waits(some.art, open_now, some.ask("bestand_nach_alter", "altersband"), came, went)


def _own(some: Authorities, open_now: Result) -> Iterator[Part]:
    """What the authorities of the selection have delivered."""
    ages = some.ask("bestand_nach_alter", "altersband")
    yield from headline(some, _stock(some, open_now))
    yield Beside((curve(some),), (Figure(charts.bars_of_ages(ages), ages.indicator),))
    yield why_no_mean(some)
    yield from each(some, open_now)
    yield from duration(some)
    yield from indicators(some)
    yield flows(some)
    yield how_it_came(some)
    yield month_by_month(some)
    yield other_clocks(some)
    yield order_of_receipt(some)
    yield from queue_before(some)
