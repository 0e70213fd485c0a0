"""Drafts: what a sender is working on comes back, ends when it should, and is never there by halves."""

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kim.app import warm_up
from kim.errors import KimError, Refused
from kim.intake import (
    DAYS_KEPT,
    drafts,
    drop_draft,
    load_draft,
    save_draft,
    submit,
    submit_batch,
    sweep_drafts,
)  # fmt: skip
from kim.reading import Lesart
from kim.store import Store
from tests import store_worker as worker
from tests.made_cases import DAY, TODAY, cases

SECONDS = 3  # of two who keep drafts at once


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


def test_what_is_not_chosen_yet_may_be_open(store):
    begun = replace(cases("F-1"), dataset=None, sender=None, stichtag=None)
    draft = save_draft(store, begun)
    assert load_draft(store, draft) == begun
    [kept] = drafts(store)
    assert (kept.dataset, kept.sender, kept.stichtag) == (None, None, None)
    assert drafts(store, "05382") == []


def test_ids_of_drafts_cannot_be_guessed(store):
    ids = {save_draft(store, cases("F-1")) for _ in range(5)}
    assert len(ids) == 5
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in ids)


def test_a_draft_ends_when_its_file_is_handed_in(store):
    mine, other = save_draft(store, cases("F-1")), save_draft(store, cases("F-2"))
    elsewhere = save_draft(store, replace(cases("F-1"), sender="05315"))
    submit(store, cases("F-1"), TODAY)
    assert {draft.id for draft in drafts(store)} == {other, elsewhere}
    with pytest.raises(KimError, match="eingereicht"):
        load_draft(store, mine)


def test_drafts_stay_when_a_batch_is_refused(store):
    good, bad = cases("F-1"), replace(cases("F-2"), content=b"Fall;Kreis\n;x\n")
    kept = {save_draft(store, good), save_draft(store, bad)}
    with pytest.raises(Refused):
        submit_batch(store, [good, bad], TODAY)
    assert {draft.id for draft in drafts(store)} == kept


def test_writers_sweep_old_drafts(store):
    draft = save_draft(store, cases("F-1"))
    path = store.path / "drafts" / draft / "draft.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"created_at": "2020-01-01T00:00:00+00:00"}))
    submit(store, worker.file_of("05315", 1), TODAY)
    assert not path.parent.exists()


def test_the_start_of_the_app_sweeps_old_drafts(store, monkeypatch):
    monkeypatch.setenv("KIM_STORE", str(store.path))
    monkeypatch.setattr(logging.getLogger("streamlit.error_util"), "filters", [])  # put back what it changes
    warm_up()
    assert not store.path.exists()
    path = store.path / "drafts" / save_draft(store, cases("F-1")) / "draft.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"created_at": "2020-01-01T00:00:00+00:00"}))
    warm_up()
    assert not path.parent.exists()


def test_a_file_that_was_being_handed_in_is_stored_or_still_a_draft(tmp_path):
    said, call, both = [], 0, 0
    while not said:
        call += 1
        store, file = Store(tmp_path / str(call)), worker.file_of("05382", 7)
        draft = save_draft(store, file)
        process, pipe = worker.start(worker.hand_in_and_die, store.path, draft, call)
        process.join(30)
        said = worker.told(pipe)
        stored, kept = bool(store.receipts()), [d.id for d in drafts(store)] == [draft]
        assert stored or kept
        assert not kept or load_draft(store, draft) == file
        both += stored and kept
        worker.read_whole(store)
        if not stored:
            submit(store, load_draft(store, draft), TODAY)
            assert drafts(store) == []
    assert both, "no kill came between the manifest and the end of the draft"
    assert drafts(store) == []


def test_two_who_keep_drafts_at_once_do_not_meet(store):
    both = [worker.start(worker.draft_for, store.path, site, SECONDS) for site in worker.SITES[:2]]
    for process, _ in both:
        process.join(SECONDS + 60)
        assert process.exitcode == 0
    assert all(worker.told(pipe)[0] > 0 for _, pipe in both)
    assert drafts(store) == []
    assert store.leftovers() == []
