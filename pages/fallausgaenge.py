"""Fallausgänge: cases opened, running and closed, how they ended, which goals were reached."""

from kim import ui
from kim.topics.faelle import Cases, content
from kim.ui.bericht import offer_theme

cases = Cases(ui.lens())
running = cases.ask("laufende_faelle")

ui.page_head("Fallausgänge", running)
offer_theme("fallausgaenge")
ui.show_parts(content(cases))
ui.foot(running, *cases.quotes)
