"""Cells merged over several rows of data: what they say holds for each of the rows, unless it is a number."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from kim.datasets import Column
from kim.errors import Issue
from kim.reading.symbols import NUMBERS
from kim.reading.table import Table

Spread = tuple[int, int, int]  # column, line of the first merged cell below the heading, filled cells


def spread(
    texts: Sequence[pa.Array], columns: Mapping[int, Column], table: Table, first: int
) -> tuple[list[pa.Array], list[Spread]]:
    """The columns with the rows of merged cells filled, and where that was; `first` is the first row of data.

    A number would be counted once for each row, so it stays in the first.
    """
    told = {place: column for place, column in columns.items() if column.type not in NUMBERS}
    new, found = list(texts), []
    for place in sorted(told):
        ranges = [
            (top - first, bottom - first)
            for (top, left), (bottom, _) in table.merged
            if left == place and first <= top < bottom
        ]
        if ranges:
            new[place], count = _filled(texts[place], ranges)
            found += [(place, min(ranges)[0], count)] if count else []
    return new, found


def _filled(text: pa.Array, ranges: Sequence[tuple[int, int]]) -> tuple[pa.Array, int]:
    cells, count = text.to_pylist(), 0
    for top, bottom in ranges:
        for line in range(top + 1, min(bottom, len(cells) - 1) + 1):
            count += cells[top] is not None
            cells[line] = cells[top]
    return pa.array(cells, pa.string()), count


def merged_issue(column: str, count: int, **place: object) -> Issue:
    return Issue(
        "verbundene_zellen",
        "hint",
        f"In »{column}« sind Zellen verbunden; ihr Inhalt gilt für jede Zeile, über die sie reichen.",
        "in jeder Zeile eine eigene Zelle",
        "Nichts zu tun, wenn das so gemeint ist. Sonst heben Sie den Verbund auf und füllen die Zellen aus.",
        column=column,
        count=count,
        **place,
    )
