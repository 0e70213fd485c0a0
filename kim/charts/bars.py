"""Bars: one value for each unit, or for each value of a dimension."""

from dataclasses import replace

from kim import formats, sentences
from kim.catalogue import TIMES, Indicator
from kim.charts import around
from kim.charts.description import Chart, ReferenceLine, Series
from kim.charts.times import without_holes
from kim.charts.twins import twins
from kim.sentences import codes, naming, places
from kim.sentences.rows import Row, amount, rows, status
from kim.stand import Result, traces

UNDER = "bis drei Monate alt"
OVER = "älter als drei Monate (§ 75 VwGO)"
THREE_MONTHS = (
    "§ 75 VwGO: Nach drei Monaten ist frühestens eine Untätigkeitsklage zulässig. "
    "Das ist keine Bearbeitungsfrist."
)


def bars_by_unit(
    result: Result, highlight: str | None = None, land: Result | None = None, by_value: bool = False
) -> Chart:
    """One bar for each unit of a result by kreis_id or behoerde_id, by name within Regierungsbezirk.

    `land` stands on top as a bar of its own (not for counts: its sum is no bar beside its parts).
    `by_value` is for posts only, which are a full count; anything else would be a league table.
    """
    entry, arts = result.indicator, naming.arts(result)
    if by_value and entry.theme != "stellen":
        raise ValueError(f"{entry.id} is not a full count and is not ordered by value")
    beside = land if land is not None and entry.kind != "count" else None
    found = _ordered(result, by_value)
    units = [row[entry.unit_dimension] for row in found]
    at = None if beside is None else _place(rows(beside)[0], found) if by_value else 0
    drawn = found if beside is None else _with(found, at, rows(beside)[0])
    names = [places.short(unit, arts) for unit in units]
    groups = ["" if by_value else places.heading(unit) for unit in units]
    return Chart(
        id=around.key(result, entry.unit_dimension),
        kind="bar",
        title=around.title(result, comparator=None if beside is None else "dem Land"),
        categories=tuple(names if beside is None else _with(names, at, naming.LAND)),
        groups=tuple(groups if beside is None else _with(groups, at, "")),
        series=(_series(entry, drawn),),
        ends=tuple(end(row, entry) for row in drawn),
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=around.unit_head(entry),
        sentence=sentences.units(result, highlight, land),
        notes=around.notes(result),
        source=around.source(result),
        traces=traces(result) if beside is None else traces(result, beside),
        twins=twins(result, found, beside),
        highlight=places.short(highlight, arts) if highlight else None,
        comparator=None if beside is None else naming.LAND,
        lines=() if beside is None else _line(beside),
    )


def bars_by(result: Result, dimension: str, highlight: str | None = None) -> Chart:
    """One bar for each value of a dimension, in the order of its list; times in their order."""
    entry, over_time = result.indicator, dimension in TIMES
    found = _in_list_order(rows(result), dimension)
    name = codes.tick if over_time else codes.label
    return Chart(
        id=around.key(result, dimension),
        kind="bar",
        title=around.title(result),
        categories=tuple(name(dimension, row[dimension]) for row in found),
        series=(_series(entry, found),),
        ends=tuple(_said(row, entry) for row in found),
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=around.unit_head(entry) if over_time else "",
        sentence=sentences.groups(result, dimension),
        notes=around.notes(result),
        source=around.source(result),
        traces=traces(result),
        twins=twins(result, found),
        highlight=codes.label(dimension, highlight) if highlight else None,
        over_time=over_time,
    )


def bars_of_ages(result: Result) -> Chart:
    """Pending procedures by age, with the line of § 75 VwGO between those under and over three months."""
    chart = bars_by(result, "altersband")
    young = codes.label("altersband", "bis_3m")
    groups = tuple(UNDER if name == young else OVER for name in chart.categories)
    notes = (THREE_MONTHS, *chart.notes)
    return replace(chart, groups=groups, notes=notes, sentence=sentences.ages(result, "altersband"))


def _series(entry: Indicator, found: list[Row]) -> Series:
    values, statuses = tuple(map(amount, found)), tuple(map(status, found))
    return Series(entry.title, values, "actual", *limits(found), statuses)


def limits(found: list[Row]) -> tuple[tuple | None, tuple | None]:
    """The lower and upper ends of intervals; None where there are none."""
    if all(formats.is_missing(row["lower"]) for row in found):
        return None, None
    return tuple(row["lower"] for row in found), tuple(row["upper"] for row in found)


def end(row: Row, entry: Indicator) -> str:
    """What stands at the end of a bar: the number, its sign of percent, or the symbol of its status."""
    written = formats.cell(amount(row), status(row), entry.unit, entry.decimals)
    return f"{written}{formats.NBSP}%" if entry.unit == "%" and status(row) in formats.NUMERIC else written


def _said(row: Row, entry: Indicator) -> str:
    """What stands at the end of one of few bars: number and unit, or the symbol of its status."""
    if status(row) not in formats.NUMERIC:
        return formats.SYMBOLS[status(row)]
    return formats.label(amount(row), status(row), entry.unit, entry.decimals)


def _line(land: Result) -> tuple[ReferenceLine, ...]:
    row, entry = rows(land)[0], land.indicator
    if status(row) != "shown":
        return ()
    return (ReferenceLine(amount(row), f"Land {formats.with_unit(amount(row), entry.unit, entry.decimals)}"),)


def _with(column: list, at: int, value: object) -> list:
    return [*column[:at], value, *column[at:]]


def _place(land: Row, found: list[Row]) -> int:
    """Where the Land stands in the order of values."""
    return sum(1 for row in found if None not in (amount(row), amount(land)) and amount(row) > amount(land))


def _ordered(result: Result, by_value: bool) -> list[Row]:
    """The rows in the order they are drawn in: by name within Regierungsbezirk, or the highest first."""
    unit, arts = result.indicator.unit_dimension, naming.arts(result)

    def by_name(row: Row) -> tuple[str, str]:
        district, name = places.order(row[unit], places.short(row[unit], arts))
        return "" if by_value else district, name

    named = sorted(rows(result), key=by_name)
    return sorted(named, key=_height, reverse=True) if by_value else named


def _height(row: Row) -> float:
    return float("-inf") if amount(row) is None else amount(row)


def _in_list_order(found: list[Row], dimension: str) -> list[Row]:
    if dimension in TIMES:
        return without_holes(found, dimension)
    by_code = {str(row[dimension]): row for row in found}
    return [by_code[code] for code in codes.order(dimension, by_code)]
