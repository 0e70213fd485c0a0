"""The same numbers of the same Termin in an earlier Stand: what changed in them are corrections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kim import formats
from kim.catalogue import load_indicator
from kim.sentences.topics import ARTS
from kim.stand import Selection, Stand, compare, trace_id, traces
from kim.topics.choice import opening
from kim.topics.lens import ART, Lens
from kim.topics.parts import Part, Table, Words
from kim.topics.struktur import reviewed, types_of
from kim.topics.texts import CORRECTIONS
from kim.topics.tiles import value_of

COMPARED = {
    **{f"Besetzungsquote, Baustein {b}": ("besetzungsquote", {"baustein": b}) for b in "123"},
    "Laufende Fälle im Case Management": ("laufende_faelle", {"fallart": "case_management"}),
    **{f"Offene Anträge, {art}": ("bestand", {"art": art, **ART}) for art in ARTS},
    **{
        f"Offen seit mehr als 12 Monaten, {art}": ("anteil_aelter", {"art": art, "schwelle": "12", **ART})
        for art in ARTS
    },
}


@dataclass(frozen=True)
class Difference:
    """One number then and now, as it is written, and the ids of both; `apart` is "" where one is missing."""

    title: str
    then: str
    now: str
    apart: str
    traces: tuple[str, ...]


def changed(lens: Lens, old: Stand) -> Iterator[Part]:
    """Then and now for the latest Termin that both Stände speak for; nothing where there is none."""
    found = differences(lens, old)
    if not found:
        return
    rows = [
        {"Kennzahl": one.title, "damals": one.then, "heute": one.now, "Unterschied": one.apart}
        for one in found
    ]
    yield Words(CORRECTIONS)
    title = f"Derselbe Termin ({formats.date(_shared(lens, old))}) in beiden Ständen"
    ids = tuple(dict.fromkeys(trace for one in found for trace in one.traces))
    yield Table(pd.DataFrame(rows), title, "damals-heute", ids)


def differences(lens: Lens, old: Stand) -> list[Difference]:
    """Every number that is compared, changed or not; [] where the Stände share no Termin."""
    day = _shared(lens, old)
    if day is None:
        return []
    numbers = [_number(lens, old, title, *one, day) for title, one in COMPARED.items()]
    return [*numbers, _groups(lens, old, (day, day))] if lens.choice.gebiet.kreis_id else numbers


def developed(lens: Lens, old: Stand) -> list[Difference]:
    """Every number as it stood in the old Stand at its own Termin, and now; corrections are in it."""
    days = opening(old), lens.termin
    numbers = [_between(lens, old, title, *one, days) for title, one in COMPARED.items()]
    return [*numbers, _groups(lens, old, days)] if lens.choice.gebiet.kreis_id else numbers


def _between(
    lens: Lens, old: Stand, title: str, indicator: str, where: Mapping[str, str], days: tuple[str, str]
) -> Difference:
    asked = [Selection((), {**lens.choice.gebiet.where, **where, "berichtstermin": day}) for day in days]
    both = [stand.result(indicator, one) for stand, one in zip((old, lens.stand), asked, strict=True)]
    other = old.fingerprint(indicator) != lens.stand.fingerprint(indicator)
    return Difference(
        title + (" (Definition geändert)" if other else ""), *map(value_of, both), "", traces(*both)
    )


def _shared(lens: Lens, old: Stand) -> str | None:
    """The latest Termin that both speak for."""
    last = str(min(old.day, lens.stand.day))
    return max((day for day in old.values("besetzungsquote", "berichtstermin") if day <= last), default=None)


def _number(
    lens: Lens, old: Stand, title: str, indicator: str, where: Mapping[str, str], day: str
) -> Difference:
    entry = load_indicator(indicator)
    selection = Selection((), {**lens.choice.gebiet.where, **where, "berichtstermin": day})
    frame = compare(old, lens.stand, indicator, selection)
    row = frame.iloc[0]
    both = row.status_old == row.status_new == "shown"
    return Difference(
        title + (" (Definition geändert)" if frame.attrs["definition_changed"] else ""),
        formats.label(row.value_old, row.status_old, entry.unit, entry.decimals),
        formats.label(row.value_new, row.status_new, entry.unit, entry.decimals),
        formats.signed(row.value_new - row.value_old, "", entry.decimals) if both else "",
        tuple(trace_id(indicator, selection, stand.id) for stand in (old, lens.stand)),
    )


def _groups(lens: Lens, old: Stand, days: tuple[str, str]) -> Difference:
    """The group of the site by the rule, of the reviews that counted at the Termin of each Stand."""
    stands = zip((old, lens.stand), days, strict=True)
    both = [replace(lens, stand=stand, choice=replace(lens.choice, termin=day)) for stand, day in stands]
    then, now = (_written(one) for one in both)
    return Difference("Gruppe der Strukturen", then, now, "", traces(*map(reviewed, both)))


def _written(lens: Lens) -> str:
    typed = types_of(lens).get(lens.choice.gebiet.kreis_id)
    return "keine Bewertung" if typed is None else typed.label or "nicht zu bestimmen"
