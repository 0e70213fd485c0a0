"""Finds a Chromium for the browser tests; run as a module it installs one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
)
MISSING = (
    "Für die Browsertests fehlt ein Chromium. Debian: sudo apt install chromium; "
    "sonst: python -m playwright install chromium; "
    "oder KIM_CHROMIUM nennt den Pfad eines vorhandenen Chrome, Chromium oder Edge."
)


def find_chromium() -> str | None:
    """The browser named by KIM_CHROMIUM, one on the path, or the one Playwright has installed."""
    found = os.environ.get("KIM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or _of_playwright()


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """From apt where that is possible, otherwise Playwright's own; a failure is left to the tests to tell."""
    install_from_apt("chromium")
    if not find_chromium():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def install_from_apt(*packages: str) -> None:
    """Where somebody may and can; a failure is left to those who miss the package to tell."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], check=False)


if __name__ == "__main__" and not find_chromium():
    sys.stderr.write("Für die Browsertests wird ein Chromium eingerichtet …\n")
    install_chromium()
    sys.stderr.write("" if find_chromium() else f"{MISSING}\n")
