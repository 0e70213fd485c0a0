"""What a topic is made of, in the order it is read: pages show it, exports set it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from kim.catalogue import Indicator
from kim.charts import Chart
from kim.topics.tiles import Tile


@dataclass(frozen=True)
class Answer:
    """The answer in one or two sentences."""

    text: str


@dataclass(frozen=True)
class Heading:
    text: str
    anchor: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph; `small` for remarks on method."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Figure:
    chart: Chart
    indicator: Indicator | None = None


@dataclass(frozen=True)
class Table:
    """A table that is itself what is shown."""

    frame: pd.DataFrame
    title: str
    key: str


@dataclass(frozen=True)
class Beside:
    """Two groups that are read beside each other where there is room."""

    left: tuple["Part", ...]
    right: tuple["Part", ...]


@dataclass(frozen=True)
class Folded:
    """What stands behind a heading that says what it holds; asked for only when somebody opens it."""

    title: str
    key: str
    parts: Callable[[], Iterable["Part"]]


Part = Answer | Heading | Words | Tiles | Figure | Table | Beside | Folded
