"""Where somebody who uses the keyboard or a screen reader goes on after a step."""

from secrets import token_hex

import streamlit as st

from kim.ui.einreichung.state import GOAL


def move_focus() -> None:
    """Tell the script of the shell (page.js) which heading gets the focus; once for each step."""
    goal = st.session_state.pop(GOAL, None)
    if goal:
        st.html(f'<span class="kim-ziel" data-ziel="{goal}" data-einmal="{token_hex(4)}"></span>')
