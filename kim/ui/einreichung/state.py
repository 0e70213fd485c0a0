"""What the page works on: one draft, whose id stands in the address, and its check."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from kim import formats
from kim.errors import KimError
from kim.intake import Check, Submission, check_file, drop_draft, load_draft, save_draft
from kim.reading import Lesart
from kim.store import Store

Done = TypeVar("Done")

DRAFT, CHECK, RECEIVED, WITHDRAWN = "entwurf", "_geprueft", "_quittung", "_zurueckgezogen"
SPEED = 8_000_000  # bytes that are read and checked in about a second
SLOW = 0.5  # seconds after which a bar is shown
TOLD = "_entwurf_meldung"


def begin(submission: Submission) -> None:
    """Keep a new file before anything is checked, and name it in the address."""
    forget()
    st.query_params[DRAFT] = save_draft(Store(), submission)


def draft_id() -> str | None:
    return st.query_params.get(DRAFT)


def change(submission: Submission) -> None:
    """Keep what was said about the file and start again with it."""
    save_draft(Store(), submission, draft_id())
    st.rerun()


def change_lesart(check: Check, lesart: Lesart) -> None:
    change(replace(check.submission, lesart=lesart))


def forget() -> None:
    """Begin anew: the draft stays in the store until it is discarded or too old."""
    for key in (CHECK, RECEIVED, WITHDRAWN):
        st.session_state.pop(key, None)
    st.query_params.pop(DRAFT, None)


def discard() -> None:
    """Remove the draft: it is handed in, refused or not wanted any more."""
    if found := draft_id():
        drop_draft(Store(), found)
    st.query_params.pop(DRAFT, None)
    st.session_state.pop(CHECK, None)


def checked() -> Check | None:
    """The check of the draft in the address, done once for each way to read it."""
    if draft_id() is None:
        return None
    try:
        submission = load_draft(Store(), draft_id())
    except KimError as problem:
        st.info(str(problem))
        forget()
        return None
    known = st.session_state.get(CHECK)
    fingerprint = (draft_id(), submission.id, submission.lesart.as_json(), len(Store().versions()))
    if known is None or known[0] != fingerprint:
        st.session_state[CHECK] = fingerprint, _check(submission)
    return replace(st.session_state[CHECK][1], submission=submission)


def _check(submission: Submission) -> Check:
    """Read and check; what may not be kept is not kept."""
    try:
        found = with_bar(lambda: check_file(Store(), submission), submission, "Die Datei wird geprüft")
    except KimError:
        discard()
        raise
    personal = any(issue.code == "personenbezug" for issue in found.issues)
    if personal or not found.sheet.readable:
        drop_draft(Store(), draft_id() or "")
    return found


def with_bar(work: Callable[[], Done], submission: Submission, text: str) -> Done:
    """Do something beside the page and show how far it will be about now."""
    start, expected = time.monotonic(), max(len(submission.content) / SPEED, 1)
    place = st.empty()
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        while not future.done():
            passed = time.monotonic() - start
            if passed > SLOW:
                size = formats.number(len(submission.content) / 1_000_000, 1)
                place.progress(min(passed / expected, 0.95), f"{text} ({size} MB, seit {passed:.0f} s).")
            time.sleep(0.05)
    place.empty()
    return future.result()
