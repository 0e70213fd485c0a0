"""The controls: the same ones in the same order on each page, kept from page to page and in the address.

The frame draws them, not the pages: Streamlit forgets the value of a control in the address when the
control was drawn by another page than the one that is shown. Those a page does not use are drawn unseen.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kim import formats
from kim.datasets import labels
from kim.stand import Stand, StandInfo, forwarding
from kim.store import Store
from kim.topics.choice import (
    ALL,
    GROUPS,
    LAND,
    OWN,
    Choice,
    anliegen,
    behoerden,
    gebiete,
    groups,
    opening,
    other_kreise,
    stand_titles,
    termine,
)
from kim.ui.linked import in_link


@dataclass(frozen=True)
class Control:
    """One control of the row; its key is also its name in the address."""

    label: str
    width: int


STAND, TAB, NEXT, MOVED_NOTE = "stand", "reiter", "_naechster_stand", "_umgezogen"
CONTROLS = {
    "gebiet": Control("Gebiet", 220),
    "baustein": Control("Baustein", 230),
    "behoerde": Control("Behörde", 230),
    "anliegen": Control("Anliegen", 230),
    "vergleich": Control("Verglichen mit", 190),
    "mit": Control("Kreise der Auswahl", 260),
    "termin": Control("Termin", 135),
}
QUIET = ("behoerde", "vergleich")  # fall back without a word when the Gebiet changes
LABELS = {STAND: "Stand"} | {key: control.label for key, control in CONTROLS.items()}


def choose_stand(staende: Sequence[StandInfo]) -> StandInfo | None:
    """The Stand that is read, the newest unless another is chosen; None where there is none."""
    _follow_moved_stand()
    _spell_out(staende)
    if note := st.session_state.pop(MOVED_NOTE, None):  # only now: what was said before a rerun is lost
        st.info(note)
    named = {info.id: info for info in staende}
    if st.session_state.get(NEXT) in named:
        st.session_state[STAND] = st.session_state.pop(NEXT)
    return named[_choose(st.sidebar, STAND, stand_titles(staende))] if named else None


def _follow_moved_stand() -> None:
    """A link to a Stand that was built again because something was erased leads to the new one."""
    if moved := forwarding(Store(), st.query_params.get(STAND, "")):
        st.query_params[STAND] = moved[0]
        st.session_state[MOVED_NOTE] = moved[1]


def show_next(stand_id: str) -> None:
    """Start again with another Stand; what is drawn already cannot be changed in the same run."""
    st.session_state[NEXT] = stand_id
    st.rerun()


def choose(stand: Stand | None, shown: tuple[str, ...]) -> Choice:
    """Draw the row and return what is chosen."""
    shown = tuple(key for key in CONTROLS if key in shown or (key == "mit" and _own_group(shown)))
    slots = _draw_slots(shown)
    gebiet = gebiete()[_choose(slots["gebiet"], "gebiet", {key: g.name for key, g in gebiete().items()})]
    chosen = Choice(
        gebiet=gebiet,
        baustein=_choose_one(slots["baustein"], "baustein", "Alle Bausteine", labels("baustein")),
        behoerde=_choose_one(slots["behoerde"], "behoerde", "Alle Behörden", behoerden(gebiet)),
        anliegen=_choose_one(slots["anliegen"], "anliegen", "Alle Anliegen", anliegen()),
        vergleich=_choose(slots["vergleich"], "vergleich", groups(gebiet)),
        mit=_choose_some(slots["mit"], "mit", other_kreise(gebiet)),
        termin=_choose(slots["termin"], "termin", termine(stand), opening(stand)) if stand else None,
        shown=shown,
    )
    if shown:
        _offer_ways(slots["ways"], chosen, stand)
    if _own_group(shown) and not chosen.mit:
        st.caption("Eigene Auswahl: Wählen Sie Kreise; bis dahin wird mit dem Land verglichen.")
    return chosen


def _own_group(shown: Sequence[str]) -> bool:
    """Whether Kreise are to be chosen for a comparison group of one's own."""
    return "vergleich" in shown and st.session_state.get("vergleich") == OWN


def _draw_slots(shown: Sequence[str]) -> dict[str, DeltaGenerator]:
    """A place for each control, in the row or unseen, and one for the buttons behind them."""
    if shown:
        st.html('<details class="kim-falter"><summary>Auswahl ändern</summary></details>')
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="auswahl")
    unseen = st.container(key="auswahl-verborgen")
    slots = {key: (row if key in shown else unseen).container(width=CONTROLS[key].width) for key in CONTROLS}
    ways = row.container(horizontal=True, width="content", gap="small") if shown else unseen
    return slots | {"ways": ways}


