"""Step 5: handing in, and the Stand in which the file counts."""

from dataclasses import replace

import streamlit as st

from kim import formats
from kim.errors import Issue, KimError, blocking
from kim.intake import Check, submit
from kim.stand import build_in_process
from kim.store import Store
from kim.ui.einreichung import state
from kim.ui.einreichung.parts import WIDTH
from kim.ui.einreichung.preview import show_preview
from kim.ui.einreichung.waiting import with_bar
from kim.ui.selection import show_next

BUILDING = "Der neue Stand wird gebaut."
FEW = 5  # kinds of findings that are named


def offer_hand_in(check: Check) -> None:
    """Preview and the button that makes it final; only when nothing blocks."""
    left = blocking(check.issues, check.submission.reasons)
    if left:
        _say_what_is_left(left)
        return
    show_preview(check)
    st.header("5. Einreichen", anchor="einreichen")
    with st.container(width=WIDTH):
        _confirm(check)


def _say_what_is_left(left: list[Issue]) -> None:
    st.header("4. und 5. Vorschau und Einreichen", anchor="einreichen")
    with st.container(width=WIDTH):
        st.text(f"Das folgt, sobald nichts mehr zu klären ist. Offen: {_kinds(left)}.")
        st.button("Einreichen", type="primary", disabled=True, key="einreichen_gesperrt")


def _confirm(check: Check) -> None:
    st.markdown(_what_happens(check))
    with st.form("einreichen_form", border=False):
        note = st.text_input(
            "Bemerkung (freiwillig)",
            value=check.submission.note,
            help="Steht in der Quittung, zum Beispiel: vorläufig, Nachlieferung folgt im März.",
            key=f"bemerkung_{state.tag()}",
        )
        if st.form_submit_button("Einreichen", type="primary"):
            _hand_in(replace(check, submission=replace(check.submission, note=note.strip())))


def _what_happens(check: Check) -> str:
    """What remains is said before, not after."""
    rows, reasons = check.rows.num_rows, len(check.reasons)
    told = f"Eingereicht {'wird' if rows == 1 else 'werden'} {formats.with_unit(rows, 'Zeilen')}"
    if reasons:
        told += f" mit {formats.with_unit(reasons, 'Begründungen')}"
    return (
        f"{told}. Danach wird der neue Stand gebaut, in dem die Datei zählt; das dauert meist weniger als"
        " eine Minute. Sie bekommen eine Quittung und können die Einreichung mit einem Grund zurückziehen."
    )


def _kinds(issues: list[Issue]) -> str:
    kinds = list(dict.fromkeys(issue.message.rstrip(".") for issue in issues))
    more = f" – und {len(kinds) - FEW} mehr" if len(kinds) > FEW else ""
    return "; ".join(kinds[:FEW]) + more


def _hand_in(check: Check) -> None:
    told = check.submission
    try:
        receipt = with_bar("einreichen", lambda: submit(Store(), told), told, "Die Datei wird eingereicht")
    except KimError as problem:
        st.error(str(problem))
        return
    state.done(receipt)
    build()


def build() -> None:
    """Build the next Stand beside the app, say how far it is, and show it from then on."""
    bar = st.progress(0.0, BUILDING)
    try:
        stand_id = build_in_process(
            Store(),
            lambda done, total, _: bar.progress(done / total, f"{BUILDING} Schritt {done} von {total}"),
        )
    except KimError as problem:
        state.say(f"Gespeichert ist es, aber der neue Stand fehlt noch. {problem}")
        st.rerun()
    show_next(stand_id)
