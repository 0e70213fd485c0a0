"""Sentences about values: of one area, of all units, over time."""

from collections import Counter
from collections.abc import Mapping

from kim import formats
from kim.catalogue import Indicator
from kim.sentences import codes, naming, places
from kim.sentences.rows import Row, amount, rows, with_numbers
from kim.stand import Result

NOTHING = {
    "not_reported": "ist nichts gemeldet; das ist nicht null",
    "partly": "ist nicht für alle Quartale gemeldet; das ist nicht null",
    "suppressed": "ist die Zahl geheim gehalten, damit niemand erkannt wird",
    "not_estimable": "lässt sich der Wert aus den Angaben nicht schätzen",
    "not_applicable": "entfällt die Angabe, weil es nichts gibt, worauf sie sich beziehen könnte",
}
MONTHS = {91: 3, 182: 6, 365: 12, 547: 18, 730: 24}  # days that people think of as months
FEW = 3  # values that are said one by one


def value(result: Result, land: Result | None = None) -> str:
    """A result without dimensions, beside the Land where that is given.

    "Besetzungsquote am 31.03.2024: Im Rhein-Sieg-Kreis sind es 61,1 % (11 von 18), im Land 77,4 %."
    """
    still_open = (result.indicator.statistic or "").startswith("survival:")
    said = _survival if still_open else _said
    sentence = said(result, naming.area_in_words(result))
    if land is not None and land.row["status"] in formats.NUMERIC:
        sentence += f", im Land {written(land.indicator, land.row)}"
    return f"{opening(result)}: {formats.capital(sentence)}."


def opening(result: Result) -> str:
    """What is measured and when, to stand before a colon."""
    comma = "," if naming.restrictions(result) and naming.period(result) else ""
    return f"{naming.measure(result)}{comma}{naming.period_in_words(result)}"


def written(entry: Indicator, row: Row) -> str:
    """A value with its unit."""
    return formats.label(row["value"], row["status"], entry.unit, entry.decimals)


def basis(result: Result) -> list[str]:
    """What a shown value without dimensions rests on, one part each: interval, counts, number observed."""
    entry, row = result.indicator, result.row
    kind = "Spanne der Monate" if entry.interval == "spread" else "95-%-Intervall"
    said = [f"{kind} {_interval(entry, row)}"] if _interval(entry, row) else []
    if entry.basis:
        counts = {name: formats.short(row[name]) for name in ("numerator", "denominator")}
        return [*said, entry.basis.format(**counts)]
    if entry.kind == "share":
        return [*said, formats.share_of(row["numerator"], row["denominator"])]
    return [*said, followed(row)] if entry.kind == "duration" else said


def followed(row: Row, noun: str = "") -> str:
    """What n of a clock is: the most that were followed at one age, not all there were; or all that ended."""
    many = formats.with_unit(row["n"], noun) if noun else formats.number(row["n"])
    if row.get("ereignisse") == row["n"]:
        return f"{many} beendet"
    return f"bis zu {many} gleichen Alters beobachtet"


def _said(result: Result, area: str) -> str:
    """The words of one row: the value with what it rests on, or why there is none."""
    row = result.row
    if row["status"] == "too_few":
        return f"{area} sind es zu wenige Fälle für eine Angabe (n = {formats.short(row['n'])})"
    if row["status"] not in formats.NUMERIC:
        return f"{area} {NOTHING[row['status']]}"
    number = written(result.indicator, row)
    verb = "ist" if number.startswith(f"1{formats.NBSP}") and result.indicator.kind == "count" else "sind"
    return f"{area} {verb} es {number}{_basis(result.indicator, row)}"


def _basis(entry: Indicator, row: Row) -> str:
    """ " (38,6 bis 79,7 %; 11 von 18)": interval and counts, where there are any."""
    said = [_interval(entry, row)]
    if entry.kind == "share":
        said.append(formats.share_of(row["numerator"], row["denominator"]))
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def _interval(entry: Indicator, row: Row) -> str:
    if formats.is_missing(row["lower"]) or formats.is_missing(row["upper"]):
        return ""
    return f"{formats.number(row['lower'], entry.decimals)} bis {_upper(entry, row)}"


def _upper(entry: Indicator, row: Row) -> str:
    return formats.with_unit(row["upper"], entry.unit, entry.decimals)


def _survival(result: Result, area: str) -> str:
    """ "in Köln sind von 100 Anträgen nach 12 Monaten noch 68 offen (65 bis 71; bis zu 1.700 …)"."""
    row, day = result.row, int(result.indicator.statistic.split(":")[1])
    if row["status"] != "shown":
        return _said(result, area)
    after = f"{MONTHS[day]} Monaten" if day in MONTHS else f"{day} Tagen"
    low, high = (formats.number(row[end]) if row[end] == row[end] else "" for end in ("lower", "upper"))
    basis = "; ".join(filter(None, [low and f"{low} bis {high}", followed(row, "Anträge")]))
    return f"{area} sind von 100 Anträgen nach {after} noch {formats.number(row['value'])} offen ({basis})"


def units(result: Result, highlight: str | None = None, land: Result | None = None) -> str:
    """A result by unit: the span of the values, the chosen unit, the Land, and how many say nothing."""
    found, kind = rows(result), naming.population(result.indicator)
    shown = with_numbers(found)
    if not shown:
        all_of_them = naming.of_many(str(len(found)), kind)
        return f"{opening(result)}: Von {all_of_them} gibt es keine Angabe.{_gaps(found)}"
    chosen = [row for row in found if row[result.indicator.unit_dimension] == highlight]
    known = _others(result.indicator, chosen, land)
    return f"{opening(result)}: {_span(result.indicator, shown, kind)}{known}.{_gaps(found)}"


