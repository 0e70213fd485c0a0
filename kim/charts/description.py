"""One frozen description of a chart: finished, sorted and checked before any renderer sees it."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from kim import formats
from kim.charts.faults import faults
from kim.charts.parts import (
    RATED,
    SPOKEN,
    Across,
    Bounds,
    Event,
    Kind,
    Mark,
    Place,
    ReferenceLine,
    Series,
    Style,
)
from kim.charts.twins import Twins

__all__ = [
    "SPOKEN",
    "Across",
    "Bounds",
    "Chart",
    "Event",
    "Kind",
    "Mark",
    "Place",
    "ReferenceLine",
    "Series",
    "Style",
]


@dataclass(frozen=True)
class Chart:
    """A finished chart.

    `ends` are the texts at the end of each category; `groups` the heading each category stands under
    ("" = none); `highlight` and `comparator` name categories (in lines: series); `axis_title` is the unit,
    where it does not stand at each value; `over_time`: categories are times and run from left to right;
    `ordered`: the parts of a stack have an order; `steps`: limits of the shades of tiles and of the cells of
    a heatmap; `positions`: where categories stand on an axis of numbers (days of age, cases of a unit);
    `marks`: which points are told by their form; `bounds`: what the points of a funnel and of a control
    chart are read against;
    `styles`: how each bar of a waterfall is drawn; `across`: what the positions of a scatter are;
    `not_yet`: the categories whose value lies in the future: they say that, and not why it cannot be told;
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
    styles: tuple[Style, ...] | None = None
    across: Across | None = None
    not_yet: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        found = faults(self)
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

    @property
    def legend(self) -> list[tuple[str, str]]:
        """(sign, meaning) of what stands where a number is missing, and of zero."""
        told = [status for status in self.statuses if status != "shown"]
        return [(self.sign(status), self._own(status, 2) or formats.MEANINGS[status]) for status in told]

    def sign(self, status: str) -> str:
        """What stands in a cell instead of a number."""
        return self._own(status, 0) or formats.SYMBOLS[status]

    def word(self, status: str) -> str:
        """Why there is no number."""
        return self._own(status, 1) or formats.WORDS[status]

    def _own(self, status: str, at: int) -> str:
        """How those who rate say it: what they cannot judge is no failed estimate."""
        return RATED[status][at] if self.kind == "heatmap" and status in RATED else ""

    def labels(self, series: Series) -> tuple[str, ...]:
        """What is said at each value: number and unit, or why there is none."""
        parts = zip(self.categories, series.values, series.status, strict=True)
        return tuple(self._label(*part) for part in parts)

    def _label(self, category: str, value: float | None, status: str) -> str:
        if status in formats.NUMERIC:
            return formats.label(value, status, self.unit, self.decimals)
        return formats.NOT_YET if category in self.not_yet else self.word(status)

    def cells(self, series: Series) -> tuple[str, ...]:
        """What stands in the cells of a grid: the number alone, or the sign in its place."""
        pairs = zip(series.values, series.status, strict=True)
        return tuple(
            formats.amount(value, self.unit, self.decimals)
            if status in formats.NUMERIC
            else self.sign(status)
            for value, status in pairs
        )
