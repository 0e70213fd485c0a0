"""What is typed in is a file like any other; what is carried over from last time is what can still hold."""

from datetime import date

import pytest

from kim.datasets import load_dataset
from kim.intake import check_file, submit
from kim.intake.typed_in import (
    TYPED_IN,
    as_submission,
    carried_over,
    given,
    last_rows,
    typed_rows,
    was_typed_in,
)
from tests.handed_in import HANDED_IN, LAST_DAY, SENDERS, sample

NEXT = date(2026, 3, 31)


@pytest.mark.parametrize("dataset_id", TYPED_IN)
def test_the_last_rows_typed_in_again_are_accepted_with_the_same_figures(dataset_id, store):
    dataset, sender = load_dataset(dataset_id), SENDERS[dataset_id]
    submit(store, sample(dataset_id), HANDED_IN)
    day, rows = last_rows(store, dataset, sender, LAST_DAY)
    submission = as_submission(dataset, sender, LAST_DAY, rows)
    check = check_file(store, submission, HANDED_IN)
    assert [issue for issue in check.issues if issue.severity == "error"] == []
    assert was_typed_in(submission)
    assert day <= LAST_DAY
    assert check.rows.num_rows == len(rows) > 0
    assert typed_rows(dataset, submission) == [{**row, **given(dataset, sender, LAST_DAY)} for row in rows]


def test_nothing_is_prefilled_for_who_never_handed_in(store):
    assert last_rows(store, load_dataset("stellen"), "05382", NEXT) == (None, [])


def test_empty_fields_stay_empty_and_zero_stays_zero(store):
    dataset = load_dataset("stellen")
    row = {"baustein": "2", "zugewiesen_vzae": "", "abgerufen_vzae": "0", "besetzt_vzae": "0"}
    check = check_file(store, as_submission(dataset, "05382", LAST_DAY, [row]), HANDED_IN)
    [told] = check.rows.to_pylist()
    assert (told["zugewiesen_vzae"], told["abgerufen_vzae"], told["besetzt_vzae"]) == (None, 0, 0)


def test_what_is_no_number_is_told_with_its_label(store):
    dataset = load_dataset("stellen")
    row = {"baustein": "2", "besetzt_vzae": "fünf"}
    [issue] = check_file(store, as_submission(dataset, "05382", LAST_DAY, [row]), HANDED_IN).issues
    assert (issue.code, issue.column, issue.value) == ("zahl_unlesbar", "Besetzt (VZÄ)", "fünf")


def test_counts_and_days_of_last_time_are_not_carried_over():
    posts = {"baustein": "2", "besetzt_vzae": "11", "zugaenge": "3", "vakant_seit": "01.02.2025",
             "prognose_besetzt_vzae": "12", "prognose_fuer": "31.12.2025"}  # fmt: skip
    kept = {name: text for name, text in carried_over(load_dataset("stellen"), posts).items() if text}
    assert kept == {"baustein": "2", "besetzt_vzae": "11"}


def test_a_stock_begins_where_the_last_one_ended():
    last = {"anliegen": "alle", "bestand_anfang": "1700", "eingaenge": "400", "bestand_ende": "1800"}
    kept = carried_over(load_dataset("bestand"), last)
    assert (kept["bestand_anfang"], kept.get("eingaenge"), kept["anliegen"]) == ("1800", None, "alle")


def test_counts_speak_for_the_quarter_of_the_stichtag():
    assert given(load_dataset("bestand"), "EBH-05382", NEXT) == {
        "behoerde_id": "EBH-05382", "zeitraum_von": "01.01.2026", "zeitraum_bis": "31.03.2026",
    }  # fmt: skip
