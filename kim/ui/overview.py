"""The parts of the page Überblick."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kim import formats, sentences
from kim.datasets import load_datasets
from kim.sentences.places import place
from kim.sentences.topics import ARTS
from kim.stand import Change, Result, Stand, StandInfo, changes, list_staende
from kim.store import Store
from kim.topics.changed import changed
from kim.topics.tiles import tile_of
from kim.ui.ask import ART, ask, quarters_until, termin
from kim.ui.figure import show_table
from kim.ui.frame import choice, current_stand, find_stand, lens
from kim.ui.page import answer, show_tiles
from kim.ui.parts import show_parts

CM = {"fallart": "case_management"}
NAMED = 12  # missing units that are named one by one
FEW = 3  # units with news that are named one by one


def show_headlines(quote: Result) -> None:
    """The answer on posts and one tile for each question that committees ask first."""
    answer(sentences.posts(ask("stellentrichter", "stufe")))
    year, ripe = quarters_until(termin()), quarters_until(termin(), back=4)
    show_tiles(
        [
            tile_of(quote),
            tile_of(ask("abrufquote")),
            tile_of(ask("laufende_faelle", **CM), "Laufende Fälle im Case Management"),
            tile_of(ask("quote_planmaessig", aufnahme_quartal=ripe, **CM), _cohort_title(ripe)),
            *(tile_of(ask("bestand", art=art, **ART), f"Offene Anträge, {art}") for art in ("EBH", "ABH")),
            *(
                tile_of(
                    ask("anteil_aelter", art=art, schwelle=12, **ART),
                    f"Offen seit mehr als 12 Monaten, {art}",
                )
                for art in ("EBH", "ABH")
            ),
            *(
                tile_of(
                    ask("offen_nach_365_tagen_tempo", art=art, fenster_quartal=year),
                    f"Von 100 Anträgen nach 12 Monaten noch offen, {art}",
                )
                for art in ARTS
            ),
            *(
                tile_of(
                    ask("erledigungsquote", art=art, quartal=year, **ART), f"Erledigt je 100 Eingänge, {art}"
                )
                for art in ARTS
            ),
        ]
    )


def _cohort_title(quarters: tuple[str, ...]) -> str:
    return (
        f"Planmäßig beendet, aufgenommen {formats.quarter(quarters[0])} bis {formats.quarter(quarters[-1])}"
    )


def show_news() -> None:
    """What was delivered since the previous Stand, and what that did to the numbers of the same Termin."""
    st.header("Neu seit dem vorigen Stand", anchor="neu")
    previous = _previous(current_stand())
    if previous is None:
        st.markdown("Dies ist der erste Stand; es gibt nichts, womit er verglichen werden könnte.")
        return
    old = find_stand(previous)
    st.markdown(f"Verglichen mit: {previous.title}, Tag {formats.date(previous.day)}.")
    found = filter(None, map(_here, changes(old, current_stand())))
    lines = [f"- {_change_words(change)}" for change in found] or ["- Keine neuen Lieferungen."]
    st.markdown("\n".join(lines))
    show_parts(changed(lens(), old))


def _previous(stand: Stand) -> StandInfo | None:
    staende = list_staende(Store())
    position = [info.id for info in staende].index(stand.id)
    earlier = [info for info in staende[position + 1 :] if info.manifest < stand.info["manifest"]]
    named = [info for info in earlier if info.name]
    return (named or earlier or [None])[0]


def _here(change: Change) -> Change | None:
    """The part of a change that concerns the Gebiet; None where there is none."""
    gebiet = choice().gebiet
    if not gebiet.dimension:
        return change
    populations = current_stand().units.values()
    here = {
        unit for units in populations for unit in units["einheit"][units[gebiet.dimension] == gebiet.value]
    }
    new, replaced = (tuple(u for u in units if u in here) for units in (change.new, change.replaced))
    return replace(change, new=new, replaced=replaced) if new or replaced else None


def _change_words(change: Change) -> str:
    title = load_datasets()[change.dataset].title
    parts = []
    if change.new:
        parts.append(f"zum ersten Mal von {_units(change.new)}")
    if change.replaced:
        parts.append(f"neu oder berichtigt von {_units(change.replaced)}")
    return f"**{title}**: {'; '.join(parts)}"


def _units(units: tuple[str, ...]) -> str:
    if len(units) <= FEW:
        return formats.listing([place(unit) for unit in units])
    return f"{len(units)} {'Behörden' if units[0].startswith(ARTS) else 'KI-Standorten'}"


def show_missing() -> None:
    """Who has not delivered for the Termin."""
    st.header("Wer noch nicht geliefert hat", anchor="fehlt")
    asked = {
        "Stellen": ask("besetzungsquote"),
        "Fälle": ask("laufende_faelle", **CM),
        "Anträge der EBH": ask("bestand", art="EBH", **ART),
        "Anträge der ABH": ask("bestand", art="ABH", **ART),
    }
    st.markdown("\n".join(f"- **{title}**: {_missing_words(result)}" for title, result in asked.items()))


def _missing_words(result: Result) -> str:
    there, of = result.coverage
    if not of:
        return "hier gibt es keine."
    counting = [unit for unit in result.missing if unit in _counting()]
    missing = [unit for unit in result.missing if unit not in counting]
    said = [_delivered_words(there, of)]
    said += [f"nur Zählungen liefert: {_named(counting)}"] if counting else []
    said += [f"es fehlen: {_named(missing)}"] if missing and of > 1 else []
    return f"{'; '.join(said)}."


def _delivered_words(there: int, of: int) -> str:
    if of == 1:
        return "geliefert" if there else "nicht geliefert"
    return f"alle {of} haben geliefert" if there == of else f"{there} von {of} haben geliefert"


def _counting() -> set[str]:
    """The authorities that deliver counts for the Termin."""
    rows = current_stand().lieferungen
    at_termin = rows["berichtstermin"] == pd.Timestamp(termin())
    return set(rows.loc[at_termin & (rows["datensatz"] == "bestand"), "einheit"])


def _named(units: Sequence[str]) -> str:
    more = f" und {len(units) - NAMED} weitere (siehe Datenstand)" if len(units) > NAMED else ""
    return ", ".join(place(unit) for unit in units[:NAMED]) + more


def show_promises() -> None:
    """What was promised to a committee: the open ones first, then the answered ones."""
    st.header("Zusagen an Gremien", anchor="zusagen")
    rows = current_stand().result("zusagen").frame
    still_open = rows[rows["lage"] != "beantwortet"]
    count = len(still_open)
    st.markdown(
        "Keine Zusage ist offen." if not count else f"{count} von {len(rows)} Zusagen sind noch offen."
    )
    if len(rows):
        ordered = pd.concat([still_open, rows[rows["lage"] == "beantwortet"]])
        columns = {
            "gremium": "Gremium",
            "wortlaut": "Zusage",
            "lage": "Lage",
            "antwort": "Antwort",
            "quelle": "Quelle",
        }
        show_table(ordered[list(columns)].rename(columns=columns), "Zusagen", "zusagen")
