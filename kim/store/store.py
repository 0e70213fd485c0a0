"""The store: received files, their Parquet units, and append-only manifests that say what is live."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from kim.datasets import ROOT
from kim.errors import KimError
from kim.store.files import TEMPORARY, write_atomic
from kim.store.manifest import EMPTY, Manifest, Receipt, dump_manifest, load_manifest

WRITING, BUILDING = ".writing.lock", ".building.lock"
ERASED = "erased"


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

    def earlier_manifests(self) -> Iterator[Manifest]:
        """All manifests, the newest first."""
        return (self.manifest(version) for version in reversed(self.versions()))

    def publish(self, manifest: Manifest) -> Manifest:
        """Make a manifest the newest one; only inside `writing`, so that no other writer comes between."""
        write_atomic(self._manifest_path(manifest.version), dump_manifest(manifest))
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
        return list(load_receipts(self, tuple(self.versions()), self.erasures()))

    def erasures(self) -> int:
        """How many submissions were erased: what is remembered of manifests holds until one more is."""
        return sum(1 for _ in (self.path / ERASED).glob("*.json"))

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


@lru_cache(maxsize=4)
def load_receipts(store: Store, versions: tuple[int, ...], erasures: int) -> tuple[Receipt, ...]:
    """The receipts of the batches of some manifests, newest first; they change only when one is erased."""
    seen: dict[str, Receipt] = {}
    for version in reversed(versions):
        manifest = store.manifest(version)
        for submission in manifest.received:
            seen.setdefault(submission, manifest.submissions[submission])
    return tuple(seen.values())
