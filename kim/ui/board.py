"""The board of the page Datenstand: every unit against what it owes, with ways to hand in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_datasets
from kim.sentences.places import place
from kim.stand import COMPLETE, LATE, MISSING, NOT_DUE, OPEN, STATUSES, board, deadline
from kim.store import Store
from kim.ui.ask import quarters_until, termin
from kim.ui.figure import offer_csv, show_table
from kim.ui.frame import choice, current_stand

SITES = ("stellen", "faelle", "ziele")
AUTHORITIES = ("antraege", "bestand")
NOT_OWED = "–"  # an authority that delivers its procedures one by one owes no counts
SIGNS = {COMPLETE: "✓", LATE: "◷", OPEN: "!", MISSING: "×", NOT_DUE: "…"}
Told = Mapping[tuple[str, str], object]  # unit and dataset → row of the board
ABOUT = (
    "Das Datum in einer Zelle ist der Stichtag der Angaben. Bis wann sie erwartet werden, ist eine"
    " Festlegung von KIM-Monitor; kein Erlass nennt eine Frist. Offene Befunde sind begründete Abweichungen"
    " und Rückfragen ohne Antwort."
)


def show_board() -> None:
    """Every unit against the datasets it owes, with their statuses; from a gap a link leads on."""
    told = board(Store(), current_stand(), termin(), date.today())
    st.html(f'<div class="kim-unter"><p>{ABOUT}</p></div>')
    wanted = st.multiselect("Status", STATUSES, placeholder="Alle", key="board_status", width=480)
    for population, datasets, heading in (
        ("ki_standorte", SITES, "KI-Standort"),
        ("behoerden", AUTHORITIES, "Behörde"),
    ):
        _show_part(told, population, datasets, heading, wanted)


def _show_part(
    told: pd.DataFrame, population: str, datasets: Sequence[str], heading: str, wanted: Sequence[str]
) -> None:
    units = units_here(population)
    mine = told[told["einheit"].isin(units["einheit"]) & told["datensatz"].isin(datasets)]
    titles = {"KI-Standort": "KI-Standorte", "Behörde": "Behörden"}
    st.header(titles[heading], anchor=titles[heading].lower().replace("ö", "oe"))
    st.markdown(_in_words(mine, datasets))
    if wanted:
        units = units[units["einheit"].isin(mine.loc[mine["status"].isin(wanted), "einheit"])]
    ordered = units.sort_values(["regierungsbezirk", "einheit"])
    caption = f"Lieferungen zum {formats.date(termin())}: {heading}"
    st.html(_board_html(ordered, mine, datasets, heading, caption))
    with st.container(key=f"angebot-raster-{population}"):
        offer_csv(lambda: _board_frame(ordered, mine, datasets, heading), caption, f"raster-{population}")


def _in_words(told: pd.DataFrame, datasets: Sequence[str]) -> str:
    """ "Stellen (fällig am 14.02.2026): 50 vollständig, 4 fehlt. …" """
    said = []
    for name in datasets:
        rows = told[told["datensatz"] == name]
        counts = Counter(rows["status"])
        parts = ", ".join(f"{counts[s]} {_plural(s, counts[s])}" for s in STATUSES if counts[s])
        due = formats.date(deadline(name, termin()))
        said.append(f"**{load_datasets()[name].title}** (erwartet bis {due}): {parts or 'nichts erwartet'}.")
    return " ".join(said)


def _plural(status: str, count: int) -> str:
    return "fehlen" if status == MISSING and count > 1 else status


def units_here(population: str) -> pd.DataFrame:
    """The units of the chosen Gebiet."""
    gebiet, units = choice().gebiet, current_stand().units[population]
    return units[units[gebiet.dimension] == gebiet.value] if gebiet.dimension else units


def _board_frame(
    units: pd.DataFrame, told: pd.DataFrame, datasets: Sequence[str], heading: str
) -> pd.DataFrame:
    """The board as a table for a file: status and Stichtag of each dataset."""
    known = {(row.einheit, row.datensatz): row for row in told.itertuples()}
    rows = []
    for unit in units.itertuples():
        line = {heading: place(unit.einheit), "Regierungsbezirk": unit.regierungsbezirk}
        for name in datasets:
            row, title = known.get((unit.einheit, name)), load_datasets()[name].title
            line[title] = row.status if row else NOT_OWED
            line[f"{title}, Stichtag"] = formats.date(row.stichtag) if row and row.stichtag else ""
        rows.append(line)
    return pd.DataFrame(rows)


def _board_html(
    units: pd.DataFrame, told: pd.DataFrame, datasets: Sequence[str], heading: str, caption: str
) -> str:
    known = {(row.einheit, row.datensatz): row for row in told.itertuples()}
    head = "".join(f'<th scope="col">{escape(load_datasets()[name].title)}</th>' for name in datasets)
    parts = {name: units.loc[units["regierungsbezirk"] == name, "einheit"] for name in _bezirke(units)}
    body = "".join(_bezirk(name, here, datasets, known) for name, here in parts.items())
    return (
        f'<div class="kim-tabelle kim-raster" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f'<thead><tr><th scope="col">{heading}</th>{head}</tr></thead>{body}</table></div>'
    )


def _bezirke(units: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(units["regierungsbezirk"]))


def _bezirk(name: str, units: Iterable[str], datasets: Sequence[str], known: Told) -> str:
    title = f'<th scope="rowgroup" colspan="{len(datasets) + 1}">Regierungsbezirk {escape(name)}</th>'
    rows = "".join(
        f'<tr><th scope="row">{escape(place(unit))}</th>'
        + "".join(_cell(unit, dataset, known.get((unit, dataset))) for dataset in datasets)
        + "</tr>"
        for unit in units
    )
    return f'<tbody><tr class="gruppe">{title}</tr>{rows}</tbody>'


def _cell(unit: str, dataset: str, row: object | None) -> str:
    """Sign and word of a status, with the Stichtag; from a gap a link leads to the hand-in."""
    if row is None:
        return f"<td>{NOT_OWED}</td>"
    day = f' <span class="tag">{formats.date(row.stichtag)}</span>' if row.stichtag else ""
    told = f'<span class="zeichen" aria-hidden="true">{SIGNS[row.status]}</span> {row.status}{day}'
    if row.status in (MISSING, NOT_DUE):
        told = f"{told} {_way_in(unit, dataset)}"
    return f'<td class="{"luecke" if row.status == MISSING else ""}">{told}</td>'


def _way_in(unit: str, dataset: str) -> str:
    name = escape(f"{load_datasets()[dataset].title} von {place(unit)} einreichen")
    return f'<a href="{_link(unit, dataset)}" target="_self" aria-label="{name}">einreichen</a>'


def _link(unit: str, dataset: str) -> str:
    return escape("einreichung?" + urlencode({"datensatz": dataset, "absender": unit, "stichtag": termin()}))


def show_course() -> None:
    """The last four Termine: how many have delivered what, and how many of them late."""
    st.header("Die letzten Termine", anchor="verlauf")
    here = {*units_here("ki_standorte")["einheit"], *units_here("behoerden")["einheit"]}
    rows = {name: {"Datensatz": load_datasets()[name].title} for name in (*SITES, *AUTHORITIES)}
    for day in reversed(quarters_until(termin(), 4)):
        told = board(Store(), current_stand(), day, date.today())
        told = told[told["einheit"].isin(here)]
        for name, row in rows.items():
            row[formats.date(day)] = _in_short(told.loc[told["datensatz"] == name, "status"])
    show_table(pd.DataFrame(list(rows.values())), "Lieferungen zu den letzten Terminen", "termine")


def _in_short(statuses: pd.Series) -> str:
    """ "52 von 54, 3 verspätet" """
    if statuses.empty:
        return NOT_OWED
    counts = Counter(statuses)
    there = len(statuses) - counts[MISSING] - counts[NOT_DUE]
    return f"{there} von {len(statuses)}" + (f", {counts[LATE]} {LATE}" if counts[LATE] else "")
