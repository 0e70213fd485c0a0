"""What stands around every chart: its title, source line and notes, from the result it shows."""

from collections.abc import Iterable

from kim import formats
from kim.catalogue import Indicator
from kim.sentences import codes, naming, places
from kim.stand import Result
from kim.stand.deliveries import EXAMPLE_NOTE

NAMED = 6  # units that are named one by one; more are counted


def key(result: Result, *parts: str | None) -> str:
    """The stable id of a chart: what it shows, not what was chosen; EBH and ABH apart."""
    return "_".join(filter(None, [result.indicator.id, *parts, *naming.arts(result)]))


def unit_head(entry: Indicator) -> str:
    """The unit over a column of values, where it does not stand at each of them."""
    return "" if entry.unit == "%" else entry.unit


def title(result: Result, area: str | None = None, comparator: str | None = None) -> str:
    """Measure, area, period and comparator."""
    head = f"{naming.measure(result)} – {area or naming.area(result)}"
    said = ", ".join(filter(None, [head, naming.period(result)]))
    return f"{said}; verglichen mit {comparator}" if comparator else said


def source(*results: Result) -> str:
    """Where the numbers come from: source, Stand, Stichtage, coverage, and whether they are invented."""
    first = results[0]
    parts = [
        f"Quelle: {first.indicator.source.rstrip('.')}",
        stand(first),
        *_stichtage(results),
        _coverage(first),
    ]
    invented = f" {EXAMPLE_NOTE}." if any(result.example for result in results) else ""
    return f"{'; '.join(filter(None, parts))}.{invented}"


def stand(result: Result) -> str:
    name = f" ({result.stand.name})" if result.stand.name else ""
    return f"Stand {formats.date(result.stand.day)}{name}"


def _stichtage(results: Iterable[Result]) -> list[str]:
    spans = [result.stichtage for result in results if result.stichtage]
    if not spans:
        return []
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return [f"{'Stichtag' if first == last else 'Stichtage'} {formats.days_between(first, last)}"]


def _coverage(result: Result) -> str:
    n, of = result.coverage
    if of == 1:
        return "" if n else f"nicht {naming.throughout(result)}gemeldet"
    return naming.coverage(result)


def notes(*results: Result) -> tuple[str, ...]:
    """Who is missing and which reasons senders gave, said once for all results of a chart."""
    reasons = dict.fromkeys(note for result in results for note in result.notes)
    said = _same_units(results[0]) if results[0].selection.same_units else _missing(results)
    return (*said, *_reasons(list(reasons)))


def _same_units(result: Result) -> list[str]:
    """That a series rests on fewer units than the figures for the Termin, and why."""
    n, of = result.coverage
    who = naming.of_many(str(of), naming.population(result.indicator))
    same = f"Die Reihe zählt nur, wer für alle gezeigten Zeiten geliefert hat ({n} von {who})."
    return [f"{same} So bewegt sie sich nicht, weil jemand fehlt."] if 0 < n < of else []


def _missing(results: Iterable[Result]) -> list[str]:
    """Whoever has reported some of the quarters that are added up has not reported nothing."""
    by_what: dict[str, list[str]] = {}
    for result in results:
        by_what.setdefault(naming.throughout(result), []).extend(result.missing)
    return [_absent(what, list(dict.fromkeys(units))) for what, units in by_what.items() if units]


def _absent(what: str, units: list[str]) -> str:
    named = formats.listing(places.place(unit) for unit in units[:NAMED])
    more = f" und {len(units) - NAMED} weitere (siehe die Seite Datenstand)" if len(units) > NAMED else ""
    return f"Nicht {what}gemeldet: {named}{more}."


def _reasons(given: list[str]) -> list[str]:
    if len(given) > NAMED:
        count = f"Zu {len(given)} Auffälligkeiten"
        return [f"{count} haben die Meldenden Gründe angegeben (siehe die Seite Datenstand)."]
    return [_reason(note) for note in given]


def _reason(note: str) -> str:
    unit, _, reason = note.partition(": ")
    return f"Anmerkung der meldenden Stelle, {codes.label('behoerde_id', unit)}: {reason}"
