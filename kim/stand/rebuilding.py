"""After something was erased: Stände that rest on it are built again; their old ids lead to the new ones."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from kim.errors import KimError
from kim.intake import Tombstone, tombstones
from kim.stand.build import build_stand
from kim.stand.shelf import MOVED, TO_REVIEW, list_staende, read_list, write_list
from kim.store import Store


@dataclass(frozen=True)
class Rebuilt:
    """One Stand that rested on what was erased: its new id, or None where a person has to look first."""

    old: str
    new: str | None


def rebuild_erased(store: Store) -> list[Rebuilt]:
    """Build every unnamed Stand that rests on something erased again and remove the old one.

    Stände with a name keep their totals and are marked until a person has looked (`confirm_stand`).
    """
    gone = {stone.submission: stone for stone in tombstones(store)}
    found = []
    for info in list_staende(store):
        hit = _rests_on(store.staende / info.id) & set(gone)
        if hit and info.name is None:
            found.append(Rebuilt(info.id, _rebuild(store, info.id, info.manifest, info.day)))
        elif hit and not info.reviewed:
            _mark(store, info.id, next(gone[name] for name in sorted(hit)))
            found.append(Rebuilt(info.id, None))
    return found


def confirm_stand(store: Store, stand_id: str) -> None:
    """A person has looked at a named Stand and found that its totals may stay as they are."""
    marked = read_list(store, TO_REVIEW)
    if stand_id not in marked:
        raise KimError(f"Der Stand »{stand_id}« ist nicht zu prüfen.")
    write_list(store, TO_REVIEW, marked | {stand_id: marked[stand_id] | {"reviewed": str(date.today())}})


def _rests_on(folder: Path) -> set[str]:
    """The submissions a Stand counts."""
    return set(
        pq.read_table(folder / "lieferungen.parquet", columns=["einreichung"])["einreichung"].to_pylist()
    )


def _rebuild(store: Store, old: str, manifest: int, day: date) -> str:
    """The new Stand first, then the sign that leads there, then the old one goes."""
    new = build_stand(store, _usable(store, manifest), day)
    write_list(store, MOVED, read_list(store, MOVED) | {old: {"to": new, "on": str(date.today())}})
    _remove(store.staende / old)
    return new


def _usable(store: Store, manifest: int) -> int:
    """The manifest of the old Stand, or the next one in which anything is left."""
    later = (version for version in store.versions() if version >= manifest and store.manifest(version).units)
    found = next(later, None)
    if found is None:
        raise KimError("Nach dem Löschen ist nichts mehr da, woraus ein Stand gebaut werden könnte.")
    return found


def _mark(store: Store, stand_id: str, stone: Tombstone) -> None:
    told = {"erased_at": stone.erased_at, "reviewed": None}
    write_list(store, TO_REVIEW, read_list(store, TO_REVIEW) | {stand_id: told})


def _remove(folder: Path) -> None:
    folder.chmod(0o755)
    shutil.rmtree(folder)


def told_of(store: Store) -> Iterator[str]:
    """What people have to know of Stände after erasures, in German."""
    for stand_id, told in read_list(store, TO_REVIEW).items():
        if not told["reviewed"]:
            yield (
                f"Der Stand {stand_id} enthält noch Angaben, die am {told['erased_at'][:10]} gelöscht wurden;"
                " seine Summen sind zu prüfen. `stand confirm` bestätigt sie."
            )
