"""The groups of a frame of counts, each with what it is called by."""

from collections.abc import Iterator

import pandas as pd

from kim.estimates.row import Row


def by_group(counts: pd.DataFrame, by: tuple[str, ...]) -> Iterator[tuple[Row, pd.DataFrame]]:
    """Each group's dimensions and its part of the counts, in order; without dimensions all is one group."""
    if by:
        for key, part in counts.groupby(list(by), sort=True):
            yield dict(zip(by, map(_plain, key), strict=True)), part
    elif len(counts):
        yield {}, counts


def _plain(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value
