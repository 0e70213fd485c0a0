"""Build a Stand in a process of its own, so that readers of this one never wait for it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable

from kim.datasets import ROOT
from kim.errors import KimError
from kim.stand.build import Progress
from kim.store import Store

STEP = "schritt"


def build_in_process(store: Store, on_progress: Progress) -> str:
    """Build the Stand of the newest manifest and return its id; KimError with what the build said."""
    command = [sys.executable, "-m", "kim", "stand", "build", "--format", "json", "--steps"]
    environment = os.environ | {"KIM_STORE": str(store.path), "PYTHONUNBUFFERED": "1"}
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        said = _follow(process.stderr, on_progress)
        if process.wait() != 0:
            raise KimError(f"Der Stand konnte nicht gebaut werden. {' '.join(said[-1:])}")
        output.seek(0)
        return json.load(output)[0]["stand"]


def print_step(done: int, total: int, what: str) -> None:
    """One line of progress as the parent process reads it."""
    print(f"{STEP}\t{done}\t{total}\t{what}", file=sys.stderr, flush=True)  # noqa: T201


def _follow(lines: Iterable[str], on_progress: Progress) -> list[str]:
    """Hand steps on and return all other lines."""
    said = []
    for line in lines:
        parts = line.rstrip("\n").split("\t")
        if parts[0] == STEP:
            on_progress(int(parts[1]), int(parts[2]), parts[3])
        else:
            said.append(parts[0])
    return said
