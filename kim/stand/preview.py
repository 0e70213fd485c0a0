"""What the figures of one sender will be with a file that is not handed in yet, beside those of a Stand."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from kim.catalogue import Indicator, load_indicator, load_query
from kim.intake import Check
from kim.intake.units import parts_of, unit_id
from kim.stand.build import write_stand
from kim.stand.plan import LIEFERUNGEN, Plan, queries
from kim.stand.read import Stand
from kim.stand.selection import Selection
from kim.store import Manifest, Receipt, Store, Unit, now

# What a sender knows its own figures by: dataset → indicator → what is chosen of its dimensions.
SHOWN: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "stellen": {
        "zugewiesene_vzae": {},
        "besetzte_vzae": {},
        "besetzungsquote": {},
        "abrufquote": {},
    },
    "faelle": {
        "laufende_faelle": {"fallart": "case_management"},
        "quote_planmaessig": {"fallart": "case_management"},
        "abbruchquote": {"fallart": "case_management"},
    },
    "ziele": {"zielerreichungsquote": {"fallart": "case_management"}},
    "antraege": {
        "bestand": {"grundlage": "einzelvorgang"},
        "altfallindex": {"grundlage": "einzelvorgang"},
        "rechnerische_reichweite": {"grundlage": "einzelvorgang"},
        "offen_nach_365_tagen_tempo": {},
    },
    "bestand": {
        "bestand": {"grundlage": "bestand"},
        "altfallindex": {"grundlage": "bestand"},
        "rechnerische_reichweite": {"grundlage": "bestand"},
    },
}


@dataclass(frozen=True)
class Preview:
    """One indicator of the sender: its row of a Result before (None without a Stand) and with the file."""

    indicator: Indicator
    termin: str
    before: pd.Series | None
    after: pd.Series


def preview(store: Store, check: Check, stand: Stand | None) -> list[Preview]:
    """The sender's figures with the checked file in the place of what it replaces, asked as pages ask.

    The real queries run over the sender's rows alone, in a folder that is gone afterwards. Nothing where
    the dataset has no figures, or where the file gives no row.
    """
    shown = SHOWN.get(check.dataset.id, {})
    if not shown or not check.rows.num_rows or check.submission.sender is None:
        return []
    with _temporary_stand(store, check, list(shown)) as new:
        termin = _termin(new, check)
        return [
            _preview(load_indicator(name), where, termin, check, stand, new) for name, where in shown.items()
        ]


def _preview(
    entry: Indicator, where: Mapping[str, str], termin: str, check: Check, stand: Stand | None, new: Stand
) -> Preview:
    selection = _selection(entry, where, termin, check)
    before = stand.result(entry.id, selection).row if stand is not None else None
    return Preview(entry, termin, before, new.result(entry.id, selection).row)


def _selection(entry: Indicator, where: Mapping[str, str], termin: str, check: Check) -> Selection:
    sender = check.submission.sender
    chosen = {check.dataset.sender_column: (sender,)} | {name: (value,) for name, value in where.items()}
    if "art" in entry.fixed:
        chosen["art"] = (sender.partition("-")[0],)
    if "zaehleinheit" in entry.fixed:
        chosen["zaehleinheit"] = (_counted(check),)
    if entry.time == "berichtstermin":
        chosen["berichtstermin"] = (termin,)
    return Selection((), chosen)


def _counted(check: Check) -> str:
    """Whether the file counts Anträge or persons; what is delivered one by one counts Anträge."""
    rows = check.rows
    return rows["zaehleinheit"][-1].as_py() if "zaehleinheit" in rows.column_names else "antrag"


def _termin(new: Stand, check: Check) -> str:
    """The last Termin that the new rows speak for."""
    rows = new.lieferungen[new.lieferungen["datensatz"] == check.dataset.id]
    newest = rows["berichtstermin"].max()
    return str(newest)[:10] if pd.notna(newest) else str(check.submission.stichtag)


@contextmanager
def _temporary_stand(store: Store, check: Check, indicators: Sequence[str]) -> Iterator[Stand]:
    folder = Path(tempfile.mkdtemp(prefix="kim-vorschau-"))
    try:
        temporary = Store(folder)
        manifest = _manifest(store, temporary, check)
        wanted = {load_indicator(name).query for name in indicators}
        chosen = {LIEFERUNGEN: queries()[LIEFERUNGEN]} | {name: load_query(name) for name in sorted(wanted)}
        plan = Plan(temporary, manifest, max(_days(manifest) + _days(store.manifest())), chosen)
        write_stand(plan, lambda done, total, name: None)
        stand = Stand(temporary.staende / plan.id)
        yield stand
        stand.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _days(manifest: Manifest) -> list[date]:
    return [receipt.stichtag for receipt in manifest.submissions.values()]


def _manifest(store: Store, temporary: Store, check: Check) -> Manifest:
    """What would be live of the sender alone: the new rows, and its others that they do not replace."""
    submission, old = check.submission, store.manifest()
    new = list(_written(temporary, check))
    replaced = {(unit.dataset, unit.unit_id) for unit in new}
    kept = [
        unit
        for unit in old.units
        if old.submissions[unit.submission].sender == submission.sender
        and (unit.dataset, unit.unit_id) not in replaced
    ]
    for unit in kept:
        _link(store.file(unit.place), temporary.file(unit.place))
    receipts = {unit.submission: old.submissions[unit.submission] for unit in kept}
    receipts[submission.id] = _receipt(check)
    return Manifest(1, now(), "Vorschau", (*new, *kept), receipts, ())


def _written(temporary: Store, check: Check) -> Iterator[Unit]:
    for values, rows in parts_of(check):
        unit = Unit(check.dataset.id, unit_id(values), values, rows.num_rows, "", check.submission.id)
        path = temporary.file(unit.place)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(rows, path)
        yield unit


def _receipt(check: Check) -> Receipt:
    submission = check.submission
    return Receipt(
        submission.id, check.dataset.id, submission.sender, submission.stichtag, submission.file_name, "", 0,
        check.rows.num_rows, now(), "",
    )  # fmt: skip


def _link(source: Path, target: Path) -> None:
    """The same bytes at another place, without copying them where that can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
