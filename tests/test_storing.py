"""What handing in stores: receipts, originals and units, or nothing at all."""

import hashlib
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kim.checking import Checker
from kim.datasets import load_dataset
from kim.errors import KimError, Refused
from kim.intake import RULES, Submission, submit, submit_batch, withdraw
from kim.reading import Lesart
from kim.store import Store
from tests.made_files import DAY, TODAY, faelle, found, stellen

GONE = {"faelle_verschwunden": "Der Fall war eine Probe."}


def test_a_refused_batch_stores_nothing(store):
    submit(store, faelle("F-0"), TODAY)
    before = tree(store)
    with pytest.raises(Refused) as refused:
        submit_batch(store, [stellen("31.01.2024;1;;1"), faelle("Anna Müller")], TODAY)
    assert [issue.code for issue in refused.value.issues] == ["personenbezug"]
    assert tree(store) == before


def test_a_situation_inside_a_batch_stores_nothing(store):
    submit(store, faelle("F-0"), TODAY)
    before = tree(store)
    with pytest.raises(KimError, match="liegt schon vor"):
        submit_batch(store, [stellen("31.01.2024;1;;1"), faelle("F-0")], TODAY)
    assert tree(store) == before


def test_later_files_of_a_batch_are_checked_against_earlier_ones(store):
    goal = "Fall;Kreis;Ziel-Nr.;Handlungsfeld;Vereinbart am;Status\nF-1;05382;1;Sprache;20.01.2024;offen\n"
    ziele = Submission(goal.encode(), "ziele.csv", "ziele", "05382", DAY)
    assert found(ziele, store, Checker()) == [("ziel_ohne_fall", 2, 1)]
    _, receipts = submit_batch(store, [faelle("F-1"), ziele], TODAY)
    assert [receipt.issues for receipt in receipts] == [(), ()]


def test_a_file_replaces_only_its_own_units(store):
    first = submit(store, stellen("31.10.2023;1;;3", "31.01.2024;1;;3,5"), TODAY)
    second = submit(store, stellen("31.01.2024;1;;4"), TODAY)
    assert {unit.unit_id: unit.submission for unit in store.manifest().units} == {
        "05382_2023-10-31": first.submission,
        "05382_2024-01-31": second.submission,
    }
    submit(store, faelle("F-1"), TODAY)
    last = submit(store, faelle("F-2", acknowledged=GONE), TODAY)
    [unit] = store.manifest().units_of("faelle")
    assert (unit.unit_id, unit.submission) == ("05382", last.submission)


def test_what_was_replaced_within_its_batch_can_be_handed_in_again(store):
    _, receipts = submit_batch(store, [faelle("F-1"), faelle("F-2", acknowledged=GONE)], TODAY)
    manifest = store.manifest()
    assert (len(manifest.units), manifest.received) == (1, tuple(r.submission for r in receipts))
    again = submit(store, faelle("F-1", acknowledged=GONE), TODAY)
    assert again.submission == receipts[0].submission
    assert set(store.manifest().submissions) == {again.submission}


def test_a_receipt_says_who_what_and_when(store):
    reasons = {"besetzt_ueber_abgerufen": " Vorgriff ", "anderes": "kommt nicht vor"}
    file = stellen("31.01.2024;1;3;3,5", acknowledged=reasons, note="Beispiel")
    receipt = submit(store, file, TODAY)
    assert (receipt.sender, receipt.stichtag, receipt.dataset, receipt.file_name) == (
        "05382", DAY, "stellen", "stellen.csv",
    )  # fmt: skip
    assert receipt.sha256 == hashlib.sha256(file.content).hexdigest()
    assert (receipt.size, receipt.rows, receipt.rules, receipt.note) == (
        len(file.content),
        1,
        RULES,
        "Beispiel",
    )
    assert receipt.issues == ({"code": "besetzt_ueber_abgerufen", "severity": "warning", "count": 1},)
    assert receipt.acknowledged == {"besetzt_ueber_abgerufen": "Vorgriff"}
    assert receipt in Store(store.path).receipts()


def test_the_original_stays_byte_for_byte_and_rows_carry_the_stichtag(store):
    file = stellen("31.01.2024;1;;3,5")
    receipt = submit(store, file, TODAY)
    assert store.file(f"{receipt.folder}/original.csv").read_bytes() == file.content
    [unit] = store.manifest().units
    rows = pq.read_table(store.file(unit.place))
    assert rows.column_names == [*load_dataset("stellen").names, "auszug_vom"]
    assert rows["auszug_vom"].to_pylist() == [DAY]


def test_the_same_file_twice_is_refused_with_its_receipt(store):
    receipt = submit(store, stellen("31.01.2024;1;;1.500", lesart=Lesart(decimal_mark=",")), TODAY)
    with pytest.raises(KimError, match=receipt.submission):
        submit(store, stellen("31.01.2024;1;;1.500", lesart=Lesart(decimal_mark=",")), TODAY)
    submit(store, stellen("31.01.2024;1;;1.500", lesart=Lesart(decimal_mark=".")), TODAY)
    [unit] = store.manifest().units
    assert float(pq.read_table(store.file(unit.place))["besetzt_vzae"][0].as_py()) == 1.5


def test_a_warning_needs_a_reason(store):
    for given in ({}, {"besetzt_ueber_abgerufen": "  "}, {"anderes": "Grund"}):
        with pytest.raises(Refused):
            submit(store, stellen("31.01.2024;1;3;3,5", acknowledged=given), TODAY)
    submit(store, stellen("31.01.2024;1;3;3,5", acknowledged={"besetzt_ueber_abgerufen": "Vorgriff"}), TODAY)


def test_an_error_cannot_be_acknowledged(store):
    with pytest.raises(Refused):
        submit(store, stellen("31. Jan 24;1;;1", acknowledged={"datum_unlesbar": "Das ist so."}), TODAY)


def test_an_older_extract_needs_a_reason(store):
    submit(store, faelle("F-2", date(2024, 1, 31)), TODAY)
    older = faelle("F-1", date(2024, 1, 15))
    with pytest.raises(Refused) as refused:
        submit(store, older, TODAY)
    assert [issue.code for issue in refused.value.issues] == ["aelter_als_vorhanden"]
    reason = {"aelter_als_vorhanden": "Der spätere Auszug war falsch."}
    receipt = submit(store, faelle("F-1", date(2024, 1, 15), acknowledged=reason), TODAY)
    assert receipt.acknowledged == reason
    assert [unit.submission for unit in store.manifest().units] == [receipt.submission]


def test_a_submission_can_be_withdrawn_and_handed_in_again(store):
    receipt = submit(store, faelle("F-1"), TODAY)
    with pytest.raises(KimError, match="Grund"):
        withdraw(store, receipt.submission, " ")
    manifest = withdraw(store, receipt.submission, "falsche Datei")
    assert (manifest.units, dict(manifest.submissions)) == ((), {})
    assert store.file(f"{receipt.folder}/original.csv").exists()
    assert [r.submission for r in store.receipts()] == [receipt.submission]
    with pytest.raises(KimError, match="nicht im Speicher"):
        withdraw(store, receipt.submission, "noch einmal")
    submit(store, faelle("F-1"), TODAY)
    assert len(store.manifest().units) == 1


def tree(store: Store) -> dict[str, bytes]:
    files: list[Path] = sorted(path for path in store.path.rglob("*") if path.is_file())
    return {str(path.relative_to(store.path)): path.read_bytes() for path in files}
