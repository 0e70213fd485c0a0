"""One journey a page, as its reader makes it; what the page says is compared with the Stand."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kim import formats, sentences
from kim.catalogue import load_catalogue
from kim.datasets import load_reference
from kim.sentences import topics
from kim.sentences.places import place
from kim.stand import Result, Selection, Stand, list_staende, open_stand
from kim.store import Store
from tests.browser.running import choose, go_to, open_page, wait_ready

RSK, EBH = "05382", "EBH-05382"
ART = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
YEAR = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")
AT_PACE = {"art": "EBH", "fenster_quartal": YEAR}
SCREEN = 900  # px
A4 = 680
SITES = "besetzungsquote_kreis_id"  # the figure of all sites on the page Stellen


@pytest.fixture(scope="module")
def stand(store: Path) -> Iterator[Stand]:
    opened = open_stand(Store(store))
    yield opened
    opened.close()


# Stellen


def test_how_many_posts_are_filled_and_why_the_others_are_not(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/stellen")
    choose(page, "Gebiet", "Rhein-Sieg-Kreis")
    choose(page, "Baustein", "Baustein 2: Case Management")
    expect(answer(page)).to_have_text(posts(stand))
    assert on_first_screen(answer(page))
    assert on_first_screen(page.get_by_text("7 nicht abgerufen"))


def test_the_table_opens_by_keyboard_and_has_the_numbers_of_the_chart(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    chart = figure(page, SITES)
    drawn = chart.locator(".js-plotly-plot").evaluate("plot => [...plot.data[0].x]")
    press_until(page, "Tab", lambda: focus_is_on(chart.locator("summary")))
    page.keyboard.press("Enter")
    column = chart.get_by_role("table").locator("tbody tr td:nth-of-type(2)")
    expect(column).to_have_count(len(drawn))
    assert column.all_inner_texts() == [
        formats.SYMBOLS["not_reported"] if value is None else formats.number(value, 1) for value in drawn
    ]


def test_the_file_is_one_that_german_offices_open(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    with page.expect_download() as download:
        figure(page, SITES).get_by_role("button", name="CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    known = {row["kreis_id"]: (row["value"], row["status"]) for row in rows}
    where = {"baustein": "2", "berichtstermin": newest(stand)}
    expected = stand.result("besetzungsquote", Selection(("kreis_id",), where)).frame.set_index("kreis_id")
    assert known[RSK][1] == "shown"
    assert float(known[RSK][0].replace(",", ".")) == pytest.approx(expected.loc[RSK, "value"])
    assert known["05762"] == ("", "not_reported")


def test_a_copied_link_shows_the_same_to_somebody_else(app: str, page: Page, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    choose(page, "Termin", "30.06.2024")
    choose(page, "Stand", "Sozialausschuss 13.05.2025")
    page.get_by_role("button", name="Link", exact=True).click()
    page.locator("[data-testid=stCode]").hover()
    page.get_by_role("button", name="In die Zwischenablage kopieren").click()
    link = page.evaluate("navigator.clipboard.readText()")
    fresh = browser.new_context(viewport={"width": 1440, "height": SCREEN}, locale="de-DE")
    other = fresh.new_page()
    open_page(other, link)
    assert what_is_said(other) == what_is_said(page)
    fresh.close()


def test_an_earlier_stand_shows_the_earlier_numbers(app: str, page: Page, store: Path) -> None:
    oldest = list_staende(Store(store))[-1]
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    choose(page, "Stand", oldest.name)
    earlier = open_stand(Store(store), oldest.id)
    expect(page.locator(".kim-stand")).to_have_text(f"Stand {formats.date(oldest.day)} · {oldest.name}")
    expect(answer(page)).to_have_text(posts(earlier))
    earlier.close()


def test_an_opened_table_is_printed_whole(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    for summary in page.locator("[class*=st-key-tabelle-] summary").all():
        summary.click()
    page.get_by_text("Veröffentlicht für Nordrhein-Westfalen:").click()
    expect(page.get_by_role("table")).to_have_count(7)
    wait_ready(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 960})
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
    assert page.eval_on_selector_all(".kim-tabelle", cut) == []


# Wartezeiten


def test_how_long_it_takes_at_the_ebh_with_its_uncertainty_and_its_outlook(
    app: str, page: Page, stand: Stand
) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    pace = stand.result("offen_nach_365_tagen_tempo", Selection((), AT_PACE | {"kreis_id": RSK})).row
    low, high = (formats.number(pace[end]) for end in ("lower", "upper"))
    expect(answer(page)).to_contain_text(
        f"nach 12 Monaten noch {formats.number(pace['value'])} offen ({low} bis {high}; "
    )
    assert on_first_screen(answer(page))
    beside = page.get_by_role("listitem").filter(has_text="Wer heute einen Antrag stellt:")
    expect(beside).to_contain_text("Modell: Bestand geteilt durch die Erledigungen von zwölf Monaten")
    assert on_first_screen(beside)
    expect(page.get_by_role("listitem").filter(has_text="Wer noch wartet:")).to_be_visible()


def test_why_the_mean_of_closed_procedures_would_have_been_wrong(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    page.get_by_text("Warum steht hier kein Durchschnitt").click()
    mean = stand.result(
        "mittel_der_erledigten", Selection((), {"art": "EBH", "kreis_id": RSK, "quartal": YEAR})
    ).row
    days = formats.number(mean["value"])
    why = page.get_by_text(f"dauerten im Mittel {days} Tage. Als Wartezeit führt das in die Irre")
    expect(why).to_contain_text("In diesem Mittel fehlen alle, die noch warten.")
    mark = page.locator(".js-plotly-plot .annotation-text").filter(has_text="Mittel der erledigten")
    expect(mark).to_contain_text(f"{days} Tage")


def test_what_was_published_stands_beside_it_and_the_choice_is_kept(app: str, page: Page) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    choose(page, "Behörde", "EBH Rhein-Sieg-Kreis")
    expect(answer(page)).to_contain_text("Von 100 Anträgen bei der EBH Rhein-Sieg-Kreis sind")
    expect(page.get_by_text("Veröffentlicht für Rhein-Sieg-Kreis (EBH): 1 bis 2 Jahre.")).to_contain_text(
        "Quelle: Protokoll des Sozialausschusses des Rhein-Sieg-Kreises"
    )
    go_to(page, "Stellen")
    go_to(page, "Wartezeiten")
    expect(page.locator(".kim-auswahl")).to_contain_text("EBH Rhein-Sieg-Kreis")


def test_the_other_kind_of_authority_is_never_mixed_in(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    page.get_by_role("tab", name="Ausländerbehörden (ABH)").click()
    open_now = waiting(stand, "bestand", art="ABH", kreis_id=RSK).row["value"]
    expect(page.get_by_role("listitem").filter(has_text="Bestand:")).to_contain_text(
        f"bei den Ausländerbehörden {formats.number(open_now)} Anträge offen"
    )
    wait_ready(page)
    titles = page.locator("h3.kim-bildtitel").filter(visible=True).all_inner_texts()
    assert titles
    assert [title for title in titles if "EBH" in title] == []


def test_a_scenario_says_that_it_is_none_but_a_scenario(app: str, page: Page) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    page.get_by_text("Was wäre, wenn … (Szenario, keine Prognose)").click()
    said = page.get_by_text("Szenario, keine Prognose: Bleibt alles wie im Mittel der letzten sechs Monate")
    expect(said).to_contain_text("von 100 Durchläufen")
    before = said.inner_text()
    page.get_by_role("slider", name="VZÄ mehr oder weniger als heute").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Szenario, keine Prognose:").filter(has_text="VZÄ mehr").first).to_be_visible()
    assert not page.get_by_text(before, exact=True).is_visible()


def test_a_link_to_the_other_kind_opens_it(app: str, page: Page) -> None:
    open_page(page, f"{app}/wartezeiten?gebiet={RSK}")
    page.get_by_role("tab", name="Ausländerbehörden (ABH)").click()
    expect(answer(page)).to_contain_text("bei den Ausländerbehörden")
    page.get_by_role("button", name="Link", exact=True).click()
    code = page.locator("[data-testid=stCode] code")
    expect(code).to_contain_text("reiter=")
    said = what_is_said(page)
    open_page(page, code.inner_text())
    expect(answer(page)).to_contain_text("bei den Ausländerbehörden")
    assert what_is_said(page) == said


# Fallausgänge


def test_how_cases_ended_with_what_was_left_out(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/fallausgaenge?gebiet={RSK}")
    where = {"kreis_id": RSK, "fallart": "case_management"}
    running = stand.result("laufende_faelle", Selection((), where | {"berichtstermin": newest(stand)}))
    expect(answer(page)).to_contain_text(f"{formats.number(running.row['value'])} Fälle im Case Management")
    tile = page.locator(".kim-kacheln > div").filter(has_text="Quote planmäßiger Abschlüsse")
    expect(tile).to_contain_text("Dokumentationsgrad")
    expect(tile).to_contain_text("95-%-Intervall")
    ripe = where | {"aufnahme_quartal": ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31")}
    groups = stand.result("fallausgaenge", Selection(("gruppe",), ripe))
    expect(page.get_by_text(topics.left_out(groups))).to_be_visible()


def test_a_kreis_is_compared_with_a_group_of_ones_choice(app: str, page: Page) -> None:
    open_page(page, f"{app}/fallausgaenge?gebiet={RSK}")
    choose(page, "Verglichen mit", "dem Regierungsbezirk")
    expect(page.locator(".kim-auswahl")).to_contain_text("verglichen mit: Regierungsbezirk Köln")
    funnels = page.get_by_text("Verglichen mit: Regierungsbezirk Köln.")
    expect(funnels.first).to_be_visible()
    choose(page, "Verglichen mit", "eigener Auswahl")
    for kreis in ("Bonn", "Köln", "Düren", "Oberbergischer Kreis", "Aachen"):
        page.get_by_role("combobox", name="Kreise der Auswahl").fill(kreis)
        page.keyboard.press("Enter")
        wait_ready(page)
    page.keyboard.press("Escape")
    page.locator("h1").click()  # whatever list is still open hides the rest of the page from readers
    expect(page.get_by_text("Verglichen mit: eigene Auswahl.").first).to_be_visible()
    wait_ready(page)
    page.get_by_role("button", name="Link", exact=True).click()
    code = page.locator("[data-testid=stCode] code")
    expect(code).to_contain_text("vergleich=auswahl")
    said = what_is_said(page)
    open_page(page, code.inner_text())
    expect(page.get_by_text("Verglichen mit: eigene Auswahl.").first).to_be_visible()
    assert what_is_said(page) == said


# Überblick, Datenstand, Methodik


def test_the_overview_leads_to_who_is_missing(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/ueberblick")
    expect(answer(page)).to_have_text(sentences.posts(steps(stand)))
    expect(page.get_by_text("Verglichen mit: Sozialausschuss 13.05.2025")).to_be_visible()
    there, asked = quote(stand).coverage
    page.get_by_role("link", name=f"{there} von {asked} KI-Standorten haben gemeldet").click()
    expect(page.locator("h1")).to_have_text("Datenstand")


def test_every_site_and_authority_is_listed_with_its_gaps(app: str, page: Page, stand: Stand) -> None:
    open_page(page, f"{app}/datenstand")
    sites = page.get_by_role("table", name="KI-Standort").locator("tbody tr:not(.gruppe)")
    authorities = page.get_by_role("table", name="Behörde").locator("tbody tr:not(.gruppe)")
    assert first_column(sites) == {place(unit) for unit in load_reference("ki_standorte")["kreis_id"]}
    assert first_column(authorities) == {place(unit) for unit in load_reference("behoerden")["behoerde_id"]}
    assert (sites.count(), authorities.count()) == (54, len(load_reference("behoerden")))
    for unit in quote(stand).missing:
        expect(sites.filter(has_text=place(unit)).get_by_text("fehlt")).to_have_count(3)


def test_from_a_gap_a_link_leads_to_the_hand_in_with_everything_chosen(
    app: str, page: Page, stand: Stand
) -> None:
    unit = quote(stand).missing[0]
    open_page(page, f"{app}/datenstand")
    page.get_by_role("link", name=f"Stellen von {place(unit)} einreichen").click()
    wait_ready(page)
    expect(page.locator("h1")).to_have_text("Einreichung")
    for label, told in (("Datensatz", "Stellen"), ("Absender", place(unit))):
        expect(page.get_by_role("combobox", name=label)).to_have_value(told)
    expect(page.get_by_text("Vorlage »Stellen« herunterladen")).to_be_visible()


def test_every_indicator_is_explained(app: str, page: Page) -> None:
    open_page(page, f"{app}/methodik")
    for entry in load_catalogue().values():
        said = page.locator(f"details[id='{entry.id}']")
        expect(said.locator("summary")).to_contain_text(entry.title)
        expect(said).to_contain_text(entry.definition)
    folded = page.locator("details#besetzungsquote")
    expect(folded.get_by_text("Lesebeispiel")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.get_by_text("Lesebeispiel")).to_be_visible()


# what the page should say


def newest(stand: Stand) -> str:
    return str(max(stand.lieferungen["berichtstermin"]))[:10]


def steps(stand: Stand, **where: str) -> Result:
    return stand.result("stellentrichter", Selection(("stufe",), {"berichtstermin": newest(stand)} | where))


def posts(stand: Stand) -> str:
    """The answer of the page Stellen to the question of the committee."""
    asked = steps(stand, kreis_id=RSK, baustein="2")
    return f"{sentences.posts(asked)} {topics.reported(asked)}"


def quote(stand: Stand) -> Result:
    return stand.result("besetzungsquote", Selection((), {"berichtstermin": newest(stand)}))


def waiting(stand: Stand, indicator: str, **where: str) -> Result:
    return stand.result(indicator, Selection((), ART | {"berichtstermin": newest(stand)} | where))


# what it says


def answer(page: Page) -> Locator:
    return page.locator(".kim-antwort").filter(visible=True)


def what_is_said(page: Page) -> list[str]:
    return page.locator(".kim-auswahl, .kim-stand, .kim-antwort, .kim-bildtitel, .satz").all_inner_texts()


def figure(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-bild-{key}")


def first_column(rows: Locator) -> set[str]:
    return set(rows.locator("th").all_inner_texts())


def on_first_screen(element: Locator) -> bool:
    box = element.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= SCREEN


def focus_is_on(element: Locator) -> bool:
    return element.evaluate("e => e === document.activeElement")


def press_until(page: Page, key: str, there: Callable[[], bool], most: int = 60) -> None:
    for _ in range(most):
        if there():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} does not lead there")
