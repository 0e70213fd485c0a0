"""What is said about the structural review: groups with their reasons, never an order of sites."""

from collections import Counter
from collections.abc import Mapping
from math import isnan

from kim import formats
from kim.datasets import label_of
from kim.sentences.places import place
from kim.typology import Typed, label_of_type, types

FEW = 3  # dimensions that are named as the lowest


def of_land(typed: Mapping[str, Typed]) -> str:
    """ "Von 54 bewerteten Standorten gehören 20 zu »wie vom Land vorgesehen …«, …"; groups in their order."""
    if not typed:
        return "Zu den Strukturen liegt keine Bewertung vor."
    counted = Counter(one.type for one in typed.values())
    said = [f"{counted[group]} zu »{label_of_type(group)}«" for group in reversed(types()) if counted[group]]
    unknown = counted[None]
    rest = f"; bei {unknown} fehlt dafür zu viel" if unknown else ""
    verb = "gehört" if len(typed) == 1 else "gehören"
    return f"Von {len(typed)} bewerteten Standorten {verb} nach der Regel {formats.listing(said)}{rest}."


def of_site(kreis_id: str, typed: Typed | None) -> str:
    """The group of one site, how many core dimensions stand at 2 or more, and whether it was agreed on."""
    if typed is None:
        return f"{place(kreis_id)}: Zu den Strukturen liegt keine Bewertung vor; das ist nicht null."
    agreed, good = "" if typed.agreed else " (nicht abgestimmt)", formats.capital(_good(typed))
    if typed.type is None:
        could = formats.listing(f"»{label_of_type(group)}«" for group in typed.possible)
        return f"{place(kreis_id)}: {good}. Für eine Gruppe fehlt zu viel; möglich sind {could}{agreed}."
    return f"{place(kreis_id)}: »{typed.label}«{agreed}. {good}."


def _good(typed: Typed) -> str:
    if not typed.judged:
        return "keine Kerndimension ist beurteilt"
    return f"{typed.good} von {typed.judged} beurteilten Kerndimensionen stehen auf Stufe 2 oder 3"


def reasons(typed: Typed) -> str:
    """Why, what is missing, and how easily it would be another group."""
    said = [*typed.reasons, _lowest(typed), lacking(typed) or _lower(typed), steady(typed)]
    return " ".join(filter(None, said))


def level(told: int | str) -> str:
    """A level as it is written, or why there is none."""
    return {"nb": "nicht beurteilbar", "entfaellt": "entfällt"}.get(told, str(told))


def _lowest(typed: Typed) -> str:
    names = [label_of("dimension", dimension) for dimension in typed.lowest]
    return f"Am niedrigsten: {formats.listing(names)}." if 0 < len(names) <= FEW else ""


def lacking(typed: Typed) -> str:
    """The evidence for want of which criteria count less; "" where none is missing."""
    missing = typed.missing_evidence
    return f"Ohne Nachweis und deshalb höchstens Stufe 1: {formats.listing(missing)}." if missing else ""


def _lower(typed: Typed) -> str:
    """Criteria without evidence that need none."""
    lower = typed.without_evidence
    return f"Ohne Nachweis, auf Stufe 0 oder 1 nicht nötig: {formats.listing(lower)}." if lower else ""


def steady(typed: Typed) -> str:
    """How many steps of one criterion would keep the group; "" where there is no group."""
    if isnan(typed.stability):
        return ""
    kept = typed.steps - len(typed.tipping)
    same = f"in {kept} von {typed.steps} Fällen bliebe die Gruppe dieselbe"
    return f"Wäre ein Kriterium um eine Stufe anders bewertet, {same}."
