"""The checks that every dataset gets from its declaration: which rows they find and what is said of them."""

import re
from collections.abc import Collection, Iterator

from kim.checking.reading_rules import changed, unreadable
from kim.checking.rule import Rule, misshapen, raw, unread
from kim.datasets import Column, Dataset, RowCheck


def column_rules(dataset: Dataset, unread_columns: Collection[str]) -> Iterator[Rule]:
    """Rules over relation `zeilen`: typed values under our names, text cells under `name:roh`.

    `unread_columns` have cells that could not be read; only for them is it asked why.
    """
    for column in dataset.columns:
        yield from _required(column)
        if column.name in unread_columns:
            yield from unreadable(column)
        yield from changed(column)
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
        check.condition,
        check.passed,
        frozenset(check.columns),
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
        "Berichtigen Sie den Wert.",
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
        misshapen(column),
        f"»{{value}}« hat nicht die Form, die für »{column.label}« erwartet wird.",
        column.meaning or column.pattern,
        f"Berichtigen Sie den Wert.{keys if 'd{' in column.pattern else ''}",
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
