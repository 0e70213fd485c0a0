"""Erasure: what must go is gone from every byte of the store, at once for readers, whenever somebody dies."""

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kim.errors import KimError
from kim.intake import (
    Submission,
    Tombstone,
    check_file,
    drafts,
    erase,
    restore,
    save_draft,
    submit,
    tidy,
    tombstones,
    withdraw,
)
from kim.intake.tombstones import put_tombstone
from kim.stand import build_stand, rebuild_erased
from kim.store import TEMPORARY, Store, now
from tests import store_worker as worker
from tests.made_cases import DAY, GONE, SITE, TODAY, cases, live, statuses

MARKER = "Mustermann-4711"


def personal(store: Store) -> str:
    """A file whose name, note, cells and reasons hold what has to go."""
    content = cases(MARKER).content
    file = Submission(content, f"{MARKER}.csv", "faelle", "05382", DAY, GONE, MARKER)
    save_draft(store, file)
    return submit(store, file, TODAY).submission


def left_of(store: Store, marker: str) -> list[str]:
    """Files of the store in whose bytes, rows or name a text still stands."""
    files = [path for path in store.path.rglob("*") if path.is_file()]
    return [str(path.relative_to(store.path)) for path in files if holds(path, marker)]


def holds(path: Path, marker: str) -> bool:
    rows = str(pq.read_table(path).to_pylist()) if path.suffix == ".parquet" else ""
    return marker.encode() in path.read_bytes() or marker in rows or marker in str(path)


def test_an_erased_file_is_gone_everywhere(store):
    first = submit(store, cases("F-1"), TODAY).submission
    name = personal(store)
    assert [place.rpartition("/")[2] for place in sorted(left_of(store, MARKER))] == [
        "00000002.json",
        "05382.parquet",
        "original.csv",
    ]
    stone = erase(store, name, "enthielt einen Klarnamen")
    assert left_of(store, MARKER) == []
    assert not store.file(f"submissions/faelle/{name}").exists()
    assert live(store) == {first}
    assert [r.submission for r in store.receipts()] == [first]
    assert tombstones(store) == [stone]
    assert sorted(statuses(store)) == ["gelöscht", "gilt"]


def test_staende_do_not_keep_its_reasons(store):
    submit(store, cases("F-1"), TODAY)
    name = submit(
        store, replace(cases("F-2"), acknowledged={"faelle_verschwunden": MARKER}), TODAY
    ).submission
    build_stand(store)
    assert any(place.startswith("staende/") for place in left_of(store, MARKER))
    erase(store, name, "Klarname")
    rebuild_erased(store)
    assert left_of(store, MARKER) == []


def test_what_was_replaced_already_can_be_erased_too(store):
    name = personal(store)
    second = submit(
        store,
        replace(cases("F-2"), acknowledged=GONE),
        TODAY,
    ).submission
    erase(store, name, "Klarname")
    assert left_of(store, MARKER) == []
    assert live(store) == {second}
    assert all(name not in store.manifest(version).submissions for version in store.versions())


def test_erasing_needs_a_reason_and_a_submission(store):
    name = personal(store)
    with pytest.raises(KimError, match="Grund"):
        erase(store, name, "")
    with pytest.raises(KimError, match="nicht im Speicher"):
        erase(store, "faelle-05382-2025-12-31-000000000000", "Grund")
    assert live(store) == {name}


def test_drafts_and_what_killed_writers_left_of_it_go_too(store):
    name = personal(store)
    left = store.path / "submissions" / "faelle" / f"{TEMPORARY}abc"
    left.mkdir()
    (left / "original.csv").write_text(MARKER)
    save_draft(store, replace(cases(MARKER), sender="05315", file_name="x.csv"))
    save_draft(store, cases("F-9"))
    erase(store, name, "Klarname")
    assert left_of(store, MARKER) == []
    assert [draft.file_name for draft in drafts(store)] == ["F-9.csv"]


def test_the_reasons_of_its_withdrawals_go_and_those_of_others_stay(store):
    other = submit(store, worker.file_of("05315", 1), TODAY).submission
    name = personal(store)
    withdraw(store, name, f"enthält {MARKER}")
    withdraw(store, other, "andere Sache")
    restore(store, name, f"{MARKER} ist ein Pseudonym")
    erase(store, name, "doch ein Klarname")
    assert left_of(store, MARKER) == []
    reasons = [store.manifest(version).reason for version in store.versions()]
    assert reasons == ["", "", "gelöscht", "zurückgezogen: andere Sache", "gelöscht", "gelöscht"]


def test_the_same_file_is_not_taken_again(store):
    file = cases(MARKER)
    erase(store, submit(store, file, TODAY).submission, "Klarname")
    for again in (file, replace(file, stichtag=TODAY), replace(file, file_name="anders.csv")):
        for way in (check_file, submit):
            with pytest.raises(KimError, match="gelöscht \\(Klarname\\)"):
                way(store, again, TODAY)
    assert store.file("submissions/faelle").exists()
    assert left_of(store, MARKER) == []


def test_what_was_erased_neither_comes_back_nor_goes_twice(store):
    name = personal(store)
    withdraw(store, name, "falsch")
    erase(store, name, "Klarname")
    for change in (restore, erase):
        with pytest.raises(KimError, match="gelöscht"):
            change(store, name, "Grund")


def test_a_tombstone_holds_for_readers_before_anything_is_rewritten(store):
    first = submit(store, cases("F-1"), TODAY).submission
    name = personal(store)
    assert {receipt.submission for receipt in store.receipts()} == {first, name}
    put_tombstone(store, Tombstone(name, "faelle", SITE, str(DAY), now(), "Klarname"))
    assert {receipt.submission for receipt in store.receipts()} == {first}
    assert all(name not in store.manifest(version).submissions for version in store.versions())
    assert live(store) == set()
    assert store.leftovers() == [
        f"nicht zu Ende gelöscht, geschieht mit der nächsten Annahme: submissions/faelle/{name}"
    ]
    submit(store, worker.file_of("05315", 1), TODAY)
    assert left_of(store, MARKER) == []
    assert first in live(store)
    assert store.leftovers() == []


def test_an_older_backup_is_erased_with_the_tombstones_of_today(store, tmp_path):
    """As docs/operations.md says: bring back the backup, add `erased`, tidy."""
    name = personal(store)
    backup = Store(shutil.copytree(store.path, tmp_path / "sicherung"))
    erase(store, name, "Klarname")
    shutil.copytree(store.path / "erased", backup.path / "erased")
    tidy(backup)
    assert left_of(backup, MARKER) == []
    assert live(backup) == live(store) == set()


def test_an_erasure_that_was_killed_is_finished_by_the_next_writer(tmp_path):
    said, call, unfinished = [], 0, 0
    while not said:
        call += 1
        store = Store(tmp_path / str(call))
        first = submit(store, cases("F-1"), TODAY).submission
        name = personal(store)
        process, pipe = worker.start(worker.erase_and_die, store.path, name, call)
        process.join(30)
        said = worker.told(pipe)
        worker.read_whole(store)
        if tombstones(store):
            assert name not in {receipt.submission for receipt in store.receipts()}
            unfinished += left_of(store, MARKER) != []
        else:
            assert name in live(store)
            erase(store, name, "Klarname")
        other = submit(store, worker.file_of("05315", 0), TODAY).submission
        assert left_of(store, MARKER) == []
        assert live(store) == {first, other}
        assert store.leftovers() == []
        assert sorted(statuses(store)) == ["gelöscht", "gilt"]
    assert unfinished > 5
