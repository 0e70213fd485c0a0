"""Bars: one value for each unit, or for each value of a dimension."""

import pandas as pd

from kim import formats, sentences
from kim.catalogue import TIMES, Indicator
from kim.charts import around, twins
from kim.charts.description import Chart, ReferenceLine, Series
from kim.charts.times import without_holes
from kim.sentences import codes, naming, places
from kim.stand import Result


def bars_by_unit(
    result: Result, highlight: str | None = None, land: Result | None = None, by_value: bool = False
) -> Chart:
    """One bar for each unit of a result by kreis_id or behoerde_id, by name within Regierungsbezirk.

    `land` stands on top as a bar of its own (not for counts: its sum is no bar beside its parts).
    `by_value` is for posts only, which are a full count; anything else would be a league table.
    """
    entry = result.indicator
    if by_value and entry.theme != "stellen":
        raise ValueError(f"{entry.id} is not a full count and is not ordered by value")
    beside = land if land is not None and entry.kind != "count" else None
    frame = _ordered(result, by_value)
    values, status = twins.points(frame)
    names = tuple(places.short(unit, naming.arts(result)) for unit in frame[entry.unit_dimension])
    groups = tuple("" if by_value else f"Regierungsbezirk {name}" for name in frame["bezirk"])
    chart = {
        "id": around.key(result, entry.unit_dimension),
        "kind": "bar",
        "title": around.title(result, comparator="dem Land" if beside is not None else None),
        "categories": names,
        "groups": groups,
        "unit": entry.unit,
        "decimals": entry.decimals,
        "axis_title": around.unit_head(entry),
        "sentence": sentences.units(result, highlight, land),
        "notes": around.notes(result),
        "source": around.source(result),
        "table": twins.readable(result, frame),
        "data": twins.raw(result),
        "highlight": places.short(highlight, naming.arts(result)) if highlight else None,
    }
    series = Series(entry.title, values, "actual", *_limits(frame), status)
    return _finished(chart, series) if beside is None else _beside(chart, series, beside, by_value)


def bars_by(result: Result, dimension: str, highlight: str | None = None) -> Chart:
    """One bar for each value of a dimension, in the order of its list; times in their order."""
    entry = result.indicator
    frame = _in_list_order(result.frame, dimension)
    values, status = twins.points(frame)
    name = codes.tick if dimension in TIMES else codes.label
    chart = {
        "id": around.key(result, dimension),
        "kind": "bar",
        "title": around.title(result),
        "categories": tuple(name(dimension, code) for code in frame[dimension]),
        "unit": entry.unit,
        "decimals": entry.decimals,
        "sentence": sentences.groups(result, dimension),
        "notes": around.notes(result),
        "source": around.source(result),
        "table": twins.readable(result, frame),
        "data": twins.raw(result),
        "highlight": codes.label(dimension, highlight) if highlight else None,
        "axis_title": around.unit_head(entry) if dimension in TIMES else "",
        "over_time": dimension in TIMES,
    }
    series = Series(entry.title, values, "actual", *_limits(frame), status)
    return Chart(
        **chart, series=(series,), ends=tuple(_said(v, s, entry) for v, s in zip(values, status, strict=True))
    )


def _finished(chart: dict, series: Series) -> Chart:
    unit, decimals = chart["unit"], chart["decimals"]
    pairs = zip(series.values, series.status, strict=True)
    return Chart(**chart, series=(series,), ends=tuple(end(v, s, unit, decimals) for v, s in pairs))


def _said(value: float | None, status: str, entry: Indicator) -> str:
    """What stands at the end of one of few bars: number and unit, or the symbol of its status."""
    if status not in formats.NUMERIC:
        return formats.SYMBOLS[status]
    return formats.label(value, status, entry.unit, entry.decimals)


def end(value: float | None, status: str, unit: str, decimals: int) -> str:
    """What stands at the end of a bar: the number, its sign of percent, or the symbol of its status."""
    written = formats.cell(value, status, unit, decimals)
    return f"{written}{formats.NBSP}%" if unit == "%" and status in formats.NUMERIC else written


def _beside(chart: dict, series: Series, land: Result, by_value: bool) -> Chart:
    """The same chart with the Land: on top, or in its place in the order of values."""
    values, status = twins.points(land.frame)
    at = _place(values[0], series.values) if by_value else 0
    limits = _limits(land.frame)
    joined = Series(
        series.name,
        _with(series.values, at, values[0]),
        "actual",
        *(
            _with(own, at, its[0]) if own and its else own
            for own, its in zip((series.lower, series.upper), limits, strict=True)
        ),
        _with(series.status, at, status[0]),
    )
    chart["table"] = twins.with_land(chart["table"], land)
    chart["data"] = pd.concat([twins.raw(land), chart["data"]], ignore_index=True)
    chart |= {
        name: _with(chart[name], at, text) for name, text in (("categories", naming.LAND), ("groups", ""))
    }
    label = formats.label(values[0], status[0], chart["unit"], chart["decimals"])
    lines = (ReferenceLine(values[0], f"Land {label}"),) if status[0] == "shown" else ()
    return _finished(chart | {"comparator": naming.LAND, "lines": lines}, joined)


def _with(column: tuple, at: int, value: object) -> tuple:
    return (*column[:at], value, *column[at:])


def _place(value: float | None, values: tuple[float | None, ...]) -> int:
    return sum(1 for other in values if other is not None and value is not None and other > value)


def _ordered(result: Result, by_value: bool) -> pd.DataFrame:
    """The rows in the order they are drawn in, with their Regierungsbezirk as `bezirk`."""
    units = result.frame[result.indicator.unit_dimension]
    frame = result.frame.assign(bezirk=[places.district(u) for u in units])
    names = pd.Series(
        [places.sort_key(places.short(u, naming.arts(result))) for u in units], index=frame.index
    )
    districts = frame["bezirk"].map(places.sort_key)
    keys = [-frame["value"].fillna(-1e300), names] if by_value else [districts, names]
    order = pd.concat(keys, axis="columns", keys=[0, 1]).sort_values([0, 1], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _in_list_order(frame: pd.DataFrame, dimension: str) -> pd.DataFrame:
    if dimension in TIMES:
        return without_holes(frame, dimension)
    wanted = codes.order(dimension, [str(code) for code in frame[dimension]])
    return frame.set_index(frame[dimension].astype("str")).loc[wanted].reset_index(drop=True)


def _limits(frame: pd.DataFrame) -> tuple[tuple | None, tuple | None]:
    if frame["lower"].isna().all():
        return None, None
    return tuple(frame["lower"]), tuple(frame["upper"])
