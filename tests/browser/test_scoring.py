"""Somebody new scores a Kreis on the page, mends it, hands it in, and takes profile and matrix away."""

import io
from pathlib import Path

import pikepdf
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.desk import BUILDS, barriers, download, hand_in, heading, press
from tests.browser.running import open_page, wait_ready

COLOGNE = "05315"


def test_a_kreis_is_scored_mended_handed_in_and_taken_away(own_app: str, page: Page, tmp_path: Path) -> None:
    open_page(page, f"{own_app}/struktur?gebiet={COLOGNE}")
    fill_in(page)
    press(page, "Prüfen")
    findings = page.get_by_role("table", name="Was die Prüfung ergab")
    expect(findings).to_contain_text("D1.1")
    expect(findings).not_to_contain_text("Zelle")
    expect(page.get_by_label("vom (D1.1)")).to_have_value("gestern")
    assert barriers(page) == []

    page.reload()  # what was filled in is there again
    wait_ready(page)
    expect(page.get_by_label("vom (D1.1)")).to_have_value("gestern")
    page.get_by_label("vom (D1.1)").fill("01.02.2025")
    press(page, "Prüfen")
    expect(page.get_by_text("Nichts muss behoben werden.")).to_be_visible()
    expect(page.get_by_text("Eingereicht, ist sie maßgeblich, solange")).to_be_visible()

    page.get_by_role("link", name="Weiter zu Vorschau und Einreichen").click()
    expect(heading(page, "2. Was eingetragen ist")).to_be_visible()
    wait_ready(page)
    page.get_by_role("button", name="Bewertung ändern").first.click()  # and back
    expect(page.get_by_label("vom (D1.1)")).to_have_value("01.02.2025", timeout=BUILDS)
    wait_ready(page)
    press(page, "Prüfen")
    page.get_by_role("link", name="Weiter zu Vorschau und Einreichen").click()
    expect(heading(page, "5. Einreichen")).to_be_visible()
    hand_in(page, "Angenommen: eingabe_struktur_05315")

    page.get_by_role("link", name="Zum Kreisprofil").click()
    expect(page.locator(".kim-blick")).to_contain_text("Regel: ")
    wait_ready(page)
    assert two_pages(take(page, "Kreisprofil auf zwei Seiten (PDF)", tmp_path))
    page.get_by_role("link", name="Struktur", exact=True).click()
    expect(heading(page, "Alle Standorte")).to_be_visible()
    wait_ready(page)
    assert "Köln" in editable(take(page, "Foliensatz (PPTX)", tmp_path))


def fill_in(page: Page) -> None:
    """The form of the first external side; one day in it is none."""
    page.get_by_role("link", name="Einen Standort bewerten").click()
    page.get_by_text("Einen Standort bewerten").last.click()
    wait_ready(page)
    page.get_by_text("erste externe Bewertung", exact=True).click()
    wait_ready(page)
    page.get_by_label("vom (D1.1)").fill("gestern")


def take(page: Page, button: str, folder: Path) -> bytes:
    page.get_by_role("button", name="Mitnehmen").click()
    return download(page, button, folder).read_bytes()


def two_pages(blob: bytes) -> bool:
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        return len(pdf.pages) == 2


def editable(blob: bytes) -> str:
    """What stands in the tables and charts of a deck, where it can be changed."""
    shapes = [shape for slide in Presentation(io.BytesIO(blob)).slides for shape in slide.shapes]
    cells = [cell.text for s in shapes if s.has_table for row in s.table.rows for cell in row.cells]
    names = [str(name) for s in shapes if s.has_chart for plot in s.chart.plots for name in plot.categories]
    return " ".join((*cells, *names))
