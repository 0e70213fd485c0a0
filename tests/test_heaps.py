"""Days that heap on a 1 January are asked about: from when on, in which columns, and what is in order."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kim.checking import Checker
from kim.errors import Refused
from kim.intake import Submission, check_file, submit
from kim.store import Store

DAY = date(2025, 12, 31)
TODAY = date(2026, 1, 15)
HEAD = "Vorgang;Behörde;Anliegen;Eingang am;Termin am;erfasst ab"
Checked = Callable[[Submission], object]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture
def check(store: Store, checker: Checker) -> Checked:
    return lambda submission: check_file(store, submission, TODAY, checker)


def antraege(january: int, others: int, termine: int = 0) -> Submission:
    """Filed on days of 2024: so many on 1 January, the others on later days."""
    filed = [date(2024, 1, 1)] * january + [date(2024, 1, 2) + timedelta(n % 300) for n in range(others)]
    meeting = ["2025-01-01"] * termine + [""] * len(filed)
    rows = [
        f"E-{n:04d};EBH-05382;stag_10;{day};{at};2023-01-01"
        for n, (day, at) in enumerate(zip(filed, meeting, strict=False))
    ]
    content = "\n".join([HEAD, *rows]).encode()
    return Submission(content, "antraege.csv", "antraege", "EBH-05382", DAY)


def heaps(checked: object) -> list[tuple]:
    return [(i.column, i.count) for i in checked.issues if i.code == "haeufung_1_januar"]


@pytest.mark.parametrize(
    ("january", "others", "found"),
    [
        (10, 89, 0),  # 99 days are too few to say anything
        (9, 91, 0),
        (10, 90, 1),
        (10, 511, 1),  # seven times as many as on any day are 9.98 of 521, and 10.002 of 522
        (10, 512, 0),
    ],
)
def test_ten_days_and_seven_times_as_many_as_on_other_days_are_a_heap(check, january, others, found):
    assert heaps(check(antraege(january, others))) == [("Eingang am", january)] * found


def test_a_register_may_begin_on_a_1_january(check):
    """erfasst_ab is 1 January 2023 in every row."""
    assert heaps(check(antraege(0, 200))) == []


def test_each_column_is_counted_by_itself_and_only_if_it_has_enough_days(check):
    assert set(heaps(check(antraege(20, 130, termine=120)))) == {("Eingang am", 20), ("Termin am", 120)}
    assert heaps(check(antraege(20, 130, termine=90))) == [("Eingang am", 20)]


def test_what_was_looked_at_and_is_in_order_is_said(check):
    def said(checked: object) -> list[int]:
        return [passed.count for passed in checked.passed if "1. Januar" in passed.text]

    assert said(check(antraege(1, 199))) == [200]
    assert said(check(antraege(1, 50))) == []
    assert said(check(antraege(30, 199))) == []


def test_a_heap_must_be_acknowledged(store):
    heaped = antraege(50, 150)
    with pytest.raises(Refused):
        submit(store, heaped, TODAY)
    reason = {"haeufung_1_januar": "Altverfahren, von denen nur das Jahr bekannt ist."}
    given = Submission(heaped.content, heaped.file_name, "antraege", "EBH-05382", DAY, acknowledged=reason)
    assert submit(store, given, TODAY).rows == 200
