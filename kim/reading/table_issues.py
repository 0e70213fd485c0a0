"""What can be wrong with a table as a whole, said to people."""

from collections.abc import Mapping

from kim.datasets import Column
from kim.errors import Issue


def no_such_sheet(wanted: str, read: str | None) -> Issue:
    return Issue(
        "blatt_fehlt",
        "error",
        f"Das Tabellenblatt »{wanted}« gibt es in der Datei nicht.",
        f"eines der Blätter der Datei, zum Beispiel »{read}«" if read else "eine Arbeitsmappe mit Blättern",
        "Wählen Sie ein Blatt, das es gibt.",
        value=wanted,
    )


def other_sheet(other: str | None, read: str | None) -> Issue:
    return Issue(
        "weiteres_blatt",
        "warning",
        f"Auch das Tabellenblatt »{other}« enthält Daten; gelesen wird nur »{read}«.",
        "alle Zeilen auf einem Tabellenblatt",
        "Kopieren Sie alle Zeilen auf ein Blatt oder reichen Sie die Blätter als einzelne Dateien ein."
        " Gehört das Blatt nicht dazu, nennen Sie den Grund.",
        sheet=other,
    )


def formula(column: Column, count: int, where: Mapping[str, object]) -> Issue:
    return Issue(
        "formel",
        "error",
        f"In »{column.label}« stehen Formeln statt Werten.",
        "fertige Werte",
        "Ersetzen Sie die Formeln durch ihre Werte: kopieren, dann »Inhalte einfügen, Werte«.",
        count=count,
        **where,
    )


def too_many_fields(width: int, row: int, count: int) -> Issue:
    return Issue(
        "felder_zu_viele",
        "error",
        f"Die Zeile hat mehr Felder als die Überschrift ({width}); ihre Angaben sind verschoben.",
        f"höchstens {width} Felder",
        "Setzen Sie Felder, die das Trennzeichen enthalten (zum Beispiel 3,5), in Anführungszeichen, oder"
        " speichern Sie die Datei mit Semikolon als Trennzeichen.",
        row=row,
        count=count,
    )


def nothing(sheet: str | None, row: int) -> Issue:
    return Issue(
        "leere_datei",
        "error",
        "Unter den Überschriften stehen keine Daten.",
        "mindestens eine Zeile mit Daten",
        "Prüfen Sie, ob es die richtige Datei ist.",
        sheet=sheet,
        row=row,
    )
