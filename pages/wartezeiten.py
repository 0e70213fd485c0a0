"""Wartezeiten: each kind of authority on its own: filed, closed, pending, and how old the pending are."""

import streamlit as st

from kim import ui
from kim.ui.waits import show_waits

ui.page_head("Wartezeiten")
tabs = st.tabs(["Einbürgerungsbehörden (EBH)", "Ausländerbehörden (ABH)"], key="reiter", on_change="rerun")
for tab, art in zip(tabs, ("EBH", "ABH"), strict=True):
    if tab.open:
        with tab:
            show_waits(art)
