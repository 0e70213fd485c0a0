"""Step 3: what has to be mended, what to be looked at, and what is in order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kim import formats
from kim.errors import Issue
from kim.exports.korrekturmappe import befunde, in_order, korrekturmappe
from kim.intake import Check, earlier_reasons
from kim.reading import plain_name
from kim.store import Store
from kim.ui.einreichung.state import change, draft_id
from kim.ui.figure import show_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # findings of one list; all of them are in the file
LISTS = {
    "error": ("Muss behoben werden", "Mit diesen Befunden kann die Datei nicht eingereicht werden."),
    "warning": (
        "Bitte prüfen",
        "Stimmt es so, begründen Sie jede Art von Befund einmal. Die Begründung steht später als Anmerkung"
        " bei den Zahlen.",
    ),
}


def show_findings(check: Check) -> None:
    """Three lists with counts that say what they count, and the file's own workbook to take along."""
    st.header("3. Was die Prüfung ergab", anchor="pruefung")
    st.markdown(_summary(check))
    _offer_files(check)
    for severity, (title, what) in LISTS.items():
        found = [issue for issue in in_order(check.issues) if issue.severity == severity]
        if found:
            _show_list(found, title, what, severity)
            if severity == "warning":
                _ask_reasons(check, found)
    _show_good(check)


def _summary(check: Check) -> str:
    counts = check.counts
    rows = f"{formats.number(counts.zeilen)} Zeilen und {formats.number(counts.werte)} Werte sind geprüft"
    if not counts.muss and not counts.bitte:
        return f"{rows}: nichts zu beheben und nichts zu klären."
    parts = [_number(counts.muss, "muss behoben werden", "müssen behoben werden"),
             _number(counts.bitte, "ist zu prüfen", "sind zu prüfen")]  # fmt: skip
    told = " und ".join(filter(None, parts))
    return f"{rows}: {told}. Ein Befund zählt einmal, auch wenn er viele Zeilen betrifft."


def _number(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    return f"1 Befund {one}" if count == 1 else f"{formats.number(count)} Befunde {many}"


def _offer_files(check: Check) -> None:
    if not check.issues:
        return
    stem = plain_name(check.submission.file_name).rpartition(".")[0]
    with st.container(horizontal=True, gap="small"):
        if check.sheet.readable:
            st.download_button(
                "Korrekturmappe herunterladen",
                data=lambda: korrekturmappe(check),
                file_name=f"{stem}_korrekturen.xlsx",
                mime=XLSX,
                on_click="ignore",
                help="Ihre Datei, vorn eine Liste der Befunde, die Zellen markiert. Berichtigt können Sie"
                " sie wieder hochladen.",
                key="korrekturmappe",
            )
        st.download_button(
            "Befunde als Liste",
            data=lambda: befunde(check),
            file_name=f"{stem}_befunde.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="befunde-liste",
        )


def _show_list(issues: Sequence[Issue], title: str, what: str, severity: str) -> None:
    count = "1 Befund" if len(issues) == 1 else f"{formats.number(len(issues))} Befunde"
    st.subheader(f"{title}: {count}", anchor=severity)
    st.markdown(what)
    if len(issues) > SHOWN:
        st.markdown(f"Gezeigt sind die ersten {SHOWN}; alle stehen in der Liste und in der Korrekturmappe.")
    show_table(as_table(issues[:SHOWN]), title, f"befunde-{severity}")


def as_table(issues: Iterable[Issue]) -> pd.DataFrame:
    """Case, time and sentence first, then place, value, expectation and remedy; no empty columns."""
    table = pd.DataFrame([_row(issue) for issue in issues])
    return table[[name for name in table.columns if name == "Was" or table[name].ne("").any()]]


def _row(issue: Issue) -> dict[str, str]:
    return {
        "Was": issue.message,
        "Fall": issue.case or "",
        "Zeitraum": issue.period or "",
        "Wo": _place(issue),
        "Spalte": issue.column or "",
        "Eingereichter Wert": issue.value or "",
        "Erwartet": issue.expected,
        "Was tun": issue.remedy,
    }


def _place(issue: Issue) -> str:
    """ "Blatt Stellen, Zelle C17 und 11 weitere Zeilen" """
    where = f"Zelle {issue.cell}" if issue.cell else f"Zeile {issue.row}" if issue.row else ""
    more = f" und {formats.number(issue.count - 1)} weitere Zeilen" if where and issue.count > 1 else ""
    return (
        ", ".join(filter(None, [f"Blatt {issue.sheet}" if issue.sheet else "", where + more]))
        or "ganze Datei"
    )


def _ask_reasons(check: Check, warnings: Iterable[Issue]) -> None:
    """One reason for each kind of warning; the one given last time is offered, and has to be confirmed."""
    kinds = {issue.code: issue.message for issue in reversed(list(warnings))}
    earlier = earlier_reasons(Store().manifest(), check.dataset.id, check.submission.sender)
    with st.form(f"gruende_{draft_id()}", border=False):
        given = {
            code: st.text_input(
                f"Begründung: {text}",
                value=check.submission.acknowledged.get(code, earlier.get(code, "")),
                help="Vorausgefüllt mit Ihrer letzten Begründung." if code in earlier else None,
                key=f"grund_{code}_{draft_id()}",
            )
            for code, text in reversed(kinds.items())
        }
        if st.form_submit_button("Begründungen übernehmen"):
            change(
                replace(check.submission, acknowledged={c: r.strip() for c, r in given.items() if r.strip()})
            )


def _show_good(check: Check) -> None:
    """What was checked and is in order, and what was only noticed."""
    hints = [issue for issue in check.issues if issue.severity == "hint"]
    if hints:
        words = "1 Hinweis" if len(hints) == 1 else f"{len(hints)} Hinweise"
        with st.expander(f"{words}, nichts zu tun", key="hinweise", on_change="rerun") as opened:
            if opened.open:
                show_table(as_table(hints), "Hinweise", "befunde-hint")
    if check.passed:
        label = f"Geprüft und in Ordnung: {len(check.passed)} Prüfungen"
        with st.expander(label, key="bestanden", on_change="rerun") as opened:
            if opened.open:
                rows = [
                    {"Was geprüft wurde": p.text, "Anzahl": p.count, "wovon": p.unit} for p in check.passed
                ]
                show_table(pd.DataFrame(rows), "Geprüft und in Ordnung", "bestanden-liste")
