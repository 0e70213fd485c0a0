"""Stellen: assigned, called off, occupied, and why the others are not."""

import streamlit as st

from kim import ui
from kim.topics import stellen
from kim.ui.bericht import offer_theme

lens = ui.lens()
quote = lens.ask("besetzungsquote")

ui.page_head("Stellen", quote)
offer_theme("stellen")
ordered = bool(st.session_state.get("nach_wert"))
for part in stellen.content(lens, ordered):
    ui.show(part)
    if getattr(part, "anchor", "") == "alle-standorte":
        st.toggle("Nach Höhe der Quote statt nach Namen ordnen", key="nach_wert")
ui.foot(quote, lens.ask("stellentrichter", "stufe"))
