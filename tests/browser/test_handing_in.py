"""Einreichung as senders use it who see it for the first time, for the second, and who are interrupted."""

import re
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from kim.datasets import load_dataset
from kim.intake import drafts
from kim.store import Store
from tests.browser.desk import (
    barriers,
    begin,
    download,
    field,
    hand_in,
    heading,
    pick,
    press,
    say_what_it_means,
    write,
)
from tests.browser.running import choose, go_to, open_page, running_app, wait_ready
from tests.made_lists import CASES, ERRORS, SENDER, SENDER_NAME, SHEET, case_list, corrected

RSK = "Rhein-Sieg-Kreis"


def test_the_template_is_a_workbook_to_fill_in(app: str, page: Page, tmp_path: Path) -> None:
    open_page(page, f"{app}/einreichung")
    for name in ("stellen", "antraege"):
        dataset = load_dataset(name)
        choose(page, "Datensatz", dataset.title)
        book = openpyxl.load_workbook(download(page, f"Vorlage »{dataset.title}« herunterladen", tmp_path))
        assert [cell.value for cell in book[dataset.title][1]] == [column.label for column in dataset.columns]
        book.close()


def test_what_is_missing_is_said_before_a_file_is_asked_for(app: str, page: Page) -> None:
    open_page(page, f"{app}/einreichung")
    expect(page.get_by_text("Wählen Sie noch den Absender und den Stichtag; danach folgt")).to_be_visible()
    choose(page, "Absender", RSK)
    expect(page.get_by_text("Wählen Sie noch den Stichtag; danach folgt")).to_be_visible()
    expect(page.locator("[data-testid=stFileUploaderDropzoneInput]")).to_have_count(0)


# first time: title lines, own headings and words, twelve errors; from the upload to the receipt


def test_a_first_file_from_the_upload_to_the_receipt(
    own_app: str, page: Page, own_store: Path, tmp_path: Path, complaints: list[str]
) -> None:
    begin(page, own_app, "faelle", SENDER, write(tmp_path / "fallliste.xlsx", case_list()))
    expect(heading(page, "2. So wurde die Datei gelesen")).to_be_focused()
    expect(heading(page, "3. Was die Prüfung ergab")).to_have_count(0)
    assert barriers(page) == []
    say_what_it_means(page)

    expect(heading(page, "3. Was die Prüfung ergab")).to_be_visible()
    expect(page.get_by_text("Geprüft sind 30 Zeilen mit")).to_contain_text(
        "12 Befunde müssen behoben werden."
    )
    for cell in ERRORS:  # a day before another one is found at the later of them
        place = re.compile(rf"Blatt {SHEET}, Zelle [A-K]{cell[1:]}(?!\d)")
        expect(page.get_by_role("row").filter(has_text=place)).to_have_count(1)
    page.get_by_text("nach Art", exact=True).click()
    expect(page.get_by_role("columnheader", name="Wie oft")).to_be_visible()
    expect(page.get_by_role("button", name="Einreichen", exact=True)).to_be_disabled()
    assert barriers(page) == []

    book = download(page, "Korrekturmappe herunterladen", tmp_path).read_bytes()
    mended = write(tmp_path / "fallliste_korrigiert.xlsx", corrected(book))
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(mended)
    expect(heading(page, "3. Was die Prüfung ergab")).to_be_focused()
    expect(page.get_by_text("Es ist nichts zu beheben und nichts zu klären.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Laufende Fälle")).to_contain_text("nicht gemeldet")
    assert len(drafts(Store(own_store), SENDER)) == 1
    assert barriers(page) == []

    hand_in(page, f"Angenommen: fallliste_korrigiert.xlsx, {CASES} Zeilen.")
    assert barriers(page) == []
    receipt = download(page, "Quittung herunterladen", tmp_path).read_text(encoding="utf-8")
    assert f"{SENDER_NAME} ({SENDER})" in receipt
    assert "»Art der Begleitung« ist »Fallart«" in receipt
    assert drafts(Store(own_store), SENDER) == []

    # next quarter: the same headings and words are known
    later = write(tmp_path / "fallliste_q1.xlsx", case_list(errors=False, more=5))
    begin(page, own_app, "faelle", SENDER, later, date(2026, 3, 31))
    expect(page.get_by_text("Ihre Zuordnung vom")).to_contain_text("ist übernommen.")
    expect(page.get_by_role("button", name="Zuordnung übernehmen")).not_to_be_visible()
    expect(page.get_by_text("Es ist nichts zu beheben und nichts zu klären.")).to_be_visible()
    hand_in(page, f"Angenommen: fallliste_q1.xlsx, {CASES + 5} Zeilen.")
    page.get_by_text("Verlauf ansehen").click()
    choose(page, "Eine Einreichung genauer ansehen", "Fälle, 31.03.2026: fallliste_q1.xlsx (gilt)")
    expect(page.get_by_text("Gegenüber der Datei davor: 5 Zeilen neu, 0 Zeilen geändert")).to_be_visible()
    assert complaints == []


