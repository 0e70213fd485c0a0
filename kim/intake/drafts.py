"""Drafts: the file a sender is working on, kept until it is handed in, discarded or thirty days old."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kim.errors import KimError
from kim.intake.submission import Submission
from kim.reading import lesart_of, plain_name
from kim.store import DRAFTS, TEMPORARY, Store, now, whole_folder, write_atomic, write_synced

DAYS_KEPT = 30
ID = re.compile(r"[0-9a-f]{32}")  # as secrets makes them: an id is never a path
ORIGINAL, TOLD = "original", "draft.json"


@dataclass(frozen=True)
class Draft:
    """What is known of a draft without its content; None is not chosen yet."""

    id: str
    created_at: str
    file_name: str
    dataset: str | None
    sender: str | None
    stichtag: date | None


def save_draft(store: Store, submission: Submission, draft_id: str | None = None) -> str:
    """Keep a submission under an id that nobody can guess; with an id, what was told about it is replaced.

    The content of a draft never changes: another file is another draft. Dataset, sender and Stichtag may be
    None as long as they are not chosen.
    """
    with store.drafting():
        _sweep(store)
        if draft_id is not None:
            created = _read(store, draft_id)["created_at"]
            write_atomic(_folder(store, draft_id) / TOLD, _told(submission, created))
            return draft_id
        new = secrets.token_hex(16)
        with whole_folder(store.path / DRAFTS / new) as folder:
            write_synced(folder / ORIGINAL, submission.content)
            write_synced(folder / TOLD, _told(submission, now()))
        return new


def load_draft(store: Store, draft_id: str) -> Submission:
    """The submission of a draft; KimError where there is none, or none any more."""
    told = _read(store, draft_id)
    content = (_folder(store, draft_id) / ORIGINAL).read_bytes()
    del told["created_at"]
    stichtag, lesart = _day(told.pop("stichtag")), lesart_of(told.pop("lesart"))
    return Submission(content, stichtag=stichtag, lesart=lesart, **told)


def drop_draft(store: Store, draft_id: str) -> None:
    """Remove a draft; one that is gone already is no trouble."""
    if ID.fullmatch(draft_id):
        with store.drafting():
            _remove(store.path / DRAFTS / draft_id)


def drafts(store: Store, sender: str | None = None) -> list[Draft]:
    """The drafts of a sender (everybody's by default), the newest first."""
    mine = [_draft(name, told) for name, told in _all(store) if sender in (None, told["sender"])]
    return sorted((d for d in mine if not _is_old(d.created_at)), key=lambda d: d.created_at, reverse=True)


def sweep_drafts(store: Store) -> list[str]:
    """Remove drafts that are too old, and what killed processes left unfinished; returns their ids."""
    if not (store.path / DRAFTS).exists():
        return []
    with store.drafting():
        return _sweep(store)


def drop_handed_in(store: Store, submissions: Iterable[Submission]) -> None:
    """Remove the drafts of files that have been stored: the same bytes of the same sender and dataset."""
    stored = list(submissions)
    with store.drafting():
        for name, told in _all(store):
            alike = [s for s in stored if (s.dataset, s.sender) == (told["dataset"], told["sender"])]
            if any(_holds(store, name, submission.content) for submission in alike):
                _remove(store.path / DRAFTS / name)


def drop_drafts_of(store: Store, content: bytes) -> None:
    """Remove every draft of the same file, whoever keeps it."""
    with store.drafting():
        _sweep(store)
        for name, _ in _all(store):
            if _holds(store, name, content):
                _remove(store.path / DRAFTS / name)


def _sweep(store: Store) -> list[str]:
    old = [name for name, told in _all(store) if _is_old(told["created_at"])]
    for name in old:
        _remove(store.path / DRAFTS / name)
    for path in (store.path / DRAFTS).glob(f"{TEMPORARY}*"):
        shutil.rmtree(path)
    for path in (store.path / DRAFTS).glob(f"[!.]*/{TEMPORARY}*"):
        path.unlink()
    return old


def _remove(folder: Path) -> None:
    """Make a folder disappear at once, then its files: no draft is ever there by halves."""
    gone = folder.with_name(f"{TEMPORARY}{folder.name}")
    if folder.exists():
        os.replace(folder, gone)
        shutil.rmtree(gone)


def _holds(store: Store, draft_id: str, content: bytes) -> bool:
    original = store.path / DRAFTS / draft_id / ORIGINAL
    return original.stat().st_size == len(content) and original.read_bytes() == content


def _all(store: Store) -> Iterator[tuple[str, dict]]:
    """Id and what is told of every draft, old ones too; one that goes while somebody reads is left out."""
    for path in list((store.path / DRAFTS).glob(f"[!.]*/{TOLD}")):
        with suppress(FileNotFoundError):
            yield path.parent.name, json.loads(path.read_text(encoding="utf-8"))


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


def _draft(name: str, told: dict) -> Draft:
    named = {key: told[key] for key in ("created_at", "file_name", "dataset", "sender")}
    return Draft(id=name, stichtag=_day(told["stichtag"]), **named)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_old(created_at: str) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(created_at) > timedelta(days=DAYS_KEPT)


def _told(submission: Submission, created_at: str) -> bytes:
    told = {
        "file_name": plain_name(submission.file_name),
        "dataset": submission.dataset or None,
        "sender": submission.sender or None,
        "stichtag": str(submission.stichtag) if submission.stichtag else None,
        "acknowledged": dict(submission.acknowledged),
        "note": submission.note,
        "lesart": submission.lesart.as_dict(),
        "created_at": created_at,
    }
    return json.dumps(told, ensure_ascii=False).encode()
