"""Step 3: what has to be mended, what to be looked at, and what is in order."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kim import formats
from kim.errors import Issue, blocking
from kim.exports.korrekturmappe import befunde, in_order, korrekturmappe
from kim.intake import Check, earlier_reasons
from kim.intake.typed_in import was_typed_in
from kim.reading import plain_name
from kim.sentences.naming import of_many
from kim.store import Store
from kim.ui.einreichung import state
from kim.ui.einreichung.parts import WIDTH, choose_upload, offer_workbook
from kim.ui.einreichung.tables import as_table, by_kind
from kim.ui.einreichung.way_back import offer_way_back
from kim.ui.figure import show_table

SHOWN = 200  # findings of one list; all of them are in the file
BY_CASE, BY_KIND = "nach Fall", "nach Art"
LISTS = {
    "error": ("Muss behoben werden", "Mit diesen Befunden lässt sich die Datei nicht einreichen."),
    "warning": (
        "Bitte prüfen",
        "Berichtigen Sie die Datei, oder begründen Sie jede Art von Befund einmal, wenn es so stimmt. Die"
        " Begründung steht später als Anmerkung bei den Zahlen.",
    ),
}


def show_findings(check: Check) -> None:
    """Three lists with counts that say what they count, and the file's own workbook to take along."""
    st.header("3. Was die Prüfung ergab", anchor="pruefung")
    st.markdown(_summary(check))
    found = _told(check)
    order = _choose_order(found)
    for severity, (title, what) in LISTS.items():
        listed = [issue for issue in found if issue.severity == severity]
        if listed:
            _show_list(listed, title, what, severity, order)
    _ask_reasons(check, [issue for issue in found if issue.severity == "warning"])
    _show_hints([issue for issue in found if issue.severity == "hint"], order)
    _show_good(check)
    _offer_files(check)
    _offer_correction(check)


def _told(check: Check) -> list[Issue]:
    """The findings in order; a form has lines, as it says itself, and no cells."""
    found = in_order(check.issues)
    return [replace(issue, cell=None) for issue in found] if was_typed_in(check.submission) else found


def _summary(check: Check) -> str:
    """What was checked, and what remains: »angenommen« is never said before everything is done."""
    counts = check.counts
    looked = f"Geprüft {'ist' if counts.zeilen == 1 else 'sind'} {formats.with_unit(counts.zeilen, 'Zeilen')}"
    rows = f"{looked} mit {of_many(formats.number(counts.werte), 'Werte')}."
    parts = [_number(counts.muss, "muss behoben werden", "müssen behoben werden"),
             _number(counts.bitte, "ist zu prüfen", "sind zu prüfen")]  # fmt: skip
    told = " und ".join(filter(None, parts))
    if not told:
        return f"{rows} **Es ist nichts zu beheben und nichts zu klären.**"
    return f"{rows} **{told}.** Ein Befund zählt einmal, auch wenn er mehrere Zeilen betrifft."


def _number(count: int, one: str, many: str) -> str:
    return f"{formats.with_unit(count, 'Befunde')} {one if count == 1 else many}" if count else ""


def _choose_order(found: Sequence[Issue]) -> str:
    if len(found) < 2:
        return BY_CASE
    return st.radio("Befunde ordnen", (BY_CASE, BY_KIND), horizontal=True, key="befunde_ordnen")


def _show_list(issues: Sequence[Issue], title: str, what: str, severity: str, order: str) -> None:
    st.subheader(f"{title}: {formats.with_unit(len(issues), 'Befunde')}", anchor=severity)
    st.markdown(what)
    if order == BY_CASE and len(issues) > SHOWN:
        st.markdown(
            f"Gezeigt sind die ersten {SHOWN}; alle stehen in der Befundliste und in der Korrekturmappe."
        )
    _show(issues, title, severity, order)


def _show(issues: Sequence[Issue], title: str, severity: str, order: str) -> None:
    table = by_kind(issues) if order == BY_KIND else as_table(issues[:SHOWN])
    show_table(table, f"{title}, {order}", f"befunde-{severity}")


