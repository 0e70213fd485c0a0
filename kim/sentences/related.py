"""Sentences about two values of the same units: whether they go together, in words that name no cause."""

from kim import formats
from kim.comparison import Relation, Rho
from kim.comparison.relation import FEWEST_PAIRS
from kim.sentences import naming, places
from kim.stand import Result

DECIMALS = 2
NO_CAUSE = "Über Ursachen sagt das nichts."
RHO = "Rangkorrelation nach Spearman"


def related(found: Relation, highlight: str | None = None) -> str:
    """ "Je höher …": whether the two go together, with rho, its interval and how many units it rests on."""
    said = {"told": _told, "too_few_units": _too_few, "all_alike": _alike}[found.status](found)
    own = _own(found, highlight) if highlight else ""
    return f"{said} {own}" if own else said


def within(found: Relation) -> str:
    """The same among units of one kind; "" where that cannot be told."""
    if found.within is None:
        return ""
    between = "Kreise nur mit Kreisen und kreisfreie Städte nur mit ihresgleichen verglichen"
    return f"{formats.capital(between)} (partielle Rangkorrelation): {_interval(found.within)}."


def _told(found: Relation) -> str:
    basis = f"{RHO} {_interval(found.rho)}; {_units(found)}"
    if found.rho.told_apart:
        other = "höher" if found.rho.value > 0 else "niedriger"
        where = f"Wo der erste Wert höher ist, ist der zweite eher {other}"
        return f"{_names(found, True)} zusammen: {where} ({basis}). {NO_CAUSE}"
    edge = formats.number(found.noticeable, DECIMALS)
    return (
        f"Dass {_names(found)} zusammenhängt, ist nicht zu erkennen ({basis})."
        f" Bei so vielen fiele es erst ab etwa ±{edge} auf."
    )


def _names(found: Relation, main: bool = False) -> str:
    """ "»A« hängt mit »B«" or, in a clause, "»A« mit »B«"."""
    return f"{_name(found.x)} {'hängt ' if main else ''}mit {_name(found.y)}"


def _name(result: Result) -> str:
    return f"»{naming.measure(result)}«"


def _interval(rho: Rho) -> str:
    value, low, high = (formats.number(end, DECIMALS) for end in (rho.value, rho.lower, rho.upper))
    return f"{value}, 95-%-Intervall {low} bis {high}"


def _units(found: Relation) -> str:
    return f"{len(found.pairs)}{formats.NBSP}{formats.unit_word(_kind(found), str(len(found.pairs)))}"


def _kind(found: Relation) -> str:
    return "KI-Standorte" if found.x.selection.by == ("kreis_id",) else naming.population(found.x.indicator)


def _too_few(found: Relation) -> str:
    there = len(found.pairs)
    of = f"von {naming.of_many(str(there), _kind(found))}" if there else "nirgends"
    return (
        f"Ob {_names(found)} zusammenhängt, lässt sich nicht sagen:"
        f" Beide Werte sind {of} bekannt, nötig sind {FEWEST_PAIRS}."
    )


def _alike(found: Relation) -> str:
    """A value that is the same everywhere goes together with nothing."""
    flat = found.x if len({pair.x for pair in found.pairs}) < 2 else found.y
    return (
        f"Ob {_names(found)} zusammenhängt, lässt sich nicht sagen:"
        f" {_name(flat)} ist überall gleich ({_units(found)})."
    )


def _own(found: Relation, unit: str) -> str:
    pair = next((pair for pair in found.pairs if pair.unit == unit), None)
    if pair is None:
        return f"{places.place(unit)} hat nicht beide Werte."
    x, y = (
        formats.with_unit(v, r.indicator.unit, r.indicator.decimals)
        for v, r in ((pair.x, found.x), (pair.y, found.y))
    )
    return f"{places.place(unit)}: {x} und {y}."
