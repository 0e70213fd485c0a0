"""Takes the pictures in docs/pictures: every page, wide and narrow, in the light and the dark theme."""

import argparse
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from kim.datasets import ROOT
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.running import PAGES, open_page, running_app
from tests.demo_store import demo_store

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")
QUERY = "?gebiet=05382"
README = [(name, 1440, "light") for name in ("ueberblick", "stellen", "wartezeiten", "kreisprofil")]
TALLEST = 6000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--schemes", nargs="*", choices=SCHEMES, default=["light"])
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=list(PAGES))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as logs,
        running_app(demo_store(), Path(logs) / "app.log") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for scheme in given.schemes:
            take(browser, address, given.folder, given.pages, scheme)
        browser.close()


def take(browser: Browser, address: str, folder: Path, names: list[str], scheme: str) -> None:
    for width in WIDTHS:
        page = browser.new_page(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, locale="de-DE"
        )
        for name in names:
            open_page(page, f"{address}/{name}{QUERY}")
            if (name, width, scheme) in README:
                page.wait_for_timeout(700)
                save(page.screenshot(), folder / f"{name}-erste-ansicht.png")
            height = page.evaluate(
                "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
            )
            page.set_viewport_size({"width": width, "height": min(height + 80, TALLEST)})
            page.wait_for_timeout(700)  # charts take the new width
            dark = "" if scheme == "light" else "-dunkel"
            save(page.screenshot(), folder / f"{name}-{width}{dark}.png")
            page.set_viewport_size({"width": width, "height": 1000})
        page.close()


def save(picture: bytes, file: Path) -> None:
    """With few colours: pages have few, and the repository stays small."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(
        file, optimize=True
    )


if __name__ == "__main__":
    main()
