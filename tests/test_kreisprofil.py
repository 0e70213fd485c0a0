"""The profile of a Kreis: every site has one, its authorities are listed, and others are no order."""

import re

import pytest

from kim import formats
from kim.datasets import load_codes, load_reference
from kim.sentences.places import place
from kim.stand import Selection, Stand, list_staende, open_stand
from kim.store import Store
from kim.topics import Beside, Card, Cards, Choice, Folded, Lens, Table, Words, kreis
from kim.topics.choice import gebiete, termine
from tests.demo_store import demo_store
from tests.seen import answer, html, opened

RSK, AACHEN, LIPPE, DORTMUND = "05382", "05334002", "05766", "05913"
PARTLY = formats.WORDS["partly"]
SITES = load_reference("ki_standorte")["kreis_id"].tolist()


def parts(stand: Stand, kreis_id: str, since: Stand | None = None, **rest: object) -> list:
    chosen = Choice(gebiete()[kreis_id], next(iter(termine(stand))), **rest)
    found = list(kreis.content(Lens(stand, chosen), since))
    beside = [part for both in found if isinstance(both, Beside) for part in (*both.left, *both.right)]
    folded = [part for one in (*found, *beside) if isinstance(one, Folded) for part in one.parts()]
    return [*found, *beside, *folded]


def tables(found: list) -> dict[str, object]:
    return {part.key: part.frame for part in found if isinstance(part, Table)}


def cards(found: list) -> dict[str, Card]:
    """The cards by what they begin with; »Geändert« and »Verglichen« go on with a name."""
    [glance] = [part for part in found if isinstance(part, Cards)]
    return {_short(card.title): card for card in glance.cards}


def _short(title: str) -> str:
    kinds = {"Einbürgerungsbehörden": "EBH", "Ausländerbehörden": "ABH"}
    first = re.split(r" seit|: | im ", title)[0]
    return kinds.get(first, first[:3] if first.startswith(tuple(kinds.values())) else first)


def told(card: Card) -> str:
    said = [" ".join((one.title, one.value, *one.details)) for one in card.tiles]
    return "\n".join((*said, *card.lines)).replace("\xa0", " ")


IN_ORDER = [
    "Stellen", "Fälle", "EBH", "ABH", "Struktur", "Geändert", "Was fehlt",
    "Veröffentlicht", "Verglichen mit",
]  # fmt: skip


@pytest.mark.parametrize("kreis_id", SITES)
def test_every_site_has_a_card_for_each_thing_that_is_asked_in_that_order(stand, kreis_id):
    found = cards(parts(stand, kreis_id))
    assert list(found) == IN_ORDER
    assert [name for name, card in found.items() if not told(card)] == []


def test_no_share_stands_without_what_it_rests_on(stand):
    for kreis_id in SITES:
        for card in cards(parts(stand, kreis_id)).values():
            assert [one for one in card.tiles if one.value.endswith("%") and not one.details] == []
            assert [one for one in card.tiles if not one.traces] == []


def test_all_authorities_of_a_kreis_are_listed(stand):
    found = parts(stand, RSK)
    each = tables(found)["profil-EBH"]["Behörde"].tolist()
    assert each == ["EBH Rhein-Sieg-Kreis", "EBH Stadt Troisdorf"]
    assert [one.title for one in cards(found)["EBH"].tiles][-2:] == each


def test_beside_the_headline_stands_how_long_those_have_waited_who_still_wait(stand):
    texts = [part.text.replace("\xa0", " ") for part in parts(stand, RSK) if isinstance(part, Words)]
    at = [i for i, text in enumerate(texts) if text.startswith("Von 100 Anträgen")]
    assert len(at) == 2
    for i in at:
        assert re.match(r"Von den [\d.]+ offenen Verfahren wartet die Hälfte bisher länger als", texts[i + 1])


@pytest.mark.parametrize("kreis_id", SITES)
def test_what_is_not_reported_in_a_table_is_named_as_missing(stand, kreis_id):
    found = parts(stand, kreis_id)
    missing = told(cards(found)["Was fehlt"])
    listed = [frame for key, frame in tables(found).items() if key in ("profil-EBH", "profil-ABH")]
    silent = [
        row["Behörde"]
        for frame in listed
        for _, row in frame.iterrows()
        if {"nicht gemeldet", PARTLY} & set(row)
    ]
    assert [name for name in silent if name not in missing] == []


