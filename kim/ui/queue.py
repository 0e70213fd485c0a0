"""What authorities report about those who still wait for an appointment to hand their application in."""

import pandas as pd
import streamlit as st

from kim import formats
from kim.sentences.places import place
from kim.ui.ask import ask
from kim.ui.figure import show_table
from kim.ui.texts import BEFORE_THE_QUEUE


def show_queue_before(art: str) -> None:
    st.subheader("Die Schlange vor der Schlange", anchor=f"termine-{art.lower()}")
    st.markdown(BEFORE_THE_QUEUE)
    lead = ask("terminvorlauf", art=art).frame
    told = lead.merge(_waiting(art), on="behoerde_id", how="outer")
    if told.empty:
        st.markdown("Dazu hat hier noch keine Behörde etwas gemeldet.")
        return
    show_table(
        _lead_table(told), f"Terminvorlauf und Warteliste, wie von den {art} gemeldet", f"vorlauf-{art}"
    )


def _waiting(art: str) -> pd.DataFrame:
    queue = ask("vorwarteschlange", "behoerde_id", art=art).frame
    return queue.loc[queue["status"].isin(("shown", "zero")), ["behoerde_id", "anzahl"]]


def _lead_table(told: pd.DataFrame) -> pd.DataFrame:
    """The latest delivered lead time of each authority, with the people on its waiting list."""
    latest = told.sort_values("zeitraum_bis").drop_duplicates(["behoerde_id", "anliegen"], keep="last")
    rows = [
        {
            "Behörde": place(row.behoerde_id),
            "Zeitraum bis": formats.date(row.zeitraum_bis) if row.zeitraum_bis == row.zeitraum_bis else "",
            "Terminvorlauf (Tage)": _whole(row.terminvorlauf_tage),
            "Warteliste (Personen)": _whole(row.anzahl),
        }
        for row in latest.itertuples()
    ]
    return pd.DataFrame(rows)


def _whole(value: float) -> str:
    return formats.label(value, "not_reported" if formats.is_missing(value) else "shown")
