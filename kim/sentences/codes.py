"""What dimensions and their values are called, and in which order they stand."""

from collections.abc import Iterable, Mapping
from functools import cache

from kim import formats
from kim.catalogue import QUARTERS
from kim.datasets import REFERENCE, labels, load_dataset
from kim.sentences.places import UNITS, place, units

CODES = REFERENCE / "codelisten"
LISTS = {
    "ausgang": ("abschlussart", "entscheidung"),
    "dimensionsstufe": ("bewertungsstufe",),
    "thema_stand": ("beschluss",),
}
HEADINGS = {
    "kreis_id": "Kreis",
    "behoerde_id": "Behörde",
    "regierungsbezirk": "Regierungsbezirk",
    "typ": "Art des Kreises",
    "berichtstermin": "Termin",
    "quartal": "Quartal",
    "aufnahme_quartal": "Aufnahme im Quartal",
    "eingang_quartal": "Eingang im Quartal",
    "vollstaendig_quartal": "Vollständig im Quartal",
    "fenster_quartal": "Quartal",
    "monat": "Monat",
    "anstellungstraeger": "Anstellungsträger",
    "art": "Art der Behörde",
    "ausgang": "Ausgang",
    "fallstand": "Stand des Falls",
    "grund": "Grund",
    "gruppe": "Ausgang",
    "feld": "Feld",
    "festbetrag_eur": "Festbetrag",
    "schwelle": "Dauer",
    "stufe": "Schritt",
    "dimensionsstufe": "Stufe",
    "thema_stand": "Stand des Themas",
    "themenschritt": "Schritt",
    "zielstand": "Stand des Ziels",
    "altersband": "Bisherige Dauer",
    "zaehleinheit": "Gezählt werden",
}
WORDS = {
    "zugewiesen": "zugewiesen",
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
    "massgeblich": "maßgebliche Bewertung",
    "erkannt": "erkannt",
    "beraten": "in der Lenkungsgruppe beraten",
    "beschlossen": "angenommen",
    "in_arbeit": "in einer Projektgruppe",
    "umgesetzt": "umgesetzt",
}
NUMBERS = {"schwelle": "über {} Monate", "festbetrag_eur": "{} Euro je VZÄ und Jahr"}


def heading(dimension: str) -> str:
    return HEADINGS.get(dimension, dimension.replace("_", " ").capitalize())


def label(dimension: str, code: object) -> str:
    """The German label of one value of a dimension."""
    if dimension == "berichtstermin":
        return formats.date(code)
    if dimension in QUARTERS:
        return formats.quarter(code)
    if dimension == "monat":
        return formats.month(code)
    if dimension in NUMBERS:
        return NUMBERS[dimension].format(formats.short(float(code)))
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
        return {unit: place(unit) for unit in units()}
    if dimension == "feld":
        return {column.name: column.label for column in load_dataset("faelle").columns}
    lists = [name for name in LISTS.get(dimension, (dimension,)) if (CODES / f"{name}.csv").exists()]
    return {code: _bracketed(label) for name in lists for code, label in labels(name).items()}


def _bracketed(label: str) -> str:
    """ "Baustein 2: Case Management" → "Baustein 2 (Case Management)", so that a colon can follow."""
    head, colon, rest = label.partition(": ")
    return f"{head} ({rest})" if colon else label
