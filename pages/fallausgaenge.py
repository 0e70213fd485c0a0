"""Fallausgänge: cases opened, running and closed, how they ended, which goals were reached."""

import streamlit as st

from kim import charts, formats, ui
from kim.sentences import topics
from kim.ui.ask import ask, quarters_until, termin
from kim.ui.texts import COHORTS

CM = "case_management"
year = quarters_until(termin())
cohorts = quarters_until(termin(), 12)
ripe = quarters_until(termin(), back=4)

running = ask("laufende_faelle", fallart=CM)
opened = ask("faelle_zugaenge", fallart=CM, quartal=year)
closed = ask("faelle_abschluesse", fallart=CM, quartal=year)
ways = ask("fallausgaenge", "aufnahme_quartal", "gruppe", fallart=CM, aufnahme_quartal=cohorts)
whole = ask("fallausgaenge", "gruppe", fallart=CM, aufnahme_quartal=ripe)

ui.page_head("Fallausgänge", running)
ui.answer(topics.cases(running, opened, closed))
left, right = st.columns(2, gap="large")
with left:
    ui.show_chart(charts.stacked_by(ways, "gruppe", "aufnahme_quartal", whole=whole), ways.indicator)
with right:
    flows = {
        "Aufgenommen": ask("faelle_zugaenge", "quartal", fallart=CM, quartal=cohorts, same_units=True),
        "Abgeschlossen": ask("faelle_abschluesse", "quartal", fallart=CM, quartal=cohorts, same_units=True),
    }
    ui.show_chart(charts.line_over_time(flows), opened.indicator)
st.caption(COHORTS)

st.header("Was aus den Fällen wurde", anchor="quoten")
span = f"{formats.quarter(ripe[0])} bis {formats.quarter(ripe[-1])}"
st.markdown(
    f"Fälle des Case Managements, die im Zeitraum {span} aufgenommen wurden. "
    "Sie hatten mindestens ein Jahr Zeit. Kurzberatungen zählen nicht mit."
)
quotes = [
    ask(name, fallart=CM, aufnahme_quartal=ripe)
    for name in ("quote_planmaessig", "abbruchquote", "systemabbruchquote", "zielerreichungsquote", "hilfeplanquote")
]
documented = ask("dokumentationsgrad", fallart=CM, aufnahme_quartal=ripe)
beside = topics.documentation(documented)
ui.show_tiles([*(ui.tile_of(result, None, beside) for result in quotes), ui.tile_of(documented)])
ui.show_chart(charts.bars_by(ask("fallausgaenge", "ausgang", fallart=CM, aufnahme_quartal=ripe), "ausgang"), ways.indicator)
st.markdown(topics.left_out(whole))

st.header("Ziele nach Handlungsfeld", anchor="ziele")
goals = ask("ziele_nach_stand", "handlungsfeld", "zielstand", fallart=CM, fallstand="abgeschlossen", aufnahme_quartal=ripe)
every = ask("ziele_nach_stand", "zielstand", fallart=CM, fallstand="abgeschlossen", aufnahme_quartal=ripe)
ui.show_chart(charts.stacked_by(goals, "zielstand", "handlungsfeld", whole=every), goals.indicator)

st.header("Alle Kreise", anchor="alle-kreise")
kreise = ask("quote_planmaessig", "kreis_id", fallart=CM, aufnahme_quartal=ripe, land=True)
land = ask("quote_planmaessig", fallart=CM, aufnahme_quartal=ripe, land=True)
ui.show_chart(charts.bars_by_unit(kreise, ui.choice().gebiet.kreis_id, land), land.indicator)
fields = ask("dokumentationsgrad", "feld", fallart=CM, aufnahme_quartal=ripe)
ui.show_chart(charts.bars_by(fields, "feld"), documented.indicator)
ui.foot(running, *quotes, documented)
