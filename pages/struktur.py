"""Struktur: the profile of every site, its group by a printed rule, and themes from cases."""

from functools import partial

import streamlit as st

from kim import ui
from kim.topics.struktur import ORDERS, Structures, content
from kim.ui.bericht import offer_theme
from kim.ui.scoring import link_to_scoring, offer_scoring

some = Structures(ui.lens(), st.session_state.get("ordnung") or "bezirk")
in_order = partial(
    st.radio, "Ordnen nach", list(ORDERS), format_func=ORDERS.get, horizontal=True, key="ordnung"
)

ui.page_head("Struktur", some.ask("kerndimensionen", bewertet_von="massgeblich"))
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    offer_theme("struktur")
    link_to_scoring()
ui.show_parts(content(some), {"struktur-alle": in_order})
offer_scoring(some)
ui.foot(some.ask("kerndimensionen", bewertet_von="massgeblich"))
