"""Kinds whose counts lie along an axis: counts are grouped once, then asked as often as needed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from kim.catalogue import Indicator
from kim.estimates.agreement import agreement_row, tables_of
from kim.estimates.clock import clock_of
from kim.estimates.durations import duration_rows
from kim.estimates.flows import flow_of, flow_row
from kim.estimates.row import Row
from kim.estimates.survival import Columns

Groups = list[tuple[Row, Any]]  # the dimensions of a group, and what its counts were made into


@dataclass(frozen=True)
class Along:
    """How counts of one group and the ways out become something, and that the rows of an answer."""

    made: Callable[[Columns, tuple[str, ...]], Any]
    rows: Callable[[Indicator, Any], list[Row]]


ALONG_AN_AXIS = {
    "duration": Along(clock_of, duration_rows),
    "flow": Along(lambda part, _: flow_of(pd.DataFrame(part)), lambda *asked: [flow_row(*asked)]),
    "agreement": Along(lambda part, _: tables_of(pd.DataFrame(part)), lambda *asked: [agreement_row(*asked)]),
}


def grouped(kind: str, ways: tuple[str, ...], counts: Columns, by: tuple[str, ...]) -> Groups:
    """The groups of counts that are ordered by `by` and the axis; what they hold serves all statistics."""
    made = ALONG_AN_AXIS[kind].made
    return [(key, made(part, ways)) for key, part in _by_group(counts, by)]


def estimate_along(entry: Indicator, groups: Groups) -> list[Row]:
    """by…, what the kind counts, value, lower, upper, n and status; see `duration_rows` and its like."""
    rows = ALONG_AN_AXIS[entry.kind].rows
    return [key | row for key, group in groups for row in rows(entry, group)]


def _by_group(counts: Columns, by: tuple[str, ...]) -> Iterator[tuple[Row, Columns]]:
    """Each group's dimensions and its part of the counts; without dimensions all is one group."""
    rows = len(next(iter(counts.values())))
    keys = [counts[name] for name in by]
    begins = np.ones(rows, dtype=bool)
    begins[1:] = sum((key[1:] != key[:-1] for key in keys), np.zeros(max(rows - 1, 0), dtype=bool))
    for start, end in pairwise([*np.flatnonzero(begins), rows]):
        key = {name: values[start] for name, values in zip(by, keys, strict=True)}
        yield key, {name: values[start:end] for name, values in counts.items()}
