"""What processes do to a store while tests kill them or let them meet; each says what it has done."""

import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow.parquet as pq

from kim.intake import Submission, drafts, drop_draft, erase, load_draft, save_draft, submit, sweep_drafts
from kim.stand import build_stand
from kim.store import Store, sha256

TODAY = date(2026, 1, 10)
LAST_DAY = date(2025, 12, 31)
SITES = ("05382", "05315", "05770", "05314", "05112")
PROCESSES = get_context("forkserver")  # children start with everything imported, and without threads
PROCESSES.set_forkserver_preload([__name__])
WRITING_CALLS = (
    (io, "open"), (os, "replace"), (os, "fsync"), (os, "mkdir"), (os, "unlink"), (os, "rmdir"),
)  # fmt: skip


def file_of(site: str, number: int) -> Submission:
    """The cases of a site, one more with each number."""
    days = (date(2025, 1, 6) + timedelta(days=day) for day in range(number % 90 + 1))
    lines = ["Fall;Kreis;Fallart;Aufnahme am"]
    lines += [f"F-{day:%j};{site};CM;{day:%d.%m.%Y}" for day in days]
    reason = {"faelle_verschwunden": "Test"}  # a lower number has fewer cases
    return Submission("\n".join(lines).encode(), f"{site}-{number}.csv", "faelle", site, LAST_DAY, reason)


def submit_on_and_on(path: Path, first: int, done: Connection) -> None:
    """Hand in one file after another and say each receipt, until somebody ends it."""
    store, number = Store(path), first
    done.send("ready")
    while True:
        done.send(submit(store, file_of(SITES[number % len(SITES)], number), TODAY).submission)
        number += 1


def build_on_and_on(path: Path, first: int, done: Connection) -> None:
    """Build Stände of the newest manifest for one day after another, until somebody ends it."""
    store, number = Store(path), first
    done.send("ready")
    while True:
        done.send(build_stand(store, day=date(2025, 1, 1) + timedelta(days=number)))
        number += 1


def submit_and_die(path: Path, call: int, done: Connection) -> None:
    """Hand in one file, but be killed right after the n-th call that writes; else say the receipt."""
    _die_after(call)
    done.send(submit(Store(path), file_of("05382", call), TODAY).submission)


def draft_and_die(path: Path, call: int, done: Connection) -> None:
    """Keep a draft and change it, but be killed on the way; else say its id."""
    _die_after(call)
    store, file = Store(path), file_of("05382", 7)
    draft = save_draft(store, file)
    save_draft(store, replace(file, note="geändert"), draft)
    done.send(draft)


def hand_in_and_die(path: Path, draft: str, call: int, done: Connection) -> None:
    """Hand in a draft, but be killed on the way; else say the receipt."""
    _die_after(call)
    store = Store(path)
    done.send(submit(store, load_draft(store, draft), TODAY).submission)


def erase_and_die(path: Path, submission: str, call: int, done: Connection) -> None:
    """Erase a submission, but be killed on the way; else say it."""
    _die_after(call)
    done.send(erase(Store(path), submission, "Klarname").submission)


def write_for(path: Path, site: str, seconds: float, done: Connection) -> None:
    """A writer: hand in files of one site for some seconds, then say how many and which was the last."""
    store, end, number, last = Store(path), time.monotonic() + seconds, 0, ""
    while time.monotonic() < end:
        last = submit(store, file_of(site, number), TODAY).submission
        number += 1
    done.send((number, last))


def draft_for(path: Path, site: str, seconds: float, done: Connection) -> None:
    """Somebody who begins and discards hand-ins for some seconds; then say how many."""
    store, end, number = Store(path), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        file = file_of(site, number)
        draft = save_draft(store, file)
        save_draft(store, replace(file, note="geändert"), draft)
        sweep_drafts(store)
        assert load_draft(store, draft).note == "geändert"
        assert draft in {kept.id for kept in drafts(store, site)}
        drop_draft(store, draft)
    done.send(number)


def read_for(path: Path, seconds: float, done: Connection) -> None:
    """A reader: open the newest manifest and all that it names, again and again, then say how often."""
    store, end, number = Store(path), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        read_whole(store)
        number += 1
    done.send(number)


def read_whole(store: Store) -> int:
    """Read every live unit of the newest manifest; an AssertionError where anything is torn."""
    manifest = store.manifest()
    for unit in manifest.units:
        content = store.file(unit.place).read_bytes()
        assert sha256(content) == unit.sha256, unit
        assert pq.read_table(store.file(unit.place)).num_rows == unit.rows, unit
        assert unit.submission in manifest.submissions, unit
    return manifest.version


def start(work: Callable[..., None], *arguments: object) -> tuple[object, Connection]:
    """A process at work, and the end of the pipe on which it says what it has done."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def told(pipe: Connection) -> list[object]:
    """Everything a process that has ended had said."""
    said = []
    with suppress(EOFError, OSError):
        while True:
            said.append(pipe.recv())
    return said


def _die_after(call: int) -> None:
    calls = count(1)
    for module, name in WRITING_CALLS:
        setattr(module, name, _dying(getattr(module, name), calls, call))


def _dying(call: Callable, calls: Iterator[int], last: int) -> Callable:
    """The same call, but the process is killed after the last of all of them, whatever it was."""

    def counted(*arguments: object, **more: object) -> object:
        result = call(*arguments, **more)
        if next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return counted
