"""Long work beside the page: it goes on while somebody clicks, and the page says how far it is."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from kim import formats
from kim.intake import Submission

Done = TypeVar("Done")
SPEED = 8_000_000  # bytes that are read and checked in about a second
SLOW = 0.7  # seconds after which a bar is shown
AT_ONCE = 2  # files that are worked on at the same time; the others wait


def with_bar(name: str, work: Callable[[], Done], submission: Submission, text: str) -> Done:
    """The result of the work; whoever comes back while it is under way waits for the same work."""
    told = replace(submission, content=b"", acknowledged={})
    key = f"_arbeitet_{name}_{id(submission.content)}_{told}"
    future: Future = st.session_state.setdefault(key, None) or _workers().submit(work)
    st.session_state[key] = future
    _show(future, len(submission.content), text)
    del st.session_state[key]
    return future.result()


def _show(future: Future, size: int, text: str) -> None:
    """A bar that moves as long as the work takes; it stops short of the end until it is done."""
    start, expected, place = time.monotonic(), max(size / SPEED, 1), st.empty()
    told = f"{text} ({formats.number(max(size / 1_000_000, 0.1), 1)} MB)"
    while not future.done():
        passed = time.monotonic() - start
        if passed > SLOW:
            place.progress(min(passed / (passed + expected), 0.95), f"{told}, seit {passed:.0f} Sekunden.")
        time.sleep(0.05)
    place.empty()


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "kim-pruefung")