def _ask_reasons(check: Check, warnings: Sequence[Issue]) -> None:
    """One reason for each kind of warning; the one given last time is offered, and has to be confirmed."""
    if not warnings:
        return
    kinds = {issue.code: issue.message for issue in reversed(warnings)}
    earlier = earlier_reasons(Store().manifest(), check.dataset.id, check.submission.sender)
    with st.form("gruende", border=False, width=WIDTH):
        given = {
            code: _choose_reason(check, code, text, earlier.get(code, ""))
            for code, text in reversed(kinds.items())
        }
        if st.form_submit_button("Begründungen übernehmen"):
            told = {code: reason.strip() for code, reason in given.items() if reason.strip()}
            done = not blocking(check.issues, told)
            state.change(replace(check.submission, acknowledged=told), "vorschau" if done else "warning")


def _choose_reason(check: Check, code: str, text: str, earlier: str) -> str:
    given = check.submission.acknowledged.get(code)
    offered = given is None and earlier
    return st.text_input(
        f"Begründung: {_plain(text)}",
        value=earlier if offered else given or "",
        help="Vorausgefüllt mit Ihrer Begründung vom letzten Mal; bitte bestätigen." if offered else None,
        key=f"grund_{code}_{state.tag()}",
    )


def _plain(text: str) -> str:
    """Text from a file in a label, where Markdown would act on it."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]{}<>#:$~|" else sign for sign in text)


def _show_hints(hints: Sequence[Issue], order: str) -> None:
    """What was only noticed: nothing to do, so nothing that asks for attention."""
    if not hints:
        return
    label = f"{formats.with_unit(len(hints), 'Hinweise')}, nichts zu tun"
    with st.expander(label, key="hinweise", on_change="rerun") as opened:
        if opened.open:
            _show(hints, "Hinweise", "hint", order)


def _show_good(check: Check) -> None:
    if not check.passed:
        return
    label = f"Geprüft und in Ordnung: {formats.with_unit(len(check.passed), 'Prüfungen')}"
    with st.expander(label, key="bestanden", on_change="rerun") as opened:
        if opened.open:
            rows = [
                {"Was geprüft wurde": p.text, "Woran": formats.with_unit(p.count, p.unit)}
                for p in check.passed
            ]
            show_table(pd.DataFrame(rows), "Geprüft und in Ordnung", "bestanden-liste")


def _offer_files(check: Check) -> None:
    """Nothing of the kind for what was typed in: it is mended where it was typed."""
    if was_typed_in(check.submission) or all(issue.severity == "hint" for issue in check.issues):
        return
    stem = plain_name(check.submission.file_name).rpartition(".")[0]
    with st.container(horizontal=True, gap="small"):
        if check.sheet.readable:
            offer_workbook(
                "Korrekturmappe herunterladen",
                lambda: korrekturmappe(check),
                f"{stem}_korrekturen.xlsx",
                "korrekturmappe",
            )
        offer_workbook(
            "Befundliste herunterladen", lambda: befunde(check), f"{stem}_befunde.xlsx", "befundliste"
        )


def _offer_correction(check: Check) -> None:
    """The mended file comes in where its findings stand; what was said about the first one holds for it."""
    left = blocking(check.issues, check.submission.reasons)
    if not left:
        return
    if was_typed_in(check.submission):
        offer_way_back(check.submission, "unten")
        return
    with st.container(width=WIDTH):
        if check.sheet.readable:
            st.markdown(
                "Die Korrekturmappe ist Ihre Datei: vorn die Liste der Befunde, die Zellen markiert."
                " Berichtigen Sie sie dort oder in Ihrer eigenen Datei und laden Sie sie hier wieder hoch."
            )
        file = choose_upload("Berichtigte Datei hochladen", "berichtigt")
        if file is not None:
            told = replace(check.submission, content=file.getvalue(), file_name=file.name)
            state.begin(told, "pruefung")
