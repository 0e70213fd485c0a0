"""All KI sites as a map of tiles, each of them a link to its profile."""

from html import escape

import streamlit as st

from kim import charts
from kim.ui.ask import ask


def show_tile_links() -> None:
    """The tile map as links that the keyboard reaches; in each tile the share of filled posts."""
    chart = charts.tiles(ask("besetzungsquote", "kreis_id", land=True))
    order = sorted(
        range(len(chart.categories)), key=lambda at: (chart.places[at].row, chart.places[at].column)
    )
    tiles = "".join(_tile(chart, at) for at in order)
    st.html(f'<nav class="kim-karte" aria-label="Alle KI-Standorte">{tiles}</nav>')
    st.caption("In jeder Kachel: Kennzeichen und Besetzungsquote in Prozent. Ein Klick öffnet das Profil.")


def _tile(chart: charts.Chart, at: int) -> str:
    """One link, at its place in the grid."""
    place, name = chart.places[at], chart.categories[at]
    unit = _units(chart)[at]
    said = escape(f"{name}: {chart.labels(chart.series[0])[at]}")
    style = f"grid-row:{place.row + 1};grid-column:{place.column + 1}"
    words = f'title="{said}" aria-label="{said}"'
    return (
        f'<a href="kreisprofil?gebiet={unit}" target="_self" style="{style}" {words}>'
        f"<b>{escape(place.sign)}</b><span>{escape(chart.ends[at])}</span></a>"
    )


def _units(chart: charts.Chart) -> list[str]:
    """kreis_id of each tile, which are drawn in the order of their ids."""
    return sorted(chart.data["kreis_id"])
