"""The demo store for tests that need a full one: built once, or taken from KIM_TEST_STORE."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from kim.datasets import ROOT
from kim.stand import Stand, open_stand
from kim.store import Store


@cache
def demo_store() -> Path:
    """The folder of a store that `kim demo` has filled; nobody may write into it."""
    given = os.environ.get("KIM_TEST_STORE")
    return Path(given).resolve() if given else _build()


@cache
def demo_stand() -> Stand:
    """The newest Stand in it, open for all tests that only ask."""
    stand = open_stand(Store(demo_store()))
    atexit.register(stand.close)
    return stand


def _build() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kim-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [sys.executable, "-m", "kim", "demo"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"KIM_STORE": str(folder)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, f"kim demo failed:\n{done.stdout}\n{done.stderr}"
    return folder
