"""What a topic is made of, in the order it is read: pages show it, exports set it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from kim.catalogue import Indicator, load_indicator
from kim.charts import Chart
from kim.stand import parse_trace
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

    @property
    def traces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(trace for tile in self.tiles for trace in tile.traces))


@dataclass(frozen=True)
class Card:
    """What is known about one theme in a few lines: numbers, each with what it rests on, then words."""

    title: str
    tiles: tuple[Tile, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Several themes at a glance, read one after the other."""

    cards: tuple[Card, ...]

    @property
    def traces(self) -> tuple[str, ...]:
        tiles = (tile for card in self.cards for tile in card.tiles)
        return tuple(dict.fromkeys(trace for tile in tiles for trace in tile.traces))


@dataclass(frozen=True)
class Figure:
    chart: Chart
    indicator: Indicator | None = None

    @property
    def traces(self) -> tuple[str, ...]:
        return self.chart.traces


@dataclass(frozen=True)
class Table:
    """A table that is itself what is shown; `traces`: the ids of what it was made of."""

    frame: pd.DataFrame
    title: str
    key: str
    traces: tuple[str, ...] = ()


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


Part = Answer | Heading | Words | Tiles | Cards | Figure | Table | Beside | Folded
Counted = Tiles | Cards | Figure | Table  # what rests on numbers, and says so in its `traces`


def indicators(parts: Iterable[Part]) -> list[Indicator]:
    """The indicators behind key figures, figures and tables, each once, in the order they come."""
    names = dict.fromkeys(name for part in parts if isinstance(part, Counted) for name in _behind(part))
    return [load_indicator(name) for name in names]


def _behind(part: Counted) -> Iterator[str]:
    if isinstance(part, Figure) and part.indicator:
        yield part.indicator.id
    yield from (parse_trace(trace)[0] for trace in part.traces)
