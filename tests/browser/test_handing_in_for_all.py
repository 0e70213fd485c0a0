"""Each step of Einreichung without barriers, on a phone, and by the keyboard alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import barriers, begin, field, heading, say_what_it_means, write
from tests.made_lists import SENDER, case_list

ONE_BY_ONE = 60  # presses of a key after which something is out of reach


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


def tab_to(page: Page, goal: Locator) -> None:
    for _ in range(ONE_BY_ONE):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {goal}")


def too_wide(page: Page) -> bool:
    return page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth > window.innerWidth")
