"""Procedures of an authority drawn in groups of equals, for clocks that show nothing under thirty."""

from datetime import date, timedelta

COLUMNS = "| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |"
YEAR_2024 = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")
Group = tuple[int, str, int | None, str]  # how many, filed on, ended after so many days, by which way


def procedures(*groups: Group, behoerde: str = "EBH-05382", head: str = COLUMNS) -> str:
    """A drawn table; a group that ended after None days is open."""
    rows = [
        f"| {behoerde} | g{number}-{n} | stag_10 | {filed} | {_ended(filed, days)} | {way} | |"
        for number, (many, filed, days, way) in enumerate(groups)
        for n in range(many)
    ]
    return "\n".join([head, *rows] if head else rows)


def _ended(filed: str, days: int | None) -> str:
    return "" if days is None else str(date.fromisoformat(filed) + timedelta(days))
