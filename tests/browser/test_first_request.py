"""Whatever page is asked for first after a start, it comes with its frame."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import PAGES, TITLES, open_page, running_app


@pytest.mark.parametrize("name", PAGES)
def test_the_first_request_is_a_deep_link(name: str, page: Page, store: Path, tmp_path: Path) -> None:
    with running_app(store, tmp_path / "app.log") as address:
        open_page(page, f"{address}/{name}")
        expect(page.locator("h1")).to_have_text(TITLES[name])
        expect(page.get_by_text("intern", exact=True)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert "Traceback" not in (tmp_path / "app.log").read_text()
