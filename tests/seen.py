"""What a page shows, as AppTest runs it."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kim.datasets import ROOT
from kim.formats import NBSP


def opened(name: str, store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """A page as somebody sees it who comes with this address.

    Not by way of dashboard.py: beside pages/ AppTest starts every run in the old mode, without a frame. And
    it knows the pages only after a first run.
    """
    monkeypatch.setenv("KIM_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "kim" / "script.py"), default_timeout=20)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    return app if name == "ueberblick" else app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()


def html(app: AppTest) -> str:
    """Everything a page says in blocks of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def answer(app: AppTest) -> str:
    """The first sentence of a page, as it is read."""
    start = html(app).index('class="kim-antwort">') + len('class="kim-antwort">')
    return unescape(html(app)[start:].split("</p>")[0])


def text(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown).replace(NBSP, " ")


def titles(app: AppTest) -> list[str]:
    return [part.split("</h3>")[0] for part in html(app).split('class="kim-bildtitel">')[1:]]


def table(app: AppTest, caption: str) -> str:
    return html(app).split(f"<caption>{caption}</caption>")[1].split("</table>")[0]


def selectbox(app: AppTest, label: str) -> object:
    return next(found for found in app.selectbox if found.label.startswith(label))


def button(app: AppTest, label: str) -> object:
    return next(found for found in app.button if found.label == label)
