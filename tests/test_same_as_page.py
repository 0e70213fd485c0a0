"""A report and the page with the same address say the same, for choices drawn at random."""

from html import unescape
from random import Random

import pytest

from kim.datasets import codes_of, load_codes
from kim.stand import Stand
from kim.topics import Choice, Lens
from kim.topics.behoerden import KINDS
from kim.topics.choice import GROUPS, LIKES, OWN, behoerden, gebiete, termine
from kim.topics.report import THEMES, report
from tests.demo_store import demo_store
from tests.seen import html, opened, titles

PAGES = {name: name for name in ("stellen", "fallausgaenge", "struktur")}
DRAWN = 10  # choices for each theme


@pytest.mark.parametrize("number", range(DRAWN))
@pytest.mark.parametrize("theme", THEMES)
def test_a_report_says_what_the_page_says(theme: str, number: int, stand: Stand, monkeypatch) -> None:
    chosen = drawn(Random(f"{theme}-{number}"), theme, stand)
    lens = Lens(
        stand, Choice(gebiete()[chosen["gebiet"]], **{k: v for k, v in chosen.items() if k != "gebiet"})
    )
    figures = report(f"thema:{theme}", lens).figures
    app = opened(PAGES.get(theme, "wartezeiten"), demo_store(), monkeypatch, **chosen, **tab(theme, chosen))
    assert not app.exception
    assert is_within(titles(app), [figure.chart.title for figure in figures])
    assert is_within(sentences(app), [figure.chart.sentence for figure in figures])


def drawn(chance: Random, theme: str, stand: Stand) -> dict[str, str]:
    """A choice in the codes of an address."""
    gebiet = chance.choice(list(gebiete()))
    found = {"gebiet": gebiet, "termin": chance.choice(list(termine(stand))[:6])}
    if theme == "stellen":
        return found | some(chance, "baustein", codes_of("baustein"))
    kreis = gebiete()[gebiet].kreis_id
    kinds = [name for name in GROUPS if name not in (LIKES, OWN)] if kreis else ["land"]
    found["vergleich"] = chance.choice(kinds)
    if theme in PAGES:
        return found
    art = theme[-3:].upper()
    listed = [unit for unit in behoerden(gebiete()[gebiet]) if unit.startswith(art)]
    concerns = load_codes("anliegen")
    theirs = concerns.loc[concerns["gruppe"] == art, "code"].tolist()
    return found | some(chance, "behoerde", listed) | some(chance, "anliegen", theirs)


def some(chance: Random, name: str, values: list[str]) -> dict[str, str]:
    """One of the values or, as often, none."""
    return {name: chance.choice(list(values))} if values and chance.random() < 0.5 else {}


def tab(theme: str, chosen: dict[str, str]) -> dict[str, str]:
    """The tab of the page on authorities, where there are two."""
    alone = theme in PAGES or "behoerde" in chosen
    return {} if alone else {"reiter": KINDS[theme[-3:].upper()]}


def sentences(app: object) -> list[str]:
    return [unescape(part.split("</p>")[0]) for part in html(app).split('<p class="satz">')[1:]]


def is_within(some: list[str], every: list[str]) -> bool:
    """Whether all are there in the same order; what is folded on the page is only in the report."""
    rest = iter(every)
    return bool(some) and all(one in rest for one in some)
