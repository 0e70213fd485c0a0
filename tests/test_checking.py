"""What checks say beside their findings: places, what is in order, counts; and when files are compared."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from kim.checking.passed import KINDS
from kim.datasets import load_datasets
from kim.errors import KimError
from kim.intake import Check, Submission, check_file, earlier_reasons, submit, submit_batch, withdraw
from kim.store import Store
from tests.handed_in import HANDED_IN, SUBMISSIONS, Case, cases, sample, store_before

DAY, TODAY = date(2025, 12, 31), date(2026, 1, 10)
EARLIER = date(2025, 9, 30)
KREISE = ("05154", "05158", "05162", "05166", "05170", "05358", "05362", "05366", "05370")
STAEDTE = ("05111", "05112", "05113", "05114", "05116", "05117", "05119", "05122", "05124")
SEEDED = Case(SUBMISSIONS / "antraege" / "dreissig_maengel.xlsx")


@pytest.fixture
def check(store, checker):
    return lambda submission: check_file(store, submission, TODAY, checker)


def posts(*rows: str, sender: str = "05382", day: date = DAY, **more: object) -> Submission:
    """Posts of a site; rows are `Baustein;Zugewiesen;Besetzt`."""
    lines = ["Kreis;Stichtag;Baustein;Zugewiesen;Besetzt"]
    lines += [f"{sender};{day:%d.%m.%Y};{row}" for row in rows]
    return Submission("\n".join(lines).encode(), "stellen.csv", "stellen", sender, day, **more)


def cases_of(*rows: str, day: date = DAY, **more: object) -> Submission:
    """Cases of the Rhein-Sieg-Kreis; rows are `Fall;Aufnahme;Abschluss;Abschlussart`."""
    lines = ["Fall;Kreis;Fallart;Aufnahme am;Abschluss am;Abschlussart"]
    lines += ["{};05382;CM;{};{};{}".format(*row.split(";")) for row in rows]
    return Submission("\n".join(lines).encode(), "faelle.csv", "faelle", "05382", day, **more)


def codes(checked: Check) -> list[str]:
    return [issue.code for issue in checked.issues]


def in_order(checked: Check) -> dict[str, int]:
    return {passed.text: passed.count for passed in checked.passed}


# --- the seeded file


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, checker):
    store = store_before(SEEDED, tmp_path_factory.mktemp("seeded") / "store")
    return check_file(store, SEEDED.submission, SEEDED.today, checker)


def test_thirty_kinds_of_defects_give_thirty_findings(seeded):
    assert len(seeded.issues) == 30
    assert set(Counter(codes(seeded)).values()) == {1}


def test_each_finding_points_at_the_cell_that_holds_its_value(seeded):
    sheet = openpyxl.load_workbook(SEEDED.path)["Anträge"]
    placed = [issue for issue in seeded.issues if issue.cell and issue.code != "unbekannte_spalte"]
    assert len(placed) == 26
    for issue in placed:
        assert sheet[f"{issue.cell[0]}4"].value == issue.column
        value, case = sheet[issue.cell].value, sheet[f"A{issue.row}"].value
        shown = f"{value:%d.%m.%Y}" if isinstance(value, datetime) else value
        shown = f"EBH-05382, {case}" if issue.code == "doppelter_schluessel" else shown
        assert (str(shown).replace(".5", ",5") if shown is not None else None) == issue.value, issue
        assert issue.case == case


# --- places


def test_a_finding_names_case_and_time_of_its_row(check):
    [issue] = check(posts("1;3;3,5")).issues
    assert (issue.cell, issue.case, issue.period) == ("E2", "Baustein 1: Koordinierung", "31.12.2025")
    [issue] = check(cases_of("F-1;15.01.2025;14.01.2025;Z1")).issues
    assert (issue.cell, issue.case, issue.period) == ("E2", "F-1", "14.01.2025")


def test_a_finding_of_many_rows_names_no_single_case(check):
    [issue] = check(cases_of(*(f"F-{n};15.01.2025;14.01.2025;Z1" for n in range(9)))).issues
    assert (issue.count, issue.cell, issue.case, issue.period) == (9, "E2", None, None)


def test_a_case_that_may_name_a_person_is_not_shown(check):
    issues = check(cases_of("Anna Müller 2;15.01.2025;14.01.2025;Z1")).issues
    assert {issue.case for issue in issues} == {"nicht angezeigt"}


# --- what is in order


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.dataset}/{case.path.name}")
def test_no_check_is_both_passed_and_failed(case, store, checker):
    checked = check_file(store, case.submission, case.today, checker)
    failed, dataset = set(codes(checked)), checked.dataset
    declared = (*dataset.checks, *dataset.comparisons, *dataset.outliers)
    said = {d.passed for d in declared if d.code in failed}
    said |= {kind.text for kind in KINDS if kind.codes & failed}
    assert not said & set(in_order(checked))
    assert all(passed.count > 0 for passed in checked.passed)


@pytest.mark.parametrize("dataset_id", sorted(load_datasets().keys() - {"zusagen"}))  # has no days at all
def test_a_sample_passes_each_check_it_gives_cause_for(dataset_id, store, checker):
    if dataset_id == "ziele":
        submit(store, sample("faelle"), HANDED_IN)
    checked = check_file(store, sample(dataset_id), HANDED_IN, checker)
    failed = set(codes(checked))
    expected = {declared.passed for declared in checked.dataset.checks if declared.code not in failed}
    assert expected <= set(in_order(checked))


def test_what_is_in_order_says_how_much_was_looked_at(check):
    said = in_order(check(cases_of("F-1;15.01.2025;;", "F-2;16.01.2025;17.01.2025;Z1", "F-3;16.01.2025;;")))
    assert said["Jeder Schlüssel kommt nur einmal vor"] == 3
    assert said["Alle Datumsangaben sind lesbar"] == 4
    assert said["Alle Angaben aus Listen sind bekannt"] == 7
    assert said["Jeder Abschluss hat Datum und Abschlussart"] == 3
    assert "Kein Fall wurde vor dem letzten früheren Schritt geschlossen" not in said
    assert said["Alle Zeilen gehören zum Absender"] == 3


def test_what_could_not_be_checked_is_neither_passed_nor_failed(check):
    content = b"Fall;Kreis;Fallart;Aufnahme am\nF-1;05382;CM;15.01.2025\n"
    said = in_order(check(Submission(content, "f.csv", "faelle", "05382", DAY)))
    assert not [text for text in said if "Abschl" in text or "Hilfeplan" in text or "letzten Datei" in text]
    assert not check(Submission(b"", "f.csv", "faelle", "05382", DAY)).passed


def test_counts_say_what_they_count(check):
    counts = check(cases_of("F-1;15.01.2025;14.01.2025;Z1", "F-2;;;", "F-3;30.12.2025;05.01.2026;Z1")).counts
    assert (counts.zeilen, counts.werte) == (3, 15)
    assert (counts.muss, counts.bitte, counts.hinweise) == (2, 0, 1)


# --- the sender's own last file


def test_a_first_file_is_compared_with_nothing(check):
    checked = check(cases_of("F-1;15.01.2025;;"))
    assert not [text for text in in_order(checked) if "letzten Datei" in text]


def test_a_file_that_goes_on_is_in_order(store, check):
    submit(store, cases_of("F-1;15.01.2025;;", "F-2;16.01.2025;30.06.2025;Z1", day=EARLIER), TODAY)
    checked = check(
        cases_of("F-1;15.01.2025;01.10.2025;Z1", "F-2;16.01.2025;30.06.2025;Z1", "F-3;01.10.2025;;")
    )
    assert codes(checked) == []
    assert in_order(checked)["Kein Fall der letzten Datei fehlt"] == 2


def test_an_older_extract_is_not_compared_with_a_later_one(store, check):
    submit(store, cases_of("F-1;15.01.2025;;", "F-2;16.01.2025;30.06.2025;Z1"), TODAY)
    assert codes(check(cases_of("F-1;15.01.2025;;", day=EARLIER))) == ["aelter_als_vorhanden"]


def test_what_could_not_be_read_is_not_compared(store, check):
    submit(store, cases_of("F-1;15.01.2025;;", "F-2;15.01.2025;;", day=EARLIER), TODAY)
    assert codes(check(cases_of("F-1;15.01.2025;;", "Anna Müller;15.01.2025;;"))) == ["personenbezug"]


def test_many_cases_of_one_kind_are_one_finding(store, check):
    submit(store, cases_of(*(f"F-{n};15.01.2025;30.06.2025;Z1" for n in range(40)), day=EARLIER), TODAY)
    [issue] = check(cases_of(*(f"F-{n};15.01.2025;;" for n in range(40)))).issues
    assert (issue.code, issue.row, issue.count) == ("abschluss_weg", 2, 40)
    assert issue.message.endswith("Insgesamt 40 Zeilen sind so.")


@pytest.mark.parametrize("before,now", [("0,5", "1,5"), ("4", "11"), ("0", "5"), ("12", "5"), ("3", "1")])
def test_small_and_steady_changes_of_posts_are_no_question(before, now, store, check):
    submit(store, posts(f"2;20;{before}", day=EARLIER), TODAY)
    assert codes(check(posts(f"2;20;{now}"))) == []


@pytest.mark.parametrize("before,now", [("2", "6"), ("12", "4"), ("12", "0")])
def test_posts_that_triple_or_fall_to_a_third_are_asked_about(before, now, store, check):
    submit(store, posts(f"2;20;{before}", day=EARLIER), TODAY)
    assert codes(check(posts(f"2;20;{now}"))) == ["stellen_sprunghaft"]


def test_a_corrected_file_for_the_same_day_is_compared_with_the_day_before_it(store, check):
    submit(store, posts("2;20;5", day=EARLIER), TODAY)
    submit(store, posts("2;20;15", acknowledged={"stellen_sprunghaft": "Neu besetzt."}), TODAY)
    assert codes(check(posts("2;20;6"))) == []


# --- other senders


def others(senders: tuple[str, ...], occupied: list[float]) -> list[Submission]:
    return [
        posts(f"2;20;{str(value).replace('.', ',')}", sender=sender, day=EARLIER)
        for sender, value in zip(senders, occupied, strict=True)
    ]


def test_a_share_far_outside_is_told_with_what_others_report(store, check):
    submit_batch(store, others(KREISE, [14, 15, 15, 16, 16, 16, 17, 17, 18]), TODAY)
    [issue] = check(posts("2;20;1")).issues
    assert (issue.code, issue.value, issue.case) == (
        "besetzung_auffaellig", "5,0\u00a0%", "Baustein 2: Case Management",
    )  # fmt: skip
    assert "bei der Hälfte der 9 anderen Kreise sind es 75,0 bis 85,0\u00a0%." in issue.message
    within = check(posts("2;20;8"))
    assert codes(within) == []
    assert in_order(within)["Der Anteil besetzter Stellen liegt im Rahmen vergleichbarer Standorte"] == 1


def test_where_others_differ_much_a_share_may_too(store, check):
    submit_batch(store, others(KREISE, [2, 4, 6, 8, 10, 12, 14, 16, 18]), TODAY)
    assert codes(check(posts("2;20;0"))) == []


@pytest.mark.parametrize("senders", [KREISE[:7], STAEDTE], ids=["too few", "of another kind"])
def test_without_eight_comparable_senders_nothing_is_compared(senders, store, check):
    submit_batch(store, others(senders, [16] * len(senders)), TODAY)
    checked = check(posts("2;20;0"))
    assert codes(checked) == []
    assert "Der Anteil besetzter Stellen liegt im Rahmen vergleichbarer Standorte" not in in_order(checked)


def test_a_small_denominator_is_not_compared(store, check):
    submit_batch(store, others(KREISE, [16] * 9), TODAY)
    assert codes(check(posts("2;2,5;0"))) == []


def test_only_the_last_day_of_others_counts_and_not_what_is_too_old(store, check):
    old = [posts("2;20;16", sender=sender, day=date(2024, 6, 30)) for sender in KREISE]
    submit_batch(store, old, TODAY)
    assert codes(check(posts("2;20;0"))) == []
    submit_batch(store, others(KREISE, [7] * 9), TODAY)
    assert codes(check(posts("2;20;0"))) == []


# --- the same file again, and reasons given before


def test_a_withdrawn_file_is_recognised_under_another_name(store, check):
    receipt = submit(store, cases_of("F-1;15.01.2025;;"), TODAY)
    withdraw(store, receipt.submission, "falsche Datei")
    again = cases_of("F-1;15.01.2025;;")
    [issue] = check(Submission(again.content, "neu.csv", "faelle", "05382", DAY)).issues
    assert (issue.code, issue.severity) == ("schon_eingereicht", "hint")
    day = datetime.fromisoformat(receipt.received_at).astimezone()
    assert f"zurückgezogen (am {day:%d.%m.%Y}, Quittung {receipt.submission})" in issue.message


def test_the_same_file_for_another_day_needs_a_reason(store, check):
    submit(store, cases_of("F-1;15.01.2025;;", day=EARLIER), TODAY)
    checked = check(cases_of("F-1;15.01.2025;;"))
    assert [(issue.code, issue.severity) for issue in checked.issues] == [("schon_eingereicht", "warning")]
    assert "für den Stichtag 30.09.2025" in checked.issues[0].message


def test_the_same_file_under_another_name_is_refused_with_day_and_receipt(store, check):
    receipt = submit(store, cases_of("F-1;15.01.2025;;"), TODAY)
    again = Submission(cases_of("F-1;15.01.2025;;").content, "neu.csv", "faelle", "05382", DAY)
    day = datetime.fromisoformat(receipt.received_at).astimezone()
    with pytest.raises(KimError, match=f"am {day:%d.%m.%Y}, Quittung {receipt.submission}"):
        check(again)


def test_other_bytes_and_those_of_another_sender_are_not_the_same_file(store, check):
    submit(store, cases_of("F-1;15.01.2025;;"), TODAY)
    same = cases_of("F-1;15.01.2025;;", day=EARLIER)
    assert "schon_eingereicht" in codes(check(same))
    for other in (cases_of("F-2;15.01.2025;;"), replace(same, sender="05315")):
        assert "schon_eingereicht" not in codes(check(other))


def test_a_reason_given_last_time_is_proposed_again(store: Store):
    assert earlier_reasons(store.manifest(), "stellen", "05382") == {}
    reason = {"besetzt_ueber_zugewiesen": "Vorgriff"}
    submit(store, posts("1;3;3,5", day=EARLIER, acknowledged=reason), TODAY)
    assert earlier_reasons(store.manifest(), "stellen", "05382") == reason
    assert earlier_reasons(store.manifest(), "stellen", "05315") == {}
    submit(store, posts("1;3;3"), TODAY)
    assert earlier_reasons(store.manifest(), "stellen", "05382") == {}
