"""Stände that stay after an erasure keep their counts, and none of the words of what was erased."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from kim.intake import answer, ask, erase, submit
from kim.stand import Selection, build_stand, list_staende, name_stand, open_stand, rebuild_erased
from kim.stand.deliveries import EXAMPLE_NOTE
from kim.stand.striking import TEXTS
from kim.store import Store, sha256, write_atomic
from tests import store_worker as worker
from tests.made_cases import SITE, TODAY, cases
from tests.test_erasing import MARKER, left_of

OTHER = "05315"
RUNNING = Selection((), {"berichtstermin": ("2025-12-31",), "fallart": ("case_management",)})


@pytest.fixture
def gone(store) -> str:
    """A named Stand that counts two senders, each with a reason and a note; the submission to be erased."""
    for number in (2, 1):
        submit(store, replace(worker.file_of(OTHER, number), note="bleibt"), TODAY)
    submit(store, cases("F-1"), TODAY)
    said = replace(cases("F-2"), acknowledged={"faelle_verschwunden": MARKER}, note=MARKER)
    name = submit(store, said, TODAY).submission
    answer(store, ask(store, SITE, "faelle", "Fälle", "Warum?").id, "Darum.")
    name_stand(store, build_stand(store), "Sozialausschuss")
    return name


def test_its_words_go_from_every_byte_and_everything_else_stays(store, gone):
    before = named(store)
    assert (before.loc[before["einreichung"] == gone, list(TEXTS)] != "").all(axis=None)
    erase(store, gone, "Klarname")
    rebuild_erased(store)
    after = named(store)
    assert left_of(store, MARKER) == []
    assert (after.loc[after["einreichung"] == gone, list(TEXTS)] == "").all(axis=None)
    counts, others = before.columns.difference(TEXTS), before["einreichung"] != gone
    assert after[counts].equals(before[counts])
    assert after[others].equals(before[others])
    assert set(after.loc[others, "vermerk"]) == {"bleibt"}


def test_its_figures_can_still_be_asked_for(store, gone):
    stand = open_stand(store, "Sozialausschuss")
    before = stand.result("laufende_faelle", RUNNING)
    erase(store, gone, "Klarname")
    rebuild_erased(store)
    after = open_stand(store, "Sozialausschuss").result("laufende_faelle", RUNNING)
    assert after.frame.equals(before.frame)
    assert any("Darum." in note for note in before.notes)
    assert not any("Darum." in note for note in after.notes)


def test_that_its_figures_are_invented_stays(store):
    name = submit(store, cases("F-1", note=EXAMPLE_NOTE), TODAY).submission
    name_stand(store, build_stand(store), "Sozialausschuss")
    erase(store, name, "Klarname")
    rebuild_erased(store)
    assert open_stand(store, "Sozialausschuss").example


def test_the_checksums_are_those_of_the_files_even_after_an_interruption(store, gone):
    [told] = store.staende.glob("*/stand.json")
    before = told.read_bytes()
    erase(store, gone, "Klarname")
    rebuild_erased(store)
    assert sums(told) == json.loads(told.read_bytes())["files"]
    write_atomic(told, before)  # as if it had died between the rows and their checksum
    assert sums(told) != json.loads(told.read_bytes())["files"]
    rebuild_erased(store)
    assert sums(told) == json.loads(told.read_bytes())["files"]
    assert {path.stat().st_mode & 0o777 for path in told.parent.iterdir()} == {0o444}


def test_what_a_person_has_looked_at_before_is_struck_too(store, gone):
    """Stände that were marked before words were struck: the next time somebody erases or tidies."""
    [info] = list_staende(store)
    place = store.staende / info.id / "lieferungen.parquet"
    before = place.read_bytes()
    erase(store, gone, "Klarname")
    rebuild_erased(store)
    write_atomic(place, before)
    assert left_of(store, MARKER) != []
    assert [rebuilt.old for rebuilt in rebuild_erased(store)] == [info.id]
    assert left_of(store, MARKER) == []


def named(store: Store) -> pd.DataFrame:
    return open_stand(store, "Sozialausschuss").lieferungen.fillna("").astype(dict.fromkeys(TEXTS, str))


def sums(told: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()) for path in told.parent.glob("*.parquet")}
