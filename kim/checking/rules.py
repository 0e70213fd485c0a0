"""The checks that every dataset gets from its declaration: which rows they find and what is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kim.checking.typing import EXPECTED, number_text
from kim.datasets import Column, Dataset, RowCheck, load_codes

SHOWN_CODES = 12
UNREADABLE = {
    "date": ("datum_unlesbar", "ist kein lesbares Datum"),
    "decimal": ("zahl_unlesbar", "ist keine lesbare Zahl"),
    "integer": ("zahl_unlesbar", "ist keine lesbare ganze Zahl"),
    "boolean": ("ja_nein_unlesbar", "ist weder ja noch nein"),
    "code": ("code_unbekannt", "ist kein bekannter Code"),
}


@dataclass(frozen=True)
class Rule:
    """Rows that meet `condition` are findings; `{value}` in the message is the submitted value."""

    code: str
    severity: str
    column: str
    condition: str
    message: str
    expected: str
    remedy: str


def column_rules(dataset: Dataset, mark: str) -> Iterator[Rule]:
    """Rules over relation `zeilen`: typed values under our names, text cells under `name:roh`."""
    for column in dataset.columns:
        yield from _required(column)
        yield from _readable(column, mark)
        yield from _limits(column)
        yield from _text(column)
    if dataset.sender_column:
        yield _sender(dataset)


def declared_rule(check: RowCheck) -> Rule:
    """A check of the declaration: a finding where its condition is false; unknown passes."""
    condition = f"({check.condition}) is false"
    return Rule(
        check.code, check.severity, check.columns[0], condition, check.message, check.expected, check.remedy
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


def _readable(column: Column, mark: str) -> Iterator[Rule]:
    if column.type == "text":
        return
    code, what = UNREADABLE[column.type]
    unread = f'{raw(column)} is not null and "{column.name}" is null'
    if column.type == "integer":
        fraction = f"try_cast({number_text(raw(column), mark)} as decimal(18, 4)) is not null"
        yield _unreadable(column, "ganzzahl_erwartet", "ist keine ganze Zahl", f"{unread} and {fraction}")
        unread = f"{unread} and not coalesce({fraction}, false)"
    yield _unreadable(column, code, what, unread)
    if column.type == "code":
        yield _repaired(column)
    if column.type == "decimal":
        yield _rounded(column, mark)


def _unreadable(column: Column, code: str, what: str, condition: str) -> Rule:
    remedy = "Berichtigen Sie den Wert; ist er nicht bekannt, lassen Sie die Zelle leer."
    if column.required:
        remedy = "Berichtigen Sie den Wert in Ihrer Datei."
    return Rule(code, "error", column.name, condition, f"»{{value}}« {what}.", _expected(column), remedy)


def _expected(column: Column) -> str:
    if column.type != "code":
        return EXPECTED[column.type]
    codes = load_codes(column.codes)
    if len(codes) > SHOWN_CODES:
        return f"ein Schlüssel der Liste »{column.codes}«, zum Beispiel {codes['code'].iloc[0]}"
    return "einer der Codes " + ", ".join(
        f"{c} ({label})" for c, label in zip(codes["code"], codes["label"], strict=True)
    )


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


def _rounded(column: Column, mark: str) -> Rule:
    exact = f"try_cast({number_text(raw(column), mark)} as decimal(18, 6))"
    return Rule(
        "gerundet",
        "hint",
        column.name,
        f'{exact} <> "{column.name}"',
        "»{value}« hat mehr als zwei Nachkommastellen und wird gerundet übernommen.",
        "höchstens zwei Nachkommastellen",
        "Nichts zu tun, wenn die Rundung richtig ist.",
    )


def _limits(column: Column) -> Iterator[Rule]:
    if column.minimum is None:
        return
    least = f"date '{column.minimum}'" if column.type == "date" else column.minimum
    shown = ".".join(reversed(str(column.minimum).split("-"))) if column.type == "date" else column.minimum
    yield Rule(
        "zu_klein",
        "error",
        column.name,
        f'"{column.name}" < {least}',
        f"»{{value}}« ist kleiner als erlaubt ({column.label}).",
        f"mindestens {shown}",
        "Berichtigen Sie den Wert in Ihrer Datei.",
    )


def _text(column: Column) -> Iterator[Rule]:
    if column.pattern:
        yield Rule(
            "muster_verletzt",
            "error",
            column.name,
            f"not regexp_full_match({raw(column)}, '{column.pattern}')",
            f"»{{value}}« hat nicht die Form, die für »{column.label}« erwartet wird.",
            column.meaning or column.pattern,
            "Berichtigen Sie den Wert; Schlüssel gehören als Text in die Zelle.",
        )
    if column.pseudonym:
        yield _person(column)


def _person(column: Column) -> Rule:
    cell = raw(column)
    looks = (
        f"contains({cell}, '@') or not regexp_matches({cell}, '[0-9]') or regexp_full_match({cell}, '\\d{{12}}')"
        f" or regexp_matches({cell}, '[A-ZÄÖÜ][a-zäöüß]+,? +[A-ZÄÖÜ][a-zäöüß]+')"
    )
    return Rule(
        "personenbezug",
        "error",
        column.name,
        looks,
        f"Ein Wert in »{column.label}« sieht aus wie ein Name, eine E-Mail-Adresse oder eine AZR-Nummer.",
        "ein Pseudonym, das nur Ihre Stelle auflösen kann, zum Beispiel F-000123",
        "Ersetzen Sie den Wert durch ein Pseudonym und reichen Sie die Datei neu ein.",
    )


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


def repaired(column: Column) -> str:
    """Whether the key in a cell was completed with its leading zero."""
    return f'"{column.name}:repariert"'
