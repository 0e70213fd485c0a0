"""The spellings that offices use → the codes of our lists, for whole columns at once."""

from collections.abc import Iterable, Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Column, codes_of, spellings
from kim.reading.spellings import plain_spelling


def with_codes(
    cells: pa.Table, columns: Iterable[Column], confirmed: Mapping[str, Mapping[str, str]]
) -> pa.Table:
    """The cells with `name:code` and `name:repariert` beside each code column that the file has.

    A code is missing where a cell is empty or its spelling is not known; `repariert` says that a key was
    completed with its leading zero. `confirmed` holds what the sender said: column → spelling → code; what is
    no code (any more) is not used.
    """
    for column in columns:
        if column.type == "code" and column.name in cells.column_names:
            told = confirmed.get(column.name, {})
            valid = {spelling: code for spelling, code in told.items() if code in codes_of(column.codes)}
            listed = _with_confirmed(_listed(column.codes), valid)
            place = pc.index_in(_plain(cells[column.name]), value_set=listed["spelling"])
            cells = cells.append_column(f"{column.name}:code", listed["code"].take(place))
            cells = cells.append_column(f"{column.name}:repariert", listed["repaired"].take(place))
    return cells


@cache
def _listed(codes: str) -> pa.Table:
    return pa.Table.from_pandas(spellings(codes), preserve_index=False).combine_chunks()


def _with_confirmed(listed: pa.Table, confirmed: Mapping[str, str]) -> pa.Table:
    """The list of spellings with those of the sender in front: the first one found holds."""
    rows = [
        {"spelling": plain_spelling(spelling), "code": code, "repaired": False}
        for spelling, code in confirmed.items()
    ]
    return pa.concat_tables([pa.Table.from_pylist(rows, listed.schema), listed]).combine_chunks()


def _plain(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """As spellings are listed: lower case, single spaces."""
    return pc.utf8_lower(pc.replace_substring_regex(cells, pattern=r"\s+", replacement=" "))
