"""Files that appear whole or not at all, whenever the process dies."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

TEMPORARY = ".tmp-"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, whenever the process dies."""
    temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    write_synced(temporary, content)
    os.replace(temporary, path)
    sync_folder(path.parent)


def write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill that appears under its name only when it is complete."""
    temporary = target.parent / f"{TEMPORARY}{uuid4().hex}"
    temporary.mkdir(parents=True)
    try:
        yield temporary
        sync_folder(temporary)
        os.replace(temporary, target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    sync_folder(target.parent)


def sync_folder(path: Path) -> None:
    """Make renames in a folder durable (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
