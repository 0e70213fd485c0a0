"""A structural review filled in on the page: a submission like any other, and the draft of each side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kim.datasets import load_dataset
from kim.intake.drafts import Draft, drafts, load_draft
from kim.intake.submission import Submission
from kim.intake.typed_in import FIRST_LINE, Row, as_submission, typed_rows, was_typed_in
from kim.store import Store

DATASET = "struktur"


@dataclass(frozen=True)
class Begun:
    """A review that one side has begun: its draft, the day it is for, and criterion → what was filled in."""

    draft: str
    stichtag: date
    rows: Mapping[str, Row]


def scored(kreis_id: str, stichtag: date, by: str, rows: Sequence[Row]) -> Submission:
    """What one side filled in, one row for each criterion, as a submission."""
    told = [{**row, "bewertet_von": by} for row in rows]
    return as_submission(load_dataset(DATASET), kreis_id, stichtag, told)


def is_scored(told: Submission | Draft) -> bool:
    return told.dataset == DATASET and was_typed_in(told)


def side_of(told: Submission) -> str:
    """Who has scored what was filled in."""
    return scores(told)[0]["bewertet_von"]


def scores(told: Submission) -> list[Row]:
    return typed_rows(load_dataset(DATASET), told)


def criterion_at(told: Submission, line: int) -> str:
    """Which criterion a line of the file is about."""
    return scores(told)[line - FIRST_LINE]["kriterium"]


def begun(store: Store, kreis_id: str, by: str) -> Begun | None:
    """The newest draft of one side for a site; what other sides began stays unseen."""
    for draft in drafts(store, kreis_id):
        if not is_scored(draft):
            continue
        told = load_draft(store, draft.id)
        if side_of(told) == by:
            return Begun(draft.id, told.stichtag, {row["kriterium"]: row for row in scores(told)})
    return None
