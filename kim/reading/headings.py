"""Which lines of a file are its heading, and which of our columns its cells mean."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.lesart import NOT_THERE, Lesart
from kim.reading.limits import HEADING_LINES, HEADING_WITHIN
from kim.reading.table import Rows, Table, cell_text, is_empty, letter

NAMELESS = "(ohne Überschrift)"
KNOWN, CONFIRMED = "bekannt", "bestätigt"
PERSONAL = re.compile(
    r"(vor|nach|familien|geburts|ruf)?name(n|vorname)?|vornachname|geb(urts)?(datum|tag|ort)?|geboren(am)?"
    r"|azr(nr|nummer)?|e?mail(adresse)?|tel(efon)?(nr|nummer)?|handy(nr|nummer)?|mobil(nr|nummer)?"
    r"|anschrift|adresse|wohnanschrift|strasse|hausnummer"
)
UNITS = re.compile(
    r"\W*(vzä|vollzeitäquivalente?|anzahl|personen|stück|fälle|anträge|tage|monate|prozent|%|datum|text|ja/nein"
    r"|in (vzä|tagen|monaten|personen|prozent)|tt\.mm\.jj(jj)?|jjjj-mm-tt|zahl|code|schlüssel)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """The heading of a table: its first and last line (from 0) and one unique name per file column.

    `columns` says which of our columns a place means, `how` why (KNOWN or CONFIRMED); `doubled` are places
    that mean a column which an earlier place means already. `filled` are the places that have content.
    """

    first: int
    last: int
    names: tuple[str, ...]
    columns: Mapping[int, str]
    how: Mapping[int, str]
    doubled: tuple[int, ...] = ()
    filled: frozenset[int] = frozenset()

    @property
    def words(self) -> dict[str, str]:
        """Our names → the file's own headings."""
        return {name: self.names[place] for place, name in self.columns.items()}

    def is_nameless(self, place: int) -> bool:
        return self.names[place].endswith(NAMELESS)

    @property
    def unknown(self) -> list[int]:
        """Places with a heading or content that mean nothing to us."""
        used = {*self.columns, *self.doubled}
        return [place for place in range(len(self.names)) if place in self.filled and place not in used]


@lru_cache(maxsize=64)
def known_headings(dataset: Dataset) -> dict[str, str]:
    """Every heading that means a column of the dataset, in its plain form → the column's name."""
    known: dict[str, str] = {}
    for column in dataset.columns:
        for heading in column.headings:
            units = [column.unit, f"in {column.unit}"] if column.unit else []
            for words in (heading, *(f"{heading} {unit}" for unit in units)):
                known.setdefault(plain(words), column.name)
    return known | {plain(h): column.name for column in dataset.columns for h in column.headings}


@lru_cache(maxsize=20_000)
def plain(cell: object) -> str:
    """A heading without what does not count: case, spaces, dashes, brackets, line breaks."""
    text = unicodedata.normalize("NFC", str(cell)).casefold()
    return re.sub(r"[\s_\-/().*:\u00ad]+", "", text)


def count_known(rows: Rows, known: Mapping[str, str]) -> int:
    """How many of our columns the best single line of these rows names."""
    return max((len(_known_in(row, known)) for row in rows[:HEADING_WITHIN]), default=0)


def find_heading(table: Table, known: Mapping[str, str], lesart: Lesart) -> Heading | None:
    """The heading told by the sender, or the lines that name most of our columns; None where none does.

    A line above or below belongs to the heading if with it more columns are named.
    """
    rows = table.head(HEADING_WITHIN + HEADING_LINES)
    if lesart.heading:
        first, last = (min(max(line - 1, 0), max(table.height - 1, 0)) for line in lesart.heading)
        return _heading(
            table, rows + [table.line(i) for i in range(len(rows), last + 1)], first, last, known, lesart
        )
    found = [len(_known_in(row, _with_confirmed(known, lesart))) for row in rows[:HEADING_WITHIN]]
    best = max(range(len(found)), key=found.__getitem__, default=0)
    if not found or not found[best]:
        return _unknown_heading(table, rows, known, lesart)
    blocks = sorted(_blocks(best, len(rows)), key=lambda block: block[1] - block[0])
    headings = [_heading(table, rows, first, last, known, lesart) for first, last in blocks]
    return max(headings, key=lambda heading: len(heading.columns))


def _blocks(best: int, height: int) -> Iterator[tuple[int, int]]:
    """Runs of lines around the best one, itself first."""
    for size in range(HEADING_LINES):
        for first in range(max(best - size, 0), best + 1):
            if first + size < height:
                yield first, first + size


