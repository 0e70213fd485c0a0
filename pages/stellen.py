"""Stellen: assigned, called off, occupied, and why the others are not."""

import streamlit as st

from kim import charts, sentences, ui
from kim.sentences import topics
from kim.sentences.published import forecast
from kim.ui.ask import ask, quarters_until, termin
from kim.ui.published import published_for_land, published_here, readings, show_published
from kim.ui.texts import SAME_AS_PUBLISHED, TWO_READINGS

kreis = ui.choice().gebiet.kreis_id
quote, land = ask("besetzungsquote"), ask("besetzungsquote", land=True)
steps = ask("stellentrichter", "stufe")

ui.page_head("Stellen", quote)
ui.answer(f"{sentences.posts(steps)} {topics.reported(steps)}")
left, right = st.columns(2, gap="large")
with left:
    ui.show_chart(
        charts.stacked_by(ask("stellentrichter", "baustein", "stufe"), "stufe", "baustein"), steps.indicator
    )
with right:
    lines = {ui.choice().gebiet.name: ask("besetzungsquote", "berichtstermin")}
    if ui.choice().gebiet.dimension:
        lines["Nordrhein-Westfalen"] = ask("besetzungsquote", "berichtstermin", land=True)
    ui.show_chart(charts.line_over_time(lines, events=("stellen",)), quote.indicator)

st.header("Kennzahlen zum Termin", anchor="kennzahlen")
year, rates = quarters_until(termin()), topics.rates(ask("nicht_abgerufene_mittel", "festbetrag_eur"))
ui.show_tiles(
    [
        *map(ui.tile_of, (quote, ask("abrufquote"), ask("besetzungsquote_abgerufen"))),
        ui.tile_of(ask("vakante_vzae"), "Vakante Stellen"),
        ui.tile_of(ask("nicht_abgerufene_mittel"), None, rates),
        *map(ui.tile_of, (ask("befristungsquote"), ask("fluktuationsrate", quartal=year))),
        *map(ui.tile_of, (ask("qualifizierungsquote", baustein="2"), ask("prognoseabweichung"))),
        *map(ui.tile_of, (ask("anteil_freie_wohlfahrt"), ask("anteil_kommunen"))),
    ]
)
employers = ask("besetzte_vzae", "baustein", "anstellungstraeger")
ui.show_chart(charts.stacked_by(employers, "anstellungstraeger", "baustein"), employers.indicator)

st.header("Alle KI-Standorte", anchor="alle-standorte")
by_kreis = ask("besetzungsquote", "kreis_id", land=True)
ordered = st.toggle("Nach Höhe der Quote statt nach Namen ordnen", key="nach_wert")
ui.show_chart(charts.bars_by_unit(by_kreis, kreis, land, by_value=ordered), quote.indicator)
with st.expander("Karte und Stufen je Kreis", key="karte", on_change="rerun") as more:
    if more.open:
        ui.show_chart(charts.tiles(by_kreis, kreis, land), quote.indicator)
        every = ask("stellentrichter", "kreis_id", "stufe", land=True)
        whole = ask("stellentrichter", "stufe", land=True)
        ui.show_chart(charts.stacked_by(every, "stufe", "kreis_id", kreis, whole), steps.indicator)

st.header("Was veröffentlicht ist", anchor="veroeffentlicht")
for_land = published_for_land("KIM")
if quote.example:
    st.markdown(SAME_AS_PUBLISHED)
st.markdown(f"{TWO_READINGS} {forecast(for_land.to_dict('records'))}")
ui.show_table(
    readings(for_land), "Stellen in Nordrhein-Westfalen, Januar 2024, in beiden Lesarten", "lesarten"
)
if kreis:
    show_published(published_here("KIM"), f"Veröffentlicht für {ui.choice().gebiet.name}", "hier")
show_published(for_land, "Veröffentlicht für Nordrhein-Westfalen", "land", folded=True)
ui.foot(quote, steps)
