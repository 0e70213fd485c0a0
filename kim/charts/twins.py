"""The table twins of a chart: one written for reading, one raw with a status column."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from kim import formats
from kim.catalogue import TIMES
from kim.sentences import codes, naming, places
from kim.sentences.rows import Row, amount, rows, status
from kim.stand import Result
from kim.stand.deliveries import EXAMPLE_NOTE

COUNTS = {"numerator": "Zähler", "denominator": "Nenner", "n": "Zahl der Fälle"}
WHY = "Angabe"


@dataclass(frozen=True)
class Twins:
    """How to write the tables of a chart, when somebody asks for them."""

    table: Callable[[], pd.DataFrame]
    data: Callable[[], pd.DataFrame]


def twins(result: Result, found: list[Row], land: Result | None = None) -> Twins:
    """The twins of rows in the order they are drawn in, the Land before them where it is given."""
    beside = [] if land is None else [land]
    return Twins(lambda: readable(result, found, land), lambda: raw(*beside, result))


def readable(result: Result, found: list[Row], land: Result | None = None) -> pd.DataFrame:
    """One row for each group: German headings, written numbers, symbols and words where there is none."""
    entry, first = result.indicator, [] if land is None else rows(land)
    every = [*first, *found]
    columns = _dimensions(result.selection.by, found, len(first))
    columns[f"{entry.title} ({entry.unit})"] = cells(every, entry.unit, entry.decimals)
    for name, heading in (("lower", "von"), ("upper", "bis")):
        if not all(formats.is_missing(row[name]) for row in every):
            limits = "Spanne" if entry.interval == "spread" else "95-%-Intervall"
            columns[f"{limits} {heading}"] = [_written(row[name], entry.decimals) for row in every]
    for name in _basis(result):
        columns[COUNTS[name]] = [_written(row[name], None) for row in every]
    return pd.DataFrame(columns | reasons(every), dtype="str")


def dimensions(by: Iterable[str], found: list[Row]) -> dict[str, list[str]]:
    """The dimensions as labels; units bring their Regierungsbezirk, unless they have numbers for names."""
    columns = {}
    for name in by:
        columns[codes.heading(name)] = [codes.label(name, row[name]) for row in found]
        districts = [places.district(row[name]) for row in found] if name in places.UNITS else []
        if districts and all(districts):
            columns[codes.heading("regierungsbezirk")] = districts
    return columns


def _dimensions(by: tuple[str, ...], found: list[Row], above: int) -> dict[str, list[str]]:
    """The same under a row for the Land, which is named in the first of them."""
    columns = dimensions(by, found)
    return {
        name: [naming.LAND if first else ""] * above + labels
        for (name, labels), first in zip(columns.items(), [True, *[False] * len(columns)], strict=False)
    }


def cells(found: Iterable[Row], unit: str, decimals: int) -> list[str]:
    return [formats.cell(amount(row), status(row), unit, decimals) for row in found]


def reasons(found: Iterable[Row]) -> dict[str, list[str]]:
    """A column that says why a number is missing, where one is."""
    words = [formats.WORDS.get(status(row), "") for row in found]
    return {WHY: words} if any(words) else {}


def raw(*results: Result) -> pd.DataFrame:
    """The rows as they are: indicator, Stand, codes with their labels, counts, unrounded value, status."""
    return pd.concat([_raw(result) for result in results], ignore_index=True)


def _raw(result: Result) -> pd.DataFrame:
    frame = result.frame.copy()
    for name in TIMES:
        if name in frame.columns:
            frame[name] = pd.to_datetime(frame[name]).dt.strftime("%Y-%m-%d")
    for name in reversed([n for n in result.selection.by if n not in TIMES]):
        named = [codes.label(name, code) for code in frame[name]]
        frame.insert(frame.columns.get_loc(name) + 1, f"{name.removesuffix('_id')}_name", named)
    chosen = {n: ",".join(v) for n, v in result.selection.where.items() if n not in frame.columns}
    head = {"kennzahl": result.indicator.id, "stand": result.stand.id, **chosen}
    if result.example:
        frame["hinweis"] = EXAMPLE_NOTE
    return pd.concat([pd.DataFrame(head, index=frame.index), frame], axis="columns")


def _basis(result: Result) -> list[str]:
    kind = result.indicator.kind
    counts = [name for name in result.indicator.counts if name in COUNTS]
    return ["n"] if kind == "duration" else counts


def _written(value: object, decimals: int | None) -> str:
    if formats.is_missing(value):
        return ""
    return formats.short(value) if decimals is None else formats.number(value, decimals)
