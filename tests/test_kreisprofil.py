"""The profile of a Kreis: every site has one, its authorities are listed, and others are no order."""

import re

import pytest

from kim.datasets import load_reference
from kim.sentences.places import place
from kim.stand import Stand, list_staende, open_stand
from kim.store import Store
from kim.topics import Beside, Choice, Folded, Heading, Lens, Table, Tiles, Words, kreis
from kim.topics.behoerden.asking import PARTLY
from kim.topics.choice import gebiete, termine
from tests.demo_store import demo_store
from tests.seen import answer, html, opened

RSK, AACHEN = "05382", "05334002"
SITES = load_reference("ki_standorte")["kreis_id"].tolist()


def parts(stand: Stand, kreis_id: str, since: Stand | None = None, **rest: object) -> list:
    chosen = Choice(gebiete()[kreis_id], next(iter(termine(stand))), **rest)
    found = list(kreis.content(Lens(stand, chosen), since))
    beside = [part for both in found if isinstance(both, Beside) for part in (*both.left, *both.right)]
    folded = [part for one in (*found, *beside) if isinstance(one, Folded) for part in one.parts()]
    return [*found, *beside, *folded]


def tables(found: list) -> dict[str, object]:
    return {part.key: part.frame for part in found if isinstance(part, Table)}


def below(found: list, anchor: str) -> str:
    """The first words below a heading."""
    [at] = [i for i, part in enumerate(found) if isinstance(part, Heading) and part.anchor == anchor]
    return next(part.text for part in found[at:] if isinstance(part, Words))


@pytest.mark.parametrize("kreis_id", SITES)
def test_every_site_has_a_profile(stand, kreis_id):
    found = parts(stand, kreis_id)
    [figures] = [part for part in found if isinstance(part, Tiles)]
    assert len(figures.tiles) == 8
    assert "profil-vergleich" in tables(found)


def test_all_authorities_of_a_kreis_are_listed(stand):
    assert tables(parts(stand, RSK))["profil-EBH"]["Behörde"].tolist() == [
        "EBH Rhein-Sieg-Kreis",
        "EBH Stadt Troisdorf",
    ]


def test_beside_the_headline_stands_how_long_those_have_waited_who_still_wait(stand):
    texts = [part.text.replace("\xa0", " ") for part in parts(stand, RSK) if isinstance(part, Words)]
    at = [i for i, text in enumerate(texts) if text.startswith("Von 100 Anträgen")]
    assert len(at) == 2
    for i in at:
        assert re.match(r"Von den [\d.]+ offenen Verfahren wartet die Hälfte bisher länger als", texts[i + 1])


@pytest.mark.parametrize("kreis_id", SITES)
def test_what_is_not_reported_in_a_table_is_named_as_missing(stand, kreis_id):
    found = parts(stand, kreis_id)
    missing = below(found, "profil-fehlt")
    listed = [frame for key, frame in tables(found).items() if key in ("profil-EBH", "profil-ABH")]
    silent = [
        row["Behörde"]
        for frame in listed
        for _, row in frame.iterrows()
        if {"nicht gemeldet", PARTLY} & set(row)
    ]
    assert [name for name in silent if name not in missing] == []


def test_a_city_without_an_authority_says_so(stand):
    texts = [part.text for part in parts(stand, AACHEN) if isinstance(part, Words)]
    assert "In der Liste der Behörden steht hier keine EBH." in texts


def test_the_comparison_names_the_group_and_has_no_ranks(stand):
    land, bezirk = (
        tables(parts(stand, RSK, vergleich=name))["profil-vergleich"] for name in ("land", "bezirk")
    )
    assert list(land.columns) == ["Kennzahl", "Wer", "Wert", "n", "Gruppe", "Einordnung"]
    assert land["Wert"].tolist() == bezirk["Wert"].tolist()
    assert land["Gruppe"].tolist() != bezirk["Gruppe"].tolist()


def test_who_is_missing_is_named(stand):
    told = {
        kreis_id: " ".join(p.text for p in parts(stand, kreis_id) if isinstance(p, Words))
        for kreis_id in SITES
    }
    silent = [kreis_id for kreis_id in SITES if f"- **Stellen:** {place(kreis_id)}" in told[kreis_id]]
    there = Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand))))).ask("besetzungsquote")
    assert silent == sorted(there.missing)
    whole = sum("Zu diesem Termin ist alles gemeldet." in text for text in told.values())
    assert 0 < whole < len(SITES)
    assert below(parts(stand, RSK), "profil-fehlt") == (
        "- **Anträge der EBH aus allen vier Quartalen bis dahin:** EBH Stadt Troisdorf"
    )


def test_an_earlier_stand_stands_beside_it(stand):
    earlier = open_stand(Store(demo_store()), list_staende(Store(demo_store()))[-1].id)
    assert "damals-heute" in tables(parts(stand, RSK, since=earlier))
    assert "damals-heute" not in tables(parts(stand, RSK))
    earlier.close()


def test_the_page_leads_to_all_profiles_and_shows_one(stand, monkeypatch):
    app = opened("kreisprofil", demo_store(), monkeypatch)
    assert not app.exception
    assert [kreis_id for kreis_id in SITES if f'href="kreisprofil?gebiet={kreis_id}"' not in html(app)] == []
    app = opened("kreisprofil", demo_store(), monkeypatch, gebiet=RSK)
    assert not app.exception
    assert answer(app).startswith("Von 28,5 zugewiesenen Stellen")
