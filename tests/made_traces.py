"""A Stand of what was handed in, and the id of one number in it."""

import hashlib

from kim.intake import submit
from kim.stand import build_stand
from kim.store import Store
from tests.test_notes import TODAY

TRACE = "besetzungsquote?berichtstermin=2025-09-30&kreis_id=05382@{}"


def sha(submission) -> str:
    return hashlib.sha256(submission.content).hexdigest()


def built(store: Store, *submissions) -> tuple[str, list]:
    receipts = [submit(store, one, TODAY) for one in submissions]
    return build_stand(store), receipts
