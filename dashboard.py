"""Starts KIM-Monitor: `python dashboard.py` or `streamlit run dashboard.py`."""

import gc
import os
import socket
import sys
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
    sys.stdout.write(
        f"KIM-Monitor läuft: http://127.0.0.1:{st.get_option('server.port')} (beenden: Strg+C)\n"
    )
    sys.stdout.flush()
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


def serve() -> None:
    """Serve on the port of KIM_PORT, 8501 by default; say so in German where that cannot be."""
    wanted = os.environ.get("KIM_PORT", "8501")
    if not wanted.isdigit():
        sys.exit(f"KIM_PORT muss eine Zahl sein, nicht »{wanted}«.")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", int(wanted))) == 0:
            sys.exit(f"Der Port {wanted} ist schon belegt. Mit einem anderen: KIM_PORT=8502 make run")
    app.run(config={"server.port": int(wanted)})


if get_script_run_ctx(suppress_warning=True) is not None:  # a test runs this file as a script
    from kim.app import main

    main()
elif __name__ == "__main__":
    serve()
