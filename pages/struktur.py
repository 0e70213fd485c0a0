"""Struktur: the profile of every site, its group by a printed rule, and themes from cases."""

import streamlit as st

from kim import ui
from kim.topics.struktur import Structures, content
from kim.ui.bericht import offer_theme
from kim.ui.linked import choose_order, chosen_order
from kim.ui.scoring import link_to_scoring, offer_scoring

some = Structures(ui.lens(), chosen_order())

ui.page_head("Struktur", some.ask("kerndimensionen", bewertet_von="massgeblich"))
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    offer_theme("struktur")
    link_to_scoring()
ui.show_parts(content(some), {"struktur-alle": choose_order})
offer_scoring(some)
ui.foot(some.ask("kerndimensionen", bewertet_von="massgeblich"))
