"""The parts of the page Datenstand: a grid of deliveries for every site and authority, receipts, Stände."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_datasets
from kim.sentences.places import place
from kim.stand import list_staende, name_stand, newest_stand
from kim.store import Store
from kim.ui.ask import termin
from kim.ui.figure import show_table
from kim.ui.frame import choice, current_stand
from kim.ui.page import answer

SITES = ("stellen", "faelle", "ziele")
AUTHORITIES = ("antraege", "bestand")
GAP = "nicht gemeldet"
OPTIONAL = {"bestand": "–"}  # counts come from those that deliver no single procedures
SHOWN_RECEIPTS = 200


def show_state() -> None:
    """How complete the Termin is, and whether anything waits for the next Stand."""
    answer(_completeness())
    store, newest = Store(), newest_stand(Store())
    if newest and store.versions()[-1] > newest.manifest:
        st.warning(
            "Es sind Dateien angenommen, die noch in keinem Stand stehen. "
            "`python -m kim stand build` baut ihn."
        )
    if left := store.leftovers():
        st.warning(
            "Unterbrochene Läufe haben etwas hinterlassen:\n\n" + "\n".join(f"- {text}" for text in left)
        )


def _completeness() -> str:
    sites, authorities = (current_stand().units[name] for name in ("ki_standorte", "behoerden"))
    posts, cases = (_delivered(name, sites) for name in ("stellen", "faelle"))
    applications = _delivered("antraege", authorities)
    return (
        f"In Nordrhein-Westfalen haben zum {formats.date(termin())} von {len(sites)} KI-Standorten {posts} "
        f"ihre Stellen und {cases} ihre Fälle gemeldet, von {len(authorities)} Behörden {applications} "
        "ihre Anträge."
    )


def _delivered(dataset: str, units: pd.DataFrame) -> int:
    there = _at_termin()
    return int(units["einheit"].isin(there.loc[there["datensatz"] == dataset, "einheit"]).sum())


def _at_termin() -> pd.DataFrame:
    rows = current_stand().lieferungen
    return rows[rows["berichtstermin"] == pd.Timestamp(termin())]


def show_sites() -> None:
    st.header("KI-Standorte", anchor="standorte")
    _show_grid("ki_standorte", SITES, "KI-Standort")


def show_authorities() -> None:
    st.header("Behörden", anchor="behoerden")
    _show_grid("behoerden", AUTHORITIES, "Behörde")


def _show_grid(population: str, datasets: Sequence[str], heading: str) -> None:
    """One row per unit, one column per dataset with the Stichtag of what counts at the Termin."""
    units = _units_here(population)
    table = pd.DataFrame(
        {heading: units["einheit"].map(place), "Regierungsbezirk": units["regierungsbezirk"]}
    )
    for name in datasets:
        told, gap = _stichtage(name), OPTIONAL.get(name, GAP)
        table[f"{load_datasets()[name].title}, Stichtag"] = [told.get(unit, gap) for unit in units["einheit"]]
    ordered = table.sort_values(["Regierungsbezirk", heading], ignore_index=True)
    show_table(ordered, f"Lieferungen zum {formats.date(termin())}: {heading}", f"raster-{population}")


def _units_here(population: str) -> pd.DataFrame:
    gebiet, units = choice().gebiet, current_stand().units[population]
    return units[units[gebiet.dimension] == gebiet.value] if gebiet.dimension else units


def _stichtage(dataset: str) -> dict[str, str]:
    """unit → Stichtag of its delivery that counts at the Termin."""
    rows = _at_termin()
    rows = rows[rows["datensatz"] == dataset]
    return {row.einheit: formats.date(row.stichtag) for row in rows.itertuples()}


def show_receipts() -> None:
    """The newest receipts; all of them are in the file."""
    st.header("Quittungen", anchor="quittungen")
    receipts = Store().receipts()
    rows = [
        {
            "Quittung": receipt.submission,
            "Datensatz": load_datasets()[receipt.dataset].title,
            "Absender": place(receipt.sender) if receipt.sender != "redaktion" else "Redaktion",
            "Stichtag": formats.date(receipt.stichtag),
            "Datei": receipt.file_name,
            "Zeilen": receipt.rows,
            "Eingegangen (UTC)": f"{formats.date(receipt.received_at)} {receipt.received_at[11:16]}",
            "Prüfsumme (SHA-256)": receipt.sha256[:16],
            "Vermerk": receipt.note,
        }
        for receipt in receipts
    ]
    st.markdown(f"{len(rows)} Dateien sind angenommen.")
    with st.expander("Quittungen zeigen", key="quittungen", on_change="rerun") as opened:
        if opened.open:
            show_table(pd.DataFrame(rows[:SHOWN_RECEIPTS]), "Quittungen, die neuesten zuerst", "quittungen")


def show_staende() -> None:
    st.header("Stände", anchor="staende")
    rows = [
        {"Stand": i.id, "Name": i.name or "", "Tag": formats.date(i.day), "Einreichungen": i.submissions}
        for i in list_staende(Store())
    ]
    show_table(pd.DataFrame(rows), "Alle Stände, der neueste zuerst", "staende")
    _offer_name()


def _offer_name() -> None:
    """Name the Stand that a meeting gets to see: named ones are kept and easily found again."""
    stand = current_stand()
    with st.form("benennen", border=False):
        name = st.text_input("Name für den gewählten Stand, zum Beispiel die Sitzung", value=stand.name or "")
        if st.form_submit_button("Benennen") and name.strip():
            name_stand(Store(), stand.id, name.strip())
            st.rerun()
