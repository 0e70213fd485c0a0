"""Who had delivered what for when: what statuses, coverage, Stichtage and notes follow from."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import pandas as pd

from kim.catalogue import DELIVERED_TIMES, GRUNDLAGEN, Indicator
from kim.stand.notes import notes_at
from kim.stand.selection import Selection

EXAMPLE_NOTE = "Beispieldaten (erfunden)"


class Delivery(NamedTuple):
    """What counts of one unit for one Berichtstermin (an ISO day)."""

    unit: str
    termin: str
    stichtag: date
    whole_quarter: bool
    submission: str
    reasons: str | None
    note: str | None
    notes: str | None


class Deliveries:
    """All deliveries of a Stand by dataset, in the order of their Termine."""

    def __init__(self, lieferungen: pd.DataFrame) -> None:
        self._of: dict[tuple[str, str], list[Delivery]] = defaultdict(list)  # by dataset and unit
        for row in lieferungen.sort_values("berichtstermin", kind="stable").itertuples():
            termin, stichtag = row.berichtstermin.strftime("%Y-%m-%d"), row.stichtag.date()
            reasons = row.begruendungen if isinstance(row.begruendungen, str) else None
            self._of[row.datensatz, row.einheit].append(
                Delivery(
                    row.einheit,
                    termin,
                    stichtag,
                    row.ganzes_quartal,
                    row.einreichung,
                    reasons,
                    row.vermerk,
                    _text(row, "anmerkungen"),
                )
            )

    def of(self, entry: Indicator, selection: Selection, units: Collection[str]) -> list[Delivery]:
        """The deliveries an answer rests on: of the indicator's datasets, in the selected time and area.

        A unit counts only if it delivered for every time that is added up; where the time is that of a
        cohort, its newest delivery speaks for all.
        """
        rows = [row for name in datasets_of(entry, selection) for row in self._by_termin(name, units)]
        if entry.time not in DELIVERED_TIMES:
            return list({(row.unit, row.submission.split("-")[0]): row for row in rows}.values())
        if entry.time != "berichtstermin":
            rows = [row for row in rows if row.whole_quarter]
        times = selection.where.get(entry.time)
        return rows if times is None else _at(rows, times, entry.time in selection.by, selection.same_units)

    def _by_termin(self, dataset: str, units: Collection[str]) -> list[Delivery]:
        found = (row for unit in units for row in self._of.get((dataset, unit), ()))
        return sorted(found, key=lambda row: row.termin)


def span(deliveries: Iterable[Delivery]) -> tuple[date, date] | None:
    """The earliest and the latest Stichtag."""
    days = [row.stichtag for row in deliveries]
    return (min(days), max(days)) if days else None


def notes(deliveries: Collection[Delivery]) -> tuple[str, ...]:
    """What senders gave as reasons, corrected or answered, once each: "05170: …"."""
    given = {row.submission: row for row in deliveries if row.reasons}
    reasons = [f"{row.unit}: {text}" for row in given.values() for text in json.loads(row.reasons).values()]
    others = [f"{row.unit}: {text}" for row in deliveries for text in notes_at(row.notes, row.termin)]
    return tuple(dict.fromkeys([*reasons, *others]))


def _text(row: object, name: str) -> str | None:
    """A cell of text; None where it is empty, or where an older Stand does not have the column."""
    value = getattr(row, name, None)
    return value if isinstance(value, str) else None


def _at(rows: list[Delivery], times: Collection[str], by_time: bool, same_units: bool) -> list[Delivery]:
    chosen = set(times)
    rows = [row for row in rows if row.termin in chosen]
    if by_time and not same_units:
        return rows
    seen = Counter(unit for unit, _ in {(row.unit, row.termin) for row in rows})
    complete = [row for row in rows if seen[row.unit] == len(chosen)]
    return rows if by_time and not complete else complete


def datasets_of(entry: Indicator, selection: Selection) -> list[str]:
    """The datasets an answer reads: a Grundlage leaves the other one out."""
    chosen = {GRUNDLAGEN[value] for value in selection.where.get("grundlage", ()) if value in GRUNDLAGEN}
    return [name for name in entry.datasets if name in chosen or not chosen]
