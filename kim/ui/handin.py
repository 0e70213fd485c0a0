"""The first parts of the page Einreichung: choose a file, show what was found, hand it in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import Dataset, load_dataset, load_datasets
from kim.errors import Issue, Refused, blocking
from kim.intake import Check, Submission, check_file, senders, submit
from kim.reading import Lesart
from kim.store import Store
from kim.templates import write_template
from kim.ui.figure import show_table
from kim.ui.receipt import RECEIVED, WITHDRAWN, build

CHECKED = "_geprueft"
WIDTH = 720  # px of the form
SENDERS = ("kreis", "behoerde", "redaktion")
FEW = 5  # kinds of findings that are named
SHEETS = ["csv", "txt", "tsv", "xlsx", "xlsm"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKS = {"": "aus der Datei erkennen", ",": "Komma (3,5)", ".": "Punkt (3.5)"}
SEVERITIES = {
    "error": ("Muss behoben werden", "Mit diesen Befunden kann die Datei nicht eingereicht werden."),
    "warning": (
        "Bitte prüfen",
        "Stimmt es so, begründen Sie jede Art von Befund; die Begründung steht später als Anmerkung dabei.",
    ),
    "hint": ("Hinweise", "Nichts zu tun."),
}


def choose_submission() -> Submission | None:
    """The controls of the hand-in; a check once there is one."""
    with st.container(width=WIDTH):
        _choose()
    return st.session_state.get(CHECKED)


def _choose() -> None:
    dataset = load_dataset(st.selectbox("Datensatz", _ordered(), format_func=_title, key="ein_datensatz"))
    st.markdown(dataset.row)
    _offer_template(dataset)
    with st.form("pruefen", border=False):
        names = senders(dataset)
        sender = st.selectbox(
            "Absender",
            list(names),
            index=None if len(names) > 1 else 0,
            format_func=names.get,
            placeholder="Bitte wählen",
            key=f"ein_absender_{dataset.sender}",
        )
        stichtag = st.date_input(
            "Stichtag (der Tag, für den die Datei spricht)",
            value=None,
            format="DD.MM.YYYY",
            max_value="today",
            key="ein_stichtag",
        )
        file = st.file_uploader("Datei (CSV oder XLSX, höchstens 50 MB)", type=SHEETS, key="ein_datei")
        mark = st.selectbox("Dezimalzeichen", list(MARKS), format_func=MARKS.get, key="ein_dezimal")
        note = st.text_input("Bemerkung (freiwillig)", key="ein_bemerkung")
        if st.form_submit_button("Prüfen", type="primary"):
            _check(file, dataset, sender, stichtag, mark, note)


def _ordered() -> list[str]:
    """Datasets as senders think of them: the Kreise's first, then the authorities', then the editors'."""
    return sorted(load_datasets(), key=lambda name: SENDERS.index(load_dataset(name).sender))


def _title(dataset_id: str) -> str:
    return load_dataset(dataset_id).title


def _offer_template(dataset: Dataset) -> None:
    st.download_button(
        f"Vorlage »{dataset.title}« herunterladen",
        data=lambda: write_template(dataset),
        file_name=f"vorlage_{dataset.id}.xlsx",
        mime=XLSX,
        on_click="ignore",
        key=f"vorlage-{dataset.id}",
    )


def _check(
    file: object, dataset: Dataset, sender: str | None, stichtag: date | None, mark: str, note: str
) -> None:
    for key in (CHECKED, RECEIVED, WITHDRAWN):
        st.session_state.pop(key, None)
    needed = {"der Absender": sender, "der Stichtag": stichtag, "die Datei": file}
    missing = [what for what, given in needed.items() if given is None]
    if missing:
        st.error(f"Es fehlt noch: {formats.listing(missing)}.")
        return
    submission = Submission(
        file.getvalue(), file.name, dataset.id, sender, stichtag, {}, note, Lesart(decimal_mark=mark or None)
    )
    with st.spinner("Die Datei wird geprüft."):
        st.session_state[CHECKED] = check_file(Store(), submission)


def show_check(check: Check) -> None:
    """What was understood, the findings in three lists, and the button that hands in."""
    st.header(f"Prüfung von {check.submission.file_name}", anchor="pruefung")
    rows = check.rows.num_rows if check.rows is not None else 0
    st.markdown(
        f"{check.sheet.understood or 'Die Datei war nicht lesbar'}; {formats.number(rows)} Zeilen gelesen."
    )
    reasons: dict[str, str] = {}
    for severity, (title, what) in SEVERITIES.items():
        found = [issue for issue in check.issues if issue.severity == severity]
        _show_findings(found, title, what, severity)
        if severity == "warning":
            reasons = _ask_reasons(found)
    if not check.issues:
        st.markdown("Keine Befunde.")
    left = blocking(check.issues, reasons)
    if st.button("Einreichen", type="primary", disabled=bool(left), key="einreichen"):
        _hand_in(replace(check.submission, acknowledged=reasons))
    if left:
        st.markdown(f"Noch zu klären: {_kinds(left)}.")


def _show_findings(issues: list[Issue], title: str, what: str, severity: str) -> None:
    if not issues:
        return
    st.subheader(f"{title}: {len(issues)} {'Befund' if len(issues) == 1 else 'Befunde'}", anchor=severity)
    st.markdown(what)
    table = pd.DataFrame([_finding(issue) for issue in issues])
    show_table(table, title, f"befunde-{severity}")


def _finding(issue: Issue) -> dict[str, object]:
    place = [issue.sheet and f"Blatt {issue.sheet}", _lines(issue)]
    return {
        "Was": issue.message,
        "Wo": ", ".join(filter(None, place)) or "ganze Datei",
        "Spalte": issue.column or "",
        "Eingereichter Wert": issue.value or "",
        "Erwartet": issue.expected,
        "Was tun": issue.remedy,
    }


def _lines(issue: Issue) -> str:
    """ "Zeile 2 und 11 weitere" """
    if not issue.row:
        return ""
    more = f" und {formats.number(issue.count - 1)} weitere" if issue.count > 1 else ""
    return f"Zeile{formats.NBSP}{issue.row}{more}"


def _ask_reasons(warnings: Iterable[Issue]) -> dict[str, str]:
    """One reason for each kind of warning."""
    kinds = {issue.code: issue.message for issue in warnings}
    given = {code: st.text_input(f"Begründung: {text}", key=f"grund_{code}") for code, text in kinds.items()}
    return {code: reason.strip() for code, reason in given.items() if reason.strip()}


def _kinds(issues: Iterable[Issue]) -> str:
    kinds = list(dict.fromkeys(issue.message.rstrip(".") for issue in issues))
    more = f" – und {len(kinds) - FEW} mehr" if len(kinds) > FEW else ""
    return "; ".join(kinds[:FEW]) + more


def _hand_in(submission: Submission) -> None:
    try:
        receipt = submit(Store(), submission)
    except Refused as refused:
        st.error(str(refused))
        return
    st.session_state[RECEIVED] = receipt
    st.session_state.pop(CHECKED, None)
    build()
