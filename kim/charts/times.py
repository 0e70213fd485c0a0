"""Times along an axis: quarter ends without a hole, so that a gap is seen as a gap."""

from collections.abc import Iterable
from datetime import date

import pandas as pd


def quarter_ends(days: Iterable[date]) -> list[date]:
    """Every quarter end from the first to the last of the given days, and the days themselves."""
    known = {pd.Timestamp(day).date() for day in days if not pd.isna(day)}
    if not known:
        return []
    between = pd.date_range(min(known), max(known), freq="QE")
    return sorted(known | {day.date() for day in between})


def without_holes(frame: pd.DataFrame, time: str) -> pd.DataFrame:
    """A frame by time with a row for every quarter end; those it had not are not reported."""
    ends = [pd.Timestamp(day) for day in quarter_ends(frame[time])]
    filled = frame.set_index(pd.DatetimeIndex(frame[time])).reindex(ends)
    status = filled["status"].fillna("not_reported")
    return filled.assign(**{time: ends, "status": status}).reset_index(drop=True)
