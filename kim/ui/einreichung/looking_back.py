"""Below: what others want to know, what was begun, and what became of every file of the sender."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_dataset
from kim.exports.quittung import BERLIN, quittung
from kim.intake import (
    DAYS_KEPT,
    Difference,
    Draft,
    Entry,
    Rueckfrage,
    answer,
    difference,
    drafts,
    drop_draft,
    history,
    restore,
    rueckfragen,
    withdraw,
)
from kim.stand import effect
from kim.store import Store
from kim.ui.einreichung import state
from kim.ui.einreichung.choosing import chosen_sender
from kim.ui.einreichung.handing_in import build
from kim.ui.einreichung.parts import OPEN, WIDTH
from kim.ui.einreichung.preview import show_effect
from kim.ui.einreichung.receipt import offer_receipt_files, stand_with
from kim.ui.figure import show_table

SHOWN = 30  # submissions that are listed
LIVE = ("gilt", "teilweise ersetzt")
EXAMPLES = 5  # keys of rows that are named


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
    st.markdown(
        f"{len(still_open)} offen, {len(asked) - len(still_open)} beantwortet. Die Antwort steht danach als"
        " Anmerkung bei den Zahlen."
    )
    with st.container(width=WIDTH):
        for question in still_open:
            _answer(question)
    done = [{"Zu": q.subject, "Frage": q.text, "Antwort": q.answer} for q in asked if q.answer]
    if done:
        show_table(pd.DataFrame(done), "Beantwortete Rückfragen", "rueckfragen-beantwortet")


def _answer(question: Rueckfrage) -> None:
    with st.form(f"antwort_{question.id}"):
        termin = f", Termin {formats.date(question.termin)}" if question.termin else ""
        st.text(f"{question.subject}{termin} (gefragt am {formats.date(question.asked_at)})\n{question.text}")
        if question.link.startswith("/"):
            st.link_button("Die Ansicht zeigen, aus der gefragt wurde", question.link)
        text = st.text_area(f"Antwort zu »{question.subject}«", key=f"antworttext_{question.id}")
        if st.form_submit_button("Antworten"):
            answer(Store(), question.id, text)
            state.say("Ihre Antwort ist gespeichert.")
            build()


def _show_drafts(sender: str) -> None:
    work = state.current()
    begun = [draft for draft in drafts(Store(), sender) if not work or draft.id != work.draft]
    if not begun:
        return
    st.header("Begonnene Einreichungen", anchor="begonnen")
    st.markdown(f"Sie gelten noch nicht und bleiben {DAYS_KEPT} Tage liegen.")
    for draft in begun:
        _offer_draft(draft)


def _offer_draft(draft: Draft) -> None:
    named = f"{load_dataset(draft.dataset).title}, Stichtag {formats.date(draft.stichtag)}: {draft.file_name}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.text(f"{named} (begonnen {_when(draft.created_at)})", width=520)
        st.button(
            "Weiter",
            help=f"Weiter mit {named}",
            on_click=state.take_up,
            args=(draft.id,),
            key=f"weiter_{draft.id}",
        )
        st.button(
            "Verwerfen",
            help=f"Verwirft {named}",
            on_click=drop_draft,
            args=(Store(), draft.id),
            key=f"weg_{draft.id}",
        )


def _show_history(sender: str) -> None:
    entries = history(Store(), sender)
    if not entries:
        return
    st.header("Ihre Einreichungen", anchor="verlauf")
    st.markdown(_counted(entries))
    with st.expander("Verlauf ansehen", key="verlauf", on_change="rerun") as opened:
        if not opened.open:
            return
        rows = [_row(entry) for entry in entries[:SHOWN]]
        show_table(pd.DataFrame(rows), "Einreichungen, die neuesten zuerst", "verlauf-liste")
        with st.container(width=WIDTH):
            _look_closer([entry for entry in entries if entry.receipt])
            st.markdown(
                "Enthielt eine Datei Angaben zu Personen, genügt Zurückziehen nicht: Der Betrieb löscht sie"
                " mit `python -m kim erase`. Nennen Sie ihm die Nummer der Quittung."
            )


def _counted(entries: Sequence[Entry]) -> str:
    live = sum(entry.status in LIVE for entry in entries)
    files = "Eine Datei ist" if len(entries) == 1 else f"{len(entries)} Dateien sind"
    return f"{files} bisher eingereicht; {'eine gilt' if live == 1 else f'{live} gelten'} jetzt."


def _row(entry: Entry) -> dict[str, str]:
    receipt = entry.receipt
    return {
        "Datei": receipt.file_name if receipt else "gelöscht",
        "Datensatz": load_dataset(receipt.dataset).title if receipt else "",
        "Stichtag": formats.date(entry.stichtag),
        "Eingegangen": _when(entry.received_at) if entry.received_at else "",
        "Status": entry.status,
        "Grund": entry.reason,
        "Quittung": entry.submission,
    }


def _look_closer(entries: Sequence[Entry]) -> None:
    """One submission: how it differs from what it replaced, its receipt, and the way back or forth."""
    named = {entry.submission: entry for entry in entries}
    chosen = st.selectbox(
        "Eine Einreichung genauer ansehen",
        list(named),
        index=None,
        format_func=lambda key: _title(named[key]),
        placeholder=OPEN,
        filter_mode="contains",
        key="verlauf_wahl",
    )
    if chosen in named:
        st.text(_in_words(difference(Store(), chosen)))
        show_effect(effect(Store(), chosen))
        receipt = named[chosen].receipt
        offer_receipt_files(quittung(receipt, stand_with(receipt)))
        _offer_change(named[chosen])


def _title(entry: Entry) -> str:
    told, title = entry.receipt, load_dataset(entry.receipt.dataset).title
    return f"{title}, {formats.date(told.stichtag)}: {told.file_name} ({entry.status})"


def _in_words(found: Difference) -> str:
    if not found.previous:
        verb = "ist" if found.added == 1 else "sind"
        return f"Sie hat nichts ersetzt: {formats.with_unit(found.added, 'Zeilen')} {verb} dazugekommen."
    new, changed, gone = (formats.with_unit(n, "Zeilen") for n in (found.added, found.changed, found.gone))
    examples = [
        f"{word}: {', '.join(map(str, found.keys[name][:EXAMPLES]))}"
        for name, word in (("added", "neu"), ("changed", "geändert"), ("gone", "weggefallen"))
        if found.keys[name]
    ]
    told = f"Gegenüber der Datei davor: {new} neu, {changed} geändert, {gone} weggefallen."
    return f"{told} Zum Beispiel {'; '.join(examples)}." if examples else told


def _when(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone(BERLIN):%d.%m.%Y, %H:%M}"


def _offer_change(entry: Entry) -> None:
    """Taking back, or undoing that; each with its reason."""
    back = entry.status in LIVE
    if not back and entry.status != "zurückgezogen":
        return
    word, done = ("Zurückziehen", "Zurückgezogen") if back else ("Wieder gelten lassen", "Gilt wieder")
    with st.form(f"aendern_{entry.submission}"):
        reason = st.text_input(f"Grund für: {word}", key=f"grund_{entry.submission}")
        if st.form_submit_button(word):
            (withdraw if back else restore)(Store(), entry.submission, reason)
            state.say(f"{done}: {entry.receipt.file_name}.")
            build()
