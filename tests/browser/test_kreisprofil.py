"""From the map of tiles to the profile of a Kreis, its comparison group, an earlier Stand and paper."""

import io

import pikepdf
from playwright.sync_api import Page, expect

from tests.browser.running import choose, open_page, wait_ready

RSK, COLOGNE = "05382", "05315"
A4 = 680


def test_a_tile_leads_to_the_profile(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil")
    page.get_by_role("link", name="Rhein-Sieg-Kreis", exact=False).click()
    expect(page.locator(".kim-auswahl")).to_contain_text("Rhein-Sieg-Kreis")
    expect(page.locator(".kim-antwort")).to_contain_text("Von 28,5 zugewiesenen Stellen")
    card = page.locator(".kim-blick section", has_text="Einbürgerungsbehörden").first
    expect(page.locator(".kim-blick")).to_contain_text("EBH Stadt Troisdorf")
    expect(card).to_be_visible()


def test_the_keyboard_alone_goes_the_same_way(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil")
    tile = page.get_by_role("link", name="Bonn:", exact=False)
    for _ in range(90):
        if tile.evaluate("tile => tile === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".kim-auswahl")).to_contain_text("Bonn")
    wait_ready(page)


def test_everything_that_is_asked_first_stands_on_one_screen(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_page(page, f"{app}/kreisprofil?gebiet={COLOGNE}")
    assert page.locator(".kim-blick section").count() == 9
    last = page.locator(".kim-blick").bounding_box()
    assert last["y"] + last["height"] <= 900


def test_another_group_is_another_comparison(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    card = page.locator(".kim-blick section", has_text="Verglichen mit: Nordrhein-Westfalen")
    expect(card).to_be_visible()
    before = card.inner_text()
    choose(page, "Verglichen mit", "dem Regierungsbezirk")
    other = page.locator(".kim-blick section", has_text="Verglichen mit: Regierungsbezirk Köln")
    expect(other).to_be_visible()
    assert other.inner_text() != before
    page.get_by_text("Der Vergleich als Tabelle").click()
    expect(page.get_by_role("table", name="Verglichen mit: Regierungsbezirk Köln")).to_be_visible()


def test_an_earlier_stand_is_put_beside_it(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    choose(page, "Früherer Stand", "Sozialausschuss 16.04.2024")
    expect(page.get_by_role("heading", name="Geändert seit dem Stand vom")).to_be_visible()
    page.get_by_role("button", name="Link", exact=True).click()
    link = page.locator("[data-testid=stCode] code").inner_text()
    open_page(page, link)
    expect(page.get_by_role("heading", name="Geändert seit dem Stand vom")).to_be_visible()


def test_on_paper_it_takes_two_pages_and_nothing_is_cut(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 960})
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    assert page.eval_on_selector_all(".kim-tabelle, .kim-blick section", cut) == []
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as pdf:
        assert len(pdf.pages) <= 2
