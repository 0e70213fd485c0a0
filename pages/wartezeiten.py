"""Wartezeiten: each kind of authority on its own: how long it takes, and what is pending."""

import streamlit as st

from kim import ui
from kim.topics.behoerden import Authorities, content, kinds
from kim.ui.bericht import offer_theme
from kim.ui.scenario import offer_scenario
from kim.ui.selection import TAB

ui.page_head("Wartezeiten")
names = kinds(ui.choice().behoerde)
for art, tab in zip(names, st.tabs(list(names.values()), key=TAB, bind="query-params"), strict=True):
    if tab.open:
        with tab:
            some = Authorities(ui.lens(), art)
            offer_theme(f"wartezeiten_{art.lower()}")
            ui.show_parts(content(some))
            if not some.other_art:
                offer_scenario(some)
            ui.foot(some.ask("bestand"))
