"""Who had delivered what for when: what statuses, coverage, Stichtage and notes follow from."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
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
        rows = lieferungen.sort_values("berichtstermin", kind="stable")
        termine, stichtage = (_days(rows[name]) for name in ("berichtstermin", "stichtag"))
        columns = {
            "unit": rows["einheit"],
            "termin": termine.astype(str).tolist(),
            "stichtag": stichtage.tolist(),
            "whole_quarter": rows["ganzes_quartal"],
            "submission": rows["einreichung"],
            "reasons": _texts(rows, "begruendungen"),
            "note": rows["vermerk"],
            "notes": _texts(rows, "anmerkungen"),
        }
        for dataset, *told in zip(rows["datensatz"], *columns.values(), strict=True):
            row = Delivery(*told)
            self._of[dataset, row.unit].append(row)

    def of(self, entry: Indicator, selection: Selection, units: Collection[str]) -> list[Delivery]:
        """The deliveries an answer rests on: of the indicator's datasets, in the selected time and area.

        A unit counts only if it delivered for every time that is added up; where the time is that of a
        cohort, its newest delivery speaks for all.
        """
        rows = [row for name in datasets_of(entry, selection) for row in self._by_termin(name, units)]
        if entry.time not in DELIVERED_TIMES:
            return list({(row.unit, row.submission.split("-")[0]): row for row in rows}.values())
        if entry.is_flow:
            rows = [row for row in rows if row.whole_quarter]
        times = selection.where.get(entry.time)
        return rows if times is None else _at(rows, times, entry.time in selection.by, selection.same_units)

    def partly(self, entry: Indicator, selection: Selection, units: Collection[str]) -> set[str]:
        """The units that delivered some of the quarters that are added up, or a part of one, but not all."""
        times = set(selection.where.get(entry.time, ()))
        if len(times) < 2 or not entry.is_flow or entry.time in selection.by:
            return set()
        found = [row for name in datasets_of(entry, selection) for row in self._by_termin(name, units)]
        rows = [row for row in found if row.termin in times]
        whole = Counter(unit for unit, _ in {(row.unit, row.termin) for row in rows if row.whole_quarter})
        return {row.unit for row in rows if whole[row.unit] < len(times)}

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


def _days(column: pd.Series) -> np.ndarray:
    """Whole days, as numpy writes and lists them: much quicker than one Timestamp after the other."""
    return column.to_numpy().astype("datetime64[D]")


def _texts(rows: pd.DataFrame, name: str) -> list[str | None]:
    """A column of texts; None where one is empty, or where an older Stand does not have the column."""
    if name not in rows:
        return [None] * len(rows)
    return [text if isinstance(text, str) else None for text in rows[name]]


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
