"""What codes, areas and times are called in labels and inside sentences."""

from collections.abc import Iterable, Mapping
from functools import cache

from kim import formats
from kim.catalogue import QUARTERS, Indicator
from kim.datasets import REFERENCE, labels
from kim.sentences import places
from kim.sentences.places import UNITS, place
from kim.stand import Result

LAND = "Nordrhein-Westfalen"
POPULATIONS = {"ki_standorte": "KI-Standorte", "behoerden": "Behörden"}
DATIVE = {
    "Abschlüsse": "Abschlüssen",
    "Anträge": "Anträgen",
    "Fälle": "Fällen",
    "KI-Standorte": "KI-Standorten",
    "Monate": "Monaten",
    "Prozentpunkte": "Prozentpunkten",
    "Tage": "Tagen",
    "Ziele": "Zielen",
}
LISTS = {"ausgang": "abschlussart"}
HEADINGS = {
    "kreis_id": "Kreis",
    "behoerde_id": "Behörde",
    "regierungsbezirk": "Regierungsbezirk",
    "typ": "Art des Kreises",
    "berichtstermin": "Termin",
    "quartal": "Quartal",
    "aufnahme_quartal": "Aufnahme im Quartal",
    "eingang_quartal": "Eingang im Quartal",
    "fenster_quartal": "Quartal",
    "anstellungstraeger": "Anstellungsträger",
    "art": "Art der Behörde",
    "ausgang": "Ausgang",
    "fallstand": "Stand des Falls",
    "grund": "Grund",
    "gruppe": "Ausgang",
    "stufe": "Schritt",
    "zielstand": "Stand des Ziels",
    "altersband": "Bisherige Dauer",
    "zaehleinheit": "Gezählt werden",
}
WORDS = {
    "besetzt": "besetzt",
    "abgerufen_frei": "abgerufen und frei",
    "nicht_abgerufen": "nicht abgerufen",
    "ungeklaert": "unbesetzt, Abruf nicht gemeldet",
    "ueber_zuweisung": "über die Zuweisung hinaus besetzt",
    "bis_3m": "bis 3 Monate",
    "3_6m": "3 bis 6 Monate",
    "6_12m": "6 bis 12 Monate",
    "12_18m": "12 bis 18 Monate",
    "18_24m": "18 bis 24 Monate",
    "ueber_24m": "über 24 Monate",
    "planmaessig": "planmäßig",
    "nicht_erreicht": "Ziele nicht erreicht",
    "abbruch": "abgebrochen",
    "neutral": "Wegzug, Tod oder Zuständigkeit",
    "keine_indikation": "kein Bedarf an Case Management",
    "system": "durch das Hilfesystem beendet",
    "unbekannt": "Grund unbekannt",
    "offen": "noch offen",
    "laufend": "laufende Fälle",
    "abgeschlossen": "abgeschlossene Fälle",
    "ohne_angabe": "ohne Angabe",
    "einzelvorgang": "einzelne Vorgänge",
    "bestand": "gemeldete Zählungen",
}


def of_many(count: str, noun: str) -> str:
    """A count and its noun after von or bei: "120 Fällen", "1 Fall"."""
    return f"{count}{formats.NBSP}{formats.unit_word(noun, '1') if count == '1' else DATIVE.get(noun, noun)}"


def heading(dimension: str) -> str:
    return HEADINGS.get(dimension, dimension.replace("_", " ").capitalize())


def label(dimension: str, code: object) -> str:
    """The German label of one value of a dimension."""
    if dimension == "berichtstermin":
        return formats.date(code)
    if dimension in QUARTERS:
        return formats.quarter(code)
    return _labels(dimension).get(str(code)) or WORDS.get(str(code), str(code))


def tick(dimension: str, day: object) -> str:
    """A time on an axis, where there is little room: months for Termine, quarters for quarters."""
    return formats.month(day) if dimension == "berichtstermin" else label(dimension, day)


def order(dimension: str, codes: Iterable[str]) -> list[str]:
    """Codes in the order of their list; those that no list has keep theirs, behind."""
    known = [*_labels(dimension), *WORDS]
    return sorted(codes, key=lambda code: known.index(code) if code in known else len(known))


@cache
def _labels(dimension: str) -> Mapping[str, str]:
    if dimension in UNITS:
        return {unit: place(unit) for unit in places.units()}
    name = LISTS.get(dimension, dimension)
    listed = labels(name) if (REFERENCE / "codelisten" / f"{name}.csv").exists() else {}
    return {code: _bracketed(label) for code, label in listed.items()}


def _bracketed(label: str) -> str:
    """ "Baustein 2: Case Management" → "Baustein 2 (Case Management)", so that a colon can follow."""
    head, colon, rest = label.partition(": ")
    return f"{head} ({rest})" if colon else label


def area(result: Result) -> str:
    """The area a result speaks for, as it stands alone."""
    chosen = [place(unit) for name in UNITS for unit in result.selection.where.get(name, ())]
    regions = [f"Regierungsbezirk {name}" for name in result.selection.where.get("regierungsbezirk", ())]
    named = chosen or regions or [f"alle {_kind_of_units(result)}" if _by_unit(result) else LAND]
    return formats.listing(named) if len(named) < 4 else f"{len(named)} {_kind_of_units(result)}"


def area_in_words(result: Result) -> str:
    """The area after its preposition: "im Rhein-Sieg-Kreis", "in Nordrhein-Westfalen"."""
    chosen = [unit for name in UNITS for unit in result.selection.where.get(name, ())]
    if len(chosen) == 1:
        return places.where(chosen[0])
    return f"im {area(result)}" if area(result).startswith("Regierungsbezirk") else f"in {LAND}"


def actors(result: Result) -> tuple[str, bool]:
    """Who decides in the area, and whether that is a plural: ("der Kreis", False)."""
    chosen = result.selection.where.get("kreis_id", ())
    return (places.actor(chosen[0]), False) if len(chosen) == 1 else ("die Kreise und Städte", True)


def population(indicator: Indicator) -> str:
    return POPULATIONS[indicator.population]


def period(result: Result) -> str:
    """The time a result speaks for: "31.03.2024", "1/2024", "03/2022 bis 12/2025"; "" where it has none."""
    name = result.indicator.time
    if name is None:
        return ""
    days = (
        sorted(result.frame[name].dropna())
        if name in result.selection.by
        else result.selection.where.get(name, ())
    )
    return _span(name, list(days))


def _span(name: str, days: list) -> str:
    if not days:
        return ""
    ends = [tick(name, day) for day in (min(days), max(days))]
    return label(name, days[0]) if ends[0] == ends[1] else " bis ".join(ends)


def period_in_words(result: Result) -> str:
    """The time after its preposition: " am 31.03.2024", " im Quartal 1/2024", "" (with a leading space)."""
    said = period(result)
    return f" {at(result.indicator.time, said)}" if said else ""


def at(dimension: str, said: str) -> str:
    """A point or span of time after its preposition."""
    if " bis " in said:
        return f"von {said}"
    return f"am {said}" if dimension == "berichtstermin" else f"im Quartal {said}"


def restrictions(result: Result) -> str:
    """What else was chosen: "Baustein 2 (Case Management)", "EBH, Anträge"; "" where nothing was."""
    free = [*UNITS, "regierungsbezirk", result.indicator.time]
    free += ["art"] if "behoerde_id" in result.selection.where else []
    chosen = [(name, values) for name, values in result.selection.where.items() if name not in free]
    return ", ".join(formats.listing(label(name, value) for value in values) for name, values in chosen)


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
