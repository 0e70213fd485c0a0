"""The store loses nothing: not when processes are killed, not when they meet, not in a backup."""

import random
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.intake import submit, withdraw
from kim.stand import Selection, build_stand, clean_up, list_staende, open_stand
from kim.store import TEMPORARY, Store, sha256
from tests import store_worker as worker
from tests.handed_in import fill

SEED = 25
SECONDS = 10  # of two writers and two readers at once
QUOTE = Selection(("kreis_id",), {"berichtstermin": ("2025-12-31",), "baustein": ("2",)})


@pytest.fixture
def filled(store):
    return fill(store)


# --- manifests


def test_an_empty_store_can_be_read(store):
    assert (store.manifest().version, store.versions(), store.receipts(), store.leftovers()) == (
        0,
        [],
        [],
        [],
    )


def test_each_manifest_stays_as_it_was(store):
    first = submit(store, worker.file_of("05382", 1), worker.TODAY)
    second = submit(store, worker.file_of("05382", 2), worker.TODAY)
    assert store.versions() == [1, 2]
    assert [unit.submission for unit in store.manifest(1).units] == [first.submission]
    assert [unit.submission for unit in store.manifest().units] == [second.submission]
    assert [r.submission for r in store.receipts()] == [second.submission, first.submission]
    with pytest.raises(KimError, match="Manifest 3"):
        store.manifest(3)


def test_another_process_reads_what_was_written(store):
    submit(store, worker.file_of("05382", 1), worker.TODAY)
    assert Store(store.path).manifest() == store.manifest()
    process, pipe = worker.start(worker.read_for, store.path, 0.2)
    process.join(30)
    [times] = worker.told(pipe)
    assert times > 0


def test_leftovers_are_named_and_swept(store):
    receipt = submit(store, worker.file_of("05382", 1), worker.TODAY)
    folder = store.path / "submissions" / "faelle"
    (folder / f"{TEMPORARY}abc").mkdir()
    (folder / f"{TEMPORARY}abc" / "original.csv").write_text("halb")
    (store.manifests / f"{TEMPORARY}def").write_text("{")
    whole = folder / "faelle-05315-2025-12-31-ohnequittung"
    shutil.copytree(folder / receipt.submission, whole)
    assert store.leftovers() == [
        f"unfertig: submissions/faelle/{TEMPORARY}abc",
        f"unfertig: manifests/{TEMPORARY}def",
        f"ohne Quittung, bitte noch einmal einreichen: submissions/faelle/{whole.name}",
    ]
    submit(store, worker.file_of("05382", 2), worker.TODAY)
    assert [text.split(":")[0] for text in store.leftovers()] == [
        "ohne Quittung, bitte noch einmal einreichen"
    ]


