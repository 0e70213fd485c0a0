"""Type in a few numbers instead of sending a file; the fields follow from the declaration of the dataset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from kim import formats
from kim.datasets import Column, Dataset, labels
from kim.intake import Submission
from kim.intake.typed_in import (
    FIRST_LINE,
    Before,
    Row,
    as_submission,
    given,
    is_about,
    is_blank,
    last_rows,
    prefilled,
    sum_told,
    typed_rows,
)
from kim.store import Store

ROWS, BEGUN = "_zeilen_eingabe", "_eingetippt"
OPEN = "ohne Angabe"


@dataclass(frozen=True)
class _Fields:
    """What the form knows of its fields: what they begin with, and what stood there last time."""

    dataset: Dataset
    sender: str
    stichtag: date
    begun: Sequence[Row]
    last: Sequence[Row]

    @property
    def id(self) -> str:
        """Part of the key of each field: the numbers of one sender never stand in the form of another."""
        return f"{self.dataset.id}_{self.sender}_{self.stichtag}"

    def key(self, number: int, name: str) -> str:
        return f"feld_{name}_{number}_{self.id}"

    @property
    def columns(self) -> list[Column]:
        fixed = given(self.dataset, self.sender, self.stichtag)
        return [column for column in self.dataset.columns if column.name not in fixed]

    @property
    def telling(self) -> list[Column]:
        """What tells one row from another."""
        return [column for column in self.columns if column.name in self.dataset.key]

    def row(self, number: int) -> Row:
        """What the row begins with; nothing where it is added."""
        return self.begun[number] if number < len(self.begun) else {}

    def first(self, number: int, column: Column) -> str:
        return self.row(number).get(column.name) or column.default or ""

    def now(self, number: int, column: Column) -> str:
        return st.session_state.get(self.key(number, column.name), self.first(number, column))

    def before(self, number: int) -> Row:
        """The row of last time that is about the same; none for rows that are added."""
        if number >= len(self.begun):
            return {}
        told = [self.now(number, column) for column in self.telling]
        return next((r for r in self.last if [r[c.name] for c in self.telling] == told), {})

    def often(self, number: int) -> list[Column]:
        """The columns that are filled in mostly: required ones, the key, and those used last time."""
        used = {name for last in (*self.last, self.row(number)) for name, text in last.items() if text}
        return [
            c for c in self.columns
            if c.required or c in self.telling or c.name in used or (not self.last and c.unit)
        ]  # fmt: skip

    def title(self, number: int) -> str:
        """ "Zeile 3: Baustein 2: Case Management, Kreis oder kreisfreie Stadt" """
        coded = [(c, self.now(number, c)) for c in self.telling if c.type == "code"]
        words = [labels(c.codes).get(code, "") for c, code in coded if code != c.default]
        return ": ".join(filter(None, [_line(number), ", ".join(filter(None, words))]))


def choose_rows(dataset: Dataset, sender: str, stichtag: date) -> Submission | None:
    """A form with the sender's last rows to go from; a submission once it is sent."""
    before = last_rows(Store(), dataset, sender, stichtag)
    begun = _begun(dataset, sender, stichtag) or (prefilled(dataset, before, stichtag) if before else [])
    fields = _Fields(dataset, sender, stichtag, begun, before.rows if before else ())
    st.markdown(_intro(before, stichtag))
    _explain(fields.columns)
    rows = [_choose_row(fields, number) for number in range(_count(fields))]
    st.button("Weitere Zeile", key=f"mehr_{fields.id}", on_click=_add_row, args=(fields,))
    note = st.text_input("Bemerkung (freiwillig)", key=f"bemerkung_{fields.id}")
    told = [row for row in rows if row and not is_blank(dataset, row)]
    st.markdown(_compared(fields, rows, before))
    sure = st.checkbox(f"Die Zahlen gelten für den {formats.date(stichtag)}", key=f"sicher_{fields.id}")
    if not st.button("Prüfen", type="primary", key=f"pruefen_{fields.id}"):
        return None
    if missing := _missing(told, sure, stichtag):
        st.error(missing)
        return None
    st.session_state.pop(BEGUN, None)
    return as_submission(dataset, sender, stichtag, told, note)


def change_typed(submission: Submission) -> None:
    """Back to the form with what was typed in."""
    st.session_state[BEGUN] = submission
    st.session_state.pop(f"{ROWS}_{submission.dataset}_{submission.sender}_{submission.stichtag}", None)


