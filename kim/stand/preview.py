"""What the figures of one sender will be with a file that is not handed in yet, beside those of a Stand."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kim.catalogue import Indicator, load_indicator, load_query
from kim.datasets import Dataset, load_dataset
from kim.estimates import Row
from kim.intake import Check
from kim.intake.manifests import arrival
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
    before: Row | None
    after: Row


@dataclass(frozen=True)
class _Asker:
    """Whose figures are asked for: the dataset, the sender, and whether Anträge or persons are counted."""

    dataset: Dataset
    sender: str
    zaehleinheit: str

    @property
    def shown(self) -> Mapping[str, Mapping[str, str]]:
        return SHOWN.get(self.dataset.id, {})

    def rows(self, stand: Stand | None, termin: str) -> dict[str, Row | None]:
        """The row of each indicator, asked as pages ask."""
        entries = [(load_indicator(name), where) for name, where in self.shown.items()]
        return {
            entry.id: stand.result(entry.id, self.selection(entry, where, termin)).row if stand else None
            for entry, where in entries
        }

    def selection(self, entry: Indicator, where: Mapping[str, str], termin: str) -> Selection:
        chosen = {self.dataset.sender_column: (self.sender,)} | {
            name: (told,) for name, told in where.items()
        }
        if "art" in entry.fixed:
            chosen["art"] = (self.sender.partition("-")[0],)
        if "zaehleinheit" in entry.fixed:
            chosen["zaehleinheit"] = (self.zaehleinheit,)
        if entry.time == "berichtstermin":
            chosen["berichtstermin"] = (termin,)
        return Selection((), chosen)

    def termin(self, stand: Stand, otherwise: date) -> str:
        """The last Termin that the rows of the dataset speak for."""
        rows = stand.lieferungen[stand.lieferungen["datensatz"] == self.dataset.id]
        newest = rows["berichtstermin"].max()
        return str(newest)[:10] if pd.notna(newest) else str(otherwise)


def preview(store: Store, check: Check, stand: Stand | None) -> list[Preview]:
    """The sender's figures with the checked file in the place of what it replaces, asked as pages ask.

    The real queries run over the sender's rows alone, in a folder that is gone afterwards. Nothing where
    the dataset has no figures, or where the file gives no row.
    """
    if not check.rows.num_rows or check.submission.sender is None:
        return []
    asker = _Asker(check.dataset, check.submission.sender, _counted(check.rows))
    if not asker.shown:
        return []
    with _temporary_store() as temporary:
        manifest = _manifest(store, temporary, check)
        day = max(_days(manifest) + _days(store.manifest()))
        with closing(_built(temporary, manifest, asker, day)) as new:
            termin = asker.termin(new, check.submission.stichtag)
            return _beside(termin, asker.rows(stand, termin), asker.rows(new, termin))


def effect(store: Store, submission_id: str) -> list[Preview]:
    """The sender's figures before a submission came and with it; nothing where the dataset has none."""
    after, before = arrival(store, submission_id)
    receipt = after.submissions[submission_id]
    units = [unit for unit in after.units if unit.submission == submission_id]
    asker = _Asker(load_dataset(receipt.dataset), receipt.sender, _counted(_rows_of(store, units[-1])))
    if not asker.shown:
        return []
    with _temporary_store() as old, _temporary_store() as new:
        with closing(_built(new, _of_sender(store, new, after, asker), asker, receipt.stichtag)) as then:
            termin = asker.termin(then, receipt.stichtag)
            rows = asker.rows(then, termin)
        had = _of_sender(store, old, before, asker)
        if not had.units:
            return _beside(termin, asker.rows(None, termin), rows)
        with closing(_built(old, had, asker, receipt.stichtag)) as first:
            return _beside(termin, asker.rows(first, termin), rows)


def _beside(termin: str, before: Mapping[str, Row | None], after: Mapping[str, Row | None]) -> list[Preview]:
    return [Preview(load_indicator(name), termin, before[name], row) for name, row in after.items()]


def _counted(rows: pa.Table) -> str:
    """Whether a file counts Anträge or persons; what is delivered one by one counts Anträge."""
    return rows["zaehleinheit"][-1].as_py() if "zaehleinheit" in rows.column_names else "antrag"


def _rows_of(store: Store, unit: Unit) -> pa.Table:
    return pq.read_table(store.file(unit.place))


@contextmanager
def _temporary_store() -> Iterator[Store]:
    folder = Path(tempfile.mkdtemp(prefix="kim-vorschau-"))
    try:
        yield Store(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _built(temporary: Store, manifest: Manifest, asker: _Asker, day: date) -> Stand:
    """A Stand of just the queries that are asked, all of it read before its folder goes."""
    wanted = sorted({load_indicator(name).query for name in asker.shown})
    chosen = {LIEFERUNGEN: queries()[LIEFERUNGEN]} | {name: load_query(name) for name in wanted}
    plan = Plan(temporary, manifest, day, chosen)
    write_stand(plan, lambda done, total, name: None)
    return Stand(temporary.staende / plan.id)


def _of_sender(store: Store, temporary: Store, manifest: Manifest, asker: _Asker) -> Manifest:
    """What a manifest holds of one sender, its files linked into the temporary store."""
    units = tuple(u for u in manifest.units if manifest.submissions[u.submission].sender == asker.sender)
    for unit in units:
        _link(store.file(unit.place), temporary.file(unit.place))
    receipts = {unit.submission: manifest.submissions[unit.submission] for unit in units}
    return replace(manifest, version=1, units=units, submissions=receipts, received=())


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
