"""The store: received files, their Parquet units, and append-only manifests that say what is live."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from kim.datasets import ROOT
from kim.errors import KimError

TEMPORARY = ".tmp-"
WRITING, BUILDING = ".writing.lock", ".building.lock"


@dataclass(frozen=True)
class Unit:
    """One live Parquet file: the rows of one replaced unit of one dataset."""

    dataset: str
    unit_id: str
    values: Mapping[str, str]
    rows: int
    sha256: str
    submission: str

    @property
    def place(self) -> str:
        return f"submissions/{self.dataset}/{self.submission}/{self.unit_id}.parquet"


@dataclass(frozen=True)
class Receipt:
    """What a sender gets for a stored file, and what the store knows about it."""

    submission: str
    dataset: str
    sender: str
    stichtag: date
    file_name: str
    sha256: str
    size: int
    rows: int
    received_at: str
    rules: str
    issues: tuple[dict, ...] = ()
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    lesart: Mapping[str, object] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return f"submissions/{self.dataset}/{self.submission}"


@dataclass(frozen=True)
class Manifest:
    """All live units after one batch, the live submissions behind them and the receipts of the batch.

    `withdrawn` names every submission that was taken back and not handed in again.
    """

    version: int
    written_at: str
    reason: str
    units: tuple[Unit, ...]
    submissions: Mapping[str, Receipt]
    received: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()

    def units_of(self, dataset: str) -> list[Unit]:
        return [unit for unit in self.units if unit.dataset == dataset]

    def auszug_vom(self, unit: Unit) -> date:
        return self.submissions[unit.submission].stichtag


EMPTY = Manifest(0, "", "", (), {}, ())


class Store:
    """A folder of submissions, manifests and Stände; readers need no lock, writers take turns."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path or os.environ.get("KIM_STORE") or ROOT / "data" / "store").resolve()
        self.manifests = self.path / "manifests"
        self.staende = self.path / "staende"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Store) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def versions(self) -> list[int]:
        return sorted(int(path.stem) for path in self.manifests.glob("[0-9]*.json"))

    def manifest(self, version: int | None = None) -> Manifest:
        """One manifest, the newest by default; an empty one before the first submission."""
        versions = self.versions()
        if version is None:
            return load_manifest(self._manifest_path(versions[-1])) if versions else EMPTY
        if version not in versions:
            raise KimError(f"Das Manifest {version} gibt es in diesem Speicher nicht.")
        return load_manifest(self._manifest_path(version))

    def publish(self, manifest: Manifest) -> Manifest:
        """Make a manifest the newest one; only inside `writing`, so that no other writer comes between."""
        write_atomic(self._manifest_path(manifest.version), _dump(manifest))
        return manifest

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Writers take turns here, in this process and among processes; the lock dies with its process."""
        self.manifests.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path / WRITING):
            yield

    def file(self, place: str) -> Path:
        return self.path / place

    def receipts(self) -> list[Receipt]:
        """Every receipt ever given, newest first."""
        return list(load_receipts(self, tuple(self.versions())))

    def leftovers(self) -> list[str]:
        """What an interrupted writer left: unfinished folders and submissions no manifest knows (German)."""
        places = {"submissions/*": WRITING, "manifests": WRITING, "staende": BUILDING}
        idle = [where for where, lock in places.items() if self._is_idle(lock)]
        unfinished = [self.path.glob(f"{where}/{TEMPORARY}*") for where in idle]
        parts = [f"unfertig: {path.relative_to(self.path)}" for paths in unfinished for path in sorted(paths)]
        known = {receipt.folder for receipt in self.receipts()}
        complete = (
            str(path.relative_to(self.path)) for path in sorted(self.path.glob("submissions/*/[!.]*"))
        )
        return parts + [
            f"ohne Quittung, bitte noch einmal einreichen: {place}"
            for place in complete
            if place not in known
        ]

    def sweep(self) -> list[str]:
        """Remove what interrupted writers left unfinished; only inside `writing`. Whole submissions stay."""
        left = [*self.path.glob(f"submissions/*/{TEMPORARY}*"), *self.manifests.glob(f"{TEMPORARY}*")]
        for path in left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return [str(path.relative_to(self.path)) for path in left]

    def _is_idle(self, lock: str) -> bool:
        """Whether nobody is at work: what lies there unfinished then is left over."""
        if not self.path.exists():
            return True
        try:
            with FileLock(self.path / lock, timeout=0):
                return True
        except Timeout:
            return False

    def _manifest_path(self, version: int) -> Path:
        return self.manifests / f"{version:08d}.json"


@lru_cache(maxsize=8)
def load_manifest(path: Path) -> Manifest:
    """A manifest file; it never changes, so reading it once is enough."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    units = tuple(Unit(**unit) for unit in stored.pop("units"))
    submissions = {key: _receipt(value) for key, value in stored.pop("submissions").items()}
    lists = {name: tuple(stored.get(name, ())) for name in ("received", "withdrawn")}
    return Manifest(**stored | lists, units=units, submissions=submissions)


@lru_cache(maxsize=4)
def load_receipts(store: Store, versions: tuple[int, ...]) -> tuple[Receipt, ...]:
    """The receipts of the batches of some manifests, newest first; they never change either."""
    seen: dict[str, Receipt] = {}
    for version in reversed(versions):
        manifest = store.manifest(version)
        for submission in manifest.received:
            seen.setdefault(submission, manifest.submissions[submission])
    return tuple(seen.values())


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


def _receipt(stored: dict) -> Receipt:
    return Receipt(
        **stored | {"stichtag": date.fromisoformat(stored["stichtag"]), "issues": tuple(stored["issues"])}
    )


def _dump(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, default=str, separators=(",", ":")).encode()
