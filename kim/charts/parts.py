"""What a chart is described with: its kinds, series, lines, events, bounds and places."""

from dataclasses import dataclass
from typing import Literal, get_args

from kim import formats

Kind = Literal[
    "bar", "stacked", "line", "range", "tiles", "curve", "funnel", "waterfall", "scatter", "heatmap"
]
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
    "waterfall": "Wasserfalldiagramm",
    "scatter": "Streudiagramm",
    "heatmap": "Gitter mit Zahlen",
}

RATED = {"not_estimable": ("nb", "nicht beurteilbar", "nicht beurteilbar; das ist nicht 0")}  # sign, word


@dataclass(frozen=True)
class Series:
    """One value for each category; `status` says for every one of them why it is there or not.

    `lower` and `upper` are the limits of an interval; in the kind `range` the bar runs from `values` to
    `upper`, in the kind `waterfall` from `lower` to `upper`. Left out, `status` is shown where there is a
    value and not_reported where there is none.
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
class Across:
    """What is measured from left to right, with lines at places of it."""

    name: str
    unit: str
    decimals: int
    lines: tuple[ReferenceLine, ...] = ()

    def label(self, value: float) -> str:
        return formats.with_unit(value, self.unit, self.decimals)


def _plain(values: tuple) -> tuple[float | None, ...]:
    return tuple(None if formats.is_missing(value) else float(value) for value in values)
