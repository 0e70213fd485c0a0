"""What follows a hand-in on the page Einreichung: the new Stand, the receipt, the way back."""

import streamlit as st

from kim import formats
from kim.datasets import load_dataset
from kim.errors import KimError
from kim.intake import senders, withdraw
from kim.stand import build_in_process
from kim.store import Receipt, Store
from kim.ui.frame import current_stand
from kim.ui.selection import show_next

RECEIVED, WITHDRAWN = "_quittung", "_zurueckgezogen"
BUILDING = "Der neue Stand wird gebaut."


def build() -> None:
    """Build the next Stand beside the app, say how far it is, and show it from then on."""
    bar = st.progress(0.0, BUILDING)
    try:
        stand_id = build_in_process(
            Store(),
            lambda done, total, _: bar.progress(done / total, f"{BUILDING} Schritt {done} von {total}"),
        )
    except KimError as problem:
        st.error(f"Die Datei ist angenommen, aber der neue Stand fehlt noch. {problem}")
        return
    show_next(stand_id)


def show_receipt() -> None:
    receipt: Receipt | None = st.session_state.get(RECEIVED)
    if name := st.session_state.get(WITHDRAWN):
        st.success(f"Zurückgezogen: {name}. Es gilt wieder, was vorher galt.")
    if receipt is None:
        return
    st.success(
        f"Angenommen: {receipt.file_name}, {formats.number(receipt.rows)} Zeilen. {_where_it_counts(receipt)}"
    )
    st.download_button(
        "Quittung herunterladen",
        data=_receipt_text(receipt),
        file_name=f"quittung_{receipt.submission}.txt",
        on_click="ignore",
        key="quittung",
    )
    st.code(_receipt_text(receipt), language=None)
    _offer_withdrawal(receipt)


def _where_it_counts(receipt: Receipt) -> str:
    stand = current_stand()
    counted = stand is not None and receipt.submission in Store().manifest(stand.info["manifest"]).submissions
    return (
        "Sie zählt im Stand, der gezeigt wird." if counted else "Im Stand, der gezeigt wird, zählt sie nicht."
    )


def _offer_withdrawal(receipt: Receipt) -> None:
    """The way back: what the file replaced counts again."""
    with st.form("zurueckziehen", border=False):
        st.markdown("War es die falsche Datei? Nach dem Zurückziehen gilt wieder, was vorher galt.")
        reason = st.text_input("Grund", key="rueckzug_grund")
        if st.form_submit_button("Zurückziehen"):
            withdraw(Store(), receipt.submission, reason)
            st.session_state.pop(RECEIVED)
            st.session_state[WITHDRAWN] = receipt.file_name
            build()


def _sender(receipt: Receipt) -> str:
    """ "Rhein-Sieg-Kreis (05382)" """
    return f"{senders(load_dataset(receipt.dataset))[receipt.sender]} ({receipt.sender})"


def _receipt_text(receipt: Receipt) -> str:
    lines = {
        "Quittung": receipt.submission,
        "Datensatz": load_dataset(receipt.dataset).title,
        "Absender": _sender(receipt),
        "Stichtag": formats.date(receipt.stichtag),
        "Datei": receipt.file_name,
        "Größe": f"{formats.number(receipt.size)} Bytes",
        "SHA-256": receipt.sha256,
        "Zeilen": formats.number(receipt.rows),
        "Eingegangen": f"{formats.date(receipt.received_at)}, {receipt.received_at[11:16]} Uhr (UTC)",
        "Regeln": receipt.rules,
        "Begründungen": "; ".join(f"{code}: {reason}" for code, reason in receipt.acknowledged.items())
        or "keine",
    }
    return "\n".join(f"{name:<13} {value}" for name, value in lines.items())
