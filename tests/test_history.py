"""Withdrawals and their undoing, history, what is remembered of earlier files, and Rückfragen."""

from dataclasses import replace

import pytest

from kim.errors import KimError
from kim.intake import (
    Submission,
    answer,
    ask,
    difference,
    history,
    remembered_lesart,
    restore,
    rueckfragen,
    submit,
    submit_batch,
    withdraw,
)  # fmt: skip
from kim.reading import Lesart
from tests.made_cases import DAY, GONE, TODAY, cases, live, statuses

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
    first = submit(store, cases("F-1"), TODAY).submission
    second = submit(store, cases("F-1", "F-2"), TODAY).submission
    assert sorted(statuses(store)) == ["ersetzt", "gilt"]
    withdraw(store, second, "falsche Datei")
    entries = {entry.submission: entry for entry in history(store, "05382")}
    assert (entries[second].status, entries[second].reason) == ("zurückgezogen", "falsche Datei")
    assert entries[second].previous == (first,)
    restore(store, second, "doch richtig")
    [entry] = [entry for entry in history(store, "05382") if entry.submission == second]
    assert entry.status == "gilt"
    told = [("zurückgezogen", "falsche Datei"), ("wiederhergestellt", "doch richtig")]
    assert [(event.what, event.reason) for event in entry.events] == told
    assert all(event.at for event in entry.events)
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


def test_a_file_can_count_in_part(store):
    """Two quarters in one file, then one of them again."""
    both = stellen("30.09.2025", "31.12.2025")
    first = submit(store, both, TODAY).submission
    second = submit(store, replace(stellen("31.12.2025"), file_name="neu.csv"), TODAY).submission
    entries = {entry.submission: entry for entry in history(store, "05770")}
    assert entries[first].status == "teilweise ersetzt"
    assert (entries[second].status, entries[second].previous) == ("gilt", (first,))
    found = difference(store, second)
    assert (found.added, found.changed, found.gone) == (0, 0, 0)
    withdraw(store, second, "Probe")
    assert {e.submission: e.status for e in history(store, "05770")}[first] == "gilt"


def test_a_difference_names_two_hundred_rows_at_most(store):
    receipt = submit(store, cases(*(f"F-{number}" for number in range(250))), TODAY)
    found = difference(store, receipt.submission)
    assert (found.added, len(found.keys["added"]), found.keys["gone"]) == (250, 200, [])


def test_what_was_replaced_in_its_own_batch_differs_from_nothing(store):
    files = [cases("F-1"), cases("F-1", "F-2")]
    _, [first, second] = submit_batch(store, files, TODAY)
    assert difference(store, second.submission).added == 2
    with pytest.raises(KimError, match="derselben Annahme"):
        difference(store, first.submission)
    with pytest.raises(KimError, match="nicht bekannt"):
        difference(store, "faelle-05382-2025-12-31-000000000000")


def stellen(*days: str) -> Submission:
    lines = ["AGS;Stichtag;Baustein;Zugewiesen (VZÄ);Abgerufen (VZÄ);Besetzt (VZÄ)"]
    lines += [f"05770;{day};1;2;2;2" for day in days]
    return Submission("\n".join(lines).encode(), "stellen.csv", "stellen", "05770", DAY)


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
