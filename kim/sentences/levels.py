"""Sentences about levels from 0 to 3: how many are judged, why the others are not; no mean, no order."""

from collections import Counter

from kim import formats
from kim.sentences import codes, naming, places
from kim.sentences.rows import Row, amount, rows, status
from kim.sentences.values import opening
from kim.stand import Result

UNRATED = {
    "not_estimable": "nicht beurteilbar",
    "not_applicable": "entfällt",
    "not_reported": "nicht gemeldet",
}


def levels(result: Result, dimension: str, unit: str | None = None) -> str:
    """ "… 9 Dimensionen bei 54 KI-Standorten: 412 von 486 Feldern haben eine Stufe …", then one unit."""
    found = rows(result)
    said = _all(result, dimension, found)
    own = [row for row in found if row["kreis_id"] == unit]
    return f"{said} {_own(unit, own, dimension, result)}" if unit and own else said


def _all(result: Result, dimension: str, found: list[Row]) -> str:
    units, values = len({row["kreis_id"] for row in found}), len({row[dimension] for row in found})
    told = Counter(status(row) if amount(row) is None else "shown" for row in found)
    of = naming.of_many(str(units), "KI-Standorte")
    head = f"{opening(result)}: Bei {of} in {values} Spalten"
    without = [f"{told[why]} {_word(why)}" for why in formats.STATUSES if why != "shown" and told[why]]
    rest = f"; {', '.join(without)}" if without else ""
    return f"{head} haben {told['shown']} von {len(found)} Feldern eine Stufe{rest}."


def _word(why: str) -> str:
    return UNRATED.get(why, formats.WORDS[why])


def _own(unit: str, own: list[Row], dimension: str, result: Result) -> str:
    """ "Rhein-Sieg-Kreis: D1 2, D2 3, D3 nicht beurteilbar." """
    by_code = {str(row[dimension]): row for row in own}
    said = [f"{code} {_level(by_code[code], result)}" for code in codes.order(dimension, by_code)]
    return f"{places.place(unit)}: {', '.join(said)}."


def _level(row: Row, result: Result) -> str:
    value, entry = amount(row), result.indicator
    return _word(status(row)) if value is None else formats.amount(value, "", entry.decimals)
