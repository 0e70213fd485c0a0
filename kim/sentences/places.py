"""What units are called: alone, in long lists, inside sentences; and where they lie."""

from collections.abc import Mapping
from functools import cache

from kim.datasets import load_reference

UNITS = ("kreis_id", "behoerde_id")
SITE, MOST = "Standort", 99  # what a site is called whose name is not told, and how many there can be
UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def place(unit_id: str) -> str:
    """The name that stands alone: "Rhein-Sieg-Kreis", "Kreis Kleve", "Köln", "EBH Kreis Kleve"."""
    unit = unit_of(unit_id)
    bare = unit["typ"] == "Kreis" and "kreis" not in unit["name"].lower()
    return f"Kreis {unit['name']}" if bare else unit["name"]


def short(unit_id: str, arts: tuple[str, ...] = ()) -> str:
    """The name in a long list: without "Kreis", and without the kind of authority where that is chosen."""
    name = unit_of(unit_id)["name"]
    name = name.replace("Aachen (ohne Stadt)", "ohne Aachen")
    return name.removeprefix(f"{arts[0]} ") if len(arts) == 1 else name


def sort_key(name: str) -> str:
    """Names sort as in a German directory: ä as a, ß as ss, the kind of body behind the place."""
    for kind in ("EBH ", "ABH ", "Kreis ", "Stadt "):
        name = name.removeprefix(kind)
    return name.lower().translate(UMLAUTS)


def order(unit_id: str, name: str | None = None) -> tuple[str, str]:
    """The key of the order by name within Regierungsbezirk, never by value; `name`: as written there."""
    return sort_key(district(unit_id)), sort_key(name or place(unit_id))


def heading(unit_id: str) -> str:
    """What units of one Regierungsbezirk stand under; those without a name are in none."""
    return f"Regierungsbezirk {district(unit_id)}" if district(unit_id) else "Ohne Namen"


def where(unit_id: str) -> str:
    """The name after its preposition: "im Rhein-Sieg-Kreis", "in Köln", "bei der EBH Kreis Kleve"."""
    unit, name = unit_of(unit_id), place(unit_id)
    if "behoerde_id" in unit:
        return f"bei der {name}"
    if unit["typ"] == SITE:
        return f"am {name}"
    if name.startswith(("Städteregion", "Stadt")):
        return f"in der {name}"
    return f"im {name.replace('er Kreis', 'en Kreis')}" if unit["typ"] == "Kreis" else f"in {name}"


def actor(unit_id: str) -> str:
    """Who decides there: "der Kreis", "die Stadt", "die Städteregion"."""
    typ = unit_of(unit_id)["typ"]
    return {"Kreis": "der Kreis", "Städteregion": "die Städteregion"}.get(typ, "die Stadt")


def district(unit_id: str) -> str:
    """The Regierungsbezirk a unit lies in."""
    unit = unit_of(unit_id)
    return unit["regierungsbezirk"] if "regierungsbezirk" in unit else district(unit["kreis_id"])


def unit_of(unit_id: str) -> Mapping[str, str]:
    return units()[unit_id]


@cache
def units() -> Mapping[str, Mapping[str, str]]:
    sites = {unit["kreis_id"]: unit for unit in load_reference("ki_standorte").to_dict("records")}
    authorities = load_reference("behoerden").assign(typ="").to_dict("records")
    return sites | {unit["behoerde_id"]: unit for unit in authorities} | _numbered()


def numbered(kind: str, number: int) -> str:
    """What a unit is called that is not named, id and name in one: "Standort 07", "EBH Nr. 12"."""
    return f"{kind} {number:02}" if kind == SITE else f"{kind} Nr. {number:02}"


def is_numbered(unit_id: str) -> bool:
    """Whether a unit has a number instead of a name."""
    return unit_id in _numbered()


@cache
def _numbered() -> Mapping[str, Mapping[str, str]]:
    """Units that are not named: they lie nowhere."""
    nowhere = {"regierungsbezirk": "", "kreis_id": ""}
    names = {kind: [numbered(kind, at) for at in range(1, MOST + 1)] for kind in (SITE, "EBH", "ABH")}
    sites = {name: {"name": name, "typ": SITE, **nowhere} for name in names.pop(SITE)}
    authorities = [name for some in names.values() for name in some]
    return sites | {n: {"behoerde_id": n, "name": n, "typ": "", **nowhere} for n in authorities}
