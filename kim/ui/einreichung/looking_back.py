"""Below: what was begun, what became of every file of the sender, and what others want to know of them."""

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_datasets
from kim.intake import (
    DAYS_KEPT,
    Difference,
    Entry,
    answer,
    difference,
    drafts,
    drop_draft,
    history,
    restore,
    rueckfragen,
    withdraw,
)
from kim.store import Store
from kim.ui.einreichung.choosing import chosen_sender
from kim.ui.einreichung.handing_in import build
from kim.ui.einreichung.state import DRAFT, draft_id
from kim.ui.figure import show_table

SHOWN = 30  # submissions that are listed
WIDTH = 720


def show_sender() -> None:
    """Everything about the chosen sender; nothing before one is chosen."""
    sender = chosen_sender()
    if sender is None:
        return
    _show_questions(sender)
    _show_drafts(sender)
    _show_history(sender)


def _show_questions(sender: str) -> None:
    asked = rueckfragen(Store(), sender)
    if not asked:
        return
    still_open = [question for question in asked if not question.answer]
    st.header("Rückfragen an Sie", anchor="rueckfragen")
    st.markdown(f"{len(still_open)} offen, {len(asked) - len(still_open)} beantwortet.")
    with st.container(width=WIDTH):
        for question in still_open:
            _answer(question)
    done = [{"Zu": q.subject, "Frage": q.text, "Antwort": q.answer} for q in asked if q.answer]
    if done:
        show_table(pd.DataFrame(done), "Beantwortete Rückfragen", "rueckfragen-beantwortet")


def _answer(question: object) -> None:
    with st.form(f"antwort_{question.id}", border=True):
        st.text(f"{question.subject} ({formats.date(question.asked_at)})\n{question.text}")
        text = st.text_area(f"Antwort zu »{question.subject}«", key=f"antworttext_{question.id}")
        if st.form_submit_button("Antworten"):
            answer(Store(), question.id, text)
            build()


def _show_drafts(sender: str) -> None:
    begun = [draft for draft in drafts(Store(), sender) if draft.id != draft_id()]
    if not begun:
        return
    st.header("Begonnene Einreichungen", anchor="begonnen")
    st.markdown(f"Sie bleiben {DAYS_KEPT} Tage liegen und gelten noch nicht.")
    for draft in begun:
        title = load_datasets()[draft.dataset].title
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.text(f"{title}, Stichtag {formats.date(draft.stichtag)}: {draft.file_name}", width=460)
            if st.button("Weiter", key=f"weiter_{draft.id}"):
                st.query_params[DRAFT] = draft.id
                st.rerun()
            if st.button("Verwerfen", key=f"weg_{draft.id}"):
                drop_draft(Store(), draft.id)
                st.rerun()


def _show_history(sender: str) -> None:
    entries = history(Store(), sender)
    if not entries:
        return
    st.header("Ihre Einreichungen", anchor="verlauf")
    with st.expander(f"{len(entries)} bisher", key="verlauf", on_change="rerun") as opened:
        if not opened.open:
            return
        rows = [_row(entry) for entry in entries[:SHOWN]]
        show_table(pd.DataFrame(rows), "Einreichungen, die neuesten zuerst", "verlauf-liste")
        st.markdown(
            "Enthielt eine Datei personenbezogene Angaben, lässt sie sich nicht nur zurückziehen, sondern"
            " löschen: Das macht der Betrieb mit `python -m kim erase`."
        )
        _look_closer([entry for entry in entries if entry.receipt])


def _row(entry: Entry) -> dict[str, str]:
    receipt = entry.receipt
    return {
        "Datei": receipt.file_name if receipt else "gelöscht",
        "Datensatz": load_datasets()[receipt.dataset].title if receipt else "",
        "Stichtag": formats.date(entry.stichtag),
        "Eingegangen": formats.date(entry.received_at) if entry.received_at else "",
        "Status": entry.status,
        "Grund": entry.reason,
        "Quittung": entry.submission,
    }


def _look_closer(entries: list[Entry]) -> None:
    """One submission: how it differs from what it replaced, and the way back or forth."""
    names = {entry.submission: f"{entry.receipt.file_name} ({entry.status})" for entry in entries}
    with st.container(width=WIDTH):
        chosen = st.selectbox(
            "Einreichung ansehen", list(names), index=None, format_func=names.get, placeholder="Bitte wählen"
        )
        if chosen:
            entry = next(entry for entry in entries if entry.submission == chosen)
            st.markdown(_in_words(difference(Store(), chosen)))
            _offer_change(entry)


def _in_words(found: Difference) -> str:
    if not found.previous:
        return f"Die erste Datei dafür: {_rows(found.added)}."
    examples = [
        f"{word}: {', '.join(found.keys[name][:5])}"
        for name, word in (("added", "neu"), ("changed", "geändert"), ("gone", "weggefallen"))
        if found.keys[name]
    ]
    counts = f"{_rows(found.added)} neu, {_rows(found.changed)} geändert, {_rows(found.gone)} weggefallen"
    told = f"Gegenüber der vorigen: {counts}."
    return f"{told} Zum Beispiel {'; '.join(examples)}." if examples else told


def _rows(count: int) -> str:
    return "1 Zeile" if count == 1 else f"{formats.number(count)} Zeilen"


def _offer_change(entry: Entry) -> None:
    back = entry.status in ("gilt", "teilweise ersetzt")
    if not back and entry.status != "zurückgezogen":
        return
    word = "Zurückziehen" if back else "Wieder gelten lassen"
    with st.form(f"aendern_{entry.submission}", border=False):
        reason = st.text_input("Grund", key=f"grund_{entry.submission}")
        if st.form_submit_button(word, key=f"tun_{entry.submission}"):
            (withdraw if back else restore)(Store(), entry.submission, reason)
            build()
