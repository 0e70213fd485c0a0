"""How long the script of a page runs, measured inside Streamlit's own runner."""

import gc
import logging
import statistics
import time
from collections.abc import Callable, Sequence

import streamlit.runtime.scriptrunner.script_runner as runner
from streamlit.testing.v1 import AppTest

from kim.datasets import ROOT

HELLO = "import streamlit as st\nst.write('Guten Tag')"


Times = tuple[float, float, float]  # ms of the first visit, the median of the others and the longest of them


def script_times(pages: Sequence[str], gebiete: Sequence[str], reruns: int) -> dict[str, Times]:
    """page → its times; each visit after the first has another Gebiet."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    clock = _clock()
    hello = AppTest.from_string(HELLO, default_timeout=60)
    found = {"hello": _visit(hello.run, [hello.run] * reruns, clock)}
    return found | {page: _times(page, gebiete, reruns, clock) for page in pages}


def _times(page: str, gebiete: Sequence[str], reruns: int, clock: list[float]) -> Times:
    app = AppTest.from_file(ROOT / "kim" / "script.py", default_timeout=120)
    app.run()
    first = app.switch_page(f"../pages/{page}.py").run
    gc.collect()
    gc.freeze()  # as the server does after it has started
    return _visit(first, [_choose(app, gebiete[i % len(gebiete)]) for i in range(reruns)], clock)


def _choose(app: AppTest, gebiet: str) -> Callable[[], object]:
    def run() -> None:
        app.session_state["gebiet"] = gebiet
        app.run()
        _succeeded(app)

    return run


def _succeeded(app: AppTest) -> None:
    """A page that broke off early would look fast."""
    problems = [element.value for element in (*app.error, *app.exception)]
    if problems:
        raise RuntimeError(f"the page shows problems: {problems}")


def _visit(first: Callable, others: Sequence[Callable], clock: list[float]) -> Times:
    first()
    start = clock[-1]
    times = []
    for run in others:
        run()
        times.append(clock[-1])
    return 1000 * start, 1000 * statistics.median(times), 1000 * max(times)


def _clock() -> list[float]:
    """Seconds of each script run, appended as they happen."""
    seconds: list[float] = []
    original = runner.exec_func_with_error_handling

    def timed(func: Callable, context: object) -> object:
        start = time.perf_counter()
        try:
            return original(func, context)
        finally:
            seconds.append(time.perf_counter() - start)

    runner.exec_func_with_error_handling = timed
    return seconds
