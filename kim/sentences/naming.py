"""What the measure, area and period of a result are called, alone and inside sentences."""

from kim import formats
from kim.catalogue import Indicator
from kim.sentences import places
from kim.sentences.codes import label, tick
from kim.sentences.places import UNITS, place
from kim.stand import Result

LAND = "Nordrhein-Westfalen"
NUMBERS = {2: "zwei", 4: "vier", 6: "sechs", 8: "acht"}
TYPES = {"Kreis": "Kreise", "kreisfreie Stadt": "kreisfreie Städte"}
TYPES_IN_WORDS = {"Kreis": "in den Kreisen", "kreisfreie Stadt": "in den kreisfreien Städten"}
QUARTER_WORDS = {
    "aufnahme_quartal": "Aufnahmequartal",
    "eingang_quartal": "Eingangsquartal",
    "vollstaendig_quartal": "Vollständigkeitsquartal",
    "monat": "Monat",
}
POPULATIONS = {"ki_standorte": "KI-Standorte", "behoerden": "Behörden"}
DATIVE = {
    "Abschlüsse": "Abschlüssen",
    "Anträge": "Anträgen",
    "Fälle": "Fällen",
    "KI-Standorte": "KI-Standorten",
    "Monate": "Monaten",
    "Prozentpunkte": "Prozentpunkten",
    "Tage": "Tagen",
    "Werte": "Werten",
    "Ziele": "Zielen",
}


def of_many(count: str, noun: str) -> str:
    """A count and its noun after von or bei: "120 Fällen", "1 Fall"."""
    return f"{count}{formats.NBSP}{formats.unit_word(noun, '1') if count == '1' else DATIVE.get(noun, noun)}"


def area(result: Result) -> str:
    """The area a result speaks for, as it stands alone."""
    where = result.selection.where
    named = [place(unit) for unit in _chosen_units(result)]
    named = named or [f"Regierungsbezirk {name}" for name in where.get("regierungsbezirk", ())]
    named = named or [TYPES.get(name, name) for name in where.get("typ", ())]
    named = named or [f"alle {_kind_of_units(result)}" if _by_unit(result) else LAND]
    return formats.listing(named) if len(named) < 4 else f"{len(named)} {_kind_of_units(result)}"


def area_in_words(result: Result) -> str:
    """The area after its preposition: "im Rhein-Sieg-Kreis", "in den Kreisen", "in Nordrhein-Westfalen"."""
    chosen, types = _chosen_units(result), result.selection.where.get("typ", ())
    if len(chosen) == 1:
        return places.where(chosen[0])
    if len(types) == 1 and not chosen:
        return TYPES_IN_WORDS.get(types[0], f"in {LAND}")
    return f"im {area(result)}" if area(result).startswith("Regierungsbezirk") else f"in {LAND}"


def _chosen_units(result: Result) -> tuple[str, ...]:
    """The authorities that were chosen, else the Kreise: an authority says its Kreis itself."""
    where = result.selection.where
    return where.get("behoerde_id") or where.get("kreis_id") or ()


def actors(result: Result) -> tuple[str, bool]:
    """Who decides in the area, and whether that is a plural: ("der Kreis", False)."""
    chosen = result.selection.where.get("kreis_id", ())
    return (places.actor(chosen[0]), False) if len(chosen) == 1 else ("die Kreise und Städte", True)


def population(indicator: Indicator) -> str:
    return POPULATIONS[indicator.population]


def period(result: Result) -> str:
    """The time a result speaks for: "31.03.2024", "Quartal 1/2024", "03/2022 bis 12/2025"; else ""."""
    return spanned(result.indicator.time, _days(result))


def spanned(time: str | None, days: list) -> str:
    """The span of times, as it stands alone."""
    span = _span(time, days)
    if not span or time == "berichtstermin":
        return span
    return f"{QUARTER_WORDS.get(time, 'Quartal')}{'e' if ' bis ' in span else ''} {span}"


def period_in_words(result: Result) -> str:
    """The time after its preposition: " am 31.03.2024", " im Quartal 1/2024", "" (with a leading space)."""
    span = _span(result.indicator.time, _days(result))
    return f" {at(result.indicator.time, span)}" if span else ""


def at(dimension: str, said: str) -> str:
    """A point or span of time after its preposition."""
    if dimension == "berichtstermin":
        return f"von {said}" if " bis " in said else f"am {said}"
    word = QUARTER_WORDS.get(dimension, "Quartal")
    return f"in den {word}en {said}" if " bis " in said else f"im {word} {said}"


def throughout(result: Result) -> str:
    """ "für alle vier Quartale " where several are added up: whoever delivered only some does not count."""
    time = result.indicator.time
    added = () if time in result.selection.by else result.selection.where.get(time, ())
    flow = result.indicator.is_flow and len(added) > 1
    return f"für alle {NUMBERS.get(len(added), len(added))} Quartale " if flow else ""


def coverage(result: Result) -> str:
    """ "52 von 54 KI-Standorten haben gemeldet", "1 von 2 Behörden hat für alle vier Quartale gemeldet"."""
    there, asked = result.coverage
    who, verb = of_many(str(asked), population(result.indicator)), "hat" if there == 1 else "haben"
    return f"{there} von {who} {verb} {throughout(result)}gemeldet"


def _days(result: Result) -> list:
    time = result.indicator.time
    by_time = time in result.selection.by
    return sorted(result.frame[time].dropna() if by_time else result.selection.where.get(time or "", ()))


def _span(time: str | None, days: list) -> str:
    if not days:
        return ""
    ends = [tick(time, day) for day in (days[0], days[-1])]
    return label(time, days[0]) if ends[0] == ends[1] else " bis ".join(ends)


def restrictions(result: Result) -> str:
    """What else was chosen: "Baustein 2 (Case Management)", "EBH, Anträge"; "" where nothing was."""
    free = [*UNITS, "regierungsbezirk", "typ", result.indicator.time]
    free += ["art"] if "behoerde_id" in (*result.selection.where, *result.selection.by) else []
    free += ["zaehleinheit"] if counted(result) == result.indicator.unit else []
    chosen = [(name, values) for name, values in result.selection.where.items() if name not in free]
    return ", ".join(formats.listing(label(name, value) for value in values) for name, values in chosen)


def counted(result: Result) -> str | None:
    """What was chosen to be counted, "Anträge" or "Personen"; None where that is no choice."""
    units = result.selection.where.get("zaehleinheit", ())
    return label("zaehleinheit", units[0]) if len(units) == 1 else None


def measure(result: Result) -> str:
    """What is measured, with what was chosen: "Besetzungsquote, Baustein 2 (Case Management)"."""
    return ", ".join(filter(None, [result.indicator.title, restrictions(result)]))


def _by_unit(result: Result) -> bool:
    return any(name in result.selection.by for name in UNITS)


def _kind_of_units(result: Result) -> str:
    return arts(result)[0] if len(arts(result)) == 1 else population(result.indicator)


def arts(result: Result) -> tuple[str, ...]:
    """The kinds of authority that were chosen; () where the result is not about authorities."""
    return result.selection.where.get("art", ()) if result.indicator.population == "behoerden" else ()
