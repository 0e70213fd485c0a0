"""Rückfragen: what an evaluator asks a sender about a figure or a finding, and the answer."""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kim.errors import KimError
from kim.store import QUESTIONS, Store, now, write_atomic

ANSWER = ".antwort.json"


@dataclass(frozen=True)
class Rueckfrage:
    """One question to one sender; `termin` is the ISO day it is about, `link` the view it was asked from."""

    id: str
    sender: str
    dataset: str
    subject: str
    text: str
    link: str
    termin: str | None
    asked_at: str
    answer: str | None = None
    answered_at: str | None = None


def ask(
    store: Store,
    sender: str,
    dataset: str,
    subject: str,
    text: str,
    link: str = "",
    termin: str | None = None,
) -> Rueckfrage:
    """Put a question to a sender; KimError where nothing is asked."""
    if not text.strip():
        raise KimError("Schreiben Sie, was Sie wissen möchten.")
    made = f"{now().replace(':', '').replace('+0000', '')}-{secrets.token_hex(4)}"
    asked = Rueckfrage(made, sender, dataset, subject, text.strip(), link, termin, now())
    with store.writing():
        (store.path / QUESTIONS).mkdir(exist_ok=True)
        write_atomic(store.path / QUESTIONS / f"{asked.id}.json", _dump(asdict(asked)))
    return asked


def answer(store: Store, question_id: str, text: str) -> Rueckfrage:
    """Answer a question once; the answer stays with the value as a note from the next Stand on."""
    if not text.strip():
        raise KimError("Schreiben Sie die Antwort.")
    with store.writing():
        asked = next((question for question in rueckfragen(store) if question.id == question_id), None)
        if asked is None:
            raise KimError(f"Die Rückfrage »{question_id}« gibt es nicht.")
        if asked.answer:
            raise KimError("Diese Rückfrage ist schon beantwortet.")
        told = {"answer": text.strip(), "answered_at": now()}
        write_atomic(store.path / QUESTIONS / f"{asked.id}{ANSWER}", _dump(told))
    return replace(asked, **told)


def rueckfragen(store: Store, sender: str | None = None, open_only: bool = False) -> list[Rueckfrage]:
    """The questions to a sender (to everybody by default), the newest first."""
    paths = [path for path in (store.path / QUESTIONS).glob("*.json") if not path.name.endswith(ANSWER)]
    found = [_load(path) for path in sorted(paths, reverse=True)]
    return [asked for asked in found if sender in (None, asked.sender) and not (open_only and asked.answer)]


def _load(path: Path) -> Rueckfrage:
    answered = path.with_name(f"{path.stem}{ANSWER}")
    told = json.loads(answered.read_text(encoding="utf-8")) if answered.exists() else {}
    return Rueckfrage(**json.loads(path.read_text(encoding="utf-8")) | told)


def _dump(told: dict) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
