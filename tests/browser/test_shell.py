"""What holds on every page: German, from this server only, nothing to complain about, usable by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.running import PAGES, open_page

SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_german_and_needs_nobody_else(
    name: str, app: str, page: Page, complaints: list[str]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, f"{app}/{name}")
    elsewhere = [url for url in asked if not url.startswith((app, "data:", "blob:"))]
    assert (elsewhere, complaints) == ([], [])
    assert page.get_attribute("html", "lang") == "de"
    assert page.title().endswith("· KIM-Monitor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_barriers(name: str, scheme: str, app: str, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    open_page(page, f"{app}/{name}")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    barriers = [
        (v["id"], v["help"], [node["html"][:200] for node in v["nodes"]])
        for v in found
        if v["impact"] in SERIOUS
    ]
    assert barriers == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_a_page_without_scrolling_sideways(name: str, app: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app}/{name}")
    wider = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    assert page.evaluate(wider) <= 0


def test_streamlit_speaks_german(app: str, page: Page) -> None:
    open_page(page, f"{app}/methodik")
    expect(page.get_by_text("Skip to main content")).to_have_count(0)
    expect(page.locator("[aria-label='Seitenleiste schließen']")).to_have_count(1)


def test_an_unknown_page_says_so_in_german(app: str, page: Page) -> None:
    open_page(page, f"{app}/gibtesnicht")
    expect(page.get_by_text("Diese Seite gibt es nicht")).to_be_visible()


def test_answers_forbid_what_is_not_needed(app: str, page: Page) -> None:
    headers = page.request.get(f"{app}/stellen").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("style-src")[0]
    assert headers["x-content-type-options"] == "nosniff"
