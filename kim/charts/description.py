"""One frozen description of a chart: finished, sorted and checked before any renderer sees it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import pandas as pd

from kim import formats
from kim.charts.twins import Twins

Kind = Literal["bar", "stacked", "line", "range", "tiles", "curve", "funnel"]
Style = Literal["actual", "other", "outline", "light", "forecast"]
Mark = Literal["usual", "few", "outside", "not_judged"]
SPOKEN = {
    "bar": "Balkendiagramm",
    "stacked": "Gestapelte Balken",
    "line": "Liniendiagramm",
    "range": "Spannen von–bis",
    "tiles": "Kachelkarte",
    "curve": "Kurve",
    "funnel": "Trichterdiagramm",
}
ON_NUMBERS = ("curve", "funnel")  # kinds whose categories stand on an axis of numbers


@dataclass(frozen=True)
class Series:
    """One value for each category; `status` says for every one of them why it is there or not.

    `lower` and `upper` are the limits of an interval; in the kind `range` the bar runs from `values` to
    `upper`. Left out, `status` is shown where there is a value and not_reported where there is none.
    """

    name: str
    values: tuple[float | None, ...]
    style: Style = "actual"
    lower: tuple[float | None, ...] | None = None
    upper: tuple[float | None, ...] | None = None
    status: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        values = _plain(self.values)
        status = tuple(self.status) or tuple("not_reported" if v is None else "shown" for v in values)
        values = tuple(0.0 if s == "zero" else v for v, s in zip(values, status, strict=True))
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "status", status)
        for name in ("lower", "upper"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _plain(getattr(self, name)))

    def faults(self, length: int) -> list[str]:
        """What keeps the series from being drawn."""
        columns = {"values": self.values, "status": self.status, "lower": self.lower, "upper": self.upper}
        found = [
            f"{n}: {len(c)} of {length}" for n, c in columns.items() if c is not None and len(c) != length
        ]
        found += [f"unknown status {s}" for s in set(self.status) - set(formats.STATUSES)]
        pairs = zip(self.values, self.status, strict=True)
        found += [f"{s} with {v}" for v, s in pairs if (v is None) == (s in formats.NUMERIC)]
        return found + ([] if self.style in get_args(Style) else [f"unknown style {self.style}"])


@dataclass(frozen=True)
class ReferenceLine:
    """A value that all marks are read against, such as the Land's; in curves an age."""

    value: float
    label: str


@dataclass(frozen=True)
class Event:
    """Something that happened at a place between categories (2.5 = half way from the third to the fourth).

    `sign` stands in the chart, the label in its notes.
    """

    position: float
    sign: str
    label: str


@dataclass(frozen=True)
class Bounds:
    """Where values vary as usual, along places on the axis; `strong` where crossing asks a question."""

    name: str
    positions: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    strong: bool = False
    centre: float | None = None

    def faults(self) -> list[str]:
        lengths = {len(self.positions), len(self.lower), len(self.upper)}
        crossed = any(low > high for low, high in zip(self.lower, self.upper, strict=False))
        found = [f"bounds {self.name}: columns of different length"] if len(lengths) > 1 else []
        return found + ([f"bounds {self.name}: lower above upper"] if crossed else [])


