"""Einreichung as senders use it who see it for the first time, for the second, and who are interrupted."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from kim.datasets import load_dataset, load_datasets
from kim.errors import Issue
from kim.intake import check_file, drafts, rueckfragen
from kim.store import Store
from tests.browser.running import choose, go_to, open_page, running_app, wait_ready
from tests.handed_in import SUBMISSIONS, Case
from tests.made_lists import CASES, ERRORS, SENDER, SENDER_NAME, SHEET, case_list, corrected

RSK = "Rhein-Sieg-Kreis"
GOOD = """\
Kreis;Stichtag;Baustein;Kategorie;Anstellungsträger;Zugewiesen;Abgerufen;Besetzt
05382;31.10.2025;1;Koordination;Kreis oder kreisfreie Stadt;4,5;3,5;3,5
05382;31.10.2025;2;Case Management;Kreis oder kreisfreie Stadt;18;12;13,25
05382;31.10.2025;3;Ausländerbehörde;Kreis oder kreisfreie Stadt;6;6;6
"""
WARNING = "Es sind mehr Stellen besetzt als abgerufen."
BUILDS = 60_000  # ms
ONE_BY_ONE = 60  # presses of a key after which something is out of reach
MEANT = {"Begleitung": "Case Management", "Beratung kurz": "Kurzberatung", "Plan erfüllt": "Ziele erreicht"}


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


# interrupted


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


# findings, reasons, the number and the way back


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


# everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_step_has_no_barriers_and_fits_a_phone(
    scheme: str, own_app: str, page: Page, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    begin(page, own_app, "faelle", SENDER, write(tmp_path / "fallliste.xlsx", case_list()))
    assert (barriers(page), too_wide(page)) == ([], False)
    page.locator("summary").filter(has_text="Spalten der Datei ansehen").click()
    page.locator("summary").filter(has_text="nicht als Daten gelesen").click()
    assert (barriers(page), too_wide(page)) == ([], False)
    say_what_it_means(page)
    expect(heading(page, "3. Was die Prüfung ergab")).to_be_visible()
    assert (barriers(page), too_wide(page)) == ([], False)


def test_the_keyboard_alone_confirms_a_mapping(own_app: str, page: Page, tmp_path: Path) -> None:
    begin(page, own_app, "faelle", SENDER, write(tmp_path / "fallliste.xlsx", case_list()))
    expect(heading(page, "2. So wurde die Datei gelesen")).to_be_focused()
    tab_to(page, field(page, "»Fallart« (Pflicht)"))
    page.keyboard.type("Art der Begleitung")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Zuordnung übernehmen"))
    page.keyboard.press("Enter")
    expect(field(page, "»Begleitung«")).to_be_visible()
    expect(heading(page, "2. So wurde die Datei gelesen")).to_be_focused()


def begin(
    page: Page, app: str, dataset: str, sender: str, file: Path, stichtag: date = date(2025, 12, 31)
) -> None:
    """By a link with everything chosen, as the Datenstand page has it; then the file."""
    open_page(page, f"{app}/einreichung?datensatz={dataset}&absender={sender}&stichtag={stichtag}")
    expect(page.get_by_role("combobox", name="Datensatz")).to_have_value(load_datasets()[dataset].title)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(heading(page, "2. So wurde die Datei gelesen")).to_be_visible()
    wait_ready(page)


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


def tab_to(page: Page, goal: Locator) -> None:
    for _ in range(ONE_BY_ONE):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {goal}")


def barriers(page: Page) -> list[tuple]:
    wait_ready(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (v["id"], [node["html"][:200] for node in v["nodes"]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> bool:
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth > window.innerWidth")


def finding(page: Page, issue: Issue) -> Locator:
    """The row of a table that says what, where, which value, what was expected, what to do."""
    rows = page.get_by_role("row")
    said = [issue.message, issue.column, issue.value, issue.expected, issue.remedy]
    place = f"Zelle {issue.cell}" if issue.cell else f"Zeile {issue.row}" if issue.row else ""
    for text in filter(None, [*said, place]):
        rows = rows.filter(has_text=text)
    return rows


def download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    target = folder / found.value.suggested_filename
    found.value.save_as(target)
    return target


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def answer(page: Page) -> str:
    return page.locator(".kim-antwort").inner_text()


def stand(page: Page) -> str:
    """The Stand that the side bar shows as chosen."""
    return page.get_by_role("combobox", name="Stand").input_value()
