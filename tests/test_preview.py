"""What a sender sees before handing in is what the pages will show afterwards."""

import tempfile
from pathlib import Path

import pytest

from kim.formats import NUMERIC
from kim.intake import Submission, check_file, submit
from kim.stand import build_stand, effect, open_stand, preview
from kim.stand.preview import SHOWN, _Asker, _counted
from tests.handed_in import HANDED_IN, fill, sample
from tests.test_notes import TODAY, stellen

NUMBERS = ["value", "lower", "upper", "n", "status"]


def as_told(rows: dict) -> list:
    return [
        tuple("" if value != value else value for value in map(row.get, NUMBERS)) for row in rows.values()
    ]


@pytest.mark.parametrize("dataset_id", SHOWN)
def test_the_preview_is_what_the_next_stand_says(dataset_id, store):
    fill_without(store, dataset_id)
    check = check_file(store, sample(dataset_id), HANDED_IN)
    shown = preview(store, check, None)
    assert {row.after["status"] for row in shown} & {*NUMERIC, "too_few"}
    submit(store, sample(dataset_id), HANDED_IN)
    stand = open_stand(store, build_stand(store))
    later = preview_of(stand, check, shown)
    assert as_told({row.indicator.id: row.after for row in shown}) == as_told(later)


def fill_without(store, dataset_id):
    for other in SHOWN:
        if other != dataset_id and not (dataset_id == "faelle" and other == "ziele"):
            submit(store, sample(other), HANDED_IN)


def preview_of(stand, check, shown):
    asker = _Asker(check.dataset, check.submission.sender, _counted(check.rows))
    return asker.rows(stand, shown[0].termin)


def test_before_and_after_stand_side_by_side_and_nothing_is_left(store):
    fill(store)
    stand = open_stand(store, build_stand(store))
    content = sample("stellen").content
    changed = Submission(
        content.replace(b";2,5;", b";1,5;"), "neu.csv", "stellen", "05770", sample("stellen").stichtag
    )
    folders = set(Path(tempfile.gettempdir()).glob("kim-vorschau-*"))
    shown = {row.indicator.id: row for row in preview(store, check_file(store, changed, HANDED_IN), stand)}
    assert shown["besetzungsquote"].before["status"] == "shown"
    assert set(Path(tempfile.gettempdir()).glob("kim-vorschau-*")) == folders
    assert len(store.versions()) == 1


def test_the_effect_of_a_file_is_what_stood_before_and_with_it(store):
    first = submit(store, stellen("11"), TODAY)
    second = submit(store, stellen("12"), TODAY)
    told = {row.indicator.id: row for row in effect(store, second.submission)}["besetzte_vzae"]
    assert (told.before["value"], told.after["value"]) == (11, 12)
    told = {row.indicator.id: row for row in effect(store, first.submission)}["besetzte_vzae"]
    assert (told.before, told.after["value"]) == (None, 11)
