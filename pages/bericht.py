"""Bericht: take a theme, a Kreis, the Land or a whole review away as files."""

import streamlit as st

from kim import ui
from kim.topics.texts import TAKE_AWAY
from kim.ui import bericht

ui.page_head("Bericht")
st.markdown(TAKE_AWAY)
report = bericht.choose_report()
formats = bericht.choose_formats()
head = bericht.choose_head(formats)
bericht.offer_files(report, formats, head)
bericht.show_preview(report)
