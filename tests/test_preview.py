"""What a sender sees before handing in is what the pages will show afterwards."""

import tempfile
from pathlib import Path

import pytest

from kim.formats import NUMERIC
from kim.intake import Submission, check_file, submit
from kim.stand import build_stand, open_stand, preview
from kim.stand.preview import SHOWN
from tests.handed_in import HANDED_IN, fill, sample

NUMBERS = ["value", "lower", "upper", "n", "status"]


def as_told(rows: dict) -> list:
    return [tuple("" if value != value else value for value in row[NUMBERS]) for row in rows.values()]


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
    from kim.stand.preview import _selection

    return {
        row.indicator.id: stand.result(
            row.indicator.id,
            _selection(row.indicator, SHOWN[check.dataset.id][row.indicator.id], row.termin, check),
        ).row
        for row in shown
    }


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
