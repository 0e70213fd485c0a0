"""What is live after one batch: units, the receipts behind them, and what was taken back."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Unit:
    """One live Parquet file: the rows of one replaced unit of one dataset.

    `replaced` is the submission whose rows it took the place of, where there was one.
    """

    dataset: str
    unit_id: str
    values: Mapping[str, str]
    rows: int
    sha256: str
    submission: str
    replaced: str = ""

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


def load_manifest(path: Path) -> Manifest:
    """A manifest file, read once as long as it is not rewritten because something was erased."""
    state = path.stat()
    return _load(path, state.st_mtime_ns, state.st_ino, state.st_size)


def without(manifest: Manifest, erased: Collection[str]) -> Manifest:
    """A manifest without what some submissions brought; nobody reads that any more."""
    mentioned = {*manifest.submissions, *manifest.received, *manifest.withdrawn}
    if mentioned.isdisjoint(erased):
        return manifest
    return replace(
        manifest,
        units=tuple(unit for unit in manifest.units if unit.submission not in erased),
        submissions={key: value for key, value in manifest.submissions.items() if key not in erased},
        received=tuple(name for name in manifest.received if name not in erased),
        withdrawn=tuple(name for name in manifest.withdrawn if name not in erased),
    )


@lru_cache(maxsize=8)
def _load(path: Path, *state: int) -> Manifest:
    stored = json.loads(path.read_text(encoding="utf-8"))
    units = tuple(Unit(**unit) for unit in stored.pop("units"))
    submissions = {key: _receipt(value) for key, value in stored.pop("submissions").items()}
    lists = {name: tuple(stored.get(name, ())) for name in ("received", "withdrawn")}
    return Manifest(**stored | lists, units=units, submissions=submissions)


def _receipt(stored: dict) -> Receipt:
    return Receipt(
        **stored | {"stichtag": date.fromisoformat(stored["stichtag"]), "issues": tuple(stored["issues"])}
    )


def dump_manifest(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, default=str, separators=(",", ":")).encode()
