"""Erase a submission because personal data must go: its bytes, its rows, its findings; a tombstone stays."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kim.errors import KimError
from kim.intake.drafts import drop_drafts_of
from kim.intake.manifests import next_manifest
from kim.intake.withdrawing import earlier_units
from kim.store import ERASED, Manifest, Receipt, Store, now, write_atomic


@dataclass(frozen=True)
class Tombstone:
    """That a submission was there, of whom and for which day, when it was erased and why; nothing else."""

    submission: str
    dataset: str
    sender: str
    stichtag: str
    erased_at: str
    reason: str


def erase(store: Store, submission_id: str, reason: str) -> Tombstone:
    """Erase a submission; what it had replaced counts again, as after a withdrawal.

    The steps are: tombstone, new manifest, older manifests without it, the folder last. Whoever writes next
    finishes what was interrupted (`finish_erasures`).
    """
    if not reason.strip():
        raise KimError("Nennen Sie den Grund, warum die Einreichung gelöscht wird.")
    with store.writing():
        receipt = next((r for r in store.receipts() if r.submission == submission_id), None)
        if receipt is None:
            raise KimError(f"Die Einreichung »{submission_id}« ist nicht im Speicher.")
        stone = Tombstone(
            submission_id, receipt.dataset, receipt.sender, str(receipt.stichtag), now(), reason.strip()
        )
        (store.path / ERASED).mkdir(exist_ok=True)
        write_atomic(store.path / ERASED / f"{submission_id}.json", _dump(stone))
        _carry_out(store, stone, receipt)
    return stone


def finish_erasures(store: Store) -> list[str]:
    """Carry out what an interrupted erasure left; only inside `writing`."""
    left = [stone for stone in tombstones(store) if _folder(store, stone).exists()]
    for stone in left:
        known = {receipt.submission: receipt for receipt in store.receipts()}
        _carry_out(store, stone, known.get(stone.submission))
    return [stone.submission for stone in left]


def tombstones(store: Store) -> list[Tombstone]:
    """Every erased submission, the last one first."""
    found = [json.loads(p.read_text(encoding="utf-8")) for p in (store.path / ERASED).glob("*.json")]
    return sorted((Tombstone(**told) for told in found), key=lambda stone: stone.erased_at, reverse=True)


def _carry_out(store: Store, stone: Tombstone, receipt: Receipt | None) -> None:
    newest = store.manifest()
    if receipt and stone.submission in newest.submissions:
        store.publish(_without_it(store, newest, stone.submission))
    for manifest in store.earlier_manifests():
        if _mentions(manifest, stone.submission):
            store.publish(_struck_out(manifest, stone.submission))
    for original in _folder(store, stone).glob("original*"):
        drop_drafts_of(store, original.read_bytes())
    shutil.rmtree(_folder(store, stone), ignore_errors=True)


def _without_it(store: Store, old: Manifest, submission_id: str) -> Manifest:
    """The next manifest: without the submission, with what it had replaced."""
    back = list(earlier_units(store, old, submission_id, {*old.withdrawn, submission_id}))
    kept = [unit for unit in old.units if unit.submission != submission_id]
    receipts = {key: value for key, value in old.submissions.items() if key != submission_id}
    new = replace(
        old,
        units=(*kept, *(unit for unit, _ in back)),
        submissions=receipts | {receipt.submission: receipt for _, receipt in back},
    )
    return next_manifest(new, "gelöscht")


def _mentions(manifest: Manifest, submission_id: str) -> bool:
    return submission_id in (*manifest.submissions, *manifest.received, *manifest.withdrawn)


def _struck_out(manifest: Manifest, submission_id: str) -> Manifest:
    """An old manifest as if the submission had never come: its Stand is built again without it."""
    return replace(
        manifest,
        units=tuple(unit for unit in manifest.units if unit.submission != submission_id),
        submissions={key: value for key, value in manifest.submissions.items() if key != submission_id},
        received=tuple(name for name in manifest.received if name != submission_id),
        withdrawn=tuple(name for name in manifest.withdrawn if name != submission_id),
    )


def _folder(store: Store, stone: Tombstone) -> Path:
    return store.file(f"submissions/{stone.dataset}/{stone.submission}")


def _dump(stone: Tombstone) -> bytes:
    return json.dumps(asdict(stone), ensure_ascii=False, indent=1).encode()
