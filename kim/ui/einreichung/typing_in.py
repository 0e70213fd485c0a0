"""Type in a few numbers instead of sending a file; the fields follow from the declaration of the dataset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import Column, Dataset, labels
from kim.intake import Submission
from kim.intake.typed_in import TYPED_IN, as_submission, carried_over, given, last_rows, typed_rows
from kim.store import Store

ROWS, BEGUN = "_zeilen_eingabe", "_eingetippt"
OPEN = "ohne Angabe"


@dataclass(frozen=True)
class _Fields:
    """What the form knows of its fields: what stands in them, and what stood there last time."""

    dataset: Dataset
    sender: str
    stichtag: date
    before: Sequence[Mapping[str, str]]
    last: Sequence[Mapping[str, str]]

    @property
    def key(self) -> str:
        """Part of the key of each field: the numbers of one sender never stand in the form of another."""
        return f"{self.dataset.id}_{self.sender}_{self.stichtag}"

    @property
    def columns(self) -> list[Column]:
        fixed = given(self.dataset, self.sender, self.stichtag)
        return [column for column in self.dataset.columns if column.name not in fixed]

    def often(self, number: int) -> list[Column]:
        """The columns that are filled in mostly: required ones, the key, and those used last time."""
        last = self.last[number] if number < len(self.last) else {}
        return [
            c for c in self.columns
            if c.required or c.name in self.dataset.key or last.get(c.name) or self.value(number, c)
            or (not last and c.unit)
        ]  # fmt: skip

    def value(self, number: int, column: Column) -> str:
        return self.before[number].get(column.name, "") if number < len(self.before) else ""

    def hint(self, number: int, column: Column) -> str:
        last = self.last[number].get(column.name, "") if number < len(self.last) else ""
        return f"zuletzt {last}" if last else "TT.MM.JJJJ" if column.type == "date" else ""

    def title(self, number: int) -> str:
        """ "Zeile 2: Baustein 2: Case Management, Kreis oder kreisfreie Stadt" """
        coded = [c for c in self.columns if c.type == "code" and c.name in self.dataset.key]
        words = [labels(c.codes).get(self.value(number, c), "") for c in coded]
        told = ", ".join(filter(None, words))
        return f"Zeile {number + 1}: {told}" if told else f"Zeile {number + 1}"


def can_be_typed_in(dataset: Dataset) -> bool:
    return dataset.id in TYPED_IN


def choose_rows(dataset: Dataset, sender: str, stichtag: date) -> Submission | None:
    """A form with the sender's last rows to go from; a submission once it is sent."""
    day, last = last_rows(Store(), dataset, sender, stichtag)
    before = _begun(dataset, sender, stichtag) or [carried_over(dataset, row) for row in last]
    key = f"{ROWS}_{dataset.id}_{sender}_{stichtag}"
    count = st.session_state.setdefault(key, max(len(before), 1))
    st.markdown(_intro(day))
    with st.form(f"form_{key}", border=False):
        fields = _Fields(dataset, sender, stichtag, before, last)
        rows = [_choose_row(fields, number) for number in range(count)]
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


def change_typed(submission: Submission) -> None:
    """Back to the form with what was typed in."""
    st.session_state[BEGUN] = submission


def _begun(dataset: Dataset, sender: str, stichtag: date) -> list[dict[str, str]]:
    """The rows that somebody goes back to, if they are for the same sender and day."""
    told: Submission | None = st.session_state.get(BEGUN)
    if told is None or (told.dataset, told.sender, told.stichtag) != (dataset.id, sender, stichtag):
        return []
    return typed_rows(dataset, told)


def _intro(day: date | None) -> str:
    rule = "Leere Felder heißen: keine Angabe. Gibt es nichts zu zählen, schreiben Sie 0."
    if day is None:
        return rule
    return (
        f"Vorausgefüllt mit dem, was aus Ihren Angaben vom {formats.date(day)} weiter gelten kann; bitte"
        f" prüfen Sie jede Zahl. {rule}"
    )


def _choose_row(fields: _Fields, number: int) -> dict[str, str] | None:
    """The fields of one row; None where it is left out."""
    st.subheader(fields.title(number), anchor=False)
    told = _choose_fields(fields, fields.often(number), number)
    if seldom := [column for column in fields.columns if column not in fields.often(number)]:
        with st.expander(f"Weitere Angaben zu Zeile {number + 1}"):
            told |= _choose_fields(fields, seldom, number)
    left_out = st.checkbox(f"Zeile {number + 1} weglassen", key=f"weg_{number}_{fields.key}")
    return None if left_out else told


def _choose_fields(fields: _Fields, columns: Sequence[Column], number: int) -> dict[str, str]:
    places = [place for _ in columns[::2] for place in st.columns(2, gap="small")]
    return {
        column.name: _choose_field(place, fields, column, number)
        for column, place in zip(columns, places, strict=False)
    }


def _choose_field(place: object, fields: _Fields, column: Column, number: int) -> str:
    """One field, named with its row so that it has a name of its own."""
    label, value = f"{column.label}, Zeile {number + 1}", fields.value(number, column)
    key = f"feld_{column.name}_{number}_{fields.key}"
    if column.type == "code":
        names = {"": OPEN, **labels(column.codes)}
        options = list(names)
        index = options.index(value) if value in options else 0
        return place.selectbox(
            label, options, index=index, format_func=names.get, help=column.meaning, key=key
        )
    hint = fields.hint(number, column)
    return place.text_input(label, value=value, placeholder=hint, help=column.meaning or None, key=key)
