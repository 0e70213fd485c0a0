"""On paper: A4, without controls, nothing cut off at the side."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import PAGES, open_page

A4 = 680


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_paper(name: str, app: str, page: Page) -> None:
    open_page(page, f"{app}/{name}")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 960})
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    for controls in page.locator(".st-key-auswahl, .st-key-auswahl-verborgen, [data-testid=stForm]").all():
        expect(controls).to_be_hidden()
    expect(page.get_by_text("intern", exact=True)).to_be_visible()
    widths = "all => all.map(e => Math.round(e.getBoundingClientRect().width))"
    for cut in (".kim-tabelle table", ".js-plotly-plot .main-svg"):
        assert [width for width in page.eval_on_selector_all(cut, widths) if width > A4 + 1] == []
