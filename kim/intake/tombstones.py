"""Tombstones: that a submission was erased and when; and the erasure itself, which anybody can finish."""

import json
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from kim.errors import KimError
from kim.intake.drafts import drop_drafts_of
from kim.intake.manifests import next_manifest, without_submission
from kim.store import EMPTY, ERASED, Manifest, Store, write_atomic
from kim.store.manifest import without

GONE = "gelöscht"


@dataclass(frozen=True)
class Tombstone:
    """That a submission was there, of whom and for which day, when it was erased and why; nothing else."""

    submission: str
    dataset: str
    sender: str
    stichtag: str
    erased_at: str
    reason: str

    @property
    def folder(self) -> str:
        return f"submissions/{self.dataset}/{self.submission}"


def tombstones(store: Store) -> list[Tombstone]:
    """Every erased submission, the last one first."""
    found = [json.loads(p.read_text(encoding="utf-8")) for p in (store.path / ERASED).glob("[!.]*.json")]
    return sorted((Tombstone(**told) for told in found), key=lambda stone: stone.erased_at, reverse=True)


def put_tombstone(store: Store, stone: Tombstone) -> None:
    (store.path / ERASED).mkdir(exist_ok=True)
    told = json.dumps(asdict(stone), ensure_ascii=False, indent=1).encode()
    write_atomic(store.path / ERASED / f"{stone.submission}.json", told)


def refuse_erased(store: Store, submission_id: str) -> None:
    """KimError where the same bytes, read the same way, were erased: whatever the day they now speak for."""
    content = submission_id.rpartition("-")[2]  # the part of the id that the content decides
    for stone in tombstones(store):
        if stone.submission.rpartition("-")[2] == content:
            day = datetime.fromisoformat(stone.erased_at).astimezone()
            raise KimError(
                f"Genau diese Datei wurde am {day:%d.%m.%Y} gelöscht ({stone.reason}). Reichen Sie sie ohne"
                " die Angaben ein, derentwegen sie gelöscht wurde."
            )


def finish_erasures(store: Store) -> None:
    """Carry out what an interrupted erasure left; only inside `writing`. The folder is the last to go."""
    for stone in tombstones(store):
        if store.file(stone.folder).exists():
            carry_out(store, stone)


def carry_out(store: Store, stone: Tombstone) -> None:
    """New manifest, older manifests without it, drafts of the same file, then its folder.

    Each step may be done again, so that it does not matter where an earlier attempt ended.
    """
    newest = store.stored_manifest()
    if stone.submission in newest.submissions:
        new = without_submission(store, newest, stone.submission, newest.withdrawn)
        store.publish(next_manifest(new, GONE))
    _rewrite_manifests(store, stone.submission)
    for original in store.file(stone.folder).glob("original*"):
        drop_drafts_of(store, original.read_bytes())
    _remove(store.file(stone.folder))


def _rewrite_manifests(store: Store, submission_id: str) -> None:
    """The newest first, so that each is compared with its predecessor as that was."""
    versions = store.versions()
    for version, before in zip(reversed(versions), [*reversed(versions[:-1]), None], strict=True):
        manifest = store.stored_manifest(version)
        if without(manifest, {submission_id}) is not manifest:
            earlier = store.stored_manifest(before) if before else EMPTY
            store.rewrite(
                _without_reason(_never_came(store, manifest, submission_id), manifest, earlier, submission_id)
            )


def _never_came(store: Store, manifest: Manifest, submission_id: str) -> Manifest:
    """A manifest as it would be if a submission had never come: what it had replaced counts in it."""
    return without(without_submission(store, manifest, submission_id, manifest.withdrawn), {submission_id})


def _without_reason(struck: Manifest, manifest: Manifest, earlier: Manifest, submission_id: str) -> Manifest:
    """The reason of a withdrawal or its undoing goes too: it was said about what is erased."""
    changed = (submission_id in manifest.withdrawn) != (submission_id in earlier.withdrawn)
    return replace(struck, reason=GONE) if changed and not manifest.received else struck


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
