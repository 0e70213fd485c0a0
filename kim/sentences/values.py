"""Sentences about values: of one area, of all units, over time."""

from collections.abc import Mapping

import pandas as pd

from kim import formats
from kim.catalogue import Indicator
from kim.sentences import codes, naming, places
from kim.stand import Result

NOTHING = {
    "not_reported": "ist nichts gemeldet; das ist nicht null",
    "suppressed": "ist die Zahl geheim gehalten, damit niemand erkannt wird",
    "not_estimable": "lässt sich der Wert aus den Angaben nicht schätzen",
    "not_applicable": "entfällt die Angabe, weil es nichts gibt, worauf sie sich beziehen könnte",
}
YEAR = 365
FEW = 3  # values that are said one by one


def value(result: Result, land: Result | None = None) -> str:
    """A result without dimensions, beside the Land where that is given.

    "Besetzungsquote am 31.03.2024: Im Rhein-Sieg-Kreis sind es 61,1 % (11 von 18), im Land 77,4 %."
    """
    said = _survival if result.indicator.kind == "duration" else _said
    sentence = said(result, naming.area_in_words(result))
    if land is not None and land.row["status"] in formats.NUMERIC:
        sentence += f", im Land {written(land.indicator, land.row)}"
    return f"{opening(result)}: {formats.capital(sentence)}."


def opening(result: Result) -> str:
    """What is measured and when, to stand before a colon."""
    comma = "," if naming.restrictions(result) and naming.period(result) else ""
    return f"{naming.measure(result)}{comma}{naming.period_in_words(result)}"


def written(entry: Indicator, row: pd.Series) -> str:
    """A value with its unit."""
    return formats.label(row["value"], row["status"], entry.unit, entry.decimals)


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


def _basis(entry: Indicator, row: pd.Series) -> str:
    """ " (38,6 bis 79,7 %; 11 von 18)": interval and counts, where there are any."""
    said = [_interval(entry, row)]
    if entry.kind == "share":
        said.append(formats.share_of(row["numerator"], row["denominator"]))
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def _interval(entry: Indicator, row: pd.Series) -> str:
    if formats.is_missing(row["lower"]) or formats.is_missing(row["upper"]):
        return ""
    return f"{formats.number(row['lower'], entry.decimals)} bis {_upper(entry, row)}"


def _upper(entry: Indicator, row: pd.Series) -> str:
    return formats.with_unit(row["upper"], entry.unit, entry.decimals)


def _survival(result: Result, area: str) -> str:
    """ "in Köln sind von 100 Anträgen nach 365 Tagen noch 68 offen (65 bis 71; 1.700 Anträge)"."""
    row, day = result.row, int(result.indicator.statistic.split(":")[1])
    if row["status"] != "shown":
        return _said(result, area)
    after = "12 Monaten" if day == YEAR else f"{day} Tagen"
    low, high = (formats.number(row[end]) if row[end] == row[end] else "" for end in ("lower", "upper"))
    basis = "; ".join(filter(None, [low and f"{low} bis {high}", formats.with_unit(row["n"], "Anträge")]))
    return f"{area} sind von 100 Anträgen nach {after} noch {formats.number(row['value'])} offen ({basis})"


def units(result: Result, highlight: str | None = None, land: Result | None = None) -> str:
    """A result by unit: the span of the values, the chosen unit, the Land, and how many say nothing."""
    shown = result.frame[result.frame["status"].isin(formats.NUMERIC)]
    kind = naming.population(result.indicator)
    if shown.empty:
        all_of_them = naming.of_many(str(len(result.frame)), kind)
        return f"{opening(result)}: Von {all_of_them} gibt es keine Angabe.{_gaps(result)}"
    known = _others(result, highlight, land)
    return f"{opening(result)}: {_span(result.indicator, shown, kind)}{known}.{_gaps(result)}"


def _span(entry: Indicator, shown: pd.DataFrame, kind: str) -> str:
    values = shown["value"].fillna(0)
    low, high = formats.amount(values.min(), entry.unit, entry.decimals), values.max()
    top = formats.with_unit(high, naming.DATIVE.get(entry.unit, entry.unit), entry.decimals)
    of = naming.of_many(str(len(shown)), kind)
    if values.min() == high:
        return f"Bei {of} mit einer Angabe sind es {top}"
    return f"Bei {of} mit einer Angabe liegen die Werte zwischen {low} und {top}"


def _others(result: Result, highlight: str | None, land: Result | None) -> str:
    entry, said = result.indicator, []
    if highlight is not None:
        row = result.frame[result.frame[entry.unit_dimension] == highlight].iloc[0]
        said.append(f"{places.where(highlight)} {_one(entry, row)}")
    if land is not None and land.row["status"] in formats.NUMERIC:
        said.append(f"im Land {'' if said and _plain(said) else 'sind es '}{written(entry, land.row)}")
    return f"; {', '.join(said)}" if said else ""


def _one(entry: Indicator, row: pd.Series) -> str:
    if row["status"] in formats.NUMERIC:
        return f"sind es {written(entry, row)}"
    return f"gibt es keine Angabe ({formats.WORDS[row['status']]})"


def _plain(said: list[str]) -> bool:
    return "sind es" in said[0]


def _gaps(result: Result) -> str:
    """ " 2 haben nicht gemeldet, bei 3 sind es zu wenige Fälle." """
    counts = result.frame["status"].value_counts()
    said = [f"{counts[s]} {words(counts[s])}" for s, words in GAP_WORDS.items() if counts.get(s)]
    return f" {formats.capital(formats.listing(said))}." if said else ""


def groups(result: Result, dimension: str) -> str:
    """A result by one dimension: its span with the names of the ends, or every value where there are few."""
    entry = result.indicator
    shown = result.frame[result.frame["status"].isin(formats.NUMERIC)]
    if shown.empty:
        return f"{opening(result)}: Es gibt keine Angabe.{_gaps(result)}"
    rows = shown.assign(value=shown["value"].fillna(0))
    rows = rows if len(rows) <= FEW else rows.sort_values("value", kind="stable")
    said = [f"»{codes.label(dimension, row[dimension])}« {written(entry, row)}" for _, row in rows.iterrows()]
    if len(said) <= FEW:
        return f"{opening(result)}: {formats.listing(said)}.{_gaps(result)}"
    return f"{opening(result)}: am niedrigsten {said[0]}, am höchsten {said[-1]}.{_gaps(result)}"


GAP_WORDS = {
    "not_reported": lambda n: "hat nicht gemeldet" if n == 1 else "haben nicht gemeldet",
    "too_few": lambda n: "hat zu wenige Fälle" if n == 1 else "haben zu wenige Fälle",
    "suppressed": lambda n: "ist geheim gehalten" if n == 1 else "sind geheim gehalten",
    "not_estimable": lambda n: "ist nicht schätzbar" if n == 1 else "sind nicht schätzbar",
    "not_applicable": lambda n: "entfällt" if n == 1 else "entfallen",
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
    frame = result.frame.sort_values(time)
    shown = frame[frame["status"].isin(formats.NUMERIC)]
    if shown.empty:
        return f"{name} ohne Angabe"
    said = [_point(result.indicator, row) for _, row in shown.iloc[[0, -1]].drop_duplicates(time).iterrows()]
    gaps = len(frame) - len(shown)
    missing = f" (ohne Angabe: {gaps} von {len(frame)} Zeitpunkten)" if gaps else ""
    return f"{name} {' und '.join(said)}{missing}"


def _point(entry: Indicator, row: pd.Series) -> str:
    return f"{written(entry, row)} {naming.at(entry.time, codes.label(entry.time, row[entry.time]))}"
