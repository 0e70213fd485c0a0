"""From the map of tiles to the profile of a Kreis, its comparison group, an earlier Stand and paper."""

from playwright.sync_api import Page, expect

from tests.browser.running import choose, open_page, wait_ready

RSK = "05382"
A4 = 680


def test_a_tile_leads_to_the_profile(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil")
    page.get_by_role("link", name="Rhein-Sieg-Kreis", exact=False).click()
    expect(page.locator(".kim-auswahl")).to_contain_text("Rhein-Sieg-Kreis")
    expect(page.locator(".kim-antwort")).to_contain_text("Von 28,5 zugewiesenen Stellen")
    expect(
        page.get_by_text("Von 100 Anträgen bei den Einbürgerungsbehörden im Rhein-Sieg-Kreis")
    ).to_be_visible()


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


def test_another_group_is_another_comparison(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    caption = page.get_by_role("table", name="Verglichen mit: Nordrhein-Westfalen")
    expect(caption).to_be_visible()
    before = caption.inner_text()
    choose(page, "Verglichen mit", "dem Regierungsbezirk")
    other = page.get_by_role("table", name="Verglichen mit: Regierungsbezirk Köln")
    expect(other).to_be_visible()
    assert other.inner_text() != before


def test_an_earlier_stand_is_put_beside_it(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    choose(page, "Früherer Stand", "Sozialausschuss 16.04.2024")
    expect(page.get_by_role("heading", name="Geändert seit dem Stand vom")).to_be_visible()


def test_on_paper_nothing_is_cut(app: str, page: Page) -> None:
    open_page(page, f"{app}/kreisprofil?gebiet={RSK}")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 960})
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"
    assert page.eval_on_selector_all(".kim-tabelle", cut) == []
