"""Steps 4 and 5: what the figures will be, handing in, the receipt and the way back."""

import pandas as pd
import streamlit as st

from kim import formats
from kim.errors import Issue, KimError, Refused, blocking
from kim.exports.quittung import Quittung, quittung
from kim.intake import Check, submit, withdraw
from kim.stand import Preview, build_in_process, preview
from kim.store import Receipt, Store
from kim.ui.einreichung.state import RECEIVED, WITHDRAWN, discard, draft_id, with_bar
from kim.ui.figure import show_table
from kim.ui.frame import current_stand
from kim.ui.selection import show_next

BUILDING = "Der neue Stand wird gebaut."
FEW = 5  # kinds of findings that are named


def offer_hand_in(check: Check) -> None:
    """The preview and the button that makes it final; only when nothing blocks."""
    left = blocking(check.issues, check.submission.reasons)
    if not any(issue.severity == "error" for issue in check.issues):
        _show_preview(check)
    st.header("5. Einreichen" if not left else "4. Einreichen", anchor="einreichen")
    if left:
        st.markdown(f"Noch zu klären: {_kinds(left)}.")
    else:
        st.markdown("Mit dem Einreichen gelten diese Angaben. Sie können sie danach wieder zurückziehen.")
    with st.container(horizontal=True, gap="small"):
        if st.button("Einreichen", type="primary", disabled=bool(left), key="einreichen"):
            _hand_in(check)
        if st.button("Verwerfen", key=f"verwerfen_{draft_id()}", help="Die Datei wird nicht aufgehoben."):
            discard()
            st.rerun()


def _show_preview(check: Check) -> None:
    """The sender's figures as they will be, beside the last Stand; worked out once for each check."""
    st.header("4. Was sich an Ihren Zahlen ändert", anchor="vorschau")
    key = f"_vorschau_{check.submission.id}"
    if key not in st.session_state:
        st.session_state[key] = with_bar(
            lambda: preview(Store(), check, current_stand()), check.submission, "Die Vorschau wird gerechnet"
        )
    shown: list[Preview] = st.session_state[key]
    if not shown:
        st.markdown("Zu diesem Datensatz gibt es keine Kennzahlen, die sich vorab zeigen ließen.")
        return
    st.markdown(_change_in_words(shown))
    show_table(pd.DataFrame([_row(told) for told in shown]), "Ihre Zahlen vorher und nachher", "vorschau")


def _change_in_words(shown: list[Preview]) -> str:
    changed = [
        told.indicator.title for told in shown if _written(told.before, told) != _written(told.after, told)
    ]
    day = formats.date(shown[0].termin)
    if not changed:
        return f"Zum Termin {day} ändert sich an diesen Kennzahlen nichts."
    return f"Zum Termin {day} ändert sich: {formats.listing(changed)}."


def _row(told: Preview) -> dict[str, str]:
    stand = current_stand()
    before = f"im Stand vom {formats.date(stand.day)}" if stand else "bisher"
    return {
        "Kennzahl": told.indicator.title,
        before: _written(told.before, told),
        "mit dieser Datei": _written(told.after, told),
    }


def _written(row: pd.Series | None, told: Preview) -> str:
    if row is None:
        return formats.WORDS["not_reported"]
    value = None if pd.isna(row["value"]) else row["value"]
    return formats.label(value, row["status"], told.indicator.unit, told.indicator.decimals)


def _kinds(issues: list[Issue]) -> str:
    kinds = list(dict.fromkeys(issue.message.rstrip(".") for issue in issues))
    more = f" – und {len(kinds) - FEW} mehr" if len(kinds) > FEW else ""
    return "; ".join(kinds[:FEW]) + more


def _hand_in(check: Check) -> None:
    try:
        receipt = with_bar(
            lambda: submit(Store(), check.submission), check.submission, "Die Datei wird eingereicht"
        )
    except Refused as refused:
        st.error(str(refused))
        return
    discard()
    st.session_state[RECEIVED] = receipt
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
        st.error(f"Die Datei ist angenommen, aber der neue Stand fehlt noch. {problem}")
        return
    show_next(stand_id)


def show_receipt() -> None:
    receipt: Receipt | None = st.session_state.get(RECEIVED)
    if name := st.session_state.get(WITHDRAWN):
        st.success(f"Zurückgezogen: {name}. Es gilt wieder, was vorher galt.")
    if receipt is None:
        return
    counted = _stand_with(receipt)
    where = (
        "Sie zählt im Stand, der gezeigt wird." if counted else "Im Stand, der gezeigt wird, zählt sie nicht."
    )
    st.success(f"Angenommen: {receipt.file_name}, {formats.number(receipt.rows)} Zeilen. {where}")
    _offer_receipt(quittung(receipt, counted))
    _offer_withdrawal(receipt)


def _stand_with(receipt: Receipt) -> str | None:
    """The Stand that is shown, if the file counts in it."""
    stand = current_stand()
    live = Store().manifest(stand.info["manifest"]).submissions if stand else {}
    return stand.id if stand and receipt.submission in live else None


def _offer_receipt(told: Quittung) -> None:
    st.code(told.text, language=None)
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
                key=f"quittung-{suffix}",
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
