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
from kim.store.manifest import EMPTY, Manifest, Receipt, dump_manifest, load_manifest, without

WRITING, BUILDING, DRAFTING = ".writing.lock", ".building.lock", ".drafting.lock"
ERASED, DRAFTS, QUESTIONS = "erased", "drafts", "rueckfragen"
UNFINISHED = {  # where a killed process leaves something, and the lock under which it had worked
    "submissions/*": WRITING,
    "manifests": WRITING,
    ERASED: WRITING,
    QUESTIONS: WRITING,
    "staende": BUILDING,
    DRAFTS: DRAFTING,
}


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
        """One manifest, the newest by default; an empty one before the first submission.

        What was erased is not in it, whether or not the file was rewritten yet.
        """
        return without(self.stored_manifest(version), self.erased())

    def stored_manifest(self, version: int | None = None) -> Manifest:
        """A manifest as its file is; only whoever erases needs to know what still stands there."""
        versions = self.versions()
        if version is None:
            return load_manifest(self._manifest_path(versions[-1])) if versions else EMPTY
        if version not in versions:
            raise KimError(f"Das Manifest {version} gibt es in diesem Speicher nicht.")
        return load_manifest(self._manifest_path(version))

    def earlier_manifests(self, version: int) -> Iterator[Manifest]:
        """The manifests before a version, the newest first."""
        return (self.manifest(number) for number in reversed(self.versions()) if number < version)

    def publish(self, manifest: Manifest) -> Manifest:
        """Make a manifest the newest one; only inside `writing`, so that no other writer comes between."""
        write_atomic(self._manifest_path(manifest.version), dump_manifest(manifest))
        return manifest

    def rewrite(self, manifest: Manifest) -> None:
        """Put a manifest in the place of its file, because something in it was erased; inside `writing`."""
        self.publish(manifest)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Writers take turns here, in this process and among processes; the lock dies with its process."""
        self.manifests.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path / WRITING):
            yield

    @contextmanager
    def drafting(self) -> Iterator[None]:
        """Whoever keeps or drops drafts takes turns here, and waits for nobody who hands in."""
        (self.path / DRAFTS).mkdir(parents=True, exist_ok=True)
        with FileLock(self.path / DRAFTING):
            yield

    def file(self, place: str) -> Path:
        return self.path / place

    def receipts(self) -> list[Receipt]:
        """Every receipt ever given, newest first."""
        return list(load_receipts(self, tuple(self.versions()), self.erased()))

    def erased(self) -> frozenset[str]:
        """The submissions that were erased: what is remembered of manifests holds until one more is."""
        return frozenset(path.stem for path in (self.path / ERASED).glob("[!.]*.json"))

    def leftovers(self) -> list[str]:
        """What an interrupted writer left: unfinished folders and submissions no manifest knows (German)."""
        idle = [where for where, lock in UNFINISHED.items() if self._is_idle(lock)]
        unfinished = [self.path.glob(f"{where}/{TEMPORARY}*") for where in idle]
        parts = [f"unfertig: {path.relative_to(self.path)}" for paths in unfinished for path in sorted(paths)]
        known = {receipt.folder for receipt in self.receipts()}
        complete = sorted(self.path.glob("submissions/*/[!.]*"))
        return parts + [self._unknown(path) for path in complete if self._place(path) not in known]

    def sweep(self) -> list[str]:
        """Remove what interrupted writers left unfinished; only inside `writing`. Whole submissions stay."""
        folders = [where for where, lock in UNFINISHED.items() if lock == WRITING]
        left = [path for where in folders for path in self.path.glob(f"{where}/{TEMPORARY}*")]
        for path in left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return [self._place(path) for path in left]

    def _unknown(self, path: Path) -> str:
        if path.name in self.erased():
            return f"nicht zu Ende gelöscht, geschieht mit der nächsten Annahme: {self._place(path)}"
        return f"ohne Quittung, bitte noch einmal einreichen: {self._place(path)}"

    def _place(self, path: Path) -> str:
        return str(path.relative_to(self.path))

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
def load_receipts(store: Store, versions: tuple[int, ...], erased: frozenset[str]) -> tuple[Receipt, ...]:
    """The receipts of the batches of some manifests, newest first; they change only when one is erased."""
    seen: dict[str, Receipt] = {}
    for version in reversed(versions):
        manifest = store.manifest(version)
        for submission in manifest.received:
            seen.setdefault(submission, manifest.submissions[submission])
    return tuple(seen.values())
