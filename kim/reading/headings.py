"""Which line of a file is its heading, and which of our columns its cells mean."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.files import Rows

WITHIN = 30  # lines above the heading that are looked through
PERSONAL = re.compile(
    r"(vor|nach|familien|geburts|ruf)?name(n|vorname)?|vornachname|geb(urts)?(datum|tag|ort)?|geboren(am)?"
    r"|azr(nr|nummer)?|e?mail(adresse)?|tel(efon)?(nr|nummer)?|handy(nr|nummer)?|mobil(nr|nummer)?"
    r"|anschrift|adresse|wohnanschrift|strasse|hausnummer"
)


@dataclass(frozen=True)
class Heading:
    """A heading line: its place in the file, position → (our name, the file's word), and what is not used."""

    position: int
    columns: Mapping[int, tuple[str, str]]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def words(self) -> dict[str, str]:
        """Our names → the file's own headings."""
        return dict(self.columns.values())


@lru_cache(maxsize=64)
def known_headings(dataset: Dataset) -> dict[str, str]:
    """Every heading that means a column of the dataset, in its plain form → the column's name."""
    return {plain(heading): column.name for column in dataset.columns for heading in column.headings}


@lru_cache(maxsize=20_000)
def plain(cell: object) -> str:
    """A heading without what does not count: case, spaces, dashes, brackets, line breaks."""
    text = unicodedata.normalize("NFC", str(cell)).casefold()
    return re.sub(r"[\s_\-/().*:]+", "", text)


def best_heading(rows: Rows, known: Mapping[str, str]) -> tuple[int, set[str]]:
    """Index of the first line with most known headings, and our names of those."""
    found = [{known[plain(c)] for c in row if plain(c) in known} for row in rows[:WITHIN]]
    best = max(range(len(found)), key=lambda index: len(found[index]), default=0)
    return best, found[best] if found else set()


def read_heading(rows: Rows, known: Mapping[str, str]) -> Heading:
    """The heading line of a table; a column that says what an earlier one says is not used."""
    position, _ = best_heading(rows, known)
    columns: dict[int, tuple[str, str]] = {}
    unknown, doubled = [], []
    for place, cell in enumerate(rows[position]):
        text, name = str(cell if cell is not None else "").strip(), known.get(plain(cell))
        if name is None:
            unknown += _unknown(text, place, rows[position + 1 :])
        elif name in dict(columns.values()):
            doubled.append(text)
        else:
            columns[place] = (name, text)
    return Heading(position, columns, tuple(unknown), tuple(doubled))


def heading_issues(dataset: Dataset, heading: Heading, sheet: str | None) -> Iterator[Issue]:
    """Required columns that are missing, columns that are there twice, columns that nobody knows."""
    place = {"sheet": sheet, "row": heading.position + 1}
    for column in dataset.columns:
        if column.required and column.name not in heading.words:
            yield _missing(column.label, column.name, place)
    yield from (_doubled(word, place) for word in heading.doubled)
    confidential = any(column.pseudonym for column in dataset.columns)
    for word in heading.unknown:
        personal = confidential and PERSONAL.fullmatch(plain(word))
        yield _personal(word, place) if personal else _not_known(word, place)


def _unknown(text: str, place: int, below: Rows) -> list[str]:
    """The name of an unknown column; one without heading counts where something stands below."""
    filled = text or any(len(row) > place and row[place] not in ("", None) for row in below)
    return [text or f"{_letters(place)} (ohne Überschrift)"] if filled else []


def _letters(place: int) -> str:
    """0 → A, 26 → AA, as spreadsheets name columns."""
    first, last = divmod(place, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _missing(label: str, name: str, place: dict) -> Issue:
    return Issue(
        "spalte_fehlt",
        "error",
        f"Die Pflichtspalte »{label}« fehlt.",
        f"eine Spalte »{label}«" + (f" oder »{name}«" if plain(label) != plain(name) else ""),
        "Ergänzen Sie die Spalte oder benennen Sie die vorhandene so.",
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
        "Nichts zu tun, wenn die Spalte nicht gebraucht wird; sonst benennen Sie sie wie in der Vorlage.",
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
