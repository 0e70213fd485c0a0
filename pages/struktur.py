"""Struktur: the profile of every site, its group by a printed rule, and themes from cases."""

from kim import ui
from kim.topics.struktur import Structures, content
from kim.ui.bericht import offer_theme
from kim.ui.scoring import offer_scoring

some = Structures(ui.lens())

ui.page_head("Struktur", some.ask("kerndimensionen", bewertet_von="massgeblich"))
offer_theme("struktur")
ui.show_parts(content(some))
offer_scoring(some)
ui.foot(some.ask("kerndimensionen", bewertet_von="massgeblich"))
