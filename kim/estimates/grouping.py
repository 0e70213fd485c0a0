"""Kinds whose counts lie along an axis: counts are grouped once, then asked as often as needed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kim.catalogue import Indicator
from kim.estimates.agreement import agreement_rows, tables_of
from kim.estimates.clock import clock_of
from kim.estimates.durations import duration_rows
from kim.estimates.flows import flow_of, flow_rows
from kim.estimates.row import Row

Groups = list[tuple[Row, Any]]  # the dimensions of a group, and what its counts were made into


@dataclass(frozen=True)
class Along:
    """How counts of one group and the ways out become something, and that the rows of an answer."""

    made: Callable[[pd.DataFrame, tuple[str, ...]], Any]
    rows: Callable[[Indicator, Any], list[Row]]


ALONG_AN_AXIS = {
    "duration": Along(clock_of, duration_rows),
    "flow": Along(lambda part, _: flow_of(part), flow_rows),
    "agreement": Along(lambda part, _: tables_of(part), agreement_rows),
}


def grouped(kind: str, ways: tuple[str, ...], counts: pd.DataFrame, by: tuple[str, ...]) -> Groups:
    """The groups of counts, in order; what they hold is the same for all statistics of the kind."""
    made = ALONG_AN_AXIS[kind].made
    return [(key, made(part, ways)) for key, part in _by_group(counts, by)]


def estimate_along(entry: Indicator, groups: Groups) -> list[Row]:
    """by…, what the kind counts, value, lower, upper, n and status; see `duration_rows` and its like."""
    rows = ALONG_AN_AXIS[entry.kind].rows
    return [key | row for key, group in groups for row in rows(entry, group)]


def _by_group(counts: pd.DataFrame, by: tuple[str, ...]) -> Iterator[tuple[Row, pd.DataFrame]]:
    """Each group's dimensions and its part of the counts; without dimensions all is one group."""
    if by:
        for key, part in counts.groupby(list(by), sort=True):
            yield dict(zip(by, map(_plain, key), strict=True)), part
    elif len(counts):
        yield {}, counts


def _plain(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value