@dataclass(frozen=True)
class Place:
    """Where a tile stands and what is written on it beside its value."""

    row: int
    column: int
    sign: str


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    `ends` are the texts at the end of each category; `groups` the heading each category stands under
    ("" = none); `highlight` and `comparator` name categories (in lines: series); `axis_title` is the unit,
    where it does not stand at each value; `over_time`: categories are times and run from left to right;
    `ordered`: the parts of a stack have an order; `steps`: limits of the shades of tiles; `positions`:
    where categories stand on an axis of numbers (days of age, cases of a unit); `marks`: which points are
    told by their form; `bounds`: what the points of a funnel and of a control chart are read against;
    `traces`: ids that lead back to what is drawn (indicator, selection, Stand).
    Its twins are tables: `table` is written for reading, `data` is raw, with codes and a status column.
    """

    id: str
    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int
    sentence: str
    source: str
    twins: Twins = field(compare=False, repr=False)
    axis_title: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None
    ends: tuple[str, ...] | None = None
    highlight: str | None = None
    comparator: str | None = None
    over_time: bool = False
    ordered: bool = False
    lines: tuple[ReferenceLine, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] | None = None
    steps: tuple[float, ...] = ()
    positions: tuple[float, ...] | None = None
    marks: tuple[Mark, ...] | None = None
    bounds: tuple[Bounds, ...] = ()
    traces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        found = _faults(self)
        if found:
            raise ValueError(f"chart {self.id} cannot be drawn: {'; '.join(found)}")

    @cached_property
    def table(self) -> pd.DataFrame:
        """The chart as a table to read."""
        return self.twins.table()

    @cached_property
    def data(self) -> pd.DataFrame:
        """The chart as a file for machines."""
        return self.twins.data()

    @property
    def alt(self) -> str:
        """What is read out in place of the picture."""
        return f"{SPOKEN[self.kind]}: {self.title}. {self.sentence}"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: no category, or no series."""
        return not self.categories or not self.series

    @property
    def silent(self) -> bool:
        """Whether no value is known: then the sentence says why, and there is nothing to look at."""
        return not any(status in formats.NUMERIC for status in self.statuses)

    @property
    def statuses(self) -> tuple[str, ...]:
        """Every status in the chart, in the order of the legend: what the symbols are explained for."""
        found = {status for series in self.series for status in series.status}
        return tuple(status for status in formats.STATUSES if status in found)

    def labels(self, series: Series) -> tuple[str, ...]:
        """What is said at each value: number and unit, or why there is none."""
        pairs = zip(series.values, series.status, strict=True)
        return tuple(formats.label(value, status, self.unit, self.decimals) for value, status in pairs)


def _faults(chart: Chart) -> list[str]:
    """What keeps a chart from being drawn."""
    length = len(chart.categories)
    found = [f"unknown kind {chart.kind}"] if chart.kind not in get_args(Kind) else []
    found += [f"{s.name}: {fault}" for s in chart.series for fault in s.faults(length)]
    found += [f"twice: {name}" for name in _twice(chart.categories) + _twice([s.name for s in chart.series])]
    columns = {name: getattr(chart, name) for name in ("groups", "ends", "places", "positions", "marks")}
    found += [f"{n}: {len(c)} of {length}" for n, c in columns.items() if c is not None and len(c) != length]
    return found + _faults_of_kind(chart) + _faults_of_places(chart)


def _faults_of_kind(chart: Chart) -> list[str]:
    found = []
    if chart.kind in ("bar", "range", "tiles", "funnel") and len(chart.series) != 1:
        found.append(f"{chart.kind} takes one series, not {len(chart.series)}")
    if chart.kind == "range" and any(series.upper is None for series in chart.series):
        found.append("range without upper ends")
    if (chart.kind == "tiles") != (chart.places is not None):
        found.append("places belong to tiles, and tiles need them")
    named = {*chart.categories, *(series.name for series in chart.series), None}
    return found + [f"no such category: {n}" for n in (chart.highlight, chart.comparator) if n not in named]


def _faults_of_places(chart: Chart) -> list[str]:
    """What is wrong with an axis of numbers, with marks told by form and with bounds."""
    kind, places = chart.kind, chart.positions
    found = [fault for bounds in chart.bounds for fault in bounds.faults()]
    if places is None and kind in ON_NUMBERS or places is not None and kind not in (*ON_NUMBERS, "stacked"):
        found.append(f"positions belong to {' and '.join(ON_NUMBERS)}, and those need them")
    if kind in ("curve", "stacked") and places and list(places) != sorted(set(places)):
        found.append("positions do not ascend")
    if (chart.marks or chart.bounds) and kind not in ("funnel", "line"):
        found.append(f"{kind} has no marks and no bounds")
    return found + [f"unknown mark {mark}" for mark in sorted(set(chart.marks or ()) - set(get_args(Mark)))]


def _twice(names: list[str] | tuple[str, ...]) -> list[str]:
    return sorted({name for name in names if list(names).count(name) > 1})


def _plain(values: tuple) -> tuple[float | None, ...]:
    return tuple(None if formats.is_missing(value) else float(value) for value in values)
