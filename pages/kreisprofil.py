"""Kreisprofil: everything on one Kreis, in the order that its Landrat asks."""

import streamlit as st

from kim import ui
from kim.topics import kreis
from kim.topics.texts import CHOOSE_A_KREIS
from kim.ui.bericht import choose_earlier, offer_kreis
from kim.ui.kreise import show_tile_links

lens = ui.lens()
chosen = lens.choice.gebiet.kreis_id

ui.page_head("Kreisprofil", lens.ask("besetzungsquote"))
if chosen:
    told, offered = st.columns([3, 2], vertical_alignment="bottom", gap="small")
    with told:
        ui.answer(kreis.headline(lens))
    with offered, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        earlier = choose_earlier(width=270)
        offer_kreis(chosen, earlier)
    ui.show_parts(kreis.content(lens, earlier))
    ui.foot(*kreis.rests_on(lens))
else:
    st.markdown(CHOOSE_A_KREIS)
    show_tile_links()
