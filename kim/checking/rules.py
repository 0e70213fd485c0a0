"""The checks that every dataset gets from its declaration: which rows they find and what is said of them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kim.checking.typing import EXPECTED
from kim.datasets import Column, Dataset, RowCheck, load_codes

SHOWN_CODES = 15
LARGEST = {"integer": "2.147.483.647", "decimal": "9.999.999.999,99"}
UNREADABLE = {
    "date": ("datum_unlesbar", "ist kein lesbares Datum"),
    "decimal": ("zahl_unlesbar", "ist keine lesbare Zahl"),
    "integer": ("zahl_unlesbar", "ist keine lesbare ganze Zahl"),
    "boolean": ("ja_nein_unlesbar", "ist weder ja noch nein"),
    "code": ("code_unbekannt", "ist kein bekannter Code"),
}


@dataclass(frozen=True)
class Rule:
    """Rows that meet `condition` are findings; `{value}` in the message is the submitted value of `column`.

    `unless` holds for rows where the finding would only follow from another one.
    """

    code: str
    severity: str
    column: str
    condition: str
    message: str
    expected: str
    remedy: str
    unless: str = "false"


def column_rules(dataset: Dataset, unread_columns: Collection[str]) -> Iterator[Rule]:
    """Rules over relation `zeilen`: typed values under our names, text cells under `name:roh`.

    `unread_columns` have cells that could not be read; only for them is it asked why.
    """
    for column in dataset.columns:
        yield from _required(column)
        if column.name in unread_columns:
            yield from _unreadable(column)
        yield from _readable(column)
        yield from _limits(column)
        yield from _text(column)
    if dataset.sender_column:
        yield _sender(dataset)


def declared_rule(check: RowCheck, dataset: Dataset) -> Rule:
    """A check of the declaration: a finding where its condition is false; unknown passes.

    Where a cell that the condition needs could not be read, that is the finding, not what follows from it.
    """
    used = [column for column in dataset.columns if re.search(rf"\b{column.name}\b", check.condition)]
    return Rule(
        check.code,
        check.severity,
        check.columns[0],
        f"({check.condition}) is false",
        check.message,
        check.expected,
        check.remedy,
        " or ".join(map(unread, used)) or "false",
    )


def _required(column: Column) -> Iterator[Rule]:
    if column.required:
        yield Rule(
            "pflichtfeld_leer",
            "error",
            column.name,
            f"{raw(column)} is null",
            f"»{column.label}« ist leer.",
            "eine Angabe in jeder Zeile",
            "Tragen Sie den Wert nach oder löschen Sie die Zeile.",
        )


def _unreadable(column: Column) -> Iterator[Rule]:
    """What stands in a cell has no typed value."""
    code, what = UNREADABLE[column.type]
    missing = f"{number(column)} is null" if column.type in LARGEST else f'"{column.name}" is null'
    yield Rule(
        code,
        "error",
        column.name,
        f"{raw(column)} is not null and {missing}",
        f"»{{value}}« {what}.",
        _expected(column),
        _remedy(column),
    )
    if column.type in LARGEST:
        yield _too_large(column)
    if column.type == "integer":
        yield _fraction(column)


def _readable(column: Column) -> Iterator[Rule]:
    """What was done to a cell to read it."""
    if column.type == "code":
        yield _repaired(column)
    if column.type == "decimal":
        yield _rounded(column)


def _expected(column: Column) -> str:
    if column.type != "code":
        return EXPECTED[column.type]
    codes = load_codes(column.codes)
    listed = [_told(code, label) for code, label in zip(codes["code"], codes["label"], strict=True)]
    if len(listed) > SHOWN_CODES:
        return f"ein Code, wie ihn die Vorlage für »{column.label}« nennt, zum Beispiel {listed[0]}"
    return "einer der Codes " + ", ".join(listed)


def _told(code: str, label: str) -> str:
    return label if label.casefold() == code.casefold() else f"{code} ({label})"


def _remedy(column: Column) -> str:
    nothing = " Gibt es nichts zu zählen, schreiben Sie 0." if column.minimum == 0 else ""
    unknown = "" if column.required else " Ist der Wert nicht bekannt, lassen Sie die Zelle leer."
    return f"Berichtigen Sie den Wert in Ihrer Datei.{nothing}{unknown}"


def _repaired(column: Column) -> Rule:
    return Rule(
        "code_repariert",
        "hint",
        column.name,
        repaired(column),
        "»{value}« hat die führende Null verloren; sie wurde ergänzt.",
        "ein Schlüssel mit führender Null",
        "Nichts zu tun. Formatieren Sie die Spalte als Text, damit die Null erhalten bleibt.",
    )


def _too_large(column: Column) -> Rule:
    whole = f"{number(column)} = trunc({number(column)})" if column.type == "integer" else "true"
    return Rule(
        "zu_gross",
        "error",
        column.name,
        f'{number(column)} is not null and "{column.name}" is null and {whole}',
        f"»{{value}}« ist größer, als »{column.label}« sein kann.",
        f"höchstens {LARGEST[column.type]}",
        "Berichtigen Sie den Wert in Ihrer Datei.",
    )


def _fraction(column: Column) -> Rule:
    return Rule(
        "ganzzahl_erwartet",
        "error",
        column.name,
        f"{number(column)} <> trunc({number(column)})",
        "»{value}« ist keine ganze Zahl.",
        EXPECTED["integer"],
        _remedy(column),
    )


def _rounded(column: Column) -> Rule:
    return Rule(
        "gerundet",
        "hint",
        column.name,
        f'{number(column)} <> "{column.name}"',
        "»{value}« hat mehr als zwei Nachkommastellen und wird gerundet übernommen.",
        "höchstens zwei Nachkommastellen",
        "Nichts zu tun, wenn die Rundung richtig ist.",
    )


def _limits(column: Column) -> Iterator[Rule]:
    if column.minimum is None:
        return
    least, expected = str(column.minimum), f"mindestens {column.minimum}"
    what = f"ist kleiner als {column.minimum}"
    if column.type == "date":
        day = ".".join(reversed(least.split("-")))
        least, expected, what = f"date '{least}'", f"ein Tag ab dem {day}", f"liegt vor dem {day}"
    yield Rule(
        "zu_klein",
        "error",
        column.name,
        f'"{column.name}" < {least}',
        f"»{{value}}« {what}; das kann für »{column.label}« nicht stimmen.",
        expected,
        "Berichtigen Sie den Wert in Ihrer Datei.",
    )


def _text(column: Column) -> Iterator[Rule]:
    if column.pattern:
        yield _shape(column)
    if column.pseudonym:
        yield _person(column)


def _shape(column: Column) -> Rule:
    keys = " Schlüssel gehören als Text in die Zelle, mit führender Null."
    return Rule(
        "muster_verletzt",
        "error",
        column.name,
        _misshapen(column),
        f"»{{value}}« hat nicht die Form, die für »{column.label}« erwartet wird.",
        column.meaning or column.pattern,
        f"Berichtigen Sie den Wert in Ihrer Datei.{keys if 'd{' in column.pattern else ''}",
    )


def _person(column: Column) -> Rule:
    kinds = "ein Name, ein Geburtsdatum, eine E-Mail-Adresse oder eine AZR-Nummer"
    return Rule(
        "personenbezug",
        "error",
        column.name,
        f"is_no_pseudonym({raw(column)})",
        f"Ein Wert in »{column.label}« sieht aus wie {kinds}.",
        "ein Pseudonym, das nur Ihre Stelle auflösen kann, zum Beispiel F-000123",
        "Ersetzen Sie den Wert durch ein Pseudonym und reichen Sie die Datei neu ein.",
    )


def _misshapen(column: Column) -> str:
    return f"not regexp_full_match({raw(column)}, '{column.pattern}')"


def _sender(dataset: Dataset) -> Rule:
    column = dataset.column(dataset.sender_column)
    fremd = {
        "kreis": ("fremder_kreis", "einem anderen Kreis"),
        "behoerde": ("fremde_behoerde", "einer anderen Behörde"),
    }
    code, whose = fremd[dataset.sender]
    return Rule(
        code,
        "error",
        column.name,
        f'"{column.name}" <> $sender',
        f"Die Zeile gehört zu {whose} (»{{value}}«).",
        "nur Zeilen des Absenders",
        "Löschen Sie fremde Zeilen oder wählen Sie den richtigen Absender.",
    )


def raw(column: Column) -> str:
    """The submitted text of a column in relation `zeilen`."""
    return f'"{column.name}:roh"'


def number(column: Column) -> str:
    """The exact number of a cell, before it became a decimal of two places or an integer."""
    return f'"{column.name}:zahl"'


def repaired(column: Column) -> str:
    """Whether the key in a cell was completed with its leading zero."""
    return f'"{column.name}:repariert"'


def unread(column: Column) -> str:
    """Whether something stands in a cell that may not be used."""
    if column.pattern:
        return _misshapen(column)
    if column.pseudonym:
        return f"is_no_pseudonym({raw(column)})"
    return f'{raw(column)} is not null and "{column.name}" is null'
