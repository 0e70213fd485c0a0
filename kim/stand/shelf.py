"""The Stände of a store: listed, named, opened."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kim.errors import KimError
from kim.stand.read import Stand
from kim.store import Store, write_atomic

NAMES = "names.json"


@dataclass(frozen=True)
class StandInfo:
    """What a list of Stände shows of one."""

    id: str
    day: date
    manifest: int
    name: str | None
    submissions: int
    answers: int = 0

    @property
    def title(self) -> str:
        return self.name or f"Stand {self.day:%d.%m.%Y}"


def list_staende(store: Store) -> list[StandInfo]:
    """All finished Stände, the newest manifest first."""
    names = _names(store)
    found = [_info(path, names) for path in store.staende.glob("[!.]*/stand.json")]
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
        write_atomic(store.staende / NAMES, json.dumps(names | {stand_id: name}, ensure_ascii=False).encode())


def _names(store: Store) -> dict[str, str]:
    path = store.staende / NAMES
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _info(path: Path, names: dict[str, str]) -> StandInfo:
    info = _read(path)
    return StandInfo(
        info["id"],
        date.fromisoformat(info["day"]),
        info["manifest"],
        names.get(info["id"]),
        info["submissions"],
        info["answers"],
    )


@lru_cache(maxsize=256)
def _read(path: Path) -> dict:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: stored.get(name, 0) for name in ("id", "day", "manifest", "submissions", "answers")}
