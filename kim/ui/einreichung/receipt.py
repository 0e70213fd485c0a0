"""The receipt of a file that was accepted just now: what it says, what happens next, the way back."""

import streamlit as st

from kim import formats
from kim.exports.quittung import Quittung, quittung
from kim.intake import EDITORS, withdraw
from kim.sentences.places import unit_of
from kim.store import Receipt, Store
from kim.ui.einreichung import state
from kim.ui.einreichung.handing_in import build
from kim.ui.einreichung.parts import WIDTH, show_facts
from kim.ui.frame import current_stand
from kim.ui.page import PAGES

CASES, WAITS = ("fallausgaenge", "Fallausgänge"), ("wartezeiten", "Wartezeiten")
STRUCTURES = ("struktur", "Struktur")
RESULTS = {
    "stellen": ("stellen", "Stellen"),
    **dict.fromkeys(("faelle", "ziele"), CASES),
    **dict.fromkeys(("antraege", "bestand"), WAITS),
    **dict.fromkeys(("struktur", "themen"), STRUCTURES),
}  # dataset → file and title of the page on which it counts


def show_receipt() -> None:
    receipt: Receipt | None = st.session_state.get(state.RECEIVED)
    if receipt is None:
        return
    stand = stand_with(receipt)
    st.header("Angenommen", anchor="angenommen")
    with st.container(width=WIDTH):
        st.text(_what_holds(receipt, stand))
        _offer_results(receipt)
        _offer_receipt(quittung(receipt, stand))
        _offer_withdrawal(receipt)


def _what_holds(receipt: Receipt, stand: str | None) -> str:
    told = f"{receipt.file_name}, {formats.with_unit(receipt.rows, 'Zeilen')}"
    if receipt.acknowledged:
        told += f", {formats.with_unit(len(receipt.acknowledged), 'Begründungen')}"
    counted = "Sie zählt im Stand, der gezeigt wird." if stand else "Im gezeigten Stand zählt sie noch nicht."
    return (
        f"Angenommen: {told}. {counted} Es ist nichts weiter zu tun. Bewahren Sie die Quittung auf; sie steht"
        " auch unter »Ihre Einreichungen«. Hat jemand eine Frage zu Ihren Zahlen, steht sie auf dieser Seite"
        " unter »Rückfragen an Sie«."
    )


def _offer_results(receipt: Receipt) -> None:
    """To the pages that show what was handed in, of the site that it is about."""
    if receipt.sender == EDITORS:
        return
    site = {"gebiet": unit_of(receipt.sender)["kreis_id"]}
    with st.container(horizontal=True, gap="medium"):
        if receipt.dataset in RESULTS:
            file, title = RESULTS[receipt.dataset]
            st.page_link(PAGES / f"{file}.py", label=f"Zur Seite {title}", query_params=site)
        st.page_link(PAGES / "kreisprofil.py", label="Zum Kreisprofil", query_params=site)


def stand_with(receipt: Receipt) -> str | None:
    """The Stand that is shown, if the file counts in it."""
    stand = current_stand()
    live = Store().manifest(stand.info["manifest"]).submissions if stand else {}
    return stand.id if stand and receipt.submission in live else None


def _offer_receipt(told: Quittung) -> None:
    show_facts({"Quittung": told.number, **told.facts, **told.reasons}, "kim-quittung")
    offer_receipt_files(told)


def offer_receipt_files(told: Quittung) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, content, suffix, mime in (
            ("Quittung herunterladen", told.html, "html", "text/html"),
            ("Quittung als JSON", told.json, "json", "application/json"),
        ):
            st.download_button(
                name,
                data=content,
                file_name=f"quittung_{told.number}.{suffix}",
                mime=mime,
                on_click="ignore",
                key=f"quittung-{suffix}-{told.number}",
            )


def _offer_withdrawal(receipt: Receipt) -> None:
    """The way back: what the file replaced counts again."""
    with st.expander("Falsche Datei? Einreichung zurückziehen", key="rueckzug"), st.form("rueckzug_form"):
        st.markdown("Danach gilt wieder, was vorher galt. Die Einreichung bleibt im Verlauf sichtbar.")
        reason = st.text_input("Grund", key="rueckzug_grund")
        if st.form_submit_button("Zurückziehen"):
            withdraw(Store(), receipt.submission, reason)
            st.session_state.pop(state.RECEIVED)
            state.say(f"Zurückgezogen: {receipt.file_name}. Es gilt wieder, was vorher galt.")
            build()
