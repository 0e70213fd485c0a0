"""Findings and reasons, the number that a file becomes, taking it back, and a question about it."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from kim.errors import Issue
from kim.intake import check_file, rueckfragen
from kim.store import Store
from tests.browser.desk import BUILDS, barriers, begin, download, hand_in, heading, press, write
from tests.browser.running import choose, go_to, open_page, wait_ready
from tests.handed_in import SUBMISSIONS, Case

RSK = "Rhein-Sieg-Kreis"
GOOD = """\
Kreis;Stichtag;Baustein;Kategorie;Anstellungsträger;Zugewiesen;Abgerufen;Besetzt
05382;31.10.2025;1;Koordination;Kreis oder kreisfreie Stadt;4,5;3,5;3,5
05382;31.10.2025;2;Case Management;Kreis oder kreisfreie Stadt;18;12;13,25
05382;31.10.2025;3;Ausländerbehörde;Kreis oder kreisfreie Stadt;6;6;6
"""
WARNING = "Es sind mehr Stellen besetzt als abgerufen."


def test_a_broken_file_shows_its_findings_and_cannot_be_handed_in(
    own_app: str, page: Page, own_store: Path
) -> None:
    case = Case(SUBMISSIONS / "stellen" / "orte_und_kategorien.csv")
    issues = check_file(Store(own_store), case.submission).issues
    assert {issue.severity for issue in issues} == {"error", "warning", "hint"}
    begin(page, own_app, "stellen", "05382", case.path, case.submission.stichtag)
    while page.get_by_role("button", name="Zuordnung übernehmen").is_visible():
        leave_words_as_they_are(page)
    page.locator("summary").filter(has_text="nichts zu tun").click()
    for issue in issues:
        expect(finding(page, issue)).to_have_count(1)
    for reason in page.get_by_label("Begründung:").all():
        reason.fill("Ist so.")
    press(page, "Begründungen übernehmen")
    expect(page.get_by_role("button", name="Einreichen", exact=True)).to_be_disabled()
    expect(page.get_by_text("Das folgt, sobald nichts mehr zu klären ist. Offen: ")).to_be_visible()


def leave_words_as_they_are(page: Page) -> None:
    for box in page.get_by_role("combobox", name="bedeutet").all():
        box.click()
        page.keyboard.type("nichts davon")
        page.keyboard.press("Enter")
        wait_ready(page)
    press(page, "Zuordnung übernehmen")


def test_a_file_becomes_a_number_and_is_taken_back(own_app: str, page: Page, tmp_path: Path) -> None:
    file = write(tmp_path / "stellen_oktober.csv", GOOD.encode())
    open_page(page, f"{own_app}/stellen?gebiet=05382&baustein=2")
    before, shown = answer(page), stand(page)
    assert "13,25 besetzt" not in before

    begin(page, own_app, "stellen", "05382", file, date(2025, 10, 31))
    expect(page.get_by_role("button", name="Einreichen", exact=True)).to_be_disabled()
    page.get_by_label(f"Begründung: {WARNING}").fill("Vorgezogene Besetzung, der Abruf ist beantragt.")
    for other in page.get_by_label("Begründung:").all():
        if not other.input_value():
            other.fill("Geprüft.")
    press(page, "Begründungen übernehmen")
    expect(heading(page, "4. Was sich an Ihren Zahlen ändert")).to_be_focused()
    hand_in(page, "Angenommen: stellen_oktober.csv, 3 Zeilen")
    receipt = download(page, "Quittung herunterladen", tmp_path).read_text(encoding="utf-8")
    assert "Vorgezogene Besetzung, der Abruf ist beantragt." in receipt
    assert stand(page) != shown

    go_to(page, "Stellen")
    open_page(page, f"{own_app}/stellen?gebiet=05382&baustein=2")
    expect(page.locator(".kim-antwort")).to_contain_text("sind 13,25 besetzt")
    expect(page.locator(".kim-fuss")).to_contain_text(f"{RSK}: Vorgezogene Besetzung")

    open_page(page, f"{own_app}/einreichung?datensatz=stellen&absender=05382")
    page.get_by_text("Verlauf ansehen").click()
    choose(page, "Eine Einreichung genauer ansehen", "Stellen, 31.10.2025: stellen_oktober.csv (gilt)")
    page.get_by_label("Grund für: Zurückziehen").fill("Es war die falsche Datei.")
    press(page, "Zurückziehen")
    expect(page.get_by_text("Zurückgezogen: stellen_oktober.csv.")).to_be_visible(timeout=BUILDS)
    open_page(page, f"{own_app}/stellen?gebiet=05382&baustein=2")
    assert answer(page) == before


def test_a_question_from_a_figure_reaches_its_sender(own_app: str, page: Page, own_store: Path) -> None:
    open_page(page, f"{own_app}/fallausgaenge?gebiet=05382")
    page.get_by_role("button", name="Rückfrage stellen").first.click()
    page.get_by_role("textbox", name="Was möchten Sie wissen?").fill(
        "Warum endeten so viele Fälle im dritten Quartal?"
    )
    page.get_by_role("button", name="Rückfrage senden").click()
    expect(page.get_by_text(f"Gestellt. {RSK} sieht sie auf der Seite Einreichung.")).to_be_visible()
    [asked] = rueckfragen(Store(own_store), "05382")
    assert (asked.dataset, asked.link.split("?")[0]) == ("faelle", "/fallausgaenge")

    open_page(page, f"{own_app}/einreichung?datensatz=faelle&absender=05382")
    expect(heading(page, "Rückfragen an Sie")).to_be_visible()
    expect(page.get_by_text("Warum endeten so viele Fälle")).to_be_visible()
    assert barriers(page) == []
    page.get_by_label("Antwort zu").fill("Ein Träger hat aufgehört.")
    press(page, "Antworten")
    expect(page.get_by_text("Ihre Antwort ist gespeichert.")).to_be_visible(timeout=BUILDS)
    expect(page.get_by_text("0 offen, 1 beantwortet.")).to_be_visible()


def finding(page: Page, issue: Issue) -> Locator:
    """The row of a table that says what, where, which value, what was expected, what to do."""
    rows = page.get_by_role("row")
    said = [issue.message, issue.column, issue.value, issue.expected, issue.remedy]
    place = f"Zelle {issue.cell}" if issue.cell else f"Zeile {issue.row}" if issue.row else ""
    for text in filter(None, [*said, place]):
        rows = rows.filter(has_text=text)
    return rows


def answer(page: Page) -> str:
    return page.locator(".kim-antwort").inner_text()


def stand(page: Page) -> str:
    """The Stand that the side bar shows as chosen."""
    return page.get_by_role("combobox", name="Stand").input_value()
