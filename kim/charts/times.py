"""Times along an axis: quarter ends without a hole, so that a gap is seen as a gap."""

from collections.abc import Iterable
from datetime import date, timedelta

from kim import formats
from kim.sentences.rows import Row


def quarter_ends(days: Iterable[date]) -> list[date]:
    """Every quarter end from the first to the last of the given days, and the days themselves."""
    known = {as_date(day) for day in days if not formats.is_missing(day)}
    if not known:
        return []
    found, day = set(known), _quarter_end(min(known))
    while day <= max(known):
        found.add(day)
        day = _quarter_end(day + timedelta(days=1))
    return sorted(found)


def as_date(day: date) -> date:
    """Timestamps carry a clock, which no time of ours has."""
    return date(day.year, day.month, day.day)


def _quarter_end(day: date) -> date:
    """The last day of the quarter a day lies in."""
    next_quarter = (day.month - 1) // 3 * 3 + 4
    return date(day.year + next_quarter // 13, (next_quarter - 1) % 12 + 1, 1) - timedelta(days=1)


def without_holes(found: list[Row], time: str) -> list[Row]:
    """Rows by time with one for every quarter end; those that were not there are not reported."""
    known = {as_date(row[time]): row for row in found if not formats.is_missing(row[time])}
    absent = dict.fromkeys(found[0], None) | {"status": "not_reported"} if found else {}
    return [known.get(day, absent | {time: day}) for day in quarter_ends(known)]
