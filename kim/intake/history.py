"""What became of every submission of a sender, and how each differs from the one it replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kim import engine
from kim.datasets import Dataset, load_dataset
from kim.errors import KimError
from kim.intake.erasing import tombstones
from kim.store import EMPTY, Manifest, Receipt, Store, Unit

SHOWN = 200  # keys of rows that are named
COUNTS = ("added", "changed", "gone")


@dataclass(frozen=True)
class Entry:
    """One submission in the history of its sender; an erased one has no receipt left.

    `status` is gilt, teilweise ersetzt, ersetzt, zurückgezogen or gelöscht; `reason` and `changed_at` tell
    why and when it was taken back or erased.
    """

    submission: str
    status: str
    receipt: Receipt | None
    stichtag: str
    received_at: str
    reason: str = ""
    changed_at: str = ""


@dataclass(frozen=True)
class Difference:
    """Rows of a submission against those it replaced, by the dataset's key; `keys` names some of each."""

    previous: tuple[str, ...]
    added: int
    changed: int
    gone: int
    keys: Mapping[str, Sequence[str]]


def history(store: Store, sender: str, dataset: str | None = None) -> list[Entry]:
    """Every submission of a sender, the newest first."""
    newest, taken_back = store.manifest(), _taken_back(store)
    wanted = [r for r in store.receipts() if r.sender == sender and dataset in (None, r.dataset)]
    entries = [_entry(store, receipt, newest, taken_back) for receipt in wanted]
    erased = [
        Entry(t.submission, "gelöscht", None, t.stichtag, "", t.reason, t.erased_at)
        for t in tombstones(store)
        if t.sender == sender and dataset in (None, t.dataset)
    ]
    return sorted([*entries, *erased], key=lambda e: e.received_at or e.changed_at, reverse=True)


def difference(store: Store, submission_id: str) -> Difference:
    """How the rows of a submission differ from those it replaced; KimError where it is not known."""
    manifest, before = _arrival(store, submission_id)
    new = [unit for unit in manifest.units if unit.submission == submission_id]
    places = {(unit.dataset, unit.unit_id) for unit in new}
    old = [unit for unit in before.units if (unit.dataset, unit.unit_id) in places]
    found = _compare(store, load_dataset(new[0].dataset), new, old)
    keys = {name: found.loc[found["art"] == name, "schluessel"].head(SHOWN).tolist() for name in COUNTS}
    counts = {name: int((found["art"] == name).sum()) for name in COUNTS}
    return Difference(tuple(dict.fromkeys(unit.submission for unit in old)), keys=keys, **counts)


def _entry(
    store: Store, receipt: Receipt, newest: Manifest, taken_back: Mapping[str, tuple[str, str]]
) -> Entry:
    live = {(unit.dataset, unit.unit_id) for unit in newest.units if unit.submission == receipt.submission}
    name = receipt.submission
    if name in newest.withdrawn:
        status = "zurückgezogen"
    elif not live:
        status = "ersetzt"
    else:
        whole = sum(1 for _ in store.file(receipt.folder).glob("*.parquet"))
        status = "gilt" if len(live) >= whole else "teilweise ersetzt"
    reason, when = taken_back.get(name, ("", "")) if status == "zurückgezogen" else ("", "")
    return Entry(name, status, receipt, str(receipt.stichtag), receipt.received_at, reason, when)


def _taken_back(store: Store) -> dict[str, tuple[str, str]]:
    """submission → reason and time of its last withdrawal."""
    found: dict[str, tuple[str, str]] = {}
    manifests = [store.manifest(version) for version in store.versions()]
    for before, after in zip(manifests, manifests[1:], strict=False):
        for name in set(after.withdrawn) - set(before.withdrawn):
            found[name] = (after.reason.partition(": ")[2], after.written_at)
    return found


def _arrival(store: Store, submission_id: str) -> tuple[Manifest, Manifest]:
    """The manifest that brought a submission, and the one before it."""
    before = EMPTY
    for version in store.versions():
        manifest = store.manifest(version)
        if submission_id in manifest.received:
            return manifest, before
        before = manifest
    raise KimError(f"Die Einreichung »{submission_id}« ist nicht bekannt.")


def _compare(store: Store, dataset: Dataset, new: Sequence[Unit], old: Sequence[Unit]) -> pd.DataFrame:
    """One row per key that was added, changed or is gone: schluessel, art."""
    connection = engine.connect()
    columns = {column.name: column.sql_type for column in dataset.columns}
    for name, units in (("neu", new), ("alt", old)):
        files = [store.file(unit.place) for unit in units]
        engine.load_parquet(connection, name, columns, files, sum(unit.rows for unit in units))
    found = engine.query(connection, _difference_sql(dataset))
    connection.close()
    return found


def _difference_sql(dataset: Dataset) -> str:
    same = " and ".join(f'neu."{name}" is not distinct from alt."{name}"' for name in dataset.key)
    others = [name for name in dataset.names if name not in dataset.key]
    equal = " and ".join(f'neu."{name}" is not distinct from alt."{name}"' for name in others) or "true"
    shown = ", ".join(
        f'coalesce(cast(neu."{n}" as varchar), cast(alt."{n}" as varchar))' for n in dataset.key
    )
    return f"""
        with paired as (
            select
                concat_ws(', ', {shown}) as schluessel,
                case when alt.da is null then 'added' when neu.da is null then 'gone'
                    when not ({equal}) then 'changed' end as art
            from (select *, true as da from neu) as neu
            full join (select *, true as da from alt) as alt on {same}
        )
        select schluessel, art from paired where art is not null order by schluessel
    """
