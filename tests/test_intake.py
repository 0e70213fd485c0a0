"""Samples are accepted, broken files give exactly the issues beside them, and nothing is stored by halves."""

import hashlib
import io
import json
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from kim.checking import Checker, Context
from kim.datasets import load_dataset, load_datasets
from kim.errors import KimError, Refused
from kim.intake import RULES, Submission, check_file, senders, submit, submit_batch, withdraw
from kim.reading import Lesart, read
from kim.store import Store
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, cases, fill, sample, store_before

CASES = cases()
BUILT_IN = {
    "aelter_als_vorhanden", "als_unbekannt_gelesen", "code_repariert", "code_unbekannt",
    "datei_unlesbar", "datum_unklar", "datum_unlesbar", "doppelter_schluessel", "excel_tageszahl",
    "felder_zu_viele", "formel", "fremde_behoerde", "fremder_kreis", "ganzzahl_erwartet", "gerundet", "haeufung_1_januar",
    "ja_nein_unlesbar", "leere_datei", "muster_verletzt", "personenbezug", "pflichtfeld_leer",
    "schon_eingereicht", "spalte_doppelt", "spalte_fehlt", "stichtag_in_zukunft", "strich_unklar",
    "unbekannte_spalte", "weiteres_blatt", "zahl_unlesbar", "zahlformat_unklar",
    "zahlformat_widerspruechlich", "zu_gross", "zu_klein",
}  # fmt: skip
PERSONS = ("müller", "mueller", "1203456789", "yılmaz", "yilmaz", "schmidt", "meier", "1985")
DAY = date(2024, 1, 31)
TODAY = date(2024, 2, 8)
GONE = {"faelle_verschwunden": "Der Fall war eine Probe."}


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    return fill(Store(tmp_path_factory.mktemp("samples") / "store"))


@pytest.fixture(scope="module")
def checker():
    return Checker()


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


def stellen(*rows: str, day: date = DAY, sender: str | None = "05382", **more: object) -> Submission:
    """A file of posts of the Rhein-Sieg-Kreis; rows are `Stichtag;Baustein;Abgerufen;Besetzt`."""
    lines = ["Kreis;Stichtag;Baustein;Abgerufen;Besetzt", *(f"05382;{row}" for row in rows)]
    return Submission("\n".join(lines).encode("cp1252"), "stellen.csv", "stellen", sender, day, **more)


def faelle(name: str = "F-1", day: date = DAY, **more: object) -> Submission:
    content = f"Fall;Kreis;Fallart;Aufnahme am\n{name};05382;CM;15.01.2024\n".encode()
    return Submission(content, f"{name}.csv", "faelle", "05382", day, **more)


def found(submission: Submission, store: Store, checker: Checker, today: date = TODAY) -> list[tuple]:
    return [(i.code, i.row, i.count) for i in check_file(store, submission, today, checker).issues]


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


# --- reading


