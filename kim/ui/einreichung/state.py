"""What the page works on: one file, whose draft stands in the address, and its check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from kim.errors import KimError
from kim.intake import EDITORS, Check, Submission, check_file, drop_draft, load_draft, save_draft
from kim.reading import Lesart
from kim.store import Receipt, Store
from kim.ui.einreichung.waiting import with_bar

DRAFT = "entwurf"  # in the address
CHOICE = ("datensatz", "absender", "stichtag")  # in the address too, until there is a file
WRITTEN = "_adressen"  # each choice that this session wrote into the address
WORK, CHECK, RECEIVED, SAID, GOAL = "_arbeit", "_geprueft", "_quittung", "_gesagt", "_ziel"
NUMBER = "_nummer"  # of the files this session had in hand
SENDERS = ("kreis", "behoerde", EDITORS)
LEFT = "_offen_gelassen"  # spellings of codes that the sender will mend in the file


@dataclass(frozen=True)
class Work:
    """The file in hand; `draft` is None where nothing of it may be kept."""

    draft: str | None
    submission: Submission


def current() -> Work | None:
    """The file of the address; without one the file that this session works on."""
    asked, known = st.query_params.get(DRAFT), st.session_state.get(WORK)
    if asked is None or (known and known.draft == asked):
        if known and known.draft:
            st.query_params[DRAFT] = known.draft
        return known
    try:
        _take_in_hand(Work(asked, load_draft(Store(), asked)))
    except KimError as problem:
        put_aside()
        say(str(problem))
    return st.session_state.get(WORK)


def tag() -> str:
    """Part of the keys of controls: those of one file know nothing of another one, nor of its upload."""
    return str(st.session_state.get(NUMBER, 0))


def _take_in_hand(work: Work | None) -> None:
    st.session_state[NUMBER] = st.session_state.get(NUMBER, 0) + 1
    st.session_state[WORK] = work
    for key in (CHECK, LEFT):
        st.session_state.pop(key, None)


def begin(submission: Submission, goal: str = "gelesen") -> None:
    """Keep a new file before anything is checked, in the place of the one in hand, and start again."""
    _drop()
    st.session_state.pop(RECEIVED, None)
    draft = save_draft(Store(), submission)
    _take_in_hand(Work(draft, submission))
    st.query_params[DRAFT] = draft
    _go_to(goal)
    st.rerun()


def change(submission: Submission, goal: str = "") -> None:
    """Keep what was said about the file and start again with it."""
    work: Work = st.session_state[WORK]
    if work.draft:
        save_draft(Store(), submission, work.draft)
    st.session_state[WORK] = replace(work, submission=submission)
    _go_to(goal)
    st.rerun()


def change_lesart(check: Check, lesart: Lesart) -> None:
    change(replace(check.submission, lesart=lesart), "gelesen")


def put_aside() -> None:
    """Begin anew; the draft stays in the store. The same sender and Stichtag are offered again."""
    if work := st.session_state.get(WORK):
        _choose_again(work.submission)
    _take_in_hand(None)
    st.query_params.pop(DRAFT, None)


def discard() -> None:
    """Begin anew without the draft: nobody wants it any more."""
    _drop()
    put_aside()


def take_up(draft: str) -> None:
    """Go on with a file that was put aside."""
    put_aside()
    st.query_params[DRAFT] = draft
    _go_to("gelesen")


def done(receipt: Receipt) -> None:
    """The file is in; its draft went with it."""
    put_aside()
    st.session_state[RECEIVED] = receipt
    _go_to("angenommen")


def _choose_again(submission: Submission) -> None:
    """Set the controls of the first step."""
    st.session_state["ein_datensatz"] = submission.dataset
    for kind in SENDERS:
        st.session_state.pop(f"ein_absender_{kind}", None)
    st.session_state["_absender"] = submission.sender
    st.session_state["ein_stichtag"] = submission.stichtag


def asked_for() -> dict[str, str]:
    """What the address chooses: a link, a reload, or nothing where this session wrote it there itself."""
    told = {name: st.query_params[name] for name in CHOICE if name in st.query_params}
    ours = DRAFT in st.query_params or told in st.session_state.get(WRITTEN, ())
    return {} if ours else told


def keep_choice(told: Mapping[str, str]) -> None:
    """Put what is chosen so far into the address, so that a reload finds it again."""
    written = st.session_state.setdefault(WRITTEN, [])
    if told not in written:
        written.append(dict(told))
    for name in CHOICE:
        if name not in told:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != told[name]:
            st.query_params[name] = told[name]


def say(text: str) -> None:
    """Something that the next run tells before all else."""
    st.session_state[SAID] = text


def _go_to(anchor: str) -> None:
    """The heading at which somebody who uses the keyboard goes on."""
    st.session_state[GOAL] = anchor


def checked() -> Check | None:
    """The check of the file in hand, done once for each way to read it."""
    work = current()
    if work is None:
        return None
    known = st.session_state.get(CHECK)
    if known is None or known[0] != _fingerprint(work.submission):
        st.session_state[CHECK] = _fingerprint(work.submission), _check(work.submission)
        _keep_nothing_of_what_may_not_be_kept(st.session_state[CHECK][1])
    asked, found = st.session_state[CHECK]
    if found.submission is not work.submission:
        found = replace(found, submission=work.submission)
        st.session_state[CHECK] = asked, found
    return found


def _fingerprint(told: Submission) -> tuple[object, ...]:
    """What a check depends on; cheaper than the id of a large file."""
    return (id(told.content), told.lesart.as_json(), told.sender, told.stichtag, len(Store().versions()))


def _check(submission: Submission) -> Check:
    """Read and check; a file that cannot be handed in at all is put aside with the reason."""
    try:
        return with_bar(
            "pruefung", lambda: check_file(Store(), submission), submission, "Die Datei wird geprüft"
        )
    except KimError as problem:
        discard()
        say(str(problem))
        st.rerun()


def _keep_nothing_of_what_may_not_be_kept(check: Check) -> None:
    """A file that cannot be read or names persons is only looked at."""
    if check.may_be_kept:
        return
    _drop()
    st.session_state[WORK] = replace(st.session_state[WORK], draft=None)
    st.query_params.pop(DRAFT, None)
    st.rerun()


def _drop() -> None:
    work = st.session_state.get(WORK)
    if work and work.draft:
        drop_draft(Store(), work.draft)
