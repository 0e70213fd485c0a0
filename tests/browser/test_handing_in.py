"""Einreichung as a sender uses it: template, findings, hand-in, receipt, the new number, and back."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from kim.datasets import load_dataset
from kim.errors import Issue
from kim.intake import check_file
from kim.store import Store
from tests.browser.running import choose, go_to, open_page, running_app, wait_ready
from tests.handed_in import SUBMISSIONS, Case

RSK = "Rhein-Sieg-Kreis"
GOOD = """\
Kreis;Stichtag;Baustein;Kategorie;Anstellungsträger;Zugewiesen;Abgerufen;Besetzt
05382;31.10.2025;1;Koordination;Kreis oder kreisfreie Stadt;4,5;3,5;3,5
05382;31.10.2025;2;Case Management;Kreis oder kreisfreie Stadt;18;12;13,25
05382;31.10.2025;3;Ausländerbehörde;Kreis oder kreisfreie Stadt;6;6;6
"""
WARNING = "Es sind mehr Stellen besetzt als abgerufen."
BUILDS = 60_000  # ms


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the demo store that the test may write into."""
    copy = Path(shutil.copytree(store, tmp_path / "store"))
    yield copy
    for folder in (copy / "staende").iterdir():
        folder.chmod(0o755)
    shutil.rmtree(copy)


@pytest.fixture
def own_app(own_store: Path, tmp_path: Path) -> Iterator[str]:
    with running_app(own_store, tmp_path / "app.log") as address:
        yield address


def test_the_template_is_a_workbook_to_fill_in(app: str, page: Page, tmp_path: Path) -> None:
    open_page(page, f"{app}/einreichung")
    for name in ("stellen", "antraege"):
        dataset = load_dataset(name)
        choose(page, "Datensatz", dataset.title)
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Vorlage »{dataset.title}« herunterladen").click()
        assert download.value.suggested_filename == f"vorlage_{name}.xlsx"
        download.value.save_as(tmp_path / "vorlage.xlsx")
        book = openpyxl.load_workbook(tmp_path / "vorlage.xlsx")
        assert [cell.value for cell in book[dataset.title][1]] == [column.label for column in dataset.columns]
        book.close()


def test_what_is_missing_in_the_form_is_said(app: str, page: Page) -> None:
    open_page(page, f"{app}/einreichung")
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.get_by_text("Es fehlt noch: der Absender, der Stichtag und die Datei.")).to_be_visible()


def test_a_broken_file_shows_its_findings_and_cannot_be_handed_in(app: str, page: Page, store: Path) -> None:
    case = Case(SUBMISSIONS / "stellen" / "orte_und_kategorien.csv")
    issues = check_file(Store(store), case.submission).issues
    assert {issue.severity for issue in issues} == {"error", "warning", "hint"}
    open_page(page, f"{app}/einreichung")
    check(page, "Stellen", case.path, case.submission.stichtag)
    for issue in issues:
        expect(finding(page, issue)).to_have_count(1)
    expect(page.get_by_role("button", name="Einreichen", exact=True)).to_be_disabled()
    for field in page.get_by_label("Begründung:").all():
        field.fill("Ist so.")
        field.press("Enter")
        wait_ready(page)
    expect(page.get_by_role("button", name="Einreichen", exact=True)).to_be_disabled()
    expect(page.get_by_text("Noch zu klären: »5382060« hat nicht die Form")).to_be_visible()


def test_a_file_becomes_a_number_and_is_taken_back(own_app: str, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "stellen_oktober.csv"
    file.write_text(GOOD, encoding="utf-8")
    open_page(page, f"{own_app}/stellen?gebiet=05382&baustein=2")
    before, shown = answer(page), stand(page)
    assert "13,25 besetzt" not in before

    go_to(page, "Einreichung")
    check(page, "Stellen", file, date(2025, 10, 31))
    hand_in = page.get_by_role("button", name="Einreichen", exact=True)
    expect(hand_in).to_be_disabled()
    reason = page.get_by_label(f"Begründung: {WARNING}")
    reason.fill("Vorgezogene Besetzung, der Abruf ist beantragt.")
    reason.press("Enter")
    expect(hand_in).to_be_enabled()
    hand_in.click()
    expect(page.get_by_text("Der neue Stand wird gebaut.")).to_be_visible()
    expect(
        page.get_by_text("Angenommen: stellen_oktober.csv, 3 Zeilen. Sie zählt im Stand, der gezeigt wird.")
    ).to_be_visible(timeout=BUILDS)
    receipt = download_receipt(page, tmp_path)
    assert "Rhein-Sieg-Kreis (05382)" in receipt
    assert "Vorgezogene Besetzung, der Abruf ist beantragt." in receipt
    assert stand(page) != shown

    go_to(page, "Stellen")
    expect(page.locator(".kim-antwort")).to_contain_text("sind 13,25 besetzt")
    expect(page.locator(".kim-fuss")).to_contain_text(f"{RSK}: Vorgezogene Besetzung")
    go_to(page, "Überblick")
    expect(page.get_by_text(f"Stellen: neu oder berichtigt von {RSK}")).to_be_visible()

    go_to(page, "Einreichung")
    page.get_by_label("Grund", exact=True).fill("Es war die falsche Datei.")
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.get_by_text("Zurückgezogen: stellen_oktober.csv.")).to_be_visible(timeout=BUILDS)
    go_to(page, "Stellen")
    assert answer(page) == before


def check(page: Page, dataset: str, file: Path, stichtag: date) -> None:
    """Fill in the form and ask for the check; the sender is always the same."""
    choose(page, "Datensatz", dataset)
    choose(page, "Absender", RSK)
    page.locator("[data-testid=stDateInputField] [data-type=day]").click()
    page.keyboard.type(f"{stichtag:%d%m%Y}")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(page.get_by_text(file.name[:6]).first).to_be_visible()
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.get_by_role("heading", name=f"Prüfung von {file.name}")).to_be_visible()
    wait_ready(page)


def finding(page: Page, issue: Issue) -> Locator:
    """The row of a table that says what, where, which value, what was expected, what to do."""
    rows = page.get_by_role("row")
    said = [issue.message, issue.column, issue.value, issue.expected, issue.remedy]
    for text in filter(None, said):
        rows = rows.filter(has_text=text)
    return rows.filter(has_text=f"Zeile\u00a0{issue.row}") if issue.row else rows


def download_receipt(page: Page, folder: Path) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Quittung herunterladen").click()
    download.value.save_as(folder / "quittung.txt")
    return (folder / "quittung.txt").read_text(encoding="utf-8")


def answer(page: Page) -> str:
    return page.locator(".kim-antwort").inner_text()


def stand(page: Page) -> str:
    """The Stand that the side bar shows as chosen."""
    return page.get_by_role("combobox", name="Stand").input_value()
