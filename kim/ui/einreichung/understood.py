"""Step 2: how the file was read, and what the sender says about it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from kim import formats
from kim.datasets import Column, Dataset, labels
from kim.intake import Check, remembered_lesart
from kim.reading import NOT_THERE, Lesart, Question
from kim.store import Store
from kim.ui.einreichung.state import change_lesart, draft_id
from kim.ui.figure import show_table

WIDTH = 720
OPEN = "Bitte wählen"
ABSENT = "steht nicht in der Datei"


def show_understood(check: Check) -> None:
    """What was read, so that the sender sees it and can correct it; nothing of it was guessed."""
    layout = check.sheet.layout
    st.header("2. So wurde die Datei gelesen", anchor="gelesen")
    st.markdown(_summary(check))
    with st.container(width=WIDTH):
        for question in layout.questions:
            _ask(check, question)
        _map(check)
        _correct_place(check)
    with st.expander(
        f"Alle {len(layout.columns)} Spalten der Datei", key="spalten", on_change="rerun"
    ) as told:
        if told.open:
            show_table(_columns(check), "Spalten der Datei", "spalten-der-datei")
    if layout.left_out:
        _show_left_out(check)


def _summary(check: Check) -> str:
    layout, counts = check.sheet.layout, check.counts
    first, last = layout.heading
    lines = f"Zeile {first}" if first == last else f"den Zeilen {first} bis {last}"
    used = sum(column.name is not None for column in layout.columns)
    parts = [
        f"{layout.form}. Die Überschrift steht in {lines}; {used} von {len(layout.columns)} Spalten sind"
        " zugeordnet.",
        f"{formats.number(counts.zeilen)} Zeilen mit {formats.number(counts.werte)} Werten.",
        f"Zahlen: {layout.numbers}." if layout.numbers else "",
        f"Datum: {layout.dates}." if layout.dates else "",
        _remembered(check),
    ]
    return " ".join(filter(None, parts))


def _remembered(check: Check) -> str:
    earlier = remembered_lesart(Store(), check.dataset.id, check.submission.sender)
    told = check.submission.lesart
    used = {c.name for c in check.sheet.layout.columns if c.how == "bestätigt"} & set(earlier.columns)
    if not used and not (earlier.codes and earlier.codes == told.codes):
        return ""
    return "Ihre Zuordnung von der letzten Datei ist übernommen."


def _ask(check: Check, question: Question) -> None:
    """One question that only the sender can answer; nothing goes on before."""
    chosen = st.radio(
        question.text,
        list(question.choices),
        index=_index(list(question.choices), getattr(check.submission.lesart, question.field)),
        format_func=question.choices.get,
        key=f"frage_{question.field}_{draft_id()}",
    )
    if chosen and chosen != getattr(check.submission.lesart, question.field):
        change_lesart(check, replace(check.submission.lesart, **{question.field: chosen}))


def _index(options: list[str], value: str | None) -> int | None:
    return options.index(value) if value in options else None


def _map(check: Check) -> None:
    """Columns and codes that are not known: proposed, and taken when the sender says so."""
    layout = check.sheet.layout
    proposed = {proposal.name: proposal.heading for proposal in layout.column_proposals}
    first = [c for c in check.dataset.columns if _is_open(check, c) and (c.required or c.name in proposed)]
    confirmed = [
        c for c in check.dataset.columns if c.name in check.submission.lesart.columns and c not in first
    ]
    if not (first or confirmed or layout.code_proposals):
        return
    if first or layout.code_proposals:
        st.subheader("Bitte bestätigen", anchor="zuordnen")
        st.markdown("Vorschläge sind vorausgewählt. Übernommen wird erst, was Sie bestätigen.")
    with st.form(f"zuordnen_{draft_id()}", border=False):
        columns = {c.name: _choose_heading(check, c, proposed.get(c.name)) for c in first}
        codes = [(p, _choose_code(check.dataset, p)) for p in layout.code_proposals]
        with st.expander("Bestätigte Zuordnungen ändern") if confirmed else st.container():
            columns |= {c.name: _choose_heading(check, c, None) for c in confirmed}
        if st.form_submit_button("Zuordnung übernehmen", type="primary"):
            change_lesart(check, _with(check.submission.lesart, columns, codes))


def _is_open(check: Check, column: Column) -> bool:
    return column.name not in check.sheet.headings and column.name not in check.submission.lesart.columns


def _choose_heading(check: Check, column: Column, proposed: str | None) -> str | None:
    """Which column of the file ours is; None where the sender leaves it open."""
    samples = {c.heading: ", ".join(c.samples) for c in check.sheet.layout.columns}
    now = check.submission.lesart.columns.get(column.name)
    free = [c.heading for c in check.sheet.layout.columns if c.name in (None, column.name)]
    options = [NOT_THERE, *free]
    return st.selectbox(
        f"»{column.label}«{' (Pflicht)' if column.required else ''} steht in der Spalte",
        options,
        index=_index(options, proposed if now is None else now),
        format_func=lambda heading: _told(heading, samples),
        placeholder=OPEN,
        help=column.meaning or None,
        key=f"spalte_{column.name}_{draft_id()}",
    )


def _told(heading: str, samples: Mapping[str, str]) -> str:
    if heading == NOT_THERE:
        return ABSENT
    return f"{heading} (zum Beispiel {samples[heading]})" if samples.get(heading) else heading


def _choose_code(dataset: Dataset, proposal: object) -> str | None:
    names = labels(dataset.column(proposal.name).codes)
    options = list(names)
    rows = "1 Zeile" if proposal.count == 1 else f"{formats.number(proposal.count)} Zeilen"
    return st.selectbox(
        f"»{proposal.spelling}« in »{dataset.column(proposal.name).label}« ({rows}) bedeutet",
        options,
        index=_index(options, proposal.code),
        format_func=names.get,
        placeholder=OPEN,
        key=f"code_{proposal.name}_{proposal.spelling}_{draft_id()}",
    )


def _with(
    lesart: Lesart, columns: Mapping[str, str | None], codes: Iterable[tuple[object, str | None]]
) -> Lesart:
    told = {name: heading for name, heading in columns.items() if heading is not None}
    spellings = {name: dict(known) for name, known in lesart.codes.items()}
    for proposal, code in codes:
        if code:
            spellings.setdefault(proposal.name, {})[proposal.spelling] = code
    return replace(lesart, columns={**lesart.columns, **told}, codes=spellings)


def _correct_place(check: Check) -> None:
    """Another worksheet, other heading lines: for files in which the right ones were not found."""
    layout, lesart = check.sheet.layout, check.submission.lesart
    if len(layout.sheets) > 1:
        sheet = st.selectbox(
            "Tabellenblatt",
            layout.sheets,
            index=_index(list(layout.sheets), layout.sheet),
            key=f"blatt_{draft_id()}_{layout.sheet}",
        )
        if sheet and sheet != layout.sheet:
            change_lesart(check, replace(lesart, sheet=sheet, heading=None, data_rows=()))
    with (
        st.expander("Die Überschrift steht in anderen Zeilen", key="andere_zeilen"),
        st.form("zeilen", border=False),
    ):
        first = st.number_input(
            "Erste Zeile der Überschrift", 1, 200, layout.heading[0], key=f"von_{draft_id()}"
        )
        last = st.number_input(
            "Letzte Zeile der Überschrift", 1, 200, layout.heading[1], key=f"bis_{draft_id()}"
        )
        if st.form_submit_button("Neu lesen"):
            change_lesart(check, replace(lesart, heading=(min(first, last), max(first, last))))


def _columns(check: Check) -> pd.DataFrame:
    named = {column.name: column.label for column in check.dataset.columns}
    return pd.DataFrame(
        [
            {
                "Spalte": column.letter,
                "Überschrift": column.heading,
                "Beispiele": ", ".join(column.samples),
                "Gelesen als": named.get(column.name or "", "wird nicht übernommen"),
                "Woher": {"bekannt": "bekannte Überschrift", "bestätigt": "von Ihnen bestätigt"}.get(
                    column.how or "", ""
                ),
            }
            for column in check.sheet.layout.columns
        ]
    )


def _show_left_out(check: Check) -> None:
    """Lines that are no data, each with the reason; the sender can take them back in."""
    left = check.sheet.layout.left_out
    told = "1 Zeile ist" if len(left) == 1 else f"{len(left)} Zeilen sind"
    with st.expander(f"{told} keine Daten", key="ausgelassen", on_change="rerun") as opened:
        if not opened.open:
            return
        rows = [{"Zeile": line.row, "Warum": line.why, "Inhalt": line.text} for line in left[:200]]
        show_table(pd.DataFrame(rows), "Zeilen, die nicht als Daten gelesen wurden", "zeilen-ohne-daten")
        with st.form("doch", border=False):
            back = st.multiselect(
                "Doch als Daten lesen",
                [line.row for line in left],
                format_func=lambda row: f"Zeile {row}",
                placeholder=OPEN,
                key=f"doch_{draft_id()}",
            )
            if st.form_submit_button("Neu lesen", key="doch_lesen") and back:
                lesart = check.submission.lesart
                change_lesart(check, replace(lesart, data_rows=tuple(sorted({*lesart.data_rows, *back}))))
