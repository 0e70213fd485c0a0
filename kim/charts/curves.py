"""Curves by age: the share still open, day by day after it began, and how the others ended."""

from collections.abc import Mapping

import pandas as pd

from kim import formats
from kim.charts import around, lines, twins
from kim.charts.bars import limits
from kim.charts.description import Chart, ReferenceLine, Series, Style
from kim.estimates.along import MONTH, OPEN
from kim.estimates.clock import STILL_FOLLOWED
from kim.sentences import codes, curves, naming
from kim.sentences.curves import MILESTONES, TABLED, at, by_way, known, ways_in_order
from kim.sentences.rows import Row, amount, rows, status
from kim.sentences.waits import share
from kim.stand import Result, traces

ENDS = (
    f"Gezeigt wird, solange mindestens {STILL_FOLLOWED} beobachtet sind; "
    "danach ist der Anteil nicht schätzbar."
)
ABSENT = {"value": None, "lower": None, "upper": None, "status": "not_estimable"}
AGE = "Alter"


def curve_by_age(by_name: Mapping[str, Result], marks: tuple[ReferenceLine, ...] = ()) -> Chart:
    """One falling curve with its band for each named result of a clock (statistic `curve`), by age in days.

    The first is the focus, the Land beside it is grey. `marks` are ages drawn as lines to read against.
    """
    first = next(iter(by_name.values()))
    days = sorted({row["tag"] for result in by_name.values() for row in known(result)})
    return Chart(
        id=around.key(first, "alter"),
        kind="curve",
        title=lines.title(by_name, _period(by_name)),
        categories=tuple(_age(day) for day in days),
        positions=tuple(days),
        series=tuple(_series(name, result, days, at) for at, (name, result) in enumerate(by_name.items())),
        unit=first.indicator.unit,
        decimals=first.indicator.decimals,
        sentence=curves.still_open(by_name),
        notes=(*_notes(days), *around.notes(*by_name.values())),
        source=around.source(*by_name.values()),
        traces=traces(*by_name.values()),
        twins=twins.Twins(lambda: _table(by_name), lambda: lines.data(by_name)),
        highlight=next(iter(by_name)),
        comparator=naming.LAND if naming.LAND in list(by_name)[1:] else None,
        lines=marks,
    )


def _period(by_name: Mapping[str, Result]) -> list[str]:
    """The times that were chosen, of all lines."""
    chosen = (result.selection.where.get(result.indicator.time, ()) for result in by_name.values())
    return sorted({day for days in chosen for day in days})


def _age(day: float) -> str:
    return formats.with_unit(day, "Tage")


def _notes(days: list[float]) -> tuple[str, ...]:
    return (ENDS,) if days else ()


def _series(name: str, result: Result, days: list[float], place: int) -> Series:
    found = {row["tag"]: row for row in known(result)}
    drawn = [found.get(day, ABSENT) for day in days]
    style: Style = "other" if name == naming.LAND and place else "actual"
    return Series(name, tuple(map(amount, drawn)), style, *limits(drawn), tuple(map(status, drawn)))


def _table(by_name: Mapping[str, Result]) -> pd.DataFrame:
    """The milestones of each line: value, limits and how many were still followed."""
    columns = {AGE: [formats.with_unit(months, "Monate") for months in TABLED]}
    for name, result in by_name.items():
        head = f"{name}: " if len(by_name) > 1 else ""
        columns |= {head + heading: cells for heading, cells in _columns(result).items()}
    return pd.DataFrame(columns, dtype="str")


def _columns(result: Result) -> dict[str, list[str]]:
    found = [at(known(result), MILESTONES[months]) for months in TABLED]
    decimals, missing = result.indicator.decimals, formats.WORDS[_why(result)]
    written = {"noch offen (%)": [share(row["value"]) if row else missing for row in found]}
    for name, heading in (("lower", "von"), ("upper", "bis")):
        written[f"95-%-Intervall {heading}"] = [_number(row, name, decimals) for row in found]
    return written | {"noch beobachtet": [_number(row, "beobachtet", 0) for row in found]}


def _why(result: Result) -> str:
    """Why a milestone has no value: that of the whole curve where there is none, else that it ends before."""
    found = rows(result)
    return "not_estimable" if known(result) or not found else status(found[0])


def _number(row: Row | None, name: str, decimals: int) -> str:
    return "" if row is None or formats.is_missing(row[name]) else formats.number(row[name], decimals)


def stacked_by_age(result: Result) -> Chart:
    """The ways out of a clock (statistic `ways`) as columns of 100 % by age, those still open on top.

    The ways have no order of their own: each its colour, and those still open are light.
    """
    entry, found = result.indicator, known(result)
    days = sorted({row["tag"] for row in found})
    return Chart(
        id=around.key(result, "ausgang", "alter"),
        kind="stacked",
        title=around.title(result),
        categories=tuple(_months(day) for day in days),
        positions=tuple(days),
        series=_ways(found, days),
        unit=entry.unit,
        decimals=entry.decimals,
        sentence=curves.ways_out(result),
        notes=(*_notes(days), *around.notes(result)),
        source=around.source(result),
        traces=traces(result),
        twins=twins.Twins(lambda: _table_of_ways(result), lambda: _named_ways(twins.raw(result))),
        over_time=True,
    )


def _months(day: float) -> str:
    return formats.with_unit(round(day / MONTH), "Monate")


def _ways(found: list[Row], days: list[float]) -> tuple[Series, ...]:
    """One series for each way that anybody left by, those still open last and light."""
    values = {(str(row["ausgang"]), row["tag"]): amount(row) for row in found}
    ways = ways_in_order(dict.fromkeys(way for (way, _), value in values.items() if value or way == OPEN))
    return tuple(
        Series(
            codes.label("ausgang", way),
            tuple(values.get((way, day)) for day in days),
            "light" if way == OPEN else "actual",
        )
        for way in ways
    )


def _table_of_ways(result: Result) -> pd.DataFrame:
    """The milestones, a column for each way; with a decimal, as few are not none."""
    found = known(result)
    parts = [by_way(found, MILESTONES[months]) for months in TABLED]
    columns = {AGE: [formats.with_unit(months, "Monate") for months in TABLED]}
    missing = formats.WORDS[_why(result)]
    for way in ways_in_order(dict.fromkeys(str(row["ausgang"]) for row in found)):
        written = [formats.number(part[way], 1) if way in part else missing for part in parts]
        columns[f"{codes.label('ausgang', way)} (%)"] = written
    return pd.DataFrame(columns, dtype="str")


def _named_ways(frame: pd.DataFrame) -> pd.DataFrame:
    named = [codes.label("ausgang", way) for way in frame["ausgang"]]
    frame.insert(frame.columns.get_loc("ausgang") + 1, "ausgang_name", named)
    return frame
