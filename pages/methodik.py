"""Methodik: every indicator from the catalogue, the words, the symbols, the breaks in series."""

from kim import ui
from kim.ui import method

ui.page_head("Methodik")
ui.answer("Was jede Zahl misst, wie sie gerechnet wird und wo ihre Grenzen liegen.")
method.show_rules()
method.show_catalogue()
method.show_glossary()
method.show_events()
ui.foot()
