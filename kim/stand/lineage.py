"""Back from a number: its indicator, its Stand, and every file that it counts, with receipt and checksum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kim.catalogue import DELIVERED_TIMES, GRUNDLAGEN, Indicator, load_indicator, load_query
from kim.datasets import load_datasets
from kim.errors import KimError
from kim.intake import Tombstone, tombstones
from kim.stand.deliveries import datasets_of
from kim.stand.plan import fingerprint, full_text, mentions
from kim.stand.read import Result, Stand
from kim.stand.selection import Selection
from kim.stand.shelf import forwarding, list_staende, open_stand
from kim.stand.tracing import parse_trace
from kim.store import Manifest, Receipt, Store

# The id of a Stand names its day and its manifest.
MADE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-m([0-9]{8})-[0-9a-f]{8}")


@dataclass(frozen=True)
class Source:
    """One submission that counts for one unit, and the Termine it speaks for, where there are any.

    Of an erased one there is a tombstone and no receipt.
    """

    unit: str
    dataset: str
    submission: str
    stichtag: date
    termine: tuple[str, ...]
    receipt: Receipt | None
    erased: Tombstone | None


@dataclass(frozen=True)
class Lineage:
    """What stands behind an id; whoever asked closes `result.stand`.

    `forwarded` says that the Stand was built anew and why; `changed` that the query is another one today.
    """

    trace: str
    result: Result
    fingerprint: str
    changed: bool
    manifest: Manifest
    forwarded: str
    sources: tuple[Source, ...]


def lineage(store: Store, trace: str) -> Lineage:
    """KimError for what is no id, an unknown indicator, a wrong selection and a Stand that is gone."""
    indicator_id, selection, stand_id = parse_trace(trace)
    entry = load_indicator(indicator_id)
    stand = _opened(store, stand_id)
    result, version = stand.result(indicator_id, selection), stand.info["manifest"]
    _, why = forwarding(store, stand_id) or (stand_id, "")
    return Lineage(
        trace=result.trace,
        result=result,
        fingerprint=stand.fingerprint(indicator_id),
        changed=stand.fingerprint(indicator_id) != fingerprint(full_text(load_query(entry.query))),
        manifest=store.manifest(version),
        forwarded=why,
        sources=tuple(_sources(store, stand, entry, selection)),
    )


def _opened(store: Store, stand_id: str) -> Stand:
    known = {name for info in list_staende(store) for name in (info.id, info.name)}
    if stand_id in known or forwarding(store, stand_id):
        return open_stand(store, stand_id)
    raise KimError(f"Den Stand »{stand_id}« gibt es nicht{_remedy(store, stand_id)}")


def _remedy(store: Store, stand_id: str) -> str:
    """How a Stand that was thrown away comes back."""
    made = MADE.fullmatch(stand_id)
    if not made or int(made[2]) not in store.versions():
        return ". `stand list` zählt die vorhandenen auf."
    return (
        f" mehr. `stand build --manifest {int(made[2])} --day {made[1]}` baut ihn wieder; sind Daten und"
        " Abfragen noch dieselben, so hat er dieselbe Kennung."
    )


def _sources(store: Store, stand: Stand, entry: Indicator, selection: Selection) -> Iterator[Source]:
    """In the order of units and submissions."""
    receipts = {receipt.submission: receipt for receipt in store.receipts()}
    gone = {stone.submission: stone for stone in tombstones(store)}
    for (unit, name), termine in sorted(_counted(store, stand, entry, selection).items()):
        receipt, stone = receipts.get(name), gone.get(name)
        told = receipt or stone
        stichtag = date.fromisoformat(str(told.stichtag))
        yield Source(unit, told.dataset, name, stichtag, tuple(sorted(termine)), receipt, stone)


def _counted(
    store: Store, stand: Stand, entry: Indicator, selection: Selection
) -> dict[tuple[str, str], set[str]]:
    """(unit, submission) → the Termine it speaks for."""
    found: dict[tuple[str, str], set[str]] = {}
    for delivery in stand.deliveries(entry.id, selection):
        found.setdefault((delivery.unit, delivery.submission), set()).add(delivery.termin)
    if entry.time in DELIVERED_TIMES:
        return found
    return {key: set() for key in (*found, *_read(store, stand, entry, selection))}


def _read(store: Store, stand: Stand, entry: Indicator, selection: Selection) -> Iterator[tuple[str, str]]:
    """Every file of the units asked for: where no time of delivery is chosen, all of them count."""
    asked, names = set(stand.asked(entry.id, selection)), _datasets(stand, entry, selection)
    manifest, rests_on = store.manifest(stand.info["manifest"]), stand.info.get("rests_on")
    for dataset in map(load_datasets().__getitem__, names):
        for unit in manifest.units_of(dataset.id):
            sender = unit.values.get(
                dataset.sender_column or "", manifest.submissions[unit.submission].sender
            )
            known = rests_on is None or unit.submission in rests_on
            if known and (sender in asked or dataset.sender_column is None):
                yield sender, unit.submission
    for stone in tombstones(store):
        if stone.dataset in names and stone.sender in asked and stone.submission in (rests_on or ()):
            yield stone.sender, stone.submission


def _datasets(stand: Stand, entry: Indicator, selection: Selection) -> list[str]:
    """Those the answer is about, and those its query looks something up in: goals belong to cases."""
    text, further = stand.info["texts"][entry.query], set(load_datasets()) - set(GRUNDLAGEN.values())
    looked_up = [name for name in sorted(further) if mentions(text, name)]
    return list(dict.fromkeys([*datasets_of(entry, selection), *looked_up]))
