"""Samples are accepted, and broken files give exactly the issues beside them."""

import json
from functools import cache

import pytest

from kim.datasets import load_dataset, load_datasets
from kim.intake import Submission, check_file
from kim.store import Store
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, cases, fill, sample, store_before
from tests.made_files import DAY, TODAY, faelle, found, stellen

CASES = cases()
BUILT_IN = {
    "aelter_als_vorhanden", "als_unbekannt_gelesen", "code_repariert", "code_unbekannt",
    "datei_unlesbar", "datum_unklar", "datum_unlesbar", "doppelter_schluessel", "excel_tageszahl",
    "felder_zu_viele", "formel", "fremde_behoerde", "fremder_kreis", "ganzzahl_erwartet", "gerundet",
    "haeufung_1_januar",
    "ja_nein_unlesbar", "leere_datei", "muster_verletzt", "personenbezug", "pflichtfeld_leer",
    "schon_eingereicht", "spalte_doppelt", "spalte_fehlt", "stichtag_in_zukunft", "strich_unklar",
    "unbekannte_spalte", "weiteres_blatt", "zahl_unlesbar", "zahlformat_unklar",
    "zahlformat_widerspruechlich", "zu_gross", "zu_klein",
}  # fmt: skip
PERSONS = ("müller", "mueller", "1203456789", "yılmaz", "yilmaz", "schmidt", "meier", "1985")


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    return fill(Store(tmp_path_factory.mktemp("samples") / "store"))


@pytest.fixture(scope="module")
def checked(tmp_path_factory, checker):
    """What checking a broken file gives; files with the same past share a store."""
    stores: dict[tuple, Store] = {}

    @cache
    def check(case):
        past = (case.dataset, case.told["sender"], json.dumps(case.told.get("vorher", ())))
        if past not in stores:
            stores[past] = store_before(case, tmp_path_factory.mktemp("before") / "store")
        return check_file(stores[past], case.submission, case.today, checker)

    return check


@pytest.fixture(scope="module")
def issues(checked):
    return lambda case: checked(case).issues


# --- the samples and the broken files


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_every_sample_is_accepted(dataset_id, sampled):
    [receipt] = [r for r in sampled.receipts() if r.dataset == dataset_id]
    assert receipt.rows > 0
    assert not [issue for issue in receipt.issues if issue["severity"] != "hint"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.dataset}/{case.path.name}")
def test_a_broken_file_gives_exactly_the_issues_beside_it(case, issues):
    told = [{name: getattr(issue, name) for name in case.fields} for issue in issues(case)]
    assert sorted(told, key=str) == sorted(case.told["issues"], key=str)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.dataset}/{case.path.name}")
def test_every_issue_is_said_in_full(case, issues):
    for issue in issues(case):
        assert issue.message.endswith(".")
        assert issue.remedy.endswith(".")
        assert issue.expected
        assert not {"None", "nan", "NaT", "{value}"} & set(f"{issue.message} {issue.remedy}".split())


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_each_dataset_has_at_least_eight_broken_files(dataset_id):
    assert sum(case.dataset == dataset_id for case in CASES) >= 8


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_every_declared_check_is_hit_by_a_broken_file(dataset_id):
    hit = {issue["code"] for case in CASES if case.dataset == dataset_id for issue in case.told["issues"]}
    assert set(declared_codes(dataset_id)) <= hit


def test_every_built_in_finding_is_hit_by_a_broken_file():
    declared = {code for dataset_id in load_datasets() for code in declared_codes(dataset_id)}
    hit = {issue["code"] for case in CASES for issue in case.told["issues"]}
    assert hit - declared == BUILT_IN


def declared_codes(dataset_id: str) -> list[str]:
    dataset = load_dataset(dataset_id)
    return [declared.code for declared in (*dataset.checks, *dataset.comparisons, *dataset.outliers)]


def test_people_are_never_repeated_in_issues(issues):
    for case in CASES:
        for issue in issues(case):
            told = " ".join(map(str, issue.as_dict().values())).casefold()
            assert not [name for name in PERSONS if name in told], case.path


@pytest.mark.parametrize(
    "pseudonym", ["F-000123", "2024/17", "CM 17", "a1b2c3", "Bielefeld-0012", "F-2024-00000123", "4711"]
)
def test_pseudonyms_may_look_as_offices_make_them(pseudonym, store, checker):
    assert found(faelle(pseudonym), store, checker) == []


@pytest.mark.parametrize(
    "name",
    ["Anna Müller", "MÜLLER", "Müller, Anna 2", "a.mueller85@example.org", "120345678901", "1203 4567 8901",
     "AZR-Nr. 120345678901", "12.03.85", "Müller 12.03.1985"],
)  # fmt: skip
def test_what_names_a_person_is_refused(name, store, checker):
    assert found(faelle(name), store, checker) == [("personenbezug", 2, 1)]


# --- findings in bulk


def test_a_problem_of_a_whole_column_is_one_finding(store, checker):
    days = [f"{day}. Jan 24;1;;1" for day in range(1, 29)]
    assert found(stellen(*days), store, checker) == [("datum_unlesbar", 2, 28)]


def test_a_problem_of_a_small_column_is_one_finding(store, checker):
    days = [f"{day}. Jan 24;1;;1" for day in range(1, 7)]
    assert found(stellen(*days), store, checker) == [("datum_unlesbar", 2, 6)]


def test_a_few_problems_are_told_one_by_one(store, checker):
    rows = ["1. Jan 24;1;;1", "2. Jan 24;2;;1", "2. Jan 24;3;;1", "31.01.2024;1;;1"]
    assert found(stellen(*rows), store, checker) == [("datum_unlesbar", 2, 1), ("datum_unlesbar", 3, 2)]


def test_a_file_pasted_twice_is_one_finding(store, checker):
    rows = [f"{day:02d}.01.2024;1;;1" for day in range(1, 31)]
    assert found(stellen(*rows, *rows), store, checker) == [("doppelter_schluessel", 32, 30)]


def test_what_could_not_be_read_has_no_further_findings(store, checker):
    content = "Fall;Kreis;Fallart;Aufnahme;Abschluss;Abschlussart\nF-1;05382;CM;15.01.2024;3/24;Z1\n"
    file = Submission(content.encode(), "faelle.csv", "faelle", "05382", DAY)
    assert found(file, store, checker) == [("datum_unlesbar", 2, 1)]


def test_fifty_thousand_applications_are_checked_at_once(store, checker):
    lines = ["Vorgang;Behörde;Anliegen;Eingang am;Entscheidung am;Entscheidung;Personen"]
    for number in range(50_000):
        decided = ("02.03.2023", "positiv") if number % 3 else ("", "")
        received, people = ("01.03.2023", "2") if number % 10 else ("03.03.2023", "0")
        lines.append(f"E-{number};EBH-05382;stag_10;{received};{decided[0]};{decided[1]};{people}")
    file = Submission("\n".join(lines).encode("cp1252"), "a.csv", "antraege", "EBH-05382", DAY)
    check = check_file(store, file, TODAY, checker)
    assert check.rows.num_rows == 50_000
    told = {(i.code, i.row, i.count) for i in check.issues}
    assert told == {("zu_klein", 2, 5_000), ("entscheidung_vor_eingang", 12, 3_333)}


def test_samples_name_the_sender_whose_rows_they_hold():
    assert {sample(dataset_id).sender for dataset_id in load_datasets()} == set(SENDERS.values())
    assert LAST_DAY < HANDED_IN
