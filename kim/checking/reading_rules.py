"""The checks of reading: what stands in a cell has no typed value, or was changed to get one."""

from collections.abc import Iterator

from kim.checking.rule import Rule, number, raw, repaired
from kim.checking.typing import EXPECTED
from kim.datasets import Column, load_codes

SHOWN_CODES = 15
LARGEST = {"integer": "2.147.483.647", "decimal": "9.999.999.999,99"}
UNREADABLE = {
    "date": ("datum_unlesbar", "ist kein lesbares Datum"),
    "decimal": ("zahl_unlesbar", "ist keine lesbare Zahl"),
    "integer": ("zahl_unlesbar", "ist keine lesbare ganze Zahl"),
    "boolean": ("ja_nein_unlesbar", "ist weder ja noch nein"),
    "code": ("code_unbekannt", "ist kein bekannter Code"),
}


def unreadable(column: Column) -> Iterator[Rule]:
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


def changed(column: Column) -> Iterator[Rule]:
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
    unknown = "" if column.required else " Ist der Wert nicht bekannt, lassen Sie das Feld leer."
    return f"Berichtigen Sie den Wert.{nothing}{unknown}"


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
        "Berichtigen Sie den Wert.",
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