# interrupted


def test_a_reload_finds_what_was_chosen_and_going_back_leaves_the_page(app: str, page: Page) -> None:
    open_page(page, f"{app}/datenstand")
    go_to(page, "Einreichung")
    choose(page, "Datensatz", load_dataset("bestand").title)
    choose(page, "Absender", "EBH Rhein-Sieg-Kreis")
    page.get_by_label("Stichtag (der Tag").get_by_role("spinbutton").first.click()
    page.keyboard.type("31122025")
    page.keyboard.press("Escape")
    wait_ready(page)
    expect(page).to_have_url(re.compile(r"datensatz=bestand&absender=EBH-05382&stichtag=2025-12-31"))
    page.reload()
    wait_ready(page)
    expect(field(page, "Datensatz")).to_have_value(load_dataset("bestand").title)
    expect(field(page, "Absender")).to_have_value("EBH Rhein-Sieg-Kreis")
    expect(page.get_by_text("Zahlen eintippen")).to_be_visible()  # a Stichtag is chosen
    for _ in range(6):
        if "datenstand" not in page.url:
            page.go_back()
            wait_ready(page)
    expect(page).to_have_url(re.compile("/datenstand"))


def test_a_reload_and_a_killed_server_find_the_draft_again(
    own_store: Path, browser: Browser, tmp_path: Path
) -> None:
    file = write(tmp_path / "fallliste.xlsx", case_list())
    with running_app(own_store, tmp_path / "first.log") as address:
        page = browser.new_page(locale="de-DE")
        begin(page, address, "faelle", SENDER, file)
        pick(page, "»Fallart« (Pflicht)", "»Art der Begleitung« (zum Beispiel Begleitung, Beratung kurz)")
        press(page, "Zuordnung übernehmen")
        query = page.url.partition("?")[2]
        page.reload()
        wait_ready(page)
        expect(field(page, "»Begleitung«")).to_be_visible()
        page.close()
    with running_app(own_store, tmp_path / "second.log") as address:
        page = browser.new_page(locale="de-DE")
        open_page(page, f"{address}/einreichung?{query}")
        expect(page.get_by_text("fallliste.xlsx", exact=True)).to_be_visible()
        expect(field(page, "»Begleitung«")).to_be_visible()
        go_to(page, "Datenstand")
        go_to(page, "Einreichung")
        expect(field(page, "»Begleitung«")).to_be_visible()

        press(page, "Andere Datei wählen")
        expect(page.get_by_text(", Stichtag 31.12.2025: fallliste.xlsx (begonnen")).to_be_visible()
        press(page, "Weiter")
        expect(field(page, "»Begleitung«")).to_be_visible()
        press(page, "Verwerfen")
        expect(heading(page, "Begonnene Einreichungen")).to_have_count(0)
        assert drafts(Store(own_store)) == []
        page.close()
