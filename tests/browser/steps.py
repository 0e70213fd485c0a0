"""Takes the pictures of handing in for docs/pictures: each step of a first file, wide and narrow."""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from kim.datasets import ROOT
from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.desk import begin, download, hand_in, say_what_it_means, write
from tests.browser.pictures import TALLEST, WIDTHS, save
from tests.browser.running import running_app, wait_ready
from tests.demo_store import demo_store
from tests.made_lists import SENDER, case_list, corrected


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    folder = parser.parse_args().folder
    for width in WIDTHS:
        with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
            work = Path(made)
            store = Path(shutil.copytree(demo_store(), work / "store"))
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": width, "height": 1000}, locale="de-DE")
            with running_app(store, work / "app.log") as address:
                walk(page, address, work, folder)
            browser.close()
            for stand in (store / "staende").iterdir():
                stand.chmod(0o755)


def walk(page: Page, address: str, work: Path, folder: Path) -> None:
    begin(page, address, "faelle", SENDER, write(work / "fallliste_hoexter.xlsx", case_list()))
    take(page, folder, "2-gelesen")
    say_what_it_means(page)
    take(page, folder, "3-pruefung")
    mended = corrected(download(page, "Korrekturmappe herunterladen", work).read_bytes())
    file = write(work / "fallliste_hoexter_korrigiert.xlsx", mended)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    page.get_by_role("heading", name="4. Was sich an Ihren Zahlen ändert").wait_for()
    take(page, folder, "4-vorschau")
    hand_in(page, f"Angenommen: {file.name}")
    take(page, folder, "5-quittung")


def take(page: Page, folder: Path, name: str) -> None:
    wait_ready(page)
    width = page.viewport_size["width"]
    height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height + 80, TALLEST)})
    page.wait_for_timeout(500)
    save(page.screenshot(), folder / f"einreichung-{name}-{width}.png")
    page.set_viewport_size({"width": width, "height": 1000})


if __name__ == "__main__":
    main()
