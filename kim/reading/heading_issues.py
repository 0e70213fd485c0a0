"""What can be wrong with the heading of a table, said to people."""

from collections.abc import Iterator, Mapping

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.headings import Heading, plain
from kim.reading.table import letter


def heading_issues(
    dataset: Dataset, heading: Heading, sheet: str | None, proposed: Mapping[str, str]
) -> Iterator[Issue]:
    """Required columns that are missing, columns that are there twice, columns that nobody knows."""
    place = {"sheet": sheet, "row": heading.last + 1}
    for column in dataset.columns:
        if column.required and column.name not in heading.words:
            yield _missing(column.label, column.name, proposed.get(column.name), place)
    yield from (_doubled(heading.names[p], place | {"cell": _cell(p, heading)}) for p in heading.doubled)
    confidential = any(column.pseudonym for column in dataset.columns)
    for p in heading.unknown:
        word, where = heading.names[p], place | {"cell": _cell(p, heading)}
        personal = confidential and heading.is_personal(p)
        yield _personal(word, where) if personal else _not_known(word, where)


def _cell(place: int, heading: Heading) -> str:
    return f"{letter(place)}{heading.last + 1}"


def _missing(label: str, name: str, proposed: str | None, place: dict) -> Issue:
    remedy = "Ergänzen Sie die Spalte oder benennen Sie die vorhandene so."
    if proposed:
        remedy = (
            f"Gemeint ist vielleicht die Spalte »{proposed}«: Bestätigen Sie die Zuordnung. Sonst: {remedy}"
        )
    return Issue(
        "spalte_fehlt",
        "error",
        f"Die Pflichtspalte »{label}« fehlt.",
        f"eine Spalte »{label}«" + (f" oder »{name}«" if plain(label) != plain(name) else ""),
        remedy,
        column=label,
        **place,
    )


def _doubled(word: str, place: dict) -> Issue:
    return Issue(
        "spalte_doppelt",
        "error",
        f"Die Spalte »{word}« bedeutet dasselbe wie eine andere Spalte der Datei.",
        "jede Angabe in einer Spalte",
        "Löschen Sie eine der beiden Spalten oder benennen Sie sie um.",
        column=word,
        **place,
    )


def _not_known(word: str, place: dict) -> Issue:
    return Issue(
        "unbekannte_spalte",
        "hint",
        f"Die Spalte »{word}« ist nicht bekannt und wird nicht übernommen.",
        "eine der Spalten des Datensatzes",
        "Nichts zu tun, wenn die Spalte nicht gebraucht wird; sonst ordnen Sie sie zu.",
        column=word,
        **place,
    )


def _personal(word: str, place: dict) -> Issue:
    """The original would be kept byte for byte, so what may not be kept must not be in it."""
    return Issue(
        "personenbezug",
        "error",
        f"Die Spalte »{word}« enthält ihrer Überschrift nach Angaben zu einzelnen Personen.",
        "keine Namen, Geburtsdaten, Anschriften, E-Mail-Adressen, Telefon- oder AZR-Nummern in der Datei",
        "Löschen Sie die Spalte und reichen Sie die Datei neu ein.",
        column=word,
        **place,
    )