def test_who_reported_only_some_quarters_is_not_called_silent(stand):
    found = cards(parts(stand, DORTMUND))
    assert f"Nach 12 Monaten noch offen {PARTLY}" in told(found["EBH"])
    assert "Offene Anträge nicht gemeldet" not in told(found["EBH"])
    assert f"EBH Stadt Dortmund {PARTLY}" in told(found["Verglichen mit"])


def test_a_city_without_an_authority_says_so(stand):
    found = cards(parts(stand, AACHEN))
    assert told(found["EBH"]) == "In der Liste der Behörden steht hier keine EBH."


def test_a_group_stands_with_the_rule_the_levels_and_what_would_change_it(stand):
    said = told(cards(parts(stand, RSK))["Struktur"])
    assert "Regel: Alle Kerndimensionen stehen auf Stufe 2 oder 3" in said
    assert "nicht abgestimmt" in said
    assert all(label in said for label in load_codes("dimension")["label"])
    assert "Wäre ein Kriterium um eine Stufe anders bewertet" in said
    open_one = told(cards(parts(stand, LIPPE))["Struktur"])
    assert "nicht beurteilbar" in open_one
    assert "Möglich sind »" in open_one


def test_the_comparison_names_the_group_and_has_no_ranks(stand):
    land, bezirk = (parts(stand, RSK, vergleich=name) for name in ("land", "bezirk"))
    frames = [tables(found)["profil-vergleich-tabelle"] for found in (land, bezirk)]
    assert list(frames[0].columns) == ["Kennzahl", "Wer", "Wert", "n", "Gruppe", "Einordnung"]
    assert frames[0]["Wert"].tolist() == frames[1]["Wert"].tolist()
    assert frames[0]["Gruppe"].tolist() != frames[1]["Gruppe"].tolist()
    own = cards(bezirk)["Verglichen mit"]
    assert own.title == "Verglichen mit: Regierungsbezirk Köln"
    assert [one.value for one in own.tiles] == frames[1]["Wert"].tolist()


def test_who_is_missing_is_named(stand):
    missing = {kreis_id: told(cards(parts(stand, kreis_id))["Was fehlt"]) for kreis_id in SITES}
    silent = [kreis_id for kreis_id in SITES if f"Stellen: {place(kreis_id)}" in missing[kreis_id]]
    there = Lens(stand, Choice(gebiete()["land"], next(iter(termine(stand))))).ask("besetzungsquote")
    assert silent == sorted(there.missing)
    assert "Anträge der EBH aus allen vier Quartalen bis dahin: EBH Stadt Troisdorf" in missing[RSK]
    assert "Nicht beurteilte Kriterien: D2.2" in missing[RSK]


def test_an_earlier_stand_stands_beside_it(stand):
    earlier = open_stand(Store(demo_store()), list_staende(Store(demo_store()))[-1].id)
    found = parts(stand, RSK, since=earlier)
    changed = cards(found)["Geändert"]
    assert changed.title.endswith(earlier.title)
    before, now = pending(earlier, "2024-03-31"), pending(stand, "2025-12-31")
    [one] = [one for one in changed.tiles if one.title == "Offene Anträge, EBH"]
    assert (one.value, one.details) == (now, (f"am 31.03.2024: {before}",))
    rows = tables(found)["damals-heute"]
    corrected = (rows["damals"] != rows["heute"]).sum()
    assert changed.lines[-1] == f"Für damals berichtigt oder nachgeliefert: {corrected}\xa0Werte."
    assert "Gruppe der Strukturen" in [one.title for one in changed.tiles]
    assert "damals-heute" not in tables(parts(stand, RSK))
    earlier.close()


def pending(stand: Stand, day: str) -> str:
    """Open procedures of the EBH in the Kreis on a day, as a Stand knows them."""
    where = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag", "kreis_id": RSK}
    value = stand.result("bestand", Selection((), where | {"berichtstermin": day})).row["value"]
    return formats.with_unit(value, "Anträge")


def test_the_page_leads_to_all_profiles_and_shows_one(stand, monkeypatch):
    app = opened("kreisprofil", demo_store(), monkeypatch)
    assert not app.exception
    assert [kreis_id for kreis_id in SITES if f'href="kreisprofil?gebiet={kreis_id}"' not in html(app)] == []
    app = opened("kreisprofil", demo_store(), monkeypatch, gebiet=RSK)
    assert not app.exception
    assert answer(app).startswith("Von 28,5 zugewiesenen Stellen")