SENT = st.lists(
    st.tuples(st.sampled_from(worker.SITES[:3]), st.integers(0, 3), st.booleans()), min_size=1, max_size=8
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(SENT)
def test_a_manifest_holds_the_latest_unit_of_each_key(tmp_path_factory, sent):
    """After any sequence of files and withdrawals: one unit per Kreis, the last that was not taken back."""
    store, sent_by = Store(tmp_path_factory.mktemp("store")), defaultdict(list)
    for site, number, take_back in sent:
        if take_back and sent_by[site]:
            gone = sent_by[site][-1]
            withdraw(store, gone, "Probe")
            sent_by[site] = [receipt for receipt in sent_by[site] if receipt != gone]
        elif (receipt := submit_new(store, site, number)) is not None:
            sent_by[site].append(receipt)
        manifest, expected = store.manifest(), {s: stack[-1] for s, stack in sent_by.items() if stack}
        assert {unit.unit_id: unit.submission for unit in manifest.units} == expected
        assert set(expected.values()) <= set(manifest.submissions)
    assert store.versions() == list(range(1, len(store.versions()) + 1))


# --- processes that are killed


def test_twenty_five_kills_lose_nothing(filled):
    """kill -9 at random moments: the last good state opens, leftovers are named, the next file is taken."""
    stand_id = build_stand(filled)
    moments, receipts, left = random.Random(SEED), set(known(filled)), []
    for number in range(25):
        work, longest = (worker.submit_on_and_on, 0.3) if number % 2 else (worker.build_on_and_on, 0.8)
        said = killed(work, filled, 10 * number, moments.uniform(0, longest))
        receipts |= {receipt for receipt in said if work is worker.submit_on_and_on}
        left += check_after_kill(filled, receipts, stand_id)
        receipts.add(submit(filled, worker.file_of("05112", 1000 + number), worker.TODAY).submission)
        assert unfinished(filled, "submissions/*", "manifests") == []
        clean_up(filled)
        assert all(text.startswith("ohne Quittung") for text in filled.leftovers())
    assert left, "no kill hit anything at work: the moments are chosen badly"


def test_a_kill_after_any_call_that_writes_loses_nothing(tmp_path):
    said, call = [], 0
    while not said:
        call += 1
        store = Store(tmp_path / str(call))
        receipts = {submit(store, worker.file_of("05315", 0), worker.TODAY).submission}
        process, pipe = worker.start(worker.submit_and_die, store.path, call)
        process.join(30)
        said = worker.told(pipe)
        receipts |= set(said)
        worker.read_whole(store)
        assert receipts <= set(known(store))
        assert set(named(store)) >= set(unfinished(store, "submissions/*", "manifests"))
        receipts.add(submit(store, worker.file_of("05315", call), worker.TODAY).submission)
        assert unfinished(store, "submissions/*", "manifests") == []
        assert receipts <= set(known(store))
    assert call > 8


def killed(work: Callable, store: Store, first: int, delay: float) -> list[object]:
    """Start, wait until it works, kill after a while; what it said it had finished by then."""
    process, pipe = worker.start(work, store.path, first)
    assert pipe.recv() == "ready"
    time.sleep(delay)
    process.kill()
    process.join(30)
    return worker.told(pipe)


def check_after_kill(store: Store, receipts: set[str], stand_id: str) -> list[str]:
    """Nothing torn, nothing lost; returns what the killed process left unfinished."""
    worker.read_whole(store)
    assert receipts <= set(known(store))
    for info in list_staende(store):
        folder = store.staende / info.id
        stand = open_stand(store, info.id)
        assert {n: sha256((folder / n).read_bytes()) for n in stand.info["files"]} == stand.info["files"]
        stand.close()
    stand = open_stand(store, stand_id)
    assert stand.result("besetzungsquote", QUOTE).frame["status"].eq("shown").any()
    stand.close()
    left = unfinished(store, "submissions/*", "manifests", "staende")
    assert set(left) <= set(named(store))
    return left


# --- processes that meet


def test_two_writers_and_two_readers_at_once(store):
    submit(store, worker.file_of("05112", 0), worker.TODAY)
    writers = [worker.start(worker.write_for, store.path, site, SECONDS) for site in worker.SITES[:2]]
    readers = [worker.start(worker.read_for, store.path, SECONDS) for _ in range(2)]
    for process, _ in writers + readers:
        process.join(SECONDS + 60)
        assert process.exitcode == 0
    written = [worker.told(pipe)[0] for _, pipe in writers]
    assert all(worker.told(pipe)[0] > 0 for _, pipe in readers)
    assert len(store.versions()) == 1 + sum(number for number, _ in written)
    assert {last for _, last in written} <= {unit.submission for unit in store.manifest().units}
    assert store.leftovers() == []


# --- backup


def test_a_backup_taken_while_somebody_hands_in_opens_elsewhere(filled, tmp_path):
    """Copied in the order of docs/operations.md: manifests, submissions, Stände."""
    stand_id = build_stand(filled)
    before = filled.manifest()
    backup = tmp_path / "sicherung"
    shutil.copytree(filled.manifests, backup / "manifests")
    submit(filled, worker.file_of("05382", 1), worker.TODAY)
    shutil.copytree(filled.path / "submissions", backup / "submissions")
    shutil.copytree(filled.staende, backup / "staende")
    restored = Store(shutil.copytree(backup, tmp_path / "anderswo" / "store"))
    assert restored.manifest() == before
    assert worker.read_whole(restored) == before.version
    assert answer(restored, stand_id).equals(answer(filled, stand_id))
    [left] = restored.leftovers()
    assert left.startswith("ohne Quittung")
    submit(restored, worker.file_of("05382", 1), worker.TODAY)
    assert restored.leftovers() == []


def test_staende_that_were_not_backed_up_come_out_the_same(filled, tmp_path):
    stand_id = build_stand(filled)
    restored = Store(tmp_path / "anderswo")
    for name in ("manifests", "submissions"):
        shutil.copytree(filled.path / name, restored.path / name)
    assert build_stand(restored) == stand_id
    assert stand_bytes(restored, stand_id) == stand_bytes(filled, stand_id)


def answer(store: Store, stand_id: str) -> object:
    stand = open_stand(store, stand_id)
    frame = stand.result("besetzungsquote", QUOTE).frame
    stand.close()
    return frame


def stand_bytes(store: Store, stand_id: str) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()) for path in (store.staende / stand_id).iterdir()}


def submit_new(store: Store, site: str, number: int) -> str | None:
    """Hand in a file; None where exactly this one is live already."""
    file = worker.file_of(site, number)
    if file.id in store.manifest().submissions:
        with pytest.raises(KimError, match="liegt schon vor"):
            submit(store, file, worker.TODAY)
        return None
    return submit(store, file, worker.TODAY).submission


def known(store: Store) -> list[str]:
    return [receipt.submission for receipt in store.receipts()]


def named(store: Store) -> list[str]:
    return [text.removeprefix("unfertig: ") for text in store.leftovers()]


def unfinished(store: Store, *folders: str) -> list[str]:
    found: list[Path] = [path for folder in folders for path in store.path.glob(f"{folder}/{TEMPORARY}*")]
    return [str(path.relative_to(store.path)) for path in found]
