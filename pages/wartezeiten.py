"""Wartezeiten: each kind of authority on its own: filed, closed, pending, and how old the pending are."""

import streamlit as st

from kim import ui
from kim.ui.selection import TAB
from kim.ui.waits import show_waits, tabs

ui.page_head("Wartezeiten")
names = tabs(ui.choice().behoerde)
for art, tab in zip(names, st.tabs(list(names.values()), key=TAB, bind="query-params"), strict=True):
    if tab.open:
        with tab:
            show_waits(art)
