"""Type in a few numbers instead of sending a file; the fields follow from the declaration of the dataset."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import Column, Dataset, labels
from kim.intake import Submission
from kim.intake.typed_in import TYPED_IN, as_submission, given, last_rows
from kim.store import Store

ROWS = "_zeilen_eingabe"
OPEN = "ohne Angabe"


def can_be_typed_in(dataset: Dataset) -> bool:
    return dataset.id in TYPED_IN


def choose_rows(dataset: Dataset, sender: str, stichtag: date) -> Submission | None:
    """A form with the sender's last rows to go from; a submission once it is sent."""
    day, before = last_rows(Store(), dataset, sender, stichtag)
    key = f"{ROWS}_{dataset.id}_{sender}_{stichtag}"
    count = st.session_state.setdefault(key, max(len(before), 1))
    st.markdown(_intro(day))
    with st.form(f"form_{key}", border=False):
        rows = [_choose_row(dataset, sender, stichtag, number, before) for number in range(count)]
        note = st.text_input("Bemerkung (freiwillig)", key=f"bemerkung_{key}")
        sure = st.checkbox(f"Die Zahlen gelten für den {formats.date(stichtag)}", key=f"sicher_{key}")
        sent = st.form_submit_button("Prüfen", type="primary")
    if st.button("Weitere Zeile", key=f"mehr_{key}"):
        st.session_state[key] += 1
        st.rerun()
    if not sent:
        return None
    if not sure:
        st.error(f"Bestätigen Sie noch, dass die Zahlen für den {formats.date(stichtag)} gelten.")
        return None
    return as_submission(dataset, sender, stichtag, [row for row in rows if row], note)


def _intro(day: date | None) -> str:
    if day is None:
        return "Leere Felder heißen: keine Angabe. Gibt es nichts zu zählen, schreiben Sie 0."
    return (
        f"Vorausgefüllt mit Ihren Angaben vom {formats.date(day)}; bitte jede Zahl prüfen. Leere Felder"
        " heißen: keine Angabe. Gibt es nichts zu zählen, schreiben Sie 0."
    )


def _choose_row(
    dataset: Dataset, sender: str, stichtag: date, number: int, before: Sequence[Mapping[str, str]]
) -> dict[str, str] | None:
    """The fields of one row; None where it is left out."""
    last = before[number] if number < len(before) else {}
    fixed = given(dataset, sender, stichtag)
    columns = [column for column in dataset.columns if column.name not in fixed]
    often = [
        c for c in columns if c.required or c.name in dataset.key or last.get(c.name) or (not last and c.unit)
    ]
    seldom = [c for c in columns if c not in often]
    st.subheader(f"Zeile {number + 1}", anchor=False)
    told = _choose_fields(often, number, last)
    if seldom:
        with st.expander(f"Weitere Angaben zu Zeile {number + 1}"):
            told |= _choose_fields(seldom, number, last)
    left_out = st.checkbox(f"Zeile {number + 1} weglassen", key=f"weg_{dataset.id}_{number}")
    return None if left_out else told


def _choose_fields(columns: Sequence[Column], number: int, last: Mapping[str, str]) -> dict[str, str]:
    places = [place for _ in columns[::2] for place in st.columns(2, gap="small")]
    return {
        column.name: _choose_field(place, column, number, last.get(column.name, ""))
        for column, place in zip(columns, places, strict=False)
    }


def _choose_field(place: object, column: Column, number: int, last: str) -> str:
    """One field, named with its row so that it has a name of its own."""
    label = f"{column.label}, Zeile {number + 1}"
    key = f"feld_{column.name}_{number}"
    if column.type == "code":
        names = {"": OPEN, **labels(column.codes)}
        options = list(names)
        index = options.index(last) if last in options else 0
        return place.selectbox(
            label, options, index=index, format_func=names.get, help=column.meaning, key=key
        )
    hint = "TT.MM.JJJJ" if column.type == "date" else ""
    return place.text_input(label, value=last, placeholder=hint, help=column.meaning or None, key=key)
