"""Groups without rows: exactly zero, not applicable or not reported, never left out."""

from functools import reduce

import pandas as pd

from kim.catalogue import DELIVERED_TIMES, Indicator
from kim.stand.selection import Selection


def complete(
    entry: Indicator, selection: Selection, frame: pd.DataFrame, delivered: pd.DataFrame, asked: pd.DataFrame
) -> pd.DataFrame:
    """Add the groups that have no rows: exactly zero, not applicable or not reported, never left out."""
    if not selection.by:
        status = _without_rows(entry, len(delivered) > 0)
        return frame if len(frame) else _blank(frame, pd.DataFrame(index=[0]), [status])
    axes = [*_units_axis(entry, selection, asked), *_times_axis(entry, selection, frame)]
    if not axes:
        return frame
    covered = {name for axis in axes for name in axis.columns}
    others = [name for name in selection.by if name not in covered]
    axes += [frame[others].drop_duplicates()] if others else []
    expected = reduce(lambda left, right: left.merge(right, how="cross"), axes)[list(selection.by)]
    known = pd.MultiIndex.from_frame(frame[list(selection.by)])
    absent = expected[~pd.MultiIndex.from_frame(expected).isin(known)].reset_index(drop=True)
    status = [_without_rows(entry, there) for there in _delivered_for(entry, absent, delivered)]
    return pd.concat([frame, _blank(frame, absent, status)], ignore_index=True)


def _units_axis(entry: Indicator, selection: Selection, asked: pd.DataFrame) -> list[pd.DataFrame]:
    """All units that were asked for, with what else of the dimensions follows from them."""
    unit = entry.unit_dimension
    if unit not in selection.by:
        return []
    units = asked if unit in asked.columns else asked.rename(columns={"einheit": unit})
    return [units[[name for name in selection.by if name in units.columns]].drop_duplicates()]


def _times_axis(entry: Indicator, selection: Selection, frame: pd.DataFrame) -> list[pd.DataFrame]:
    """All times that were asked for by name."""
    time, asked = entry.time, selection.where.get(entry.time)
    if time not in selection.by or time not in DELIVERED_TIMES or not asked:
        return []
    return [pd.DataFrame({time: pd.to_datetime(list(asked)).astype(frame[time].dtype)})]


def _delivered_for(entry: Indicator, groups: pd.DataFrame, delivered: pd.DataFrame) -> list[bool]:
    """Whether anybody a group speaks for had delivered, at its time where it has one."""
    keys = {entry.unit_dimension: "einheit"}
    keys |= {entry.time: "berichtstermin"} if entry.time in DELIVERED_TIMES else {}
    names = [name for name in keys if name in groups.columns]
    there = set(delivered[[keys[name] for name in names]].itertuples(index=False, name=None))
    return [key in there for key in groups[names].itertuples(index=False, name=None)]


def _without_rows(entry: Indicator, delivered: bool) -> str:
    return entry.without_rows if delivered else "not_reported"


def _blank(frame: pd.DataFrame, keys: pd.DataFrame, status: list[str]) -> pd.DataFrame:
    blank = keys.reindex(columns=frame.columns).assign(status=status)
    return blank.astype({n: t for n, t in frame.dtypes.items() if n in keys.columns or t == "float64"})