@pytest.mark.parametrize(
    "text,number",
    [("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1\u00a0234,5", 1234.5), ("1\u202f234,5", 1234.5),
     ("1.234.567,8", 1234567.8), ("0,5", 0.5), ("+3,50", 3.5), ("007,5", 7.5)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text, number, store, checker):
    content = f"Kreis;Stichtag;Baustein;Besetzt\n05382;31.01.2024;1;{text}\n".encode()
    check = check_file(store, Submission(content, "s.csv", "stellen", "05382", DAY), TODAY, checker)
    assert [i.code for i in check.issues] == []
    assert float(check.rows["besetzt_vzae"][0].as_py()) == number


@pytest.mark.parametrize("text", ["1.23,5", "1..5", "12,", ",5", "1,2,3", "1e3", "3,5 Köpfe", "ca. 3", "--"])
def test_what_is_no_number_is_refused(text, store, checker):
    assert found(stellen(f"31.01.2024;1;2,5;{text}"), store, checker) == [("zahl_unlesbar", 2, 1)]


def test_the_question_about_the_decimal_mark_can_be_answered(store, checker):
    question = stellen("31.01.2024;1;;1.500")
    assert found(question, store, checker) == [("zahlformat_unklar", 2, 1)]
    for mark, value in ((",", 1500), (".", 1.5)):
        answered = stellen("31.01.2024;1;;1.500", lesart=Lesart(decimal_mark=mark))
        [read_value] = check_file(store, answered, TODAY, checker).rows["besetzt_vzae"].to_pylist()
        assert float(read_value) == value


@pytest.mark.parametrize(
    "text", ["31.01.2024", "2024-01-31", "31.1.2024", "31.01.2024 07:30", "2024-01-31T07:30:00"]
)
def test_days_are_read_in_the_forms_of_offices_and_registers(text, store, checker):
    check = check_file(store, stellen(f"{text};1;;1"), TODAY, checker)
    assert check.rows["stichtag"].to_pylist() == [DAY]


def test_only_visible_worksheets_are_read(store, checker):
    book = openpyxl.Workbook()
    book.active.append(["Kreis", "Stichtag", "Baustein", "Besetzt"])
    book.active.append(["05382", DAY, 1, 3.5])
    hidden = book.copy_worksheet(book.active)
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    check = check_file(
        store, Submission(buffer.getvalue(), "s.xlsx", "stellen", "05382", DAY), TODAY, checker
    )
    assert (check.sheet.name, check.rows.num_rows, check.issues) == ("Sheet", 1, ())


def test_numbers_of_a_workbook_that_are_keys_stay_whole(store, checker):
    book = openpyxl.Workbook()
    book.active.append(["Fall", "Kreis", "Fallart", "Aufnahme am"])
    book.active.append([123.0, "05382", "CM", datetime(2024, 1, 15, 9, 30)])
    buffer = io.BytesIO()
    book.save(buffer)
    file = Submission(buffer.getvalue(), "f.xlsx", "faelle", "05382", DAY)
    [row] = check_file(store, file, TODAY, checker).rows.to_pylist()
    assert (row["fall_id"], row["aufnahme_am"]) == ("123", date(2024, 1, 15))


def test_line_breaks_and_spaces_in_cells_do_not_matter(store, checker):
    content = 'Kreis;Stichtag;"Bau-\nstein";Stellenart;Besetzt\n 05382 ;31.01.2024;2;"Case\nManagement";1\n'
    check = check_file(store, Submission(content.encode(), "s.csv", "stellen", "05382", DAY), TODAY, checker)
    assert check.issues == ()
    assert check.rows["kategorie"].to_pylist() == ["case_management"]


@pytest.mark.parametrize("dataset_id", load_datasets())
def test_no_heading_means_two_columns(dataset_id):
    """A label or other heading must not be taken from a second column, or one of them could never be read."""
    dataset = load_dataset(dataset_id)
    for column in dataset.columns:
        for heading in column.headings:
            sheet = read(f"{heading};\n1;\n".encode(), "x.csv", dataset)
            assert list(sheet.headings) == [column.name], heading


def test_a_check_may_be_asked_without_a_sender(store, checker):
    assert found(stellen("31.01.2024;1;;1", sender=None), store, checker) == []
    with pytest.raises(KimError, match="Absender"):
        submit(store, stellen("31.01.2024;1;;1", sender=None), TODAY)


def test_a_sender_must_be_known_for_the_dataset(store):
    with pytest.raises(KimError, match="ein KI-Standort"):
        check_file(store, stellen("31.01.2024;1;;1", sender="EBH-05382"), TODAY)
    assert "05334-R" in senders(load_dataset("stellen"))
    assert senders(load_dataset("zusagen")) == {"redaktion": "Redaktion"}


def test_a_checker_is_clean_for_the_next_file(store, checker):
    first = Context("05382", DAY, TODAY)
    sheet = read(stellen("31.01.2024;1;;1").content, "s.csv", load_dataset("stellen"))
    before = checker.check(sheet, load_dataset("stellen"), first)
    checker.check(read(b"", "f.csv", load_dataset("faelle")), load_dataset("faelle"), first)
    assert checker.check(sheet, load_dataset("stellen"), first).rows == before.rows


# --- what is stored


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


def test_samples_name_the_sender_whose_rows_they_hold():
    assert {sample(dataset_id).sender for dataset_id in load_datasets()} == set(SENDERS.values())
    assert LAST_DAY < HANDED_IN


def tree(store: Store) -> dict[str, bytes]:
    files: list[Path] = sorted(path for path in store.path.rglob("*") if path.is_file())
    return {str(path.relative_to(store.path)): path.read_bytes() for path in files}
