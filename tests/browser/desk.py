"""What senders do on the page Einreichung, step by step."""

from datetime import date
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from kim.datasets import load_datasets
from tests.browser.running import open_page, wait_ready

MEANT = {"Begleitung": "Case Management", "Beratung kurz": "Kurzberatung", "Plan erfüllt": "Ziele erreicht"}
BUILDS = 60_000  # ms


def begin(
    page: Page, app: str, dataset: str, sender: str, file: Path, stichtag: date = date(2025, 12, 31)
) -> None:
    """By a link with everything chosen, as the Datenstand page has it; then the file."""
    open_page(page, f"{app}/einreichung?datensatz={dataset}&absender={sender}&stichtag={stichtag}")
    expect(page.get_by_role("combobox", name="Datensatz")).to_have_value(load_datasets()[dataset].title)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(heading(page, "2. So wurde die Datei gelesen")).to_be_visible()
    wait_ready(page)


def say_what_it_means(page: Page) -> None:
    """Confirm the columns, then the words in them; what is proposed is there already."""
    expect(field(page, "»Fall (Pseudonym)« (Pflicht)")).to_have_value(
        "»Kürzel Fall« (zum Beispiel HX-001, HX-002, HX-003)"
    )
    pick(page, "»Fallart« (Pflicht)", "»Art der Begleitung« (zum Beispiel Begleitung, Beratung kurz)")
    pick(page, "In der Spalte »Ergebnis am Ende«", "Abschlussart")
    press(page, "Zuordnung übernehmen")
    expect(field(page, "»Plan erfüllt«")).to_be_visible()
    for spelling, label in MEANT.items():
        pick(page, f"»{spelling}«", label)
    press(page, "Zuordnung übernehmen")


def hand_in(page: Page, told: str) -> None:
    page.get_by_role("button", name="Einreichen", exact=True).click()
    expect(page.get_by_text("Der neue Stand wird gebaut.")).to_be_visible()
    expect(page.get_by_text(told)).to_be_visible(timeout=BUILDS)
    expect(heading(page, "Angenommen")).to_be_focused()
    wait_ready(page)


def pick(page: Page, label: str, option: str) -> None:
    """As `choose`, by the beginning of a longer label."""
    field(page, label).click()
    page.keyboard.type(option[:30])
    page.get_by_role("option", name=option, exact=True).click()
    wait_ready(page)


def field(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label)


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_ready(page)


def barriers(page: Page) -> list[tuple]:
    wait_ready(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (v["id"], [node["html"][:200] for node in v["nodes"]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    target = folder / found.value.suggested_filename
    found.value.save_as(target)
    return target


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
