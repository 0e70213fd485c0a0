"""Signs that stand where a value is missing: nothing, unknown, later; a dash among numbers is asked about."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Column
from kim.errors import Issue
from kim.reading.layout import Question
from kim.reading.spellings import known_spellings

DASHES = ("-", "–", "—", "−")
UNTOLD = ("k. a.", "k.a.", "keine angabe", "n. b.", "n.b.", "n/a", "nicht bekannt", "unbekannt", "/", "?")
LATER = (".", "x", "...", "…", "..")
SIGNS = {  # type of a column → what means that no value is told
    "text": (*DASHES, "k. a.", "k.a.", "keine angabe", "/"),
    "code": (*DASHES, *UNTOLD, *LATER),
    "date": (*DASHES, *UNTOLD, *LATER),
    "decimal": (*UNTOLD, *LATER),
    "integer": (*UNTOLD, *LATER),
    "boolean": (*DASHES, *UNTOLD, ".", "...", "…", ".."),
}
NUMBERS = ("decimal", "integer")
CHOICES = {"null": "genau null: es gab nichts zu zählen", "leer": "keine Angabe: der Wert ist nicht bekannt"}


def without_signs(column: Column, text: pa.Array) -> tuple[pa.Array, int]:
    """The cells with missing values for signs that mean none, and how many these were.

    A sign that is a known spelling of the column's codes stays.
    """
    signs = SIGNS[column.type]
    if column.type == "code":
        signs = tuple(sign for sign in signs if sign not in known_spellings(column.codes))
    found = pc.is_in(pc.utf8_lower(text), value_set=pa.array(signs))
    return pc.if_else(found, pa.scalar(None, pa.string()), text), pc.sum(found).as_py() or 0


def dashed(columns: Mapping[str, Column], cells: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Column → where a dash stands among its numbers, for columns that have one."""
    numeric = {name: cells[name] for name in cells if columns[name].type in NUMBERS}
    found = {name: pc.is_in(text, value_set=pa.array(DASHES)) for name, text in numeric.items()}
    return {name: mask for name, mask in found.items() if pc.any(mask).as_py()}


def replace_dashes(text: pa.Array, mask: pa.Array, dash: str | None) -> pa.Array:
    """Dashes as the sender means them; as zero while that is open, since the open question blocks anyway."""
    return pc.if_else(mask, pa.scalar(None if dash == "leer" else "0", pa.string()), text)


def dash_question() -> Question:
    return Question("dash", "Was bedeutet »-« in Spalten mit Zahlen?", CHOICES, "--dash")


def dash_issue(dash: str, count: int, **place: object) -> Issue:
    return Issue(
        "strich_unklar",
        "error",
        f"In einer Spalte mit Zahlen steht »{dash}«. Das kann null heißen oder keine Angabe.",
        "eine Zahl, 0 oder eine leere Zelle",
        "Sagen Sie, was der Strich in dieser Datei bedeutet.",
        value=dash,
        count=count,
        **place,
    )


def sign_issue(label: str, count: int, sheet: str | None) -> Issue:
    return Issue(
        "als_unbekannt_gelesen",
        "hint",
        f"In »{label}« stehen Zeichen für fehlende Angaben; sie werden wie leere Zellen gelesen.",
        "eine Angabe oder eine leere Zelle",
        "Nichts zu tun.",
        sheet=sheet,
        column=label,
        count=count,
    )
