"""Step 2: how the file was read, what only the sender can say about it, and how to correct it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from kim import formats
from kim.intake import Check, remembered_lesart
from kim.intake.typed_in import was_typed_in
from kim.reading import Question
from kim.sentences.naming import of_many
from kim.store import Store
from kim.ui.einreichung.mapping import is_settled, open_questions, show_mapping
from kim.ui.einreichung.parts import OPEN, WIDTH
from kim.ui.einreichung.state import change_lesart, tag
from kim.ui.figure import show_table

SHOWN = 200  # lines left out that are named
HOW = {"bekannt": "bekannte Überschrift", "bestätigt": "von Ihnen bestätigt"}


def show_understood(check: Check) -> None:
    """What was read, so that the sender sees it and can correct it; nothing of it was guessed."""
    typed = was_typed_in(check.submission)
    st.header("2. Was eingetragen ist" if typed else "2. So wurde die Datei gelesen", anchor="gelesen")
    with st.container(width=WIDTH):
        st.text(_filled_in(check) if typed else _summary(check))
        _choose_sheet(check)
        _ask(check, open_questions(check))
        show_mapping(check)
    _show_columns(check)
    _show_left_out(check)
    if not typed:
        _correct_heading(check)
    if not is_settled(check):
        st.info("Die Prüfung folgt, sobald die offenen Punkte dieses Schritts beantwortet sind.")


def _summary(check: Check) -> str:
    layout, counts = check.sheet.layout, check.counts
    first, last = layout.heading
    lines = f"Zeile {first}" if first == last else f"den Zeilen {first} bis {last}"
    used = sum(column.name is not None for column in layout.columns)
    parts = [
        f"{layout.form}. Die Überschrift steht in {lines}, darunter"
        f" {formats.with_unit(counts.zeilen, 'Zeilen')} mit Daten. Von"
        f" {formats.with_unit(len(layout.columns), 'Spalten')} der Datei"
        f" {'ist' if used == 1 else 'sind'} {used} zugeordnet.",
        f"Zahlen: {layout.numbers}." if layout.numbers else "",
        f"Datum: {layout.dates}." if layout.dates else "",
        _remembered(check),
    ]
    return " ".join(filter(None, parts))


def _filled_in(check: Check) -> str:
    rows, values = formats.with_unit(check.counts.zeilen, "Zeilen"), formats.number(check.counts.werte)
    return f"Aus dem Formular wurde eine Datei: {rows} mit {of_many(values, 'Werte')}."


def _remembered(check: Check) -> str:
    """That columns or codes are read as the sender had said with an earlier file."""
    told, sender = check.submission.lesart, check.submission.sender
    earlier = remembered_lesart(Store(), check.dataset.id, sender)
    same = set(told.columns.items()) & set(earlier.columns.items())
    if not same and not any(told.codes.get(name) == known for name, known in earlier.codes.items()):
        return ""
    receipts = (r for r in Store().receipts() if (r.dataset, r.sender) == (check.dataset.id, sender))
    return f"Ihre Zuordnung vom {formats.date(next(receipts).received_at)} ist übernommen."


def _choose_sheet(check: Check) -> None:
    """Another worksheet, where the file has several."""
    layout, lesart = check.sheet.layout, check.submission.lesart
    if len(layout.sheets) < 2:
        return
    chosen = st.selectbox(
        "Gelesen wird das Tabellenblatt",
        layout.sheets,
        index=layout.sheets.index(layout.sheet) if layout.sheet in layout.sheets else None,
        key=f"blatt_{layout.sheet}_{tag()}",
    )
    if chosen and chosen != layout.sheet:
        change_lesart(check, replace(lesart, sheet=chosen, heading=None, data_rows=()))


def _ask(check: Check, questions: Sequence[Question]) -> None:
    """What only the sender can say; nothing goes on before."""
    if not questions:
        return
    st.subheader("Bitte beantworten", anchor="fragen")
    with st.form("fragen", border=False):
        given = {question.field: _choose_answer(question) for question in questions}
        if st.form_submit_button("Antwort übernehmen", type="primary"):
            told = {field: chosen for field, chosen in given.items() if chosen}
            change_lesart(check, replace(check.submission.lesart, **told))


def _choose_answer(question: Question) -> str | None:
    return st.radio(
        question.text,
        list(question.choices),
        index=None,
        format_func=question.choices.get,
        key=f"frage_{question.field}_{tag()}",
    )


def _correct_heading(check: Check) -> None:
    """Other heading lines, and the way back from what was answered."""
    layout, lesart = check.sheet.layout, check.submission.lesart
    with st.expander("Falsch gelesen? Überschrift und Antworten ändern", key="andere_zeilen"):
        with st.form("zeilen", border=False, width=WIDTH):
            first = st.number_input(
                "Die Überschrift beginnt in Zeile",
                1,
                10_000,
                layout.heading[0],
                key=f"von_{tag()}_{layout.heading}",
            )
            last = st.number_input(
                "und endet in Zeile", 1, 10_000, layout.heading[1], key=f"bis_{tag()}_{layout.heading}"
            )
            if st.form_submit_button("Neu lesen"):
                change_lesart(check, replace(lesart, heading=(min(first, last), max(first, last))))
        answered = replace(lesart, decimal_mark=None, date_order=None, dash=None, heading=None, data_rows=())
        if answered != lesart and st.button("Meine Angaben zum Lesen zurücknehmen", key="ruecknahme"):
            change_lesart(check, answered)


def _show_columns(check: Check) -> None:
    with st.expander("Spalten der Datei ansehen", key="spalten", on_change="rerun") as told:
        if told.open:
            show_table(_columns(check), "Spalten der Datei", "spalten-der-datei")


def _columns(check: Check) -> pd.DataFrame:
    named = {column.name: column.label for column in check.dataset.columns}
    rows = [
        {
            "Spalte": column.letter,
            "Überschrift": column.heading,
            "Beispiele": ", ".join(column.samples),
            "Gelesen als": named.get(column.name or "", "wird nicht übernommen"),
            "Woher": HOW.get(column.how or "", ""),
        }
        for column in check.sheet.layout.columns
    ]
    return pd.DataFrame(rows)


def _show_left_out(check: Check) -> None:
    """Lines that are no data, each with the reason; the sender can take them back in."""
    left = check.sheet.layout.left_out
    if not left:
        return
    told = f"{formats.with_unit(len(left), 'Zeilen')} {'ist' if len(left) == 1 else 'sind'}"
    with st.expander(f"{told} nicht als Daten gelesen", key="ausgelassen", on_change="rerun") as opened:
        if opened.open:
            rows = [{"Zeile": str(line.row), "Warum": line.why, "Inhalt": line.text} for line in left[:SHOWN]]
            show_table(pd.DataFrame(rows), "Zeilen, die nicht als Daten gelesen wurden", "zeilen-ohne-daten")
            _offer_lines(check)


def _offer_lines(check: Check) -> None:
    lesart, rows = check.submission.lesart, [line.row for line in check.sheet.layout.left_out]
    with st.form("doch", border=False, width=WIDTH):
        back = st.multiselect(
            "Doch als Daten lesen",
            rows,
            format_func=lambda row: f"Zeile {row}",
            select_all=False,
            placeholder=OPEN,
            key=f"doch_{tag()}",
        )
        if st.form_submit_button("Zeilen übernehmen") and back:
            change_lesart(check, replace(lesart, data_rows=tuple(sorted({*lesart.data_rows, *back}))))
