"""Manifests after one another: the next one, what stood before, and how a submission came and went."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kim.errors import KimError
from kim.store import EMPTY, Manifest, Receipt, Store, Unit, now

Place = tuple[str, str]  # dataset and unit


def place_of(unit: Unit) -> Place:
    return unit.dataset, unit.unit_id


def next_manifest(manifest: Manifest, reason: str = "") -> Manifest:
    """The manifest that follows, before anything has changed: receipts of what is live, none of its own."""
    opened = replace(manifest, version=manifest.version + 1, written_at=now(), reason=reason, received=())
    return replace(opened, submissions=live_receipts(opened, opened.units))


def live_receipts(manifest: Manifest, units: Sequence[Unit]) -> dict[str, Receipt]:
    """Receipts of submissions that still have a live unit, and of all that this batch brought."""
    used = {unit.submission for unit in units} | set(manifest.received)
    return {key: receipt for key, receipt in manifest.submissions.items() if key in used}


def without_submission(
    store: Store, manifest: Manifest, submission_id: str, withdrawn: Collection[str]
) -> Manifest:
    """A manifest, of whatever age, in which what a submission had replaced counts again.

    What was taken back too does not come back.
    """
    mine = {place_of(unit) for unit in manifest.units if unit.submission == submission_id}
    back = list(_before(store, manifest.version, mine, {*withdrawn, submission_id}))
    kept = [unit for unit in manifest.units if unit.submission != submission_id]
    receipts = {key: value for key, value in manifest.submissions.items() if key != submission_id}
    return replace(
        manifest,
        units=(*kept, *(unit for unit, _ in back)),
        submissions=receipts | {receipt.submission: receipt for _, receipt in back},
    )


def arrival(store: Store, submission_id: str) -> tuple[Manifest, Manifest]:
    """The manifest that brought a submission last, and the one before it."""
    version = _arrivals(store, tuple(store.versions()), store.erased()).get(submission_id)
    if version is None:
        raise KimError(f"Die Einreichung »{submission_id}« ist nicht bekannt.")
    return store.manifest(version), store.manifest(version - 1) if version > 1 else EMPTY


def _before(
    store: Store, version: int, places: set[Place], unwanted: Collection[str]
) -> Iterator[tuple[Unit, Receipt]]:
    """For each place the newest unit before a version that is not unwanted, with its receipt."""
    wanted = set(places)
    for manifest in store.earlier_manifests(version):
        if not wanted:
            return
        for unit in manifest.units:
            if place_of(unit) in wanted and unit.submission not in unwanted:
                wanted.discard(place_of(unit))
                yield unit, manifest.submissions[unit.submission]


@lru_cache(maxsize=4)
def _arrivals(store: Store, versions: tuple[int, ...], erased: frozenset[str]) -> dict[str, int]:
    return {name: version for version in versions for name in store.manifest(version).received}
