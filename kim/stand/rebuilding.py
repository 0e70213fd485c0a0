"""After something was erased: Stände that rest on it are built again; their old ids lead to the new ones."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from kim import formats
from kim.errors import KimError
from kim.intake import Tombstone, tombstones
from kim.stand.build import build_stand, one_build
from kim.stand.shelf import MOVED, TO_REVIEW, list_staende, read_list, write_list
from kim.stand.striking import strike_texts
from kim.store import TEMPORARY, Store


@dataclass(frozen=True)
class Rebuilt:
    """One Stand that rested on what was erased and its new id.

    `new` is None where a person has to look first, and empty where nothing was left to build from.
    """

    old: str
    new: str | None


def rebuild_erased(store: Store) -> list[Rebuilt]:
    """Build every unnamed Stand that rests on something erased again and remove the old one.

    Stände with a name lose the words of what was erased, keep their totals and are marked until a person
    has looked (`confirm_stand`).
    """
    gone = {stone.submission: stone for stone in tombstones(store)}
    found = []
    for info in list_staende(store):
        hit = _rests_on(store.staende / info.id) & set(gone)
        if hit and info.name is None:
            found.append(Rebuilt(info.id, _rebuild(store, info.id, info.manifest, info.day)))
        elif hit:
            strike_texts(store, info.id, hit)
            if _mark(store, info.id, [gone[name] for name in sorted(hit)]):
                found.append(Rebuilt(info.id, None))
    return found


def confirm_stand(store: Store, stand_id: str) -> None:
    """A person has looked at a named Stand and found that its totals may stay as they are."""
    with store.writing():
        marked = read_list(store, TO_REVIEW)
        if stand_id not in marked:
            raise KimError(f"Der Stand »{stand_id}« ist nicht zu prüfen.")
        write_list(store, TO_REVIEW, marked | {stand_id: marked[stand_id] | {"reviewed": str(date.today())}})


def _rests_on(folder: Path) -> set[str]:
    """The submissions a Stand counts; an older one does not list those that speak for none of its Termine."""
    told = json.loads((folder / "stand.json").read_text(encoding="utf-8"))
    return set(told.get("rests_on", ())) | set(
        pq.read_table(folder / "lieferungen.parquet", columns=["einreichung"])["einreichung"].to_pylist()
    )


def _rebuild(store: Store, old: str, manifest: int, day: date) -> str:
    """The new Stand first, then the sign that leads there, then the old one goes."""
    usable = _usable(store, manifest)
    new = build_stand(store, usable, day) if usable else ""
    if new:
        with store.writing():
            write_list(store, MOVED, read_list(store, MOVED) | {old: {"to": new, "on": str(date.today())}})
    _remove(store, old)
    return new


def _usable(store: Store, manifest: int) -> int | None:
    """The manifest of the old Stand, or the next one in which anything is left, if there is one."""
    later = (version for version in store.versions() if version >= manifest and store.manifest(version).units)
    return next(later, None)


def _mark(store: Store, stand_id: str, stones: Sequence[Tombstone]) -> bool:
    """Whether a person still has to look: what was erased after the last look asks for another one."""
    with store.writing():
        marked = read_list(store, TO_REVIEW)
        names, known = [stone.submission for stone in stones], marked.get(stand_id, {})
        if set(names) <= set(known.get("submissions", ())):
            return not known["reviewed"]
        told = {
            "erased_at": max(stone.erased_at for stone in stones),
            "submissions": names,
            "reviewed": None,
        }
        write_list(store, TO_REVIEW, marked | {stand_id: told})
    return True


def _remove(store: Store, stand_id: str) -> None:
    """Out of sight at once, then away: whoever builds next removes what an interruption left of it."""
    with one_build(store):
        gone = store.staende / f"{TEMPORARY}{stand_id}"
        (store.staende / stand_id).rename(gone)
        gone.chmod(0o755)
        shutil.rmtree(gone)


def told_of(store: Store) -> Iterator[str]:
    """What people have to know of Stände after erasures, in German."""
    for stand_id, told in read_list(store, TO_REVIEW).items():
        if not told["reviewed"]:
            yield (
                f"Der Stand {stand_id} enthält noch Angaben, die am {formats.date(told['erased_at'])}"
                " gelöscht wurden;"
                " seine Summen sind zu prüfen. `stand confirm` bestätigt sie."
            )
