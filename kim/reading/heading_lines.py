"""Which lines of a file are its heading: those that name most of our columns."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kim.reading.headings import Heading, heading_at, plain
from kim.reading.lesart import Lesart
from kim.reading.limits import HEADING_LINES, HEADING_WITHIN
from kim.reading.table import Rows, Table, is_empty

VALUE = re.compile(
    r"-?\d{1,3}(?:[.,' ]\d{3})*(?:[.,]\d+)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}.*|\d{4,}"
)


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
        return heading_at(
            table, rows + [table.line(i) for i in range(len(rows), last + 1)], first, last, known, lesart
        )
    wanted = _with_confirmed(known, lesart)
    found = [(len(_known_in(row, wanted)), _full(row)) for row in rows[:HEADING_WITHIN]]
    best = max(range(len(found)), key=found.__getitem__, default=0)
    fullest = _unknown_heading(table, rows, known, lesart)
    if not found or found[best][0] == 0 or (found[best][0] == 1 and _is_beside(best, rows, fullest)):
        return fullest
    words_only = [
        (a, b) for a, b in _blocks(best, len(rows)) if not any(map(_holds_values, _others(rows, a, b, best)))
    ]
    blocks = sorted(words_only, key=lambda block: block[1] - block[0])
    headings = [heading_at(table, rows, first, last, known, lesart) for first, last in blocks]
    return max(headings, key=lambda heading: len(heading.columns) - len(heading.doubled))


def _others(rows: Rows, first: int, last: int, best: int) -> Rows:
    """The lines of a block beside the best one."""
    return [*rows[first:best], *rows[best + 1 : last + 1]]


def _holds_values(row: Sequence[object]) -> bool:
    """Whether a line holds a number or a day: then it is data, whatever words stand beside them."""
    return any(
        not isinstance(cell, str) or VALUE.fullmatch(cell.strip()) for cell in row if not is_empty(cell)
    )


def _full(row: Sequence[object]) -> int:
    return sum(not is_empty(cell) for cell in row)


def _is_beside(line: int, rows: Rows, fullest: Heading | None) -> bool:
    """Whether a line with one known word is a note above the table ("Kreis: Borken") or one of its rows."""
    if fullest is None or line == fullest.first:
        return False
    return line > fullest.first or 2 * _full(rows[line]) <= _full(rows[fullest.first])


def _blocks(best: int, height: int) -> Iterator[tuple[int, int]]:
    """Runs of lines around the best one, itself first."""
    for size in range(HEADING_LINES):
        for first in range(max(best - size, 0), best + 1):
            if first + size < height:
                yield first, first + size


def _unknown_heading(table: Table, rows: Rows, known: Mapping[str, str], lesart: Lesart) -> Heading | None:
    """Where no heading is known: the first line as full as any that holds words only, with content below."""
    full = [_full(row) for row in rows]
    for line, row in enumerate(rows[:-1]):
        words = all(isinstance(cell, str) for cell in row if not is_empty(cell))
        if (
            full[line] == max(full) >= 2
            and words
            and not any(re.fullmatch(r"[\d.,\s-]+", str(c)) for c in row)
        ):
            return heading_at(table, rows, line, line, known, lesart)
    return None


def _known_in(row: Sequence[object], known: Mapping[str, str]) -> set[str]:
    return {known[plain(cell)] for cell in row if cell is not None and plain(cell) in known}


def _with_confirmed(known: Mapping[str, str], lesart: Lesart) -> Mapping[str, str]:
    return {**known, **{plain(heading): name for name, heading in lesart.columns.items() if heading}}
