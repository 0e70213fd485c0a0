"""Groups without rows: exactly zero, not applicable or not reported, never left out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from math import nan

from kim.catalogue import DELIVERED_TIMES, Indicator
from kim.stand.deliveries import Delivery
from kim.stand.selection import Selection

Row = Mapping[str, object]


def complete(
    entry: Indicator,
    selection: Selection,
    rows: list[Row],
    delivered: Iterable[Delivery],
    units: Sequence[Row],
    partly: Callable[[], Collection[str]],
) -> list[Row]:
    """The rows of an answer with those added that were asked for and have no counts.

    `partly`: who delivered only some of the times that are added up.
    """
    by = selection.by
    delivered = [] if _writes_its_zeros(selection) else list(delivered)
    if not by:
        return rows or [_blank(entry, {}, _status(entry, bool(delivered), bool(partly())))]
    axes = [axis for axis in (_units_axis(entry, by, units), _times_axis(entry, selection)) if axis]
    if not axes:
        return rows
    known = {tuple(row[name] for name in by) for row in rows}
    there = _delivered_keys(entry, by, delivered)
    blank = [g for g in _groups(axes, by, rows) if tuple(g[name] for name in by) not in known]
    some = partly() if blank else ()
    for group in blank:
        whole, part = _key(entry, by, group) in there, group.get(entry.unit_dimension) in some
        rows.append(_blank(entry, group, _status(entry, whole, part)))
    return rows


def _writes_its_zeros(selection: Selection) -> bool:
    """Delivered counts hold a row for every zero: what has none was not counted in this way."""
    return selection.where.get("grundlage") == ("bestand",)


def _groups(axes: list[list[Row]], by: Sequence[str], rows: list[Row]) -> Iterable[Row]:
    """Every combination of the units and times asked for with what else was counted."""
    others = [name for name in by if not any(name in axis[0] for axis in axes)]
    if others:
        seen = dict.fromkeys(tuple(row[name] for name in others) for row in rows)
        axes = [*axes, [dict(zip(others, values, strict=True)) for values in seen]]
    for parts in product(*axes):
        yield {name: value for part in parts for name, value in part.items()}


def _units_axis(entry: Indicator, by: Sequence[str], units: Sequence[Row]) -> list[Row]:
    """All units that were asked for, with what else of the dimensions follows from them."""
    if entry.unit_dimension not in by:
        return []
    return [{name: unit[name] for name in by if name in unit} for unit in units]


def _times_axis(entry: Indicator, selection: Selection) -> list[Row]:
    """All times that were asked for by name."""
    time, asked = entry.time, selection.where.get(entry.time)
    if time not in selection.by or time not in DELIVERED_TIMES or not asked:
        return []
    return [{time: date.fromisoformat(day)} for day in asked]


def _delivered_keys(entry: Indicator, by: Sequence[str], delivered: Iterable[Delivery]) -> set[tuple]:
    """unit and time of each delivery, as far as groups have them."""
    unit, time = entry.unit_dimension in by, entry.time in by and entry.time in DELIVERED_TIMES
    return {(row.unit if unit else None, row.termin if time else None) for row in delivered}


def _key(entry: Indicator, by: Sequence[str], group: Row) -> tuple:
    timed = entry.time in by and entry.time in DELIVERED_TIMES
    return group.get(entry.unit_dimension), group[entry.time].isoformat() if timed else None


def _status(entry: Indicator, delivered: bool, partly: bool) -> str:
    if delivered:
        return entry.without_rows
    return "partly" if partly else "not_reported"


def _blank(entry: Indicator, group: Row, status: str) -> Row:
    counts = dict.fromkeys(entry.answered, nan)
    return {**group, **counts, "value": nan, "lower": nan, "upper": nan, "n": nan, "status": status}
