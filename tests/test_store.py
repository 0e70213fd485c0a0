"""The store loses nothing: not when processes are killed, not when they meet, not in a backup."""

import json
import random
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.intake import erase, restore, submit, withdraw
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


STEPS = ("submit", "submit", "withdraw", "restore", "erase", "erase_replaced")
SENT = st.lists(
    st.tuples(st.sampled_from(worker.SITES[:2]), st.integers(0, 3), st.sampled_from(STEPS)), max_size=10
)


def steps(*names: str) -> list[tuple[str, int, str]]:
    """Steps of one site, with a new file each time."""
    return [(worker.SITES[0], number, name) for number, name in enumerate(names)]


@settings(max_examples=40, deadline=None, derandomize=True)
@example(steps("submit", "submit", "submit", "withdraw", "withdraw", "restore", "restore"))
@example(steps("submit", "submit", "withdraw", "submit", "restore", "withdraw", "erase", "restore"))
@example(steps("submit", "submit", "submit", "erase_replaced", "withdraw", "withdraw", "erase_replaced"))
@given(SENT)
def test_a_manifest_holds_the_latest_unit_of_each_key(tmp_path_factory, sent):
    """After any sequence of steps: one unit per Kreis, the last that is neither withdrawn nor erased."""
    store, kept = Store(tmp_path_factory.mktemp("store")), Kept()
    for site, number, step in sent:
        getattr(kept, step)(store, site, number)
        manifest, expected = store.manifest(), {s: stack[-1] for s, stack in kept.stacks.items() if stack}
        assert {unit.unit_id: unit.submission for unit in manifest.units} == expected
        assert set(expected.values()) == set(manifest.submissions)
        assert set(manifest.withdrawn) == kept.withdrawn
        assert store.erased() == kept.erased
        assert kept.erased.isdisjoint(known(store))
        for version in store.versions():
            assert kept.erased.isdisjoint(unit.submission for unit in store.stored_manifest(version).units)
    assert store.versions() == list(range(1, len(store.versions()) + 1))


class Kept:
    """What a store should hold, told simply: for each site a stack, what was taken back, what was erased."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[str]] = defaultdict(list)
        self.withdrawn: set[str] = set()
        self.erased: set[str] = set()

    def submit(self, store: Store, site: str, number: int) -> None:
        if worker.file_of(site, number).id in self.erased:
            with pytest.raises(KimError, match="gelöscht"):
                submit(store, worker.file_of(site, number), worker.TODAY)
        elif (receipt := submit_new(store, site, number)) is not None:
            self._put_on_top(site, receipt)

    def withdraw(self, store: Store, site: str, number: int) -> None:
        if self.stacks[site]:
            withdraw(store, self.stacks[site][-1], "Probe")
            self.withdrawn.add(self.stacks[site][-1])
            self._take(site, self.stacks[site][-1])

    def restore(self, store: Store, site: str, number: int) -> None:
        for name in sorted(name for name in self.withdrawn if f"-{site}-" in name)[:1]:
            restore(store, name, "Probe")
            self._put_on_top(site, name)

    def erase(self, store: Store, site: str, number: int) -> None:
        for name in self.stacks[site][-1:]:
            self._erase(store, site, name)

    def erase_replaced(self, store: Store, site: str, number: int) -> None:
        for name in [*self.stacks[site], *sorted(n for n in self.withdrawn if f"-{site}-" in n)][:1]:
            self._erase(store, site, name)

    def _erase(self, store: Store, site: str, name: str) -> None:
        erase(store, name, "Probe")
        self.erased.add(name)
        self.withdrawn.discard(name)
        self._take(site, name)

    def _put_on_top(self, site: str, name: str) -> None:
        self.withdrawn.discard(name)
        self.stacks[site].append(name)

    def _take(self, site: str, name: str) -> None:
        self.stacks[site] = [other for other in self.stacks[site] if other != name]


def test_a_manifest_of_an_older_version_is_read(store):
    """Manifests from before withdrawals, Lesarten and tombstones have fewer fields."""
    receipt = submit(store, worker.file_of("05382", 1), worker.TODAY)
    path = store.manifests / "00000001.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["withdrawn"]
    for name in ("acknowledged", "note", "lesart"):
        del told["submissions"][receipt.submission][name]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert store.manifest().withdrawn == ()
    assert store.receipts()[0].lesart == {}
    withdraw(store, receipt.submission, "Probe")
    assert store.manifest().withdrawn == (receipt.submission,)


# --- processes that are killed


def test_twenty_five_kills_lose_nothing(filled):
    """kill -9 at random moments: the last good state opens, leftovers are named, the next file is taken."""
    stand_id = build_stand(filled)
    moments, receipts, left = random.Random(SEED), set(known(filled)), []
    for number in range(75):
        if number >= 25 and left:  # on a busy machine the first ones may meet nobody at work
            break
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
