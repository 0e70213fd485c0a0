"""Stellen: assigned, called off, occupied, and why the others are not."""

from functools import partial

import streamlit as st

from kim import ui
from kim.topics import stellen
from kim.ui.bericht import offer_theme

lens = ui.lens()
quote = lens.ask("besetzungsquote")

ui.page_head("Stellen", quote)
offer_theme("stellen")
ordered = bool(st.session_state.get("nach_wert"))
by_value = partial(st.toggle, "Nach Höhe der Quote statt nach Namen ordnen", key="nach_wert")
ui.show_parts(stellen.content(lens, ordered), {"alle-standorte": by_value})
ui.foot(quote, lens.ask("stellentrichter", "stufe"))
