"""The Stände of a store: listed, named, opened."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kim.errors import KimError
from kim.stand.read import Stand
from kim.store import Store, write_atomic

NAMES = "names.json"
MOVED = "moved.json"  # old id → where it leads since something was erased, and since when
TO_REVIEW = "review.json"  # named Stände that rest on something erased, and when a person looked


@dataclass(frozen=True)
class StandInfo:
    """What a list of Stände shows of one; `to_review` and `reviewed` where something in it was erased."""

    id: str
    day: date
    manifest: int
    name: str | None
    submissions: int
    answers: int = 0
    to_review: bool = False
    reviewed: bool = False

    @property
    def title(self) -> str:
        return self.name or f"Stand {self.day:%d.%m.%Y}"


def list_staende(store: Store) -> list[StandInfo]:
    """All finished Stände, the newest manifest first."""
    names, marks = _names(store), read_list(store, TO_REVIEW)
    found = [_info(path, names, marks) for path in store.staende.glob("[!.]*/stand.json")]
    return sorted(found, key=lambda info: (info.manifest, info.day, info.answers, info.id), reverse=True)


def newest_stand(store: Store) -> StandInfo | None:
    staende = list_staende(store)
    return staende[0] if staende else None


def open_stand(store: Store, stand_id: str | None = None) -> Stand:
    """A Stand by id or name, the newest by default; KimError where there is none."""
    staende = list_staende(store)
    if not staende:
        raise KimError(
            "Es gibt noch keinen Stand. Reichen Sie Daten ein oder bauen Sie einen mit `stand build`."
        )
    stand_id = (forwarding(store, stand_id or "") or (stand_id, ""))[0]
    for info in staende:
        if stand_id in (None, info.id, info.name):
            return Stand(store.staende / info.id, info.name)
    raise KimError(f"Den Stand »{stand_id}« gibt es nicht. Vorhanden: {', '.join(i.id for i in staende)}.")


def name_stand(store: Store, stand_id: str, name: str) -> None:
    """Give a Stand the name of the meeting it was made for; one name for one Stand."""
    if stand_id not in {info.id for info in list_staende(store)}:
        raise KimError(f"Den Stand »{stand_id}« gibt es nicht.")
    with store.writing():
        names = _names(store)
        if names.get(stand_id) != name and name in names.values():
            raise KimError(f"Der Name »{name}« ist schon vergeben.")
        write_list(store, NAMES, names | {stand_id: name})


def forwarding(store: Store, stand_id: str) -> tuple[str, str] | None:
    """Where an old id leads and what to say of it; None where the id was never moved."""
    moved, seen = read_list(store, MOVED), stand_id
    while seen in moved:
        day = moved[seen]["on"]
        seen = moved[seen]["to"]
    if seen == stand_id:
        return None
    words = date.fromisoformat(day).strftime("%d.%m.%Y")
    return seen, f"Dieser Stand wurde am {words} neu gebaut, weil Angaben gelöscht wurden."


def read_list(store: Store, name: str) -> dict[str, Any]:
    """One of the small lists beside the Stände; empty before it was written."""
    path = store.staende / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_list(store: Store, name: str, content: Mapping[str, Any]) -> None:
    write_atomic(store.staende / name, json.dumps(content, ensure_ascii=False).encode())


def _names(store: Store) -> dict[str, str]:
    return read_list(store, NAMES)


def _info(path: Path, names: dict[str, str], marks: dict[str, dict]) -> StandInfo:
    info, mark = _read(path), marks.get(path.parent.name)
    return StandInfo(
        info["id"],
        date.fromisoformat(info["day"]),
        info["manifest"],
        names.get(info["id"]),
        info["submissions"],
        info["answers"],
        mark is not None and not mark["reviewed"],
        mark is not None and bool(mark["reviewed"]),
    )


@lru_cache(maxsize=256)
def _read(path: Path) -> dict:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: stored.get(name, 0) for name in ("id", "day", "manifest", "submissions", "answers")}
