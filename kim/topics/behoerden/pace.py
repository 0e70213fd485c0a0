"""How long it takes: what is still open at today's pace, by which way the others left, and the trend."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pandas as pd

from kim import charts, formats
from kim.charts import ReferenceLine
from kim.sentences import waits
from kim.sentences.places import place
from kim.stand import Result, traces
from kim.topics.behoerden.asking import MILESTONES, PACE, Authorities
from kim.topics.parts import Answer, Beside, Figure, Folded, Heading, Part, Words
from kim.topics.texts import NO_MEAN, NOT_WHOLE, WITH_THOSE_WAITING

YEAR, OPEN, WAYS = PACE[365], "noch_offen_tempo", "wege_tempo"
PACES = {
    "Tempo der letzten zwölf Monate": {"quarters": 4},
    "Tempo der letzten sechs Monate": {"quarters": 2},
    "Tempo der zwölf Monate davor": {"quarters": 4, "back": 4},
}


def headline(some: Authorities, stock: str) -> Iterator[Part]:
    """The answer in words, and beside it always what it is not: the outlook of those who file today."""
    yield Answer(waits.headline(some.shares(), some.newest))
    beside = {
        "Wer heute einen Antrag stellt": _filed_today(some),
        "Wer noch wartet": waits.ages(
            some.ask("median_alter_der_offenen"), some.ask("p90_alter_der_offenen")
        ),
        "Im Jahr davor": waits.change(some.at_pace(YEAR), some.at_pace(YEAR, back=4)),
        "Bestand": stock,
    }
    yield Words("\n".join(f"- **{title}:** {said}" for title, said in beside.items() if said))
    yield from _not_yet(some)


def _not_yet(some: Authorities) -> Iterator[Words]:
    """Who delivered for the Termin and still is not in the pace: a quarter is not whole yet."""
    there = set(some.ask("bestand").missing)
    late = [unit for unit in some.at_pace(YEAR).missing if unit not in there]
    if late:
        yield Words(NOT_WHOLE.format(formats.listing(map(place, late))), small=True)


def _filed_today(some: Authorities) -> str:
    """The model without the fast lane where that is recorded, else of all; and why it is not the curve."""
    regular = some.ask("reichweite_ohne_vorgezogene", vorgezogen="nein")
    known = regular.row["status"] == "shown"
    reach = regular if known else some.ask("rechnerische_reichweite")
    half, now = some.at_pace("median_bis_erledigung_tempo"), some.ask("bestand")
    before = some.ask("bestand", berichtstermin=some.lens.quarters(1, back=4))
    said = waits.filed_today(reach, regular=known)
    return f"{said} {waits.two_answers(reach, half, now, before)}".strip()


def curve(some: Authorities) -> Figure:
    found = some.at_pace(OPEN)
    return Figure(charts.curve_by_age({"Noch offen": found}), found.indicator)


def duration(some: Authorities) -> Iterator[Part]:
    """By when half and eight of ten are ended, the ways out, the trend by intake quarter, other windows."""
    art = some.art
    yield Heading("Wie lange es dauert", f"dauer-{art.lower()}", 3)
    yield Words(WITH_THOSE_WAITING)
    half, eight = (some.at_pace(f"{name}_bis_erledigung_tempo") for name in ("median", "p80"))
    yield Words(waits.by_when(half, eight))
    yield Beside((_ways_out(some),), (_trend(some),))
    yield Folded(
        "Andere Fristen, anderes Tempo und jedes Eingangsquartal", f"tempo-{art}", lambda: _more(some)
    )


def _more(some: Authorities) -> Iterator[Part]:
    yield some.table(_paces, f"Noch offen von 100 Anträgen der {some.art}", f"tempo-{some.art}")
    yield some.table(_cohorts, f"Anträge der {some.art} nach Eingangsquartal", f"quartale-{some.art}")


def _ways_out(some: Authorities) -> Figure:
    ways = some.at_pace(WAYS)
    return Figure(charts.stacked_by_age(ways), ways.indicator)


def _trend(some: Authorities) -> Figure | Words:
    """The share still open a year after filing, by intake quarter; the young ones say that they are."""
    quarters = some.lens.course("antraege", 12)
    name, by = "offen_nach_365_tagen_kohorte", "eingang_quartal"
    found = some.lens.ask(name, by, art=some.art, eingang_quartal=quarters)
    rows = found.rows
    young = [row[by] for row in rows if _too_young(some, row, 365)]
    if young and len(young) == len(rows):
        return Words(f"Nach Eingangsquartal: {formats.NOT_YET}. Kein Eingangsquartal ist ein Jahr alt.")
    chart = charts.line_over_time({"Nach einem Jahr noch offen": found}, not_yet=young)
    return Figure(chart, found.indicator)


def _paces(some: Authorities) -> pd.DataFrame:
    """One line for each age, one column for each window, with how many are followed so far."""
    found = {title: some.shares(**window) for title, window in PACES.items()}
    first = next(iter(found.values()))
    table = {"Alter": list(MILESTONES.values())}
    table |= {title: [_cell(result) for result in pace.values()] for title, pace in found.items()}
    return pd.DataFrame(table | {"so lange beobachtet": [_followed(result) for result in first.values()]})


def _cohorts(some: Authorities) -> pd.DataFrame:
    """One line for each intake quarter; what it is too young for, and a median not reached, says so."""
    half = _by_quarter(some, "median_bis_erledigung_kohorte")
    table = {"Eingangsquartal": [formats.quarter(row["eingang_quartal"]) for row in half]}
    for days, title in MILESTONES.items():
        rows = _by_quarter(some, f"offen_nach_{days}_tagen_kohorte")
        table[f"nach {title}n noch offen"] = [_written(row, "%", _too_young(some, row, days)) for row in rows]
    table["Hälfte erledigt nach"] = [_written(row, "Tage", row["status"] == "not_estimable") for row in half]
    return pd.DataFrame(table)


def _by_quarter(some: Authorities, name: str) -> list[dict]:
    asked = {"art": some.art, "eingang_quartal": some.lens.course("antraege", 12)}
    return some.lens.ask(name, "eingang_quartal", **asked).rows


def _too_young(some: Authorities, row: dict, days: int) -> bool:
    """Whether not all of a quarter that was reported can have been followed so long."""
    young = row["eingang_quartal"] + timedelta(days) > some.lens.stand.day
    return young and row["status"] in ("too_few", "not_estimable")


def _written(row: dict, unit: str, not_yet: bool) -> str:
    return formats.NOT_YET if not_yet else formats.label(row["value"], row["status"], unit, 0)


def _cell(result: Result) -> str:
    row, limits = result.row, waits.interval(result)
    if row["status"] != "shown":
        return formats.WORDS[row["status"]]
    return waits.share(row["value"]) + (f" ({limits})" if limits else "")


def _followed(result: Result) -> str:
    return "" if formats.is_missing(result.row["beobachtet"]) else formats.number(result.row["beobachtet"])


def why_no_mean(some: Authorities) -> Folded:
    """Why the mean of closed procedures would say something else, with both drawn."""
    title = "Warum steht hier kein Durchschnitt der erledigten Verfahren?"
    return Folded(title, f"warum-{some.art}", lambda: _both_drawn(some))


def _both_drawn(some: Authorities) -> Iterator[Part]:
    mean, found = some.ask("mittel_der_erledigten", quartal=some.year), some.at_pace(OPEN)
    half = some.at_pace("median_bis_erledigung_tempo")
    yield Words(NO_MEAN)
    marks = [*_mark("Mittel der erledigten", mean), *_mark("Hälfte aller", half)]
    chart = charts.curve_by_age({"Noch offen": found}, tuple(marks))
    said = waits.closed_only(mean, found)
    told = {"id": f"{chart.id}_mittel", "title": f"Das Mittel der erledigten und alle: {chart.title}"}
    yield Figure(replace(chart, **told, sentence=said, traces=traces(found, mean, half)), mean.indicator)


def _mark(name: str, found: Result) -> list[ReferenceLine]:
    """A day on the axis of age, where it is known."""
    if found.row["status"] != "shown":
        return []
    days = found.row["value"]
    return [ReferenceLine(days, f"{name}: {formats.with_unit(days, 'Tage')}")]
