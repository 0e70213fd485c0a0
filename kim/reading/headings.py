"""A heading, and which of our columns its cells mean."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kim.datasets import Dataset
from kim.reading.lesart import NOT_THERE, Lesart
from kim.reading.table import Rows, Table, cell_text, is_empty, letter

NAMELESS = "(ohne Überschrift)"
KNOWN, CONFIRMED = "bekannt", "bestätigt"
PERSONAL = re.compile(
    r"(vor|nach|familien|geburts|ruf)?name(n|vorname)?|vornachname|geb(urts)?(datum|tag|ort)?|geboren(am)?"
    r"|azr(nr|nummer)?|e?mail(adresse)?|tel(efon)?(nr|nummer)?|handy(nr|nummer)?|mobil(nr|nummer)?"
    r"|anschrift|adresse|wohnanschrift|strasse|hausnummer"
)
MARKED = re.compile(r"(?<=\w)(\s+\d\)|\s*[¹²³⁴⁵])+\s*$")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
UNITS = re.compile(
    r"\W*(vzä|vollzeitäquivalente?|anzahl|personen|stück|fälle|anträge|tage|monate|prozent|%|datum|text|ja/nein"
    r"|in (vzä|tagen|monaten|personen|prozent)|tt\.mm\.jj(jj)?|jjjj-mm-tt|zahl|code|schlüssel)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """The heading of a table: its first and last line (from 0) and one unique name per file column.

    `columns` says which of our columns a place means, `how` why (KNOWN or CONFIRMED); `doubled` are places
    that mean a column which an earlier place means already. `filled` are the places that have content,
    `parts` are the texts of each column from top to bottom.
    """

    first: int
    last: int
    names: tuple[str, ...]
    columns: Mapping[int, str]
    how: Mapping[int, str]
    doubled: tuple[int, ...] = ()
    filled: frozenset[int] = frozenset()
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """Our names → the file's own headings."""
        return {name: self.names[place] for place, name in self.columns.items()}

    def words_at(self, place: int) -> list[str]:
        """The heading of a column, whole and in its parts."""
        return [self.names[place], " ".join(self.parts[place]), *self.parts[place]]

    def is_personal(self, place: int) -> bool:
        """Whether the heading, or a part of it, says that the column is about a person."""
        return any(PERSONAL.fullmatch(plain(words)) for words in self.words_at(place))

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
    """A heading without what does not count: case, spaces, signs, marks of footnotes."""
    text = MARKED.sub("", unicodedata.normalize("NFC", str(cell)).casefold())
    return re.sub(r"[\s_\-–/().,;:*\[\]\"'\u00ad]+", "", text).translate(UMLAUTS)


def heading_at(
    table: Table, rows: Rows, first: int, last: int, known: Mapping[str, str], lesart: Lesart
) -> Heading:
    """The heading that stands in these lines (from 0); `rows` are the first lines of the table."""
    parts = _parts(table, rows, first, last)
    names = _unique([" ".join(part) for part in parts])
    columns, how, doubled = {}, {}, []
    for place, name, why in _meanings(names, parts, known, lesart):
        if name in columns.values():
            doubled.append(place)
        else:
            columns[place], how[place] = name, why
    filled = frozenset(p for p, part in enumerate(parts) if part or _has_content(table, p, last))
    return Heading(first, last, names, columns, how, tuple(doubled), filled, tuple(map(tuple, parts)))


def _meanings(
    names: Sequence[str], parts: Sequence[Sequence[str]], known: Mapping[str, str], lesart: Lesart
) -> Iterator[tuple[int, str, str]]:
    """Place, our name and why; what the sender confirmed comes first and takes the column from others."""
    told = dict(_confirmed(names, parts, lesart))
    taken = {*told.values(), *(name for name, heading in lesart.columns.items() if heading == NOT_THERE)}
    yield from ((place, name, CONFIRMED) for place, name in told.items())
    claims = [
        (place, *claim)
        for place, part in enumerate(parts)
        if place not in told and (claim := _claim(part, known)) and claim[0] not in taken
    ]
    for place, name, rank in claims:
        others = [r for p, n, r in claims if n == name and p != place]
        if rank == 0 or (all(other > rank for other in others)):
            yield place, name, KNOWN


def _confirmed(
    names: Sequence[str], parts: Sequence[Sequence[str]], lesart: Lesart
) -> Iterator[tuple[int, str]]:
    """Places of the headings that the sender named, whole or by what only one of them says."""
    for name, heading in lesart.columns.items():
        told = plain(heading)
        whole = [p for p, own in enumerate(names) if told and plain(own) == told]
        places = whole or [p for p, part in enumerate(parts) if told and told in _candidates(part)]
        if len(places) == 1:
            yield places[0], name


def _claim(parts: Sequence[str], known: Mapping[str, str]) -> tuple[str, int] | None:
    """What a heading means, and how far from its whole text that is taken: 0 is the whole."""
    for rank, text in enumerate(_candidates(parts)):
        if text in known:
            return known[text], rank
    alone = {known[plain(part)] for part in parts if plain(part) in known}
    return (alone.pop(), 3) if len(alone) == 1 else None


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
    fixed: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in table.merged:
        if first <= top <= last:
            words = lines[top - first][left]
            for line, place in product(range(top, min(bottom, last) + 1), range(left, right + 1)):
                lines[line - first][place] = words
                fixed.add((line - first, place))
    for upper, words in enumerate(lines[:-1]):
        _spread(words, lines[upper + 1], {place for line, place in fixed if line == upper})
    width = len(table.columns)
    return [list(dict.fromkeys(filter(None, (line[place] for line in lines)))) for place in range(width)]


def _spread(upper: list[str], lower: Sequence[str], fixed: Collection[int]) -> None:
    """A group heading holds for the columns to its right that have a heading below and none above.

    Merged cells say themselves how far they reach.
    """
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and place - 1 not in fixed:
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
