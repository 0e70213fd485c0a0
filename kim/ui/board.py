"""The board of the page Datenstand: every unit against what it owes, with ways to hand in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_dataset
from kim.sentences.places import place
from kim.stand import COMPLETE, LATE, MISSING, NOT_DUE, OPEN, STATUSES, board, deadline
from kim.store import Store
from kim.ui.ask import quarters_until, termin
from kim.ui.figure import offer_csv, show_table
from kim.ui.frame import choice, current_stand
from kim.ui.tables import framed


@dataclass(frozen=True)
class Part:
    """Units of one kind and what they owe."""

    population: str
    unit: str
    title: str
    datasets: tuple[str, ...]


PARTS = (
    Part("ki_standorte", "KI-Standort", "KI-Standorte", ("stellen", "faelle", "ziele")),
    Part("behoerden", "Behörde", "Behörden", ("antraege", "bestand")),
)
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
    wanted = st.multiselect(
        "Status", STATUSES, placeholder="Alle", select_all=False, key="board_status", width=480
    )
    for part in PARTS:
        _show_part(part, told, wanted)


def _show_part(part: Part, told: pd.DataFrame, wanted: Sequence[str]) -> None:
    units = units_here(part.population).sort_values(["regierungsbezirk", "einheit"])
    mine = told[told["einheit"].isin(units["einheit"]) & told["datensatz"].isin(part.datasets)]
    st.header(part.title, anchor=part.population.replace("_", "-"))
    st.markdown(_in_words(mine, part.datasets))
    if wanted:
        units = units[units["einheit"].isin(mine.loc[mine["status"].isin(wanted), "einheit"])]
    known = {(row.einheit, row.datensatz): row for row in mine.itertuples()}
    caption = f"Lieferungen zum {formats.date(termin())}: {part.unit}"
    st.html(_board_html(part, units, known, caption))
    with st.container(key=f"angebot-raster-{part.population}"):
        offer_csv(lambda: _board_frame(part, units, known), caption, f"raster-{part.population}")


def _in_words(told: pd.DataFrame, datasets: Sequence[str]) -> str:
    """ "**Stellen** (erwartet bis 14.02.2026): 50 vollständig, 4 fehlen. …" """
    said = []
    for name in datasets:
        counts = Counter(told.loc[told["datensatz"] == name, "status"])
        parts = ", ".join(f"{counts[s]} {_plural(s, counts[s])}" for s in STATUSES if counts[s])
        due = formats.date(deadline(name, termin()))
        said.append(f"**{_title(name)}** (erwartet bis {due}): {parts or 'nichts erwartet'}.")
    return " ".join(said)


def _plural(status: str, count: int) -> str:
    return "fehlen" if status == MISSING and count > 1 else status


def _title(dataset: str) -> str:
    return load_dataset(dataset).title


def units_here(population: str) -> pd.DataFrame:
    """The units of the chosen Gebiet."""
    gebiet, units = choice().gebiet, current_stand().units[population]
    return units[units[gebiet.dimension] == gebiet.value] if gebiet.dimension else units


def senders_here() -> set[str]:
    """Everybody in the chosen Gebiet who hands in."""
    return {unit for part in PARTS for unit in units_here(part.population)["einheit"]}


def _board_frame(part: Part, units: pd.DataFrame, known: Told) -> pd.DataFrame:
    """The board as a table for a file: status and Stichtag of each dataset."""
    rows = []
    for unit in units.itertuples():
        line = {part.unit: place(unit.einheit), "Regierungsbezirk": unit.regierungsbezirk}
        for name in part.datasets:
            row, title = known.get((unit.einheit, name)), _title(name)
            line[title] = row.status if row else NOT_OWED
            line[f"{title}, Stichtag"] = formats.date(row.stichtag) if row and row.stichtag else ""
        rows.append(line)
    return pd.DataFrame(rows)


def _board_html(part: Part, units: pd.DataFrame, known: Told, caption: str) -> str:
    names = (part.unit, *map(_title, part.datasets))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    bezirke = units["regierungsbezirk"]
    parts = {name: units.loc[bezirke == name, "einheit"] for name in dict.fromkeys(bezirke)}
    bodies = "".join(_bezirk(name, here, part.datasets, known) for name, here in parts.items())
    return framed(head, bodies, caption, "kim-raster")


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
    name = escape(f"{_title(dataset)} von {place(unit)} einreichen")
    return f'<a href="{_link(unit, dataset)}" target="_self" aria-label="{name}">einreichen</a>'


def _link(unit: str, dataset: str) -> str:
    return escape("einreichung?" + urlencode({"datensatz": dataset, "absender": unit, "stichtag": termin()}))


def show_course() -> None:
    """The last four Termine: how many have delivered what, and how many of them late."""
    st.header("Die letzten Termine", anchor="verlauf")
    here = senders_here()
    rows = {name: {"Datensatz": _title(name)} for part in PARTS for name in part.datasets}
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
