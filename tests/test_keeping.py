"""Drafts, withdrawals and their undoing, erasure, history and Rückfragen: what is kept, and what is not."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kim.errors import KimError
from kim.intake import (
    DAYS_KEPT,
    Submission,
    answer,
    ask,
    difference,
    drafts,
    drop_draft,
    erase,
    history,
    load_draft,
    remembered_lesart,
    restore,
    rueckfragen,
    save_draft,
    submit,
    sweep_drafts,
    tombstones,
    withdraw,
)  # fmt: skip
from kim.reading import Lesart
from kim.store import Store
from tests import store_worker as worker

DAY, TODAY = worker.LAST_DAY, worker.TODAY
MARKER = "Mustermann-4711"
GONE = {"faelle_verschwunden": "doppelt geführt"}


def cases(*names: str, **more: object) -> Submission:
    lines = ["Fall;Kreis;Fallart;Aufnahme am;Personen", *(f"{name};05382;CM;15.01.2025;2" for name in names)]
    return Submission("\n".join(lines).encode(), f"{'_'.join(names)}.csv", "faelle", "05382", DAY, **more)


def live(store: Store) -> set[str]:
    return {unit.submission for unit in store.manifest().units}


def statuses(store: Store) -> list[str]:
    return [entry.status for entry in history(store, "05382")]


# --- drafts


def test_a_draft_comes_back_as_it_was(store):
    told = Lesart(columns={"fall_id": "Akte"}, date_order="TMJ", heading=(2, 3), data_rows=(9,))
    file = cases("F-1", lesart=told, acknowledged={"code": "Grund"}, note="Bitte")
    draft = save_draft(store, file)
    assert load_draft(Store(store.path), draft) == file
    assert [(d.id, d.sender, d.stichtag) for d in drafts(store, "05382")] == [(draft, "05382", DAY)]
    assert drafts(store, "05315") == []


def test_a_draft_can_change_and_go(store):
    draft = save_draft(store, cases("F-1"))
    changed = replace(cases("F-1"), note="geändert")
    assert save_draft(store, changed, draft) == draft
    assert load_draft(store, draft) == changed
    drop_draft(store, draft)
    drop_draft(store, draft)
    with pytest.raises(KimError, match="nicht \\(mehr\\)"):
        load_draft(store, draft)


def test_ids_of_drafts_are_no_paths(store):
    save_draft(store, cases("F-1"))
    for name in ("..", "../submissions", "/etc", ""):
        with pytest.raises(KimError):
            load_draft(store, name)
        drop_draft(store, name)
    assert len(drafts(store)) == 1


def test_a_draft_ends_after_thirty_days(store):
    old, new = save_draft(store, cases("F-1")), save_draft(store, cases("F-2"))
    path = store.path / "drafts" / old / "draft.json"
    long_ago = datetime.now(UTC) - timedelta(days=DAYS_KEPT, minutes=1)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"created_at": long_ago.isoformat()}))
    assert [draft.id for draft in drafts(store)] == [new]
    assert sweep_drafts(store) == [old]
    assert not path.parent.exists()


def test_a_killed_process_leaves_a_whole_draft_or_none(store):
    said, call = [], 0
    while not said:
        call += 1
        process, pipe = worker.start(worker.draft_and_die, store.path, call)
        process.join(30)
        said = worker.told(pipe)
        for draft in drafts(store):
            kept = load_draft(store, draft.id)
            assert replace(kept, note="") == worker.file_of("05382", 7)
            if draft.id not in said:
                drop_draft(store, draft.id)
        sweep_drafts(store)
        assert list((store.path / "drafts").glob(".tmp-*")) == []
    assert load_draft(store, said[0]).note == "geändert"
    assert call > 4


# --- withdrawing and restoring


def test_a_withdrawn_file_can_count_again(store):
    first = submit(store, cases("F-1"), TODAY).submission
    second = submit(store, cases("F-1", "F-2"), TODAY).submission
    withdraw(store, second, "falsche Datei")
    assert live(store) == {first}
    restore(store, second, "doch die richtige")
    assert live(store) == {second}
    assert store.manifest().reason == "wiederhergestellt: doch die richtige"
    assert store.manifest().withdrawn == ()


def test_only_what_was_withdrawn_can_be_restored(store):
    receipt = submit(store, cases("F-1"), TODAY).submission
    with pytest.raises(KimError, match="nicht zurückgezogen"):
        restore(store, receipt, "Grund")
    withdraw(store, receipt, "falsch")
    with pytest.raises(KimError, match="Grund"):
        restore(store, receipt, " ")


# --- history


def test_the_history_says_what_became_of_each_file(store):
    submit(store, cases("F-1"), TODAY)
    second = submit(store, cases("F-1", "F-2"), TODAY).submission
    assert sorted(statuses(store)) == ["ersetzt", "gilt"]
    withdraw(store, second, "falsche Datei")
    entries = {entry.submission: entry for entry in history(store, "05382")}
    assert (entries[second].status, entries[second].reason) == ("zurückgezogen", "falsche Datei")
    assert history(store, "05315") == []


def test_the_difference_names_rows_that_came_changed_and_went(store):
    submit(store, cases("F-1", "F-2"), TODAY)
    content = cases("F-2", "F-3").content.replace(b"F-2;05382;CM;15.01.2025;2", b"F-2;05382;CM;15.01.2025;3")
    new = submit(store, replace(cases("F-2", "F-3"), content=content, acknowledged=GONE), TODAY)
    found = difference(store, new.submission)
    assert (found.added, found.changed, found.gone) == (1, 1, 1)
    assert {name: [key.split(", ")[-1] for key in keys] for name, keys in found.keys.items()} == {
        "added": ["F-3"], "changed": ["F-2"], "gone": ["F-1"],
    }  # fmt: skip
    assert len(found.previous) == 1


def test_the_first_file_only_adds(store):
    receipt = submit(store, cases("F-1", "F-2"), TODAY)
    found = difference(store, receipt.submission)
    assert (found.previous, found.added, found.changed, found.gone) == ((), 2, 0, 0)


def test_the_mapping_of_the_last_file_is_remembered(store):
    told = Lesart(
        columns={"fall_id": "Akte"}, codes={"fallart": {"intensiv": "case_management"}}, dash="leer"
    )
    content = b"Akte;Kreis;Fallart;Aufnahme am\nF-1;05382;intensiv;15.01.2025\n"
    submit(store, Submission(content, "a.csv", "faelle", "05382", DAY, lesart=told), TODAY)
    assert remembered_lesart(store, "faelle", "05382") == told.lasting
    assert remembered_lesart(store, "faelle", "05315") == Lesart()
    again = Lesart(columns={"personen": "Köpfe"}).over(remembered_lesart(store, "faelle", "05382"))
    assert again.columns == {"fall_id": "Akte", "personen": "Köpfe"}


# --- erasure


def personal(store: Store) -> str:
    """A file whose name, note, cells and reasons hold what has to go."""
    content = cases(MARKER).content
    file = Submission(content, f"{MARKER}.csv", "faelle", "05382", DAY, GONE, MARKER)
    save_draft(store, file)
    return submit(store, file, TODAY).submission


def left_of(store: Store, marker: str) -> list[str]:
    """Files of the store in which a text still stands, packed or not, or whose name holds it."""
    found = []
    for path in store.path.rglob("*"):
        if path.is_file() and (marker.encode() in path.read_bytes() or marker in path.name):
            found.append(str(path.relative_to(store.path)))
    return found


def test_an_erased_file_is_gone_everywhere(store):
    first = submit(store, cases("F-1"), TODAY).submission
    name = personal(store)
    assert left_of(store, MARKER)
    stone = erase(store, name, "enthielt einen Klarnamen")
    assert left_of(store, MARKER) == []
    assert not store.file(f"submissions/faelle/{name}").exists()
    assert live(store) == {first}
    assert [r.submission for r in store.receipts()] == [first]
    assert tombstones(store) == [stone]
    assert sorted(statuses(store)) == ["gelöscht", "gilt"]


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


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_an_erasure_that_was_killed_is_finished_by_the_next_writer(tmp_path):
    said, call = [], 0
    while not said:
        call += 1
        store = Store(tmp_path / str(call))
        name = personal(store)
        process, pipe = worker.start(worker.erase_and_die, store.path, name, call)
        process.join(30)
        said = worker.told(pipe)
        worker.read_whole(store)
        if not tombstones(store):
            erase(store, name, "Klarname")
        submit(store, worker.file_of("05315", 0), TODAY)
        assert left_of(store, MARKER) == []
        assert name not in live(store)
    assert call > 6


# --- Rückfragen


def test_a_question_is_asked_and_answered_once(store):
    asked = ask(
        store, "05382", "stellen", "Besetzungsquote", "Warum nur 61 %?", "?gebiet=05382", "2025-12-31"
    )
    assert rueckfragen(store, "05382", open_only=True) == [asked]
    assert rueckfragen(store, "05315") == []
    answered = answer(store, asked.id, "Eine Ausschreibung läuft.")
    assert rueckfragen(store, "05382", open_only=True) == []
    assert rueckfragen(store) == [answered]
    with pytest.raises(KimError, match="schon beantwortet"):
        answer(store, asked.id, "noch einmal")


def test_nothing_is_asked_or_answered_with_nothing(store):
    with pytest.raises(KimError):
        ask(store, "05382", "stellen", "x", "  ")
    with pytest.raises(KimError, match="gibt es nicht"):
        answer(store, "unbekannt", "Text")
