"""Back from the checks to the form in which something was typed in or scored."""

import streamlit as st

from kim.intake import Submission
from kim.intake.scored import is_scored, side_of
from kim.ui.einreichung import state
from kim.ui.einreichung.typing_in import change_typed
from kim.ui.page import PAGES
from kim.ui.scoring import OPENED, SIDE

WAY, UPLOAD, TYPE = "ein_weg", "Datei hochladen", "Zahlen eintippen"


def offer_way_back(told: Submission, place: str) -> None:
    """The button to the form, which is filled with what was said in it; `place` on the page: for its key."""
    if is_scored(told):
        if st.button("Bewertung ändern", on_click=_open_form, args=(told,), key=f"bewertung_{place}"):
            state.put_aside()  # the draft stays: the form of the same side begins with it
            st.switch_page(PAGES / "struktur.py", query_params={})  # controls write theirs themselves
    else:
        st.button("Zahlen ändern", on_click=_change_typed, args=(told,), key=f"zahlen_{place}")


def _open_form(told: Submission) -> None:
    st.session_state.update({"gebiet": told.sender, SIDE: side_of(told), OPENED: True})


def _change_typed(told: Submission) -> None:
    state.discard()
    change_typed(told)
    st.session_state[WAY] = TYPE
