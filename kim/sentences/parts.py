"""Sentences about a whole and its parts: steps of posts, ways out, ages."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from kim import formats
from kim.catalogue import TIMES
from kim.sentences import codes, naming
from kim.sentences.values import NOTHING, opening
from kim.stand import Result

OVER_A_YEAR = ("12_18m", "18_24m", "ueber_24m")
BEYOND = "ueber_zuweisung"
UNSAID = "Zu den Stellen ist nichts gemeldet; das ist nicht null."
UNKNOWN_AGE = "ohne_angabe"


def posts(result: Result, dimension: str = "stufe") -> str:
    """The steps of posts, one sentence for each group of the other dimension.

    "Von 18 zugewiesenen Stellen (VZÄ) sind 11 besetzt; 7 hat der Kreis nicht abgerufen."
    """
    others = [name for name in result.selection.by if name != dimension]
    if not others:
        return _posts(_amounts(result, dimension), *naming.actors(result))
    if result.frame.empty:
        return UNSAID
    name = others[0]
    groups = [(key, group) for key, group in result.frame.groupby(name, sort=True)]
    said = [(codes.label(name, key), _amounts_of(group, dimension)) for key, group in groups]
    return " ".join(f"{label}: {_posts(amounts, *naming.actors(result))}" for label, amounts in said)


def _posts(steps: Mapping[str, float], who: str, many: bool) -> str:
    steps = {code: amount for code, amount in steps.items() if amount is not None}
    whole = sum(amount for code, amount in steps.items() if code != BEYOND)
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
            f"Alle {formats.short(whole)} zugewiesenen Stellen (VZÄ) sind besetzt"
            if whole != 1
            else ALL_OF_ONE
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
    amounts = {code: amount for code, amount in _amounts(result, dimension).items() if amount}
    if not amounts:
        return _no_parts(result)
    whole, unit = sum(amounts.values()), result.indicator.unit
    of = naming.of_many(formats.short(whole), unit)
    said = [_part(codes.label(dimension, code), amount, whole) for code, amount in amounts.items()]
    verb = "entfällt" if amounts[next(iter(amounts))] == 1 else "entfallen"
    return f"{opening(result)}: Von {of} {verb} {formats.listing(said)}."


def divided(result: Result, dimension: str, along: str) -> str:
    """Many wholes by `along`: for times what the last one shows, for all else how many there are."""
    if result.frame[along].isna().all():
        return _no_parts(result)
    if along not in TIMES:
        wholes = result.frame[along].nunique()
        return f"{opening(result)}: {wholes} Balken, jeder geteilt nach »{codes.heading(dimension)}«."
    last = result.frame[along].max()
    rows = result.frame[result.frame[along] == last].drop(columns=along)
    selection = replace(
        result.selection, by=(dimension,), where={**result.selection.where, along: (_iso(last),)}
    )
    final = replace(result, frame=rows, selection=selection)
    return f"{_at(along, last)}: {posts(final)}" if dimension == "stufe" else parts(final, dimension)


def _at(along: str, last: pd.Timestamp) -> str:
    return formats.capital(naming.at(along, codes.label(along, last)))


def _iso(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def _part(label: str, amount: float, whole: float) -> str:
    percent = formats.with_unit(100 * amount / whole, "%", 1)
    return f"{formats.short(amount)} auf »{label}« ({percent})"


def _no_parts(result: Result) -> str:
    area = naming.area_in_words(result)
    statuses = set(result.frame["status"]) - set(formats.NUMERIC)
    if len(result.frame) and not statuses:
        none = formats.with_unit(0, result.indicator.unit)
        return f"{opening(result)}: {formats.capital(area)} sind es {none}."
    status = "not_reported" if "not_reported" in statuses or not statuses else min(statuses)
    if status == "too_few":
        return f"{opening(result)}: {formats.capital(area)} sind es zu wenige Fälle für eine Angabe."
    return f"{opening(result)}: {formats.capital(area)} {NOTHING[status]}."


def ages(result: Result, dimension: str, older: tuple[str, ...] = OVER_A_YEAR) -> str:
    """How many of the open ones are older than a year.

    "Von 1.700 offenen Anträgen sind 1.180 älter als 12 Monate (69,4 %)."
    """
    amounts = {code: amount for code, amount in _amounts(result, dimension).items() if amount is not None}
    unknown = amounts.pop(UNKNOWN_AGE, 0)
    whole, unit = sum(amounts.values()), result.indicator.unit
    if not whole:
        return _no_ages(result, unknown)
    old = sum(amounts.get(code, 0) for code in older)
    verb = "ist" if old == 1 else "sind"
    percent = formats.with_unit(100 * old / whole, "%", 1)
    said = f"Von {_open(whole, unit)} {verb} {formats.short(old)} älter als 12 Monate ({percent})."
    return f"{said} Bei {formats.short(unknown)} ist das Alter nicht gemeldet." if unknown else said


def _no_ages(result: Result, unknown: float) -> str:
    if not unknown:
        return _no_parts(result)
    return f"Von {_open(unknown, result.indicator.unit)} ist das Alter nicht gemeldet."


def _open(amount: float, unit: str) -> str:
    return naming.of_many(formats.short(amount), unit).replace(formats.NBSP, " offenen ")


def _amounts(result: Result, dimension: str) -> dict[str, float | None]:
    return _amounts_of(result.frame, dimension)


def _amounts_of(frame: pd.DataFrame, dimension: str) -> dict[str, float | None]:
    """code → amount in the order of the list; None where it is not a number."""
    rows = {str(row[dimension]): _amount(row) for _, row in frame.iterrows()}
    return {code: rows[code] for code in codes.order(dimension, rows)}


def _amount(row: pd.Series) -> float | None:
    if row["status"] == "zero":
        return 0
    return float(row["value"]) if row["status"] == "shown" and not formats.is_missing(row["value"]) else None
