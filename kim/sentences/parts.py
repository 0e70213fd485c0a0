"""Sentences about a whole and its parts: steps of posts, ways out, ages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kim import formats
from kim.catalogue import TIMES
from kim.sentences import codes, naming
from kim.sentences.rows import Row, amount, rows
from kim.sentences.values import NOTHING, opening
from kim.stand import Result

OVER_A_YEAR = ("12_18m", "18_24m", "ueber_24m")
BEYOND = "ueber_zuweisung"
UNSAID = "Zu den Stellen ist nichts gemeldet; das ist nicht null."
FEW = 4  # wholes that are said one by one
UNKNOWN_AGE = "ohne_angabe"


def posts(result: Result, dimension: str = "stufe") -> str:
    """The steps of posts, one sentence for each group of the other dimension.

    "Von 18 zugewiesenen Stellen (VZÄ) sind 11 besetzt; 7 hat der Kreis nicht abgerufen."
    """
    others = [name for name in result.selection.by if name != dimension]
    who = naming.actors(result)
    if not others:
        return _posts(amounts(rows(result), dimension), *who)
    groups = _grouped(rows(result), others[0])
    said = [(codes.label(others[0], key), amounts(group, dimension)) for key, group in groups.items()]
    return " ".join(f"{label}: {_posts(steps, *who)}" for label, steps in said) or UNSAID


def posts_in_short(result: Result, dimension: str) -> Iterator[tuple[str, str, list[str]]]:
    """The steps of posts by a dimension: its label, "11 von 18", and what became of the others."""
    for key, group in _grouped(rows(result), dimension).items():
        steps = amounts(group, "stufe")
        yield codes.label(dimension, key), _filled_of(steps), _others(steps)


def _filled_of(steps: Mapping[str, float | None]) -> str:
    if steps.get("besetzt") is None:
        return formats.WORDS["not_reported"]
    whole = sum(amount for code, amount in steps.items() if amount and code != BEYOND)
    return formats.share_of(steps["besetzt"], round(whole, 6))


def _others(steps: Mapping[str, float | None]) -> list[str]:
    return [f"{formats.short(steps[code])} {word}" for code, word in IN_SHORT.items() if steps.get(code)]


IN_SHORT = {
    "abgerufen_frei": "abgerufen und frei",
    "nicht_abgerufen": "nicht abgerufen",
    "ungeklaert": "frei, Abruf nicht gemeldet",
    BEYOND: "über die Zuweisung hinaus",
}


def _grouped(found: list[Row], name: str) -> dict[object, list[Row]]:
    keys = sorted({row[name] for row in found})
    return {key: [row for row in found if row[name] == key] for key in keys}


def _posts(steps: Mapping[str, float], who: str, many: bool) -> str:
    steps = {code: amount for code, amount in steps.items() if amount is not None}
    whole = round(sum(amount for code, amount in steps.items() if code != BEYOND), 6)
    if "besetzt" not in steps:
        return UNSAID
    if not whole:
        return "Es sind keine Stellen zugewiesen."
    rest = [
        _rest(code, steps.get(code, 0), who, many)
        for code in ("abgerufen_frei", "nicht_abgerufen", "ungeklaert")
    ]
    beyond = _beyond(steps.get(BEYOND, 0))
    return f"{_filled(steps['besetzt'], whole)}{_joined(rest)}.{beyond}"


def _filled(filled: float, whole: float) -> str:
    if filled == whole:
        return (
            ALL_OF_ONE
            if whole == 1
            else f"Alle {formats.short(whole)} zugewiesenen Stellen (VZÄ) sind besetzt"
        )
    noun = "zugewiesenen Stelle" if whole == 1 else "zugewiesenen Stellen"
    verb = {0: "ist keine", 1: "ist 1"}.get(filled, f"sind {formats.short(filled)}")
    return f"Von {formats.short(whole)} {noun} (VZÄ) {verb} besetzt"


ALL_OF_ONE = "Die 1 zugewiesene Stelle (VZÄ) ist besetzt"


def _rest(code: str, amount: float, who: str, many: bool) -> str:
    if not amount:
        return ""
    number, be = formats.short(amount), "ist" if amount == 1 else "sind"
    return {
        "abgerufen_frei": f"{number} {be} abgerufen und frei",
        "nicht_abgerufen": f"{number} {'haben' if many else 'hat'} {who} nicht abgerufen",
        "ungeklaert": f"{number} {be} nicht besetzt, der Abruf ist nicht gemeldet",
    }[code]


def _joined(rest: list[str]) -> str:
    said = ", ".join(filter(None, rest))
    return f"; {said}" if said else ""


def _beyond(amount: float | None) -> str:
    if not amount:
        return ""
    be = "ist" if amount == 1 else "sind"
    return f" {formats.short(amount)} {be} über die Zuweisung hinaus besetzt."


def parts(result: Result, dimension: str) -> str:
    """A whole and how it divides, parts of zero left out.

    "Abschlüsse am 31.03.2024: Von 120 Fällen entfallen 90 auf »planmäßig« (75,0 %) und 30 auf …"
    """
    return _parts(result, dimension, rows(result))


def _parts(result: Result, dimension: str, found: list[Row]) -> str:
    there = {code: part for code, part in amounts(found, dimension).items() if part}
    if not there:
        return _no_parts(result, found)
    whole = sum(there.values())
    said = [_part(codes.label(dimension, code), part, whole) for code, part in there.items()]
    verb = "entfällt" if next(iter(there.values())) == 1 else "entfallen"
    of = naming.of_many(formats.short(whole), result.indicator.unit)
    return f"{opening(result)}: Von {of} {verb} {formats.listing(said)}."


def divided(result: Result, dimension: str, along: str) -> str:
    """Many wholes by `along`: of times the last one, of few others each, of many how many there are."""
    groups = _grouped(rows(result), along)
    if not groups:
        return _no_parts(result, [])
    if along in TIMES:
        return _last(result, dimension, along, groups)
    if len(groups) > FEW:
        return f"{opening(result)}: {len(groups)} Balken, jeder geteilt nach »{codes.heading(dimension)}«."
    said = [_named_parts(codes.label(along, key), group, dimension) for key, group in groups.items()]
    return f"{opening(result)} ({result.indicator.unit}): {'; '.join(said)}."


def _last(result: Result, dimension: str, along: str, groups: Mapping[date, list[Row]]) -> str:
    day = max(groups)
    final = _narrowed(result, dimension, along, day)
    if dimension != "stufe":
        return _parts(final, dimension, groups[day])
    when = formats.capital(naming.at(along, codes.label(along, day)))
    return f"{when}: {_posts(amounts(groups[day], dimension), *naming.actors(final))}"


def _named_parts(label: str, group: list[Row], dimension: str) -> str:
    """ "Baustein 2 (Case Management) 365 »Kreis oder kreisfreie Stadt« und 82 »Kreisangehörige Kommune«" """
    there = {code: part for code, part in amounts(group, dimension).items() if part}
    said = [f"{formats.short(part)} »{codes.label(dimension, code)}«" for code, part in there.items()]
    return f"{label} {formats.listing(said) if said else 'ohne Angabe'}"


def _narrowed(result: Result, dimension: str, along: str, last: date) -> Result:
    """The result as if only its last time had been asked for; its rows are chosen by the caller."""
    where = {**result.selection.where, along: (f"{last:%Y-%m-%d}",)}
    return replace(result, selection=replace(result.selection, by=(dimension,), where=where))


def _part(label: str, amount: float, whole: float) -> str:
    percent = formats.with_unit(100 * amount / whole, "%", 1)
    return f"{formats.short(amount)} auf »{label}« ({percent})"


def _no_parts(result: Result, found: list[Row]) -> str:
    area = formats.capital(naming.area_in_words(result))
    statuses = {row["status"] for row in found} - set(formats.NUMERIC)
    if found and not statuses:
        return f"{opening(result)}: {area} sind es {formats.with_unit(0, result.indicator.unit)}."
    status = "not_reported" if "not_reported" in statuses or not statuses else min(statuses)
    if status == "too_few":
        return f"{opening(result)}: {area} sind es zu wenige Fälle für eine Angabe."
    return f"{opening(result)}: {area} {NOTHING[status]}."


def ages(result: Result, dimension: str, older: tuple[str, ...] = OVER_A_YEAR) -> str:
    """How many of the open ones are older than a year.

    "Von 1.700 offenen Anträgen sind 1.180 älter als 12 Monate (69,4 %)."
    """
    bands = {code: part for code, part in amounts(rows(result), dimension).items() if part is not None}
    unknown = bands.pop(UNKNOWN_AGE, 0)
    whole, unit = sum(bands.values()), result.indicator.unit
    if not whole:
        return _no_ages(result, unknown)
    old = sum(bands.get(code, 0) for code in older)
    verb = "ist" if old == 1 else "sind"
    percent = formats.with_unit(100 * old / whole, "%", 1)
    said = f"Von {_open(whole, unit)} {verb} {formats.short(old)} älter als 12 Monate ({percent})."
    return f"{said} Bei {formats.short(unknown)} ist das Alter nicht gemeldet." if unknown else said


def _no_ages(result: Result, unknown: float) -> str:
    if not unknown:
        return _no_parts(result, rows(result))
    return f"Von {_open(unknown, result.indicator.unit)} ist das Alter nicht gemeldet."


def _open(amount: float, unit: str) -> str:
    return naming.of_many(formats.short(amount), unit).replace(formats.NBSP, " offenen ")


def amounts(found: Iterable[Row], dimension: str) -> dict[str, float | None]:
    """code → amount in the order of the list; None where it is not a number."""
    by_code = {str(row[dimension]): amount(row) for row in found}
    return {code: by_code[code] for code in codes.order(dimension, by_code)}
