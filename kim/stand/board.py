"""The board: who has handed in what for a Termin, in time or late, and where something is still open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

import pandas as pd

from kim.datasets import load_datasets, load_reference
from kim.intake import rueckfragen
from kim.stand.read import Stand
from kim.store import Store

COMPLETE, LATE, OPEN, MISSING, NOT_DUE = (
    "vollständig", "verspätet", "mit offenen Befunden", "fehlt", "noch nicht fällig",
)  # fmt: skip
STATUSES = (COMPLETE, LATE, OPEN, MISSING, NOT_DUE)
POPULATIONS = {"kreis": "ki_standorte", "behoerde": "behoerden"}
COLUMNS = ["einheit", "datensatz", "frist", "status", "stichtag"]
OPTIONAL = ("bestand",)  # counts come from authorities that deliver no single procedures


def board(store: Store, stand: Stand, termin: str, today: date) -> pd.DataFrame:
    """One row per unit and dataset: the deadline, the status and the Stichtag of what counts at a Termin.

    Statuses are those of STATUSES; what counts is read from the deliveries of the Stand, as the coverage of
    every chart is. A delivery that came late and has open findings is told to have open findings. An
    authority that delivers its procedures one by one owes no counts: that row is left out.
    """
    rows = list(_rows(store, stand, termin, today))
    return pd.DataFrame(rows, columns=COLUMNS)


def deadline(dataset: str, termin: str) -> date:
    """The day until which a dataset is to be handed in for a Termin."""
    return date.fromisoformat(termin) + timedelta(days=_days()[dataset])


def _rows(store: Store, stand: Stand, termin: str, today: date) -> Iterator[tuple[object, ...]]:
    there = _delivered(stand, termin)
    came = _arrivals(store)
    asked = {(q.sender, q.dataset) for q in rueckfragen(store, open_only=True) if q.termin in (None, termin)}
    for name in _days():
        due = deadline(name, termin)
        for unit in stand.units[POPULATIONS[load_datasets()[name].sender]]["einheit"]:
            row = there.get((name, unit))
            if row is None and name in OPTIONAL and ("antraege", unit) in there:
                continue
            first = _first(came[name, unit], row, termin) if row is not None else None
            status = _status(row, (unit, name) in asked, first, due, today)
            stichtag = row.stichtag.date() if row is not None else None
            yield unit, name, due, status, stichtag


def _status(row: object | None, asked: bool, came: date | None, due: date, today: date) -> str:
    if row is None:
        return NOT_DUE if today <= due else MISSING
    if asked or isinstance(row.begruendungen, str):
        return OPEN
    return LATE if came and came > due else COMPLETE


def _arrivals(store: Store) -> Mapping[tuple[str, str], list[tuple[date, date]]]:
    """Dataset and sender → the Stichtag of each file that was not taken back, and the day it came."""
    withdrawn, came = store.manifest().withdrawn, defaultdict(list)
    for receipt in store.receipts():
        if receipt.submission not in withdrawn:
            day = datetime.fromisoformat(receipt.received_at).date()
            came[receipt.dataset, receipt.sender].append((receipt.stichtag, day))
    return came


def _first(came: Iterable[tuple[date, date]], row: object, termin: str) -> date | None:
    """When the first file came that speaks for the Termin: who corrects it later has not been late.

    A file does if its Stichtag is in the quarter or after it, or as old as what counts.
    """
    quarter = pd.Timestamp(termin).to_period("Q").start_time.date()
    since = min(quarter, row.stichtag.date())
    return min((day for stichtag, day in came if stichtag >= since), default=None)


def _delivered(stand: Stand, termin: str) -> dict[tuple[str, str], object]:
    rows = stand.lieferungen[stand.lieferungen["berichtstermin"] == pd.Timestamp(termin)]
    return {(row.datensatz, row.einheit): row for row in rows.itertuples()}


@cache
def _days() -> Mapping[str, int]:
    """Dataset → days after the Termin until it is due."""
    listed = load_reference("fristen")
    listed = listed[listed["frist_id"].str.startswith("lieferung_")]
    return {row.gilt_fuer: int(row.dauer) for row in listed.itertuples()}