def _offer_ways(place: DeltaGenerator, chosen: Choice, stand: Stand | None) -> None:
    """Back to the Land, and the address that shows the same again when there are newer Stände and Termine."""
    at_land = chosen.gebiet.code == LAND
    place.button(
        "Land", on_click=_back_to_land, disabled=at_land, help="Zurück zum ganzen Land", key="zum-land"
    )
    told = chosen.codes | ({STAND: stand.id} if stand else {}) | _tab(chosen) | in_link()
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(told, doseq=True)}"
    with place.popover("Link", key="link"):
        st.markdown("Diese Adresse zeigt dieselbe Ansicht wieder:")
        st.code(address, language=None, wrap_lines=True)


def _tab(chosen: Choice) -> dict[str, str]:
    """The tab of the page on authorities; a chosen authority has its own."""
    tab = st.session_state.get(TAB)
    return {TAB: tab} if tab and "behoerde" in chosen.shown and not chosen.behoerde else {}


def _back_to_land() -> None:
    st.session_state.update(gebiet=LAND, behoerde=ALL)


def _choose_one(place: DeltaGenerator, key: str, all_of_them: str, options: Mapping[str, str]) -> str | None:
    value = _choose(place, key, {ALL: all_of_them, **options})
    return None if value == ALL else value


def _choose(place: DeltaGenerator, key: str, options: Mapping[str, str], default: str | None = None) -> str:
    """One control; the default, else the first option, does not stand in the address."""
    _warn_of_unknown(key, options)
    return place.selectbox(
        LABELS[key],
        list(options),
        list(options).index(default) if default in options else 0,
        format_func=lambda value: options.get(value, value),
        key=key,
        bind="query-params",
        filter_mode="contains",
    )


def _choose_some(place: DeltaGenerator, key: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Several of many; those that are none any more are dropped."""
    if kept := st.session_state.get(key):
        st.session_state[key] = [value for value in kept if value in options]
    found = place.multiselect(
        LABELS[key],
        list(options),
        format_func=lambda value: options.get(value, value),
        key=key,
        bind="query-params",
        select_all=False,
        placeholder="Kreise wählen",
        filter_mode="contains",
    )
    return tuple(found)


def _warn_of_unknown(key: str, options: Mapping[str, str]) -> None:
    """Say when address or earlier choice ask for what there is not; Streamlit falls back in silence."""
    asked, kept = st.query_params.get(key), st.session_state.get(key)
    if kept is None and asked and asked not in options.values():
        unknown = asked
    elif kept is not None and kept not in options and key not in QUIET:
        unknown = formats.date(kept) if key == "termin" else kept
    else:
        return
    shown = next(iter(options.values()))
    st.warning(f"{LABELS[key]} »{_plain(unknown)}« gibt es hier nicht. Gezeigt wird: {shown}.")


def _plain(text: str) -> str:
    """Text from an address, short and without Markdown."""
    return "".join(sign for sign in text[:60] if sign.isalnum() or sign in " .-,()§/")


def _spell_out(staende: Sequence[StandInfo]) -> None:
    """Codes in the address become the words the controls know: ?gebiet=05382 → ?gebiet=Rhein-Sieg-Kreis."""
    asked = st.query_params.to_dict() | {"mit": st.query_params.get_all("mit")}
    words = {
        key: word for key in LABELS if key != "mit" and (word := _word(key, asked.get(key, ""), staende))
    }
    if (named := [_word("gebiet", code, staende) or code for code in asked["mit"]]) != asked["mit"]:
        words["mit"] = named
    for key in words:
        if key in st.session_state:  # the control is bound already: its value, not the address, is changed
            st.session_state[key] = asked[key]
    if fresh := {key: word for key, word in words.items() if key not in st.session_state}:
        st.query_params.update(fresh)
        st.rerun()


def _word(key: str, code: str, staende: Sequence[StandInfo]) -> str | None:
    """The word for a code of a control; None where it is none."""
    if key == "termin":
        with suppress(ValueError):
            return formats.date(date.fromisoformat(code))
        return None
    if key == "gebiet":
        return gebiete()[code].name if code in gebiete() else None
    if key == STAND:
        return stand_titles(staende).get(code)
    if key == "vergleich":
        return GROUPS.get(code)
    return labels({"behoerde": "behoerden"}.get(key, key)).get(code)
