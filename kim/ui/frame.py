"""What one run of the app knows before the page starts: the Stand and the choice."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kim.stand import Stand, StandInfo, list_staende, open_stand
from kim.store import Store
from kim.topics import Choice, Lens
from kim.ui.selection import choose, choose_stand

FRAME = "_rahmen"


@dataclass(frozen=True)
class Frame:
    """The place of the head and what the page may ask for; `stand` is None while the store has none."""

    head: DeltaGenerator
    stand: Stand | None
    choice: Choice


def draw_frame(controls: tuple[str, ...]) -> Frame:
    """Make room for the head, open the Stand, draw the row of controls; all of it before the page starts."""
    info = choose_stand(list_staende(Store()))
    stand = find_stand(info) if info else None
    head = st.container(key="kopf", gap="xsmall")
    st.session_state[FRAME] = Frame(head, stand, choose(stand, controls))
    return frame()


def frame() -> Frame:
    return st.session_state[FRAME]


def choice() -> Choice:
    """What is selected on this page."""
    return frame().choice


def lens() -> Lens:
    """The Stand through what is selected."""
    return Lens(current_stand(), choice())


def current_stand() -> Stand | None:
    """The selected Stand; None while the store has none, which only pages for data ever see."""
    return frame().stand


def find_stand(info: StandInfo) -> Stand:
    told = Store().staende / info.id / "stand.json"
    return _opened(str(Store().path), info.id, info.name, told.stat().st_mtime_ns)


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(store: str, stand_id: str, name: str | None, written: int) -> Stand:
    """Open once per process; a new name is seen, and that words were struck after an erasure."""
    return open_stand(Store(store), stand_id)
