"""What became of every submission of a sender, and how each differs from the one it replaced."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kim import engine
from kim.datasets import Dataset, load_dataset
from kim.errors import KimError
from kim.intake.manifests import arrival, place_of
from kim.intake.tombstones import tombstones
from kim.store import EMPTY, Manifest, Receipt, Store, Unit

SHOWN = 200  # keys of rows that are named
COUNTS = ("added", "changed", "gone")
WITHDRAWN, RESTORED = "zurückgezogen", "wiederhergestellt"


@dataclass(frozen=True)
class Event:
    """A withdrawal or its undoing."""

    what: str
    at: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """One submission in the history of its sender; an erased one has no receipt left.

    `status` is gilt, teilweise ersetzt, ersetzt, zurückgezogen or gelöscht; `reason` and `changed_at` tell
    why and when it was last taken back, restored or erased, `events` everything in the order it happened.
    `previous` are the submissions whose rows it replaced when it came.
    """

    submission: str
    status: str
    receipt: Receipt | None
    stichtag: str
    received_at: str
    reason: str = ""
    changed_at: str = ""
    previous: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


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
    newest, past = store.manifest(), _past(store, tuple(store.versions()), store.erased())
    wanted = [r for r in store.receipts() if r.sender == sender and dataset in (None, r.dataset)]
    entries = [_entry(receipt, newest, past) for receipt in wanted]
    erased = [
        Entry(t.submission, "gelöscht", None, t.stichtag, "", t.reason, t.erased_at)
        for t in tombstones(store)
        if t.sender == sender and dataset in (None, t.dataset)
    ]
    return sorted([*entries, *erased], key=lambda e: e.received_at or e.changed_at, reverse=True)


def difference(store: Store, submission_id: str) -> Difference:
    """How the rows of a submission differ from those it replaced; KimError where it is not known."""
    manifest, before = arrival(store, submission_id)
    new = [unit for unit in manifest.units if unit.submission == submission_id]
    if not new:
        raise KimError(f"Die Einreichung »{submission_id}« wurde in derselben Annahme ersetzt.")
    old = _replaced(new, before)
    counts, keys = _compare(store, load_dataset(new[0].dataset), new, old)
    return Difference(_names(old), **counts, keys=keys)


def _entry(receipt: Receipt, newest: Manifest, past: "_Past") -> Entry:
    name = receipt.submission
    events = tuple(past.events.get(name, ()))
    reason, when = (events[-1].reason, events[-1].at) if events else ("", "")
    return Entry(
        name,
        _status(receipt, newest),
        receipt,
        str(receipt.stichtag),
        receipt.received_at,
        reason,
        when,
        past.previous.get(name, ()),
        events,
    )


def _status(receipt: Receipt, newest: Manifest) -> str:
    if receipt.submission in newest.withdrawn:
        return WITHDRAWN
    live = [unit.rows for unit in newest.units if unit.submission == receipt.submission]
    if not live:
        return "ersetzt"
    return "gilt" if sum(live) == receipt.rows else "teilweise ersetzt"


@dataclass(frozen=True)
class _Past:
    """Submission → the ones it replaced when it came, and its withdrawals."""

    previous: Mapping[str, tuple[str, ...]]
    events: Mapping[str, Sequence[Event]]


@lru_cache(maxsize=4)
def _past(store: Store, versions: tuple[int, ...], erased: frozenset[str]) -> _Past:
    previous: dict[str, tuple[str, ...]] = {}
    events: dict[str, list[Event]] = defaultdict(list)
    before = EMPTY
    for version in versions:
        manifest = store.manifest(version)
        for name in manifest.received:
            new = [unit for unit in manifest.units if unit.submission == name]
            previous[name] = _names(_replaced(new, before))
        for name, event in _changes(before, manifest):
            events[name].append(event)
        before = manifest
    return _Past(previous, dict(events))


def _changes(before: Manifest, after: Manifest) -> list[tuple[str, Event]]:
    reason = after.reason.partition(": ")[2]
    gone = sorted(set(after.withdrawn) - set(before.withdrawn))
    back = sorted(set(before.withdrawn) - set(after.withdrawn) - set(after.received))
    return [
        *((name, Event(WITHDRAWN, after.written_at, reason)) for name in gone),
        *((name, Event(RESTORED, after.written_at, reason)) for name in back),
    ]


def _replaced(new: Sequence[Unit], before: Manifest) -> list[Unit]:
    places = {place_of(unit) for unit in new}
    return [unit for unit in before.units if place_of(unit) in places]


def _names(units: Sequence[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.submission for unit in units))


def _compare(
    store: Store, dataset: Dataset, new: Sequence[Unit], old: Sequence[Unit]
) -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many keys were added, changed or are gone, and the first of each kind."""
    connection = engine.connect()
    columns = {column.name: column.sql_type for column in dataset.columns}
    for name, units in (("neu", new), ("alt", old)):
        files = [store.file(unit.place) for unit in units]
        engine.load_parquet(connection, name, columns, files, sum(unit.rows for unit in units))
    found = engine.query_rows(connection, _difference_sql(dataset), {"shown": SHOWN})
    connection.close()
    counts = {name: max((row["n"] for row in found if row["art"] == name), default=0) for name in COUNTS}
    return counts, {name: [row["schluessel"] for row in found if row["art"] == name] for name in COUNTS}


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
        ),
        numbered as (
            select
                schluessel,
                art,
                count(*) over (partition by art) as n,
                row_number() over (partition by art order by schluessel) as nr
            from paired
            where art is not null
        )
        select schluessel, art, n from numbered where nr <= $shown order by art, nr
    """
