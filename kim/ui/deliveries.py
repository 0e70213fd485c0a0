"""The parts of the page Datenstand around its board: what waits, receipts, Stände."""

from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import load_datasets
from kim.exports.quittung import what_is_meant
from kim.intake import EDITORS
from kim.sentences.places import place
from kim.stand import StandInfo, list_staende, name_stand, newest_stand, told_of
from kim.store import Receipt, Store
from kim.ui.ask import termin
from kim.ui.board import senders_here
from kim.ui.figure import show_table
from kim.ui.frame import choice, current_stand
from kim.ui.page import answer
from kim.ui.rueckfragen import offer_question

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
    for text in told_of(store):
        st.warning(text)
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
    rows = current_stand().lieferungen
    there = rows[(rows["berichtstermin"] == pd.Timestamp(termin())) & (rows["datensatz"] == dataset)]
    return int(units["einheit"].isin(there["einheit"]).sum())


def show_receipts() -> None:
    """The newest receipts of the Gebiet; all of them are in the file."""
    st.header("Quittungen", anchor="quittungen")
    here, land = senders_here(), choice().gebiet.dimension is None
    receipts = [r for r in Store().receipts() if land or r.sender in here]
    verb = "ist" if len(receipts) == 1 else "sind"
    st.markdown(f"{formats.with_unit(len(receipts), 'Dateien')} {verb} angenommen.")
    with st.expander("Quittungen zeigen", key="quittungen", on_change="rerun") as opened:
        if opened.open:
            rows = [_receipt(receipt) for receipt in receipts[:SHOWN_RECEIPTS]]
            show_table(pd.DataFrame(rows), "Quittungen, die neuesten zuerst", "quittungen")
            _offer_questions([r for r in receipts[:SHOWN_RECEIPTS] if r.acknowledged and not _of_editors(r)])


def _of_editors(receipt: Receipt) -> bool:
    return receipt.sender == EDITORS


def _offer_questions(receipts: Sequence[Receipt]) -> None:
    """Ask a sender about a finding that was let stand with a reason."""
    findings = {f"{r.submission} {code}": (r, code) for r in receipts for code in r.acknowledged}
    if not findings:
        return
    chosen = st.selectbox(
        "Rückfrage zu einem begründeten Befund",
        list(findings),
        index=None,
        format_func=lambda key: _finding(*findings[key]),
        placeholder="Bitte wählen",
        key="befund_wahl",
    )
    if chosen in findings:
        receipt, code = findings[chosen]
        subject = what_is_meant(load_datasets()[receipt.dataset], code)
        link = "/datenstand?" + urlencode(choice().codes)
        offer_question(receipt.sender, receipt.dataset, subject, link, None, chosen)


def _finding(receipt: Receipt, code: str) -> str:
    dataset = load_datasets()[receipt.dataset]
    day = formats.date(receipt.stichtag)
    return f"{place(receipt.sender)}, {dataset.title}, {day}: {what_is_meant(dataset, code)}"


def _receipt(receipt: Receipt) -> dict[str, object]:
    dataset = load_datasets()[receipt.dataset]
    reasons = [f"{what_is_meant(dataset, code)}: {reason}" for code, reason in receipt.acknowledged.items()]
    return {
        "Quittung": receipt.submission,
        "Datensatz": dataset.title,
        "Absender": "Redaktion" if _of_editors(receipt) else place(receipt.sender),
        "Stichtag": formats.date(receipt.stichtag),
        "Datei": receipt.file_name,
        "Zeilen": receipt.rows,
        "Eingegangen (UTC)": f"{formats.date(receipt.received_at)} {receipt.received_at[11:16]}",
        "Prüfsumme (SHA-256)": receipt.sha256[:16],
        "Begründungen": "; ".join(reasons),
        "Vermerk": receipt.note,
    }


def show_staende() -> None:
    st.header("Stände", anchor="staende")
    rows = [_stand(info) for info in list_staende(Store())]
    show_table(pd.DataFrame(rows), "Alle Stände, der neueste zuerst", "staende")
    _offer_name()


def _stand(info: StandInfo) -> dict[str, object]:
    row = {
        "Stand": info.id,
        "Name": info.name or "",
        "Tag": formats.date(info.day),
        "Einreichungen": info.submissions,
    }
    if info.to_review or info.reviewed:
        row["Nach einer Löschung"] = "zu prüfen" if info.to_review else "geprüft"
    return row


def _offer_name() -> None:
    """Name the Stand that a meeting gets to see: named ones are kept and easily found again."""
    stand = current_stand()
    with st.form("benennen", border=False):
        name = st.text_input("Name für den gewählten Stand, zum Beispiel die Sitzung", value=stand.name or "")
        if st.form_submit_button("Benennen") and name.strip():
            name_stand(Store(), stand.id, name.strip())
            st.rerun()