def _span(entry: Indicator, shown: list[Row], kind: str) -> str:
    low, high = min(map(amount, shown)), max(map(amount, shown))
    bottom = formats.amount(low, entry.unit, entry.decimals)
    top = formats.with_unit(high, naming.DATIVE.get(entry.unit, entry.unit), entry.decimals)
    of = naming.of_many(str(len(shown)), kind)
    if low == high:
        return f"Bei {of} mit einer Angabe sind es {formats.with_unit(high, entry.unit, entry.decimals)}"
    return f"Bei {of} mit einer Angabe liegen die Werte zwischen {bottom} und {top}"


def _others(entry: Indicator, chosen: list[Row], land: Result | None) -> str:
    """The chosen unit and the Land; "sind es" is said once."""
    said = [f"{places.where(row[entry.unit_dimension])} {_one(entry, row)}" for row in chosen]
    if land is not None and land.row["status"] in formats.NUMERIC:
        verb = "" if said and "sind es" in said[0] else "sind es "
        said.append(f"im Land {verb}{written(entry, land.row)}")
    return f"; {', '.join(said)}" if said else ""


def _one(entry: Indicator, row: Row) -> str:
    if row["status"] in formats.NUMERIC:
        return f"sind es {written(entry, row)}"
    return f"gibt es keine Angabe ({formats.WORDS[row['status']]})"


def _gaps(found: list[Row]) -> str:
    """ " 2 haben nicht gemeldet und 3 haben zu wenige Fälle." """
    counts = Counter(row["status"] for row in found)
    said = [f"{counts[s]} {words[counts[s] > 1]}" for s, words in GAP_WORDS.items() if counts[s]]
    return f" {formats.capital(formats.listing(said))}." if said else ""


def groups(result: Result, dimension: str) -> str:
    """A result by one dimension: its span with the names of the ends, or every value where there are few."""
    found = rows(result)
    shown = with_numbers(found)
    if not shown:
        return f"{opening(result)}: Es gibt keine Angabe.{_gaps(found)}"
    if dimension == result.indicator.time:
        return series({naming.area(result): result})
    if len(shown) <= FEW:
        said = formats.listing(_named(result.indicator, dimension, row) for row in shown)
        return f"{opening(result)}: {said}.{_gaps(found)}"
    low, high = min(shown, key=amount), max(shown, key=amount)
    if amount(low) == amount(high):
        return f"{opening(result)}: überall {written(result.indicator, low)}.{_gaps(found)}"
    said = [_end(result.indicator, dimension, shown, amount(row)) for row in (low, high)]
    return f"{opening(result)}: am niedrigsten {said[0]}, am höchsten {said[1]}.{_gaps(found)}"


def _end(entry: Indicator, dimension: str, shown: list[Row], value: float) -> str:
    """The lowest or highest value with the names of all that have it, or their number where they are many."""
    there = [row for row in shown if amount(row) == value]
    if len(there) == 1:
        return _named(entry, dimension, there[0])
    names = formats.listing(f"»{codes.label(dimension, row[dimension])}«" for row in there)
    who = names if len(there) <= FEW else f"{len(there)} von {len(shown)}"
    return f"{who} je {written(entry, there[0])}"


def _named(entry: Indicator, dimension: str, row: Row) -> str:
    return f"»{codes.label(dimension, row[dimension])}« {written(entry, row)}"


GAP_WORDS = {
    "not_reported": ("hat nicht gemeldet", "haben nicht gemeldet"),
    "partly": ("hat nicht alle Quartale gemeldet", "haben nicht alle Quartale gemeldet"),
    "too_few": ("hat zu wenige Fälle", "haben zu wenige Fälle"),
    "suppressed": ("ist geheim gehalten", "sind geheim gehalten"),
    "not_estimable": ("ist nicht schätzbar", "sind nicht schätzbar"),
    "not_applicable": ("entfällt", "entfallen"),
}


def series(lines: Mapping[str, Result]) -> str:
    """First and last value of each line, without a word about a trend.

    "Besetzungsquote: Rhein-Sieg-Kreis 58,3 % am 31.12.2022 und 61,1 % am 31.12.2024."
    """
    said = [_ends(name, result) for name, result in lines.items()]
    return f"{measure_of(lines)}: {'; '.join(said)}."


def measure_of(lines: Mapping[str, Result]) -> str:
    """What several lines measure: their measure, or where they differ their names and what was chosen."""
    first = next(iter(lines.values()))
    if len({result.indicator.id for result in lines.values()}) == 1:
        return naming.measure(first)
    return ", ".join(filter(None, [formats.listing(lines), naming.restrictions(first)]))


def _ends(name: str, result: Result) -> str:
    time = result.indicator.time
    found = sorted(rows(result), key=lambda row: row[time])
    shown = with_numbers(found)
    if not shown:
        return f"{name} ohne Angabe"
    ends = shown[:1] if len(shown) == 1 else [shown[0], shown[-1]]
    gaps = len(found) - len(shown)
    missing = f" (ohne Angabe: {gaps} von {len(found)} Zeitpunkten)" if gaps else ""
    return f"{name} {' und '.join(_point(result.indicator, row) for row in ends)}{missing}"


def _point(entry: Indicator, row: Row) -> str:
    return f"{written(entry, row)} {naming.at(entry.time, codes.label(entry.time, row[entry.time]))}"
