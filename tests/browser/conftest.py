"""A running app and a real Chromium for every test in this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.running import running_app
from tests.demo_store import demo_store

expect.set_options(timeout=30_000)  # ms, as for everything else a test waits for; a busy machine needs it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def store() -> Path:
    return demo_store()


@pytest.fixture(scope="session")
def app(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one app that all tests read from."""
    with running_app(store, tmp_path_factory.mktemp("app") / "app.log") as address:
        yield address


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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains about while the test runs: errors, breaches of the policy, crashes."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
