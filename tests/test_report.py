"""A report holds what the pages say for the same choice, all of it, one after the other."""

from collections.abc import Iterator

import pytest

from kim.errors import KimError
from kim.stand import Stand, list_staende, open_stand, parse_trace
from kim.store import Store
from kim.topics import Beside, Choice, Folded, Lens, behoerden
from kim.topics.choice import gebiete, termine
from kim.topics.report import THEMES, report
from tests.demo_store import demo_store

RSK, BONN, KOELN = "05382", "05314", "05315"


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    opened = open_stand(Store(demo_store()))
    yield opened
    opened.close()


@pytest.fixture
def lens(stand: Stand) -> Lens:
    return Lens(stand, choice(stand))


def choice(stand: Stand, gebiet: str = "land", **rest: object) -> Choice:
    return Choice(
        gebiete()[gebiet], next(iter(termine(stand))), shown=("gebiet", "vergleich", "termin"), **rest
    )


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_a_chapter_of_its_own(lens, theme):
    [chapter] = report(f"thema:{theme}", lens).chapters
    assert (chapter.id, chapter.title) == (theme, THEMES[theme])
    assert len(chapter.figures) > 1


@pytest.mark.parametrize("what", ["land", f"kreis:{RSK}"])
def test_all_themes_one_after_the_other_and_nothing_folded(lens, what):
    made = report(what, lens)
    assert [chapter.id for chapter in made.chapters] == list(THEMES)
    parts = [part for chapter in made.chapters for part in chapter.parts]
    assert not [part for part in parts if isinstance(part, Beside | Folded)]
    assert len({figure.chart.id for figure in made.figures}) == len(made.figures)


def test_what_is_folded_on_the_page_is_in_the_report(lens):
    chapter = report("thema:wartezeiten_ebh", lens).chapters[0]
    folded = [
        part for part in behoerden.content(behoerden.Authorities(lens, "EBH")) if isinstance(part, Folded)
    ]
    titles = [getattr(part, "text", "") for part in chapter.parts]
    assert folded
    assert [part.title for part in folded if part.title not in titles] == []


def test_a_kreis_is_the_kreis_whatever_was_chosen(stand, lens):
    elsewhere = Lens(stand, choice(stand, BONN))
    assert report(f"kreis:{RSK}", elsewhere).selection == report(f"kreis:{RSK}", lens).selection
    assert "Rhein-Sieg-Kreis" in report(f"kreis:{RSK}", lens).selection


def test_a_review_says_the_answers_first_and_the_rules_last(lens):
    first, *chapters = report("review", lens).chapters
    *themes, structures = THEMES
    assert [chapter.id for chapter in chapters] == [
        *themes, "portfolio", structures, "empfehlungen", "methode",
    ]  # fmt: skip
    assert len(first.parts) == len(THEMES) + 1


def test_a_review_of_one_kreis_has_the_same_order_and_speaks_of_that_kreis(lens):
    made, land = report(f"review:{RSK}", lens), report("review", lens)
    assert [chapter.id for chapter in made.chapters] == [chapter.id for chapter in land.chapters]
    assert made.title == "Strukturbericht Rhein-Sieg-Kreis"
    assert made.chapters[0].parts[0].text.startswith("Von 28,5 zugewiesenen Stellen")
    grid = next(figure.chart for figure in made.figures if figure.chart.kind == "heatmap")
    assert (len(grid.categories), grid.highlight) == (54, "Rhein-Sieg-Kreis")


def test_nobody_invents_recommendations(lens):
    [blank] = report("review", lens).chapters[-2].tables
    assert (blank.frame[["Empfehlung", "wer", "bis wann"]] == "").all(axis=None)


def test_compared_with_an_earlier_stand_it_says_what_changed(stand, lens):
    earlier = open_stand(Store(demo_store()), list_staende(Store(demo_store()))[-1].id)
    last = report("land", lens, since=earlier).chapters[-1]
    earlier.close()
    assert last.id == "geaendert"
    assert {"damals", "heute"} <= set(last.tables[0].frame.columns)


@pytest.mark.parametrize("what", ["thema:wetter", "kreis:land", "kreis:99999", "alles", ""])
def test_what_there_is_not_is_refused_with_what_there_is(lens, what):
    with pytest.raises(KimError, match="Möglich sind: thema:stellen"):
        report(what, lens)


def test_every_figure_leads_back_to_its_stand(lens):
    for figure in report("land", lens).figures:
        assert figure.chart.traces, figure.chart.id
        for trace in figure.chart.traces:
            indicator, selection, stand_id = parse_trace(trace)
            assert stand_id == lens.stand.id
            assert lens.stand.result(indicator, selection).trace == trace


# with whom a Kreis is compared


def group(stand: Stand, gebiet: str = RSK, **rest: object) -> tuple[str, int]:
    found = choice(stand, gebiet, **rest).group
    return found.name, len(found.kreis_ids)


def test_without_a_kreis_there_is_only_the_land(stand):
    assert group(stand, "land", vergleich="bezirk") == ("Nordrhein-Westfalen", 54)


@pytest.mark.parametrize(
    ("vergleich", "expected"),
    [
        ("land", ("Nordrhein-Westfalen", 54)),
        ("bezirk", ("Regierungsbezirk Köln", 12)),
        ("typ", ("Kreise", 31)),
    ],
)
def test_a_kreis_has_groups(stand, vergleich, expected):
    assert group(stand, vergleich=vergleich) == expected


def test_an_own_selection_has_the_kreis_in_it_and_needs_another_one(stand):
    assert choice(stand, RSK, vergleich="auswahl", mit=(BONN, KOELN)).group.kreis_ids == (RSK, BONN, KOELN)
    assert group(stand, vergleich="auswahl") == ("Nordrhein-Westfalen", 54)


def test_similar_kreise_need_figures_that_nobody_supplied(stand):
    assert group(stand, vergleich="aehnlich") == ("Nordrhein-Westfalen", 54)


def test_the_words_of_a_choice_say_the_group(stand):
    assert "verglichen mit: Regierungsbezirk Köln" in choice(stand, RSK, vergleich="bezirk").words
    assert "verglichen" not in choice(stand, RSK).words
