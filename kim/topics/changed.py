"""The same numbers of the same Termin in an earlier Stand: what changed in them are corrections."""

from collections.abc import Iterator, Mapping

import pandas as pd

from kim import formats
from kim.catalogue import load_indicator
from kim.stand import Selection, Stand, compare, trace_id
from kim.topics.lens import ART, Lens
from kim.topics.parts import Part, Table, Words
from kim.topics.texts import CORRECTIONS

ARTS = ("EBH", "ABH")
COMPARED = {
    **{f"Besetzungsquote, Baustein {b}": ("besetzungsquote", {"baustein": b}) for b in "123"},
    "Laufende Fälle im Case Management": ("laufende_faelle", {"fallart": "case_management"}),
    **{f"Offene Anträge, {art}": ("bestand", {"art": art, **ART}) for art in ARTS},
    **{
        f"Offen seit mehr als 12 Monaten, {art}": ("anteil_aelter", {"art": art, "schwelle": "12", **ART})
        for art in ARTS
    },
}


def changed(lens: Lens, old: Stand) -> Iterator[Part]:
    """Then and now for the latest Termin that both Stände speak for; nothing where there is none."""
    shared = str(min(old.day, lens.stand.day))
    earlier = [day for day in old.values("besetzungsquote", "berichtstermin") if day <= shared]
    if not earlier:
        return
    asked = {title: (name, _selected(lens, where, earlier[-1])) for title, (name, where) in COMPARED.items()}
    rows = [_row(old, lens.stand, title, *one) for title, one in asked.items()]
    yield Words(CORRECTIONS)
    title = f"Derselbe Termin ({formats.date(earlier[-1])}) in beiden Ständen"
    ids = [trace_id(*one, stand.id) for one in asked.values() for stand in (old, lens.stand)]
    yield Table(pd.DataFrame(rows), title, "damals-heute", tuple(ids))


def _selected(lens: Lens, where: Mapping[str, str], day: str) -> Selection:
    return Selection((), {**lens.choice.gebiet.where, **where, "berichtstermin": day})


def _row(old: Stand, new: Stand, title: str, indicator: str, selection: Selection) -> dict[str, str]:
    entry = load_indicator(indicator)
    frame = compare(old, new, indicator, selection)
    row = frame.iloc[0]
    both = row.status_old == row.status_new == "shown"
    return {
        "Kennzahl": title + (" (Definition geändert)" if frame.attrs["definition_changed"] else ""),
        "damals": formats.label(row.value_old, row.status_old, entry.unit, entry.decimals),
        "heute": formats.label(row.value_new, row.status_new, entry.unit, entry.decimals),
        "Unterschied": formats.signed(row.value_new - row.value_old, "", entry.decimals) if both else "",
    }
