"""Überblick: what the programme is, the headline figures, what is new, who is missing, what was promised."""

import streamlit as st

from kim import ui
from kim.topics.texts import PROGRAMME
from kim.ui import overview
from kim.ui.ask import ask

quote = ask("besetzungsquote")

ui.page_head("Überblick", quote)
st.markdown(PROGRAMME)
overview.show_headlines(quote)
overview.show_news()
overview.show_missing()
overview.show_promises()
ui.foot(quote)
