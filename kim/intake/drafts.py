"""Drafts: the file a sender is working on, kept until it is handed in, discarded or thirty days old."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kim.errors import KimError
from kim.intake.submission import Submission
from kim.reading import lesart_of
from kim.store import TEMPORARY, Store, now, whole_folder, write_atomic, write_synced

DRAFTS = "drafts"
DAYS_KEPT = 30
ID = re.compile(r"[A-Za-z0-9_-]{20,40}")  # as secrets makes them: an id is never a path
ORIGINAL, TOLD = "original", "draft.json"


@dataclass(frozen=True)
class Draft:
    """What is known of a draft without its content."""

    id: str
    created_at: str
    file_name: str
    dataset: str
    sender: str | None
    stichtag: date


def save_draft(store: Store, submission: Submission, draft_id: str | None = None) -> str:
    """Keep a submission under an id that nobody can guess; with an id, what was kept under it is replaced.

    The content of a draft never changes: another file is another draft.
    """
    if draft_id is not None:
        write_atomic(_folder(store, draft_id) / TOLD, _told(submission, _read(store, draft_id)["created_at"]))
        return draft_id
    sweep_drafts(store)
    new = secrets.token_urlsafe(16)
    with whole_folder(store.path / DRAFTS / new) as folder:
        write_synced(folder / ORIGINAL, submission.content)
        write_synced(folder / TOLD, _told(submission, now()))
    return new


def load_draft(store: Store, draft_id: str) -> Submission:
    """The submission of a draft; KimError where there is none, or none any more."""
    told = _read(store, draft_id)
    content = (_folder(store, draft_id) / ORIGINAL).read_bytes()
    del told["created_at"]
    stichtag, lesart = date.fromisoformat(told.pop("stichtag")), lesart_of(told.pop("lesart"))
    return Submission(content, stichtag=stichtag, lesart=lesart, **told)


def drop_draft(store: Store, draft_id: str) -> None:
    """Remove a draft; one that is gone already is no trouble."""
    if ID.fullmatch(draft_id):
        _remove(store.path / DRAFTS / draft_id)


def drafts(store: Store, sender: str | None = None) -> list[Draft]:
    """The drafts of a sender (everybody's by default), the newest first."""
    found = [_draft(path) for path in _folders(store) if not _is_old(path)]
    mine = [draft for draft in found if sender in (None, draft.sender)]
    return sorted(mine, key=lambda draft: draft.created_at, reverse=True)


def sweep_drafts(store: Store) -> list[str]:
    """Remove drafts that are too old, and what interrupted writers left unfinished; returns their ids."""
    old = [path for path in _folders(store) if _is_old(path)]
    for path in old:
        _remove(path)
    for path in (store.path / DRAFTS).glob(f"{TEMPORARY}*"):
        shutil.rmtree(path, ignore_errors=True)
    return [path.name for path in old]


def drop_drafts_of(store: Store, content: bytes) -> None:
    """Remove every draft of the same file."""
    for path in list(_folders(store)):
        if (path / ORIGINAL).read_bytes() == content:
            _remove(path)
    sweep_drafts(store)


def _remove(folder: Path) -> None:
    """Make a folder disappear at once, then its files: no draft is ever there by halves."""
    gone = folder.with_name(f"{TEMPORARY}{folder.name}")
    with suppress(FileNotFoundError):
        os.replace(folder, gone)
    shutil.rmtree(gone, ignore_errors=True)


def _folders(store: Store) -> Iterator[Path]:
    return (path.parent for path in (store.path / DRAFTS).glob(f"[!.]*/{TOLD}"))


def _folder(store: Store, draft_id: str) -> Path:
    folder = store.path / DRAFTS / draft_id
    if not (ID.fullmatch(draft_id) and (folder / TOLD).exists()):
        raise KimError(
            "Diese begonnene Einreichung gibt es nicht (mehr): sie ist eingereicht, verworfen oder älter als"
            f" {DAYS_KEPT} Tage."
        )
    return folder


def _read(store: Store, draft_id: str) -> dict:
    return json.loads((_folder(store, draft_id) / TOLD).read_text(encoding="utf-8"))


def _draft(path: Path) -> Draft:
    told = json.loads((path / TOLD).read_text(encoding="utf-8"))
    named = {name: told[name] for name in ("created_at", "file_name", "dataset", "sender")}
    return Draft(id=path.name, stichtag=date.fromisoformat(told["stichtag"]), **named)


def _is_old(path: Path) -> bool:
    created = datetime.fromisoformat(json.loads((path / TOLD).read_text(encoding="utf-8"))["created_at"])
    return datetime.now(UTC) - created > timedelta(days=DAYS_KEPT)


def _told(submission: Submission, created_at: str) -> bytes:
    told = {
        "file_name": submission.file_name,
        "dataset": submission.dataset,
        "sender": submission.sender,
        "stichtag": str(submission.stichtag),
        "acknowledged": dict(submission.acknowledged),
        "note": submission.note,
        "lesart": submission.lesart.as_dict(),
        "created_at": created_at,
    }
    return json.dumps(told, ensure_ascii=False).encode()
