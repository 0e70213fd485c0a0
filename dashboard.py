"""Starts KIM-Monitor: `python dashboard.py`, `streamlit run dashboard.py`, or as a script under AppTest."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kim.shell import Shell

HERE = Path(__file__).resolve().parent


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict]:
    """Load what every page needs once, then take it out of the garbage collector's rounds."""
    from kim import app as frame

    frame.warm_up()
    gc.collect()
    gc.freeze()
    yield {}


def report(error: Exception) -> bool:
    from kim.app import show_problem

    show_problem(error)
    return True


app = st.App(
    HERE / "kim" / "script.py",
    lifespan=lifespan,
    middleware=[Middleware(Shell, first_page="/ueberblick")],
    on_script_error=report,
)

if get_script_run_ctx(suppress_warning=True) is not None:
    from kim.app import main

    main()
elif __name__ == "__main__":
    app.run(config={"server.port": int(os.environ.get("KIM_PORT", "8501"))})