def _unknown_heading(table: Table, rows: Rows, known: Mapping[str, str], lesart: Lesart) -> Heading | None:
    """Where no heading is known: the first line as full as any that holds words only, with content below."""
    full = [sum(not is_empty(cell) for cell in row) for row in rows]
    for line, row in enumerate(rows[:-1]):
        words = all(isinstance(cell, str) for cell in row if not is_empty(cell))
        if (
            full[line] == max(full) >= 2
            and words
            and not any(re.fullmatch(r"[\d.,\s-]+", str(c)) for c in row)
        ):
            return _heading(table, rows, line, line, known, lesart)
    return None


def _heading(
    table: Table, rows: Rows, first: int, last: int, known: Mapping[str, str], lesart: Lesart
) -> Heading:
    parts = _parts(table, rows, first, last)
    names = _unique([" ".join(part) for part in parts])
    columns, how, doubled = {}, {}, []
    for place, name, why in _meanings(names, parts, known, lesart):
        if name in columns.values():
            doubled.append(place)
        else:
            columns[place], how[place] = name, why
    filled = frozenset(p for p, part in enumerate(parts) if part or _has_content(table, p, last))
    return Heading(first, last, names, columns, how, tuple(doubled), filled)


def _meanings(
    names: Sequence[str], parts: Sequence[Sequence[str]], known: Mapping[str, str], lesart: Lesart
) -> Iterator[tuple[int, str, str]]:
    """Place, our name and why; what the sender confirmed comes first and takes the column from others."""
    confirmed = {plain(heading): name for name, heading in lesart.columns.items() if heading}
    taken = {name for name, heading in lesart.columns.items() if heading == NOT_THERE}
    for place, name in enumerate(names):
        if plain(name) in confirmed:
            taken.add(confirmed[plain(name)])
            yield place, confirmed[plain(name)], CONFIRMED
    for place, part in enumerate(parts):
        meant = next((known[text] for text in _candidates(part) if text in known), None)
        if meant and meant not in taken and plain(names[place]) not in confirmed:
            yield place, meant, KNOWN


def _candidates(parts: Sequence[str]) -> Iterator[str]:
    """How a heading over several lines may be meant: whole, its last line, its first with a unit below."""
    if parts:
        yield plain(" ".join(parts))
        yield plain(parts[-1])
        if all(UNITS.fullmatch(part) for part in parts[1:]):
            yield plain(parts[0])


def _parts(table: Table, rows: Rows, first: int, last: int) -> list[list[str]]:
    """The different texts of each column's heading from top to bottom; merged cells fill their range."""
    lines = [[_text(cell) for cell in row] for row in rows[first : last + 1]]
    for (top, left), (bottom, right) in table.merged:
        for line in range(max(top, first), min(bottom, last) + 1):
            if first <= top <= last:
                lines[line - first][left : right + 1] = [lines[top - first][left]] * (right + 1 - left)
    for upper, lower in zip(lines, lines[1:], strict=False):
        _spread(upper, lower)
    width = len(table.columns)
    return [list(dict.fromkeys(filter(None, (line[place] for line in lines)))) for place in range(width)]


def _spread(upper: list[str], lower: Sequence[str]) -> None:
    """A group heading holds for the columns to its right that have a heading below and none above."""
    for place in range(1, len(upper)):
        if not upper[place] and lower[place]:
            upper[place] = upper[place - 1]


def _text(cell: object) -> str:
    """A heading in one line; words that were divided at the end of a line are put together."""
    text = cell_text(cell) or ""
    return " ".join(re.sub(r"(?<=[a-zäöüß])-\s*\n\s*(?=[a-zäöüß])", "", text).split())


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    often = Counter(plain(name) for name in names)
    return tuple(
        f"{letter(place)} {NAMELESS}" if not name
        else f"{name} (Spalte {letter(place)})" if often[plain(name)] > 1 else name
        for place, name in enumerate(names)
    )  # fmt: skip


def _has_content(table: Table, place: int, last: int) -> bool:
    """Whether something stands below the heading; fields beyond it are none of its columns."""
    if table.widths is not None and place >= table.widths[last]:
        return False
    return any(not is_empty(cell) for cell in table.part(place, last + 1, last + 200))


def _known_in(row: Sequence[object], known: Mapping[str, str]) -> set[str]:
    return {known[plain(cell)] for cell in row if cell is not None and plain(cell) in known}


def _with_confirmed(known: Mapping[str, str], lesart: Lesart) -> Mapping[str, str]:
    return {**known, **{plain(heading): name for name, heading in lesart.columns.items() if heading}}


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
        personal = confidential and PERSONAL.fullmatch(plain(word))
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
