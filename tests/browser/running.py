"""Starts the real app in a process of its own, and knows when a page in the browser is ready."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from kim.app import SECTIONS
from kim.datasets import ROOT

PAGES = tuple(entry.name for entries in SECTIONS.values() for entry in entries)
TITLES = {entry.name: entry.title for entries in SECTIONS.values() for entry in entries}
STARTUP = 30
IDLE = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'


@contextmanager
def running_app(store: Path, log: Path) -> Iterator[str]:
    """The address of an app that was started for this, on a port that was free."""
    port = _free_port()
    environment = os.environ | {"KIM_STORE": str(store), "KIM_PORT": str(port)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "dashboard.py"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for_server(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for_server(address: str, process: subprocess.Popen, log: Path) -> None:
    limit = time.monotonic() + STARTUP
    while time.monotonic() < limit and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the app did not start:\n{log.read_text(errors='replace')}")


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    wait_ready(page)


def wait_ready(page: Page) -> None:
    """Wait until the script has run through and its page is drawn."""
    page.wait_for_selector("h1.kim-titel")
    page.wait_for_selector(IDLE, state="attached")
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """As people do it: open the list, type a part of the name, take what is offered."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()
    wait_ready(page)


def go_to(page: Page, title: str) -> None:
    """By the navigation, in the same session."""
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(title)
    wait_ready(page)
