"""Fallausgänge: cases opened, running and closed, how they ended, which goals were reached."""

import streamlit as st

from kim import ui
from kim.sentences import topics
from kim.ui import outcomes
from kim.ui.ask import ask, quarters_until, termin
from kim.ui.texts import COHORTS, NOT_RIPE

running = ask("laufende_faelle", fallart=outcomes.CM)
flows = [
    ask(name, fallart=outcomes.CM, quartal=quarters_until(termin()))
    for name in ("faelle_zugaenge", "faelle_abschluesse")
]

ui.page_head("Fallausgänge", running)
ui.answer(topics.cases(running, *flows))
outcomes.show_course()
st.caption(COHORTS)
quotes = []
if outcomes.is_ripe():
    quotes = outcomes.show_quotes()
    outcomes.show_goals()
else:
    st.markdown(NOT_RIPE)
outcomes.show_all()
ui.foot(running, *quotes)