def _begun(dataset: Dataset, sender: str, stichtag: date) -> list[dict[str, str]]:
    """The rows that somebody goes back to, if they are for the same sender and day."""
    told: Submission | None = st.session_state.get(BEGUN)
    if told is None or (told.dataset, told.sender, told.stichtag) != (dataset.id, sender, stichtag):
        return []
    return typed_rows(dataset, told)


def _count(fields: _Fields) -> int:
    return st.session_state.setdefault(f"{ROWS}_{fields.id}", max(len(fields.begun), 1))


def _add_row(fields: _Fields) -> None:
    st.session_state[f"{ROWS}_{fields.id}"] = _count(fields) + 1


def _intro(before: Before | None, stichtag: date) -> str:
    rule = (
        "Leere Felder heißen: keine Angabe. Gibt es nichts zu zählen, schreiben Sie 0. Zeile 1 ist in der"
        " Datei, die daraus entsteht, die Überschrift; die Angaben beginnen mit Zeile 2."
    )
    if before is None:
        return rule
    if is_about(before, stichtag):
        return f"Für diesen Stichtag liegen schon Angaben vor; hier lassen sie sich berichtigen. {rule}"
    return (
        f"Vorausgefüllt mit dem, was aus Ihren Angaben vom {formats.date(before.day)} weiter gelten kann; was"
        f" damals dastand, steht als »zuletzt« an jedem Feld. {rule}"
    )


def _explain(columns: Sequence[Column]) -> None:
    """Once for all rows; a help button at each field would stand in the way of who goes on with Tab."""
    with st.expander("Was in die Felder gehört"):
        st.markdown("\n".join(f"- **{column.label}:** {column.meaning}" for column in columns))


def _compared(fields: _Fields, rows: Sequence[Row | None], before: Before | None) -> str:
    """How many numbers differ from last time, so that nobody hands in old ones unseen."""
    numbers = [column for column in fields.columns if column.unit]
    pairs = [
        (row[column.name].strip(), fields.before(number).get(column.name, ""))
        for number, row in enumerate(rows)
        if row
        for column in numbers
    ]
    told = [(now, last) for now, last in pairs if now]
    if before is None or not told:
        return f"{_numbers(len(told))} eingetragen."
    same = sum(now == last for now, last in told)
    return f"{_numbers(len(told))} eingetragen, davon {same} wie am {formats.date(before.day)}."


def _numbers(count: int) -> str:
    return {0: "Keine Zahl ist", 1: "1 Zahl ist"}.get(count, f"{count} Zahlen sind")


def _missing(rows: Sequence[Row], sure: bool, stichtag: date) -> str:
    if not rows:
        return "Es ist noch nichts eingetragen."
    return "" if sure else f"Bestätigen Sie noch, dass die Zahlen für den {formats.date(stichtag)} gelten."


def _line(number: int) -> str:
    return f"Zeile {number + FIRST_LINE}"


def _choose_row(fields: _Fields, number: int) -> dict[str, str] | None:
    """The fields of one row; None where it is left out."""
    st.subheader(fields.title(number), anchor=False)
    often = fields.often(number)
    told = _choose_fields(fields, often, number)
    if seldom := [column for column in fields.columns if column not in often]:
        with st.expander(f"Weitere Angaben zu {_line(number)}"):
            told |= _choose_fields(fields, seldom, number)
    for declared in fields.dataset.sums:
        st.markdown(sum_told(fields.dataset, declared, told))
    left_out = st.checkbox(f"{_line(number)} weglassen", key=f"weg_{number}_{fields.id}")
    return None if left_out else told


def _choose_fields(fields: _Fields, columns: Sequence[Column], number: int) -> dict[str, str]:
    places = [place for _ in columns[::2] for place in st.columns(2, gap="small")]
    return {
        column.name: _choose_field(place, fields, column, number)
        for column, place in zip(columns, places, strict=False)
    }


def _choose_field(place: object, fields: _Fields, column: Column, number: int) -> str:
    """One field, named with its row so that it has a name of its own."""
    label, key = f"{column.label}, {_line(number)}", fields.key(number, column.name)
    value = fields.first(number, column)
    if column.type == "code":
        names = _choices(column)
        index = list(names).index(value) if value in names else 0
        return place.selectbox(label, list(names), index=index, format_func=names.get, key=key)
    last = fields.before(number).get(column.name, "")
    if last and column.type != "text":
        label = f"{label} (zuletzt {last})"
    hint = "TT.MM.JJJJ" if column.type == "date" else ""
    return place.text_input(label, value=value, placeholder=hint, key=key)


def _choices(column: Column) -> Mapping[str, str]:
    """Codes to choose from; where there is a default, leaving it open is that one."""
    return labels(column.codes) if column.default else {"": OPEN, **labels(column.codes)}
