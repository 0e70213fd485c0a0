"""The columns of a file as its sender sees them: heading, what it means to us, a few values."""

import re
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Column, Dataset
from kim.reading.headings import Heading
from kim.reading.layout import FileColumn
from kim.reading.spellings import known_spellings
from kim.reading.table import letter

SAMPLES = 3
SHOWN = 40  # characters of a sample
LOOKED_AT = 50  # different values that may not look like persons
WORD = "[A-ZÄÖÜ][a-zäöüßéı]+(-[A-ZÄÖÜ][a-zäöüßéı]+)?"
FULL_NAME = re.compile(rf"{WORD},? +{WORD}")
PRIVATE = re.compile(  # addresses, AZR numbers, telephones, streets
    r"@|\b(AZR\D{0,6})?\d{4} ?\d{4} ?\d{4}\b|(\+49|\b0\d{2,4})[ /-]+\d{4,}|(str\.|straße) *\d",
    re.IGNORECASE,
)


def file_columns(dataset: Dataset, heading: Heading, texts: Sequence[pa.Array]) -> Iterator[FileColumn]:
    """Every column with a heading or content; `texts` are the cells of the first rows."""
    codes = frozenset().union(*(known_spellings(column.codes) for column in dataset.columns if column.codes))
    for place in sorted(heading.filled):
        name = heading.columns.get(place)
        column = dataset.column(name) if name else None
        shown = () if heading.is_personal(place) else _samples(texts[place], column, codes)
        yield FileColumn(letter(place), heading.names[place], name, heading.how.get(place), shown)


def _samples(text: pa.Array, column: Column | None, codes: frozenset[str]) -> tuple[str, ...]:
    """The first different values; none where one of them could name a person."""
    different = pc.drop_null(pc.unique(text))[:LOOKED_AT].to_pylist()
    free = column is None or column.pseudonym
    named = free and any(FULL_NAME.fullmatch(value) and value.lower() not in codes for value in different)
    if named or any(map(PRIVATE.search, different)):
        return ()
    return tuple(value[:SHOWN] for value in different[:SAMPLES])
