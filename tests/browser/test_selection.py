"""The selection: kept from page to page, in the address, by keyboard, with a way back and a link."""

import re

from playwright.sync_api import Page, expect

from tests.browser.running import choose, open_page, wait_ready

RSK = "Rhein-Sieg-Kreis"


def head(page: Page):
    return page.locator(".kim-auswahl")


def test_a_choice_goes_along_to_every_page(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen")
    choose(page, "Gebiet", RSK)
    expect(page).to_have_url(re.compile("gebiet=Rhein-Sieg-Kreis"))
    for title in ("Wartezeiten", "Methodik", "Einreichung", "Überblick", "Fallausgänge", "Stellen"):
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page.locator("h1")).to_have_text(title)
        expect(page).to_have_url(re.compile("gebiet=Rhein-Sieg-Kreis"))
    expect(head(page)).to_contain_text(RSK)


def test_going_back_keeps_the_choice(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}")
    page.get_by_role("link", name="Wartezeiten", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Wartezeiten")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Stellen")
    expect(head(page)).to_contain_text(RSK)


def test_an_address_with_codes_is_understood(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet=05382&baustein=2")
    expect(head(page)).to_contain_text(f"{RSK} · Baustein 2")
    expect(page).to_have_url(re.compile("gebiet=Rhein-Sieg-Kreis"))


def test_the_link_shows_the_same_again(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}&baustein=2")
    said = head(page).inner_text()
    page.get_by_role("button", name="Link", exact=True).click()
    link = page.locator("[data-testid=stCode] code").inner_text()
    assert "stand=" in link
    open_page(page, link)
    expect(head(page)).to_have_text(said)


def test_the_order_of_the_matrix_stands_in_the_link(app: str, page: Page) -> None:
    open_page(page, f"{app}/struktur")
    page.get_by_text("Größe (zugewiesene Stellen)", exact=True).click()
    expect(page).to_have_url(re.compile("ordnung=Gr"))
    wait_ready(page)
    page.get_by_role("button", name="Link", exact=True).click()
    link = page.locator("[data-testid=stCode] code").inner_text()
    open_page(page, link)
    expect(page.get_by_role("radio", name="Größe (zugewiesene Stellen)")).to_be_checked()
    page.get_by_text("Gruppe, Sicherheit und fehlende Nachweise je Standort").click()
    expect(page.get_by_role("table", name="geordnet nach: Größe")).to_be_visible()


def test_one_click_leads_back_to_the_land(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet={RSK}")
    page.get_by_role("button", name="Land", exact=True).click()
    expect(head(page)).to_contain_text("Nordrhein-Westfalen")
    expect(page).not_to_have_url(re.compile("gebiet="))


def test_what_there_is_not_is_said(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen?gebiet=Atlantis")
    expect(page.get_by_text("Gebiet »Atlantis« gibt es hier nicht.")).to_be_visible()
    expect(head(page)).to_contain_text("Nordrhein-Westfalen")


def test_the_keyboard_reaches_the_selection(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen")
    focused = "document.activeElement.closest('[data-testid=stSelectbox]')?.innerText.split('\\n')[0]"
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
    assert {"Gebiet", "Baustein", "Termin"} <= set(reached)


def test_a_kreis_can_be_chosen_by_typing(app: str, page: Page) -> None:
    open_page(page, f"{app}/stellen")
    page.get_by_role("combobox", name="Gebiet").focus()
    page.keyboard.type("Rhein-Sieg")
    page.keyboard.press("Enter")
    expect(head(page)).to_contain_text(RSK)


def test_a_phone_folds_the_row_into_one_button(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app}/stellen")
    control = page.get_by_role("combobox", name="Gebiet")
    expect(control).to_be_hidden()
    page.get_by_text("Auswahl ändern").click()
    expect(control).to_be_visible()
