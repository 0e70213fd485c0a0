"""The page Struktur: groups with their rule, no order of sites, two raters, a form that hands in."""

import json
import shutil
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from kim.datasets import load_reference
from kim.intake import drafts, load_draft
from kim.sentences import structure
from kim.sentences.places import district, place, short, sort_key
from kim.stand import Selection, Stand
from kim.store import Store
from kim.topics import Choice, Figure, Folded, Lens, Table, Tiles, Words
from kim.topics.choice import gebiete, termine
from kim.topics.hard_data import question
from kim.topics.struktur import ORDERS, Structures, content
from kim.typology import classify, label_of_type, profile_of, rule, types
from tests.demo_store import demo_store
from tests.seen import opened

RSK, LIPPE = "05382", "05766"
UNSAID = ("stichtag", "nachweis", "nachweis_vom", "bemerkung")


def structures(stand: Stand, gebiet: str = "land", **rest: object) -> Structures:
    return Structures(Lens(stand, Choice(gebiete()[gebiet], next(iter(termine(stand))), **rest)))


def parts(stand: Stand, gebiet: str = "land", **rest: object) -> list:
    found = list(content(structures(stand, gebiet, **rest)))
    return [*found, *(part for one in found if isinstance(one, Folded) for part in one.parts())]


def table(found: list, key: str) -> object:
    [frame] = [part.frame for part in found if isinstance(part, Table) and part.key == key]
    return frame


def test_every_site_of_the_land_has_a_row_and_a_number_in_every_cell_that_was_judged(stand):
    [grid] = [p.chart for p in parts(stand) if isinstance(p, Figure) and p.chart.kind == "heatmap"]
    assert (len(grid.categories), [series.name for series in grid.series]) == (
        54,
        [f"D{n}" for n in range(1, 10)],
    )
    assert {status for series in grid.series for status in series.status} <= {
        "shown", "not_estimable", "not_applicable", "not_reported",
    }  # fmt: skip


def test_a_group_is_never_shown_without_the_rule_and_how_steady_it_is(stand):
    found = parts(stand)
    texts = " ".join(part.text for part in found if isinstance(part, Words))
    assert [one["regel"] for one in rule()["typen"] if one["regel"] not in texts] == []
    rows = table(found, "struktur-typen")
    judged = rows[rows["Gruppe"].str.startswith(tuple(label_of_type(group) for group in types()))]
    assert (judged["Einzelschritte ohne Folge"] != "").all()


def test_sites_stand_by_name_within_their_regierungsbezirk(stand):
    rows = table(parts(stand), "struktur-typen")
    assert rows["Regierungsbezirk"].tolist() == sorted(rows["Regierungsbezirk"].tolist())
    groups = rows["Gruppe"].tolist()
    assert groups != sorted(groups)


@pytest.mark.parametrize("order", ORDERS)
def test_sites_and_matrix_stand_in_the_chosen_order(stand, order):
    some = replace(structures(stand), order=order)
    posts = stand.result("zugewiesene_vzae", Selection(("kreis_id",), {"berichtstermin": some.lens.termin}))
    size = dict(zip(posts.frame["kreis_id"], posts.frame["value"], strict=True))
    names = [sort_key(place(unit)) for unit in some.sites]
    expected = {
        "bezirk": sorted(some.sites, key=lambda unit: (sort_key(district(unit)), sort_key(place(unit)))),
        "name": [unit for _, unit in sorted(zip(names, some.sites, strict=True))],
        "groesse": sorted(some.sites, key=lambda unit: (-size[unit], sort_key(place(unit)))),
    }
    assert some.sites == expected[order]
    [grid] = [p.chart for p in content(some) if isinstance(p, Figure) and p.chart.kind == "heatmap"]
    assert list(grid.categories) == [short(unit) for unit in some.sites]
    assert (grid.groups is None) == (order != "bezirk")


def test_the_page_puts_the_sites_in_the_order_that_is_asked_for(monkeypatch):
    app = opened("struktur", demo_store(), monkeypatch)
    assert _before(app, "Bochum", "Bielefeld")
    app.radio(key="ordnung").set_value("name").run()
    assert not app.exception
    assert _before(app, "Bielefeld", "Bochum")
    assert "Regierungsbezirk Arnsberg" not in _matrix(app)


def _before(app: AppTest, first: str, second: str) -> bool:
    return 0 < _matrix(app).find(first) < _matrix(app).find(second)


def _matrix(app: AppTest) -> str:
    """The figure of the matrix, as the browser gets it."""
    [spec] = [e.proto.spec for e in app.get("plotly_chart") if "gitter" in e.proto.id]
    return json.dumps(json.loads(spec), ensure_ascii=False)


def test_a_group_of_ones_choice_shows_only_its_sites(stand):
    rows = table(parts(stand, RSK, vergleich="bezirk"), "struktur-typen")
    assert set(rows["Regierungsbezirk"]) == {"Köln"}


def test_what_is_not_judged_is_no_zero(stand):
    typed = structures(stand).typed[LIPPE]
    assert typed.type is None
    assert "Für eine Gruppe fehlt zu viel; möglich sind" in structure.of_site(LIPPE, typed)


def test_a_site_of_which_nothing_is_judged_can_be_spoken_of():
    typed = classify(profile_of(RSK, False, [{"kriterium": "D1.1", "stufe": "nb", **dict.fromkeys(UNSAID)}]))
    assert structure.of_site(RSK, typed).startswith(
        f"{place(RSK)}: Keine Kerndimension ist beurteilt. Für eine"
    )
    assert "Am niedrigsten" not in structure.reasons(typed)


def test_a_site_has_its_levels_evidence_raters_and_data_beside_them(stand):
    found = parts(stand, RSK)
    assert len(table(found, "struktur-stufen")) == 9
    assert len(table(found, "struktur-kriterien-tabelle")) == len(load_reference("kriterien"))
    data = table(found, "struktur-daten")
    asked = data[data["Frage"] != ""]
    assert set(asked["Stufe"]) == {"3"}
    assert {"Besetzungsquote", "Hilfeplanquote"} <= set(data["Kennzahl"])


def test_two_raters_stand_side_by_side_with_their_differences(stand):
    some = structures(stand)
    differing = [
        unit
        for unit in some.sites
        if some.of_rater("extern_1").get(unit) and some.of_rater("extern_2").get(unit)
    ]
    found = table(parts(stand, differing[0]), "struktur-zwei-tabelle")
    assert {"Erste Bewertung", "Zweite Bewertung"} <= set(found.columns)
    assert (found.drop(columns="Kriterium").nunique(axis=1) > 1).all()


def test_agreement_is_told_with_its_interval(stand):
    tiles = [tile for part in parts(stand) if isinstance(part, Tiles) for tile in part.tiles]
    [alpha] = [tile for tile in tiles if tile.title == "Alpha nach Krippendorff, alle Standorte"]
    assert alpha.details[0].startswith("95-%-Intervall")


def test_sentences_change_with_what_is_known(stand):
    typed = structures(stand).typed
    assert structure.of_land({}) == "Zu den Strukturen liegt keine Bewertung vor."
    assert structure.of_land({RSK: typed[RSK]}).startswith(
        "Von 1 bewerteten Standorten gehört nach der Regel 1 zu"
    )
    assert "das ist nicht null" in structure.of_site(RSK, None)


def form(store: Path, monkeypatch: pytest.MonkeyPatch, side: str = "extern_1") -> AppTest:
    app = opened("struktur", store, monkeypatch, gebiet=RSK)
    app.session_state["struktur-bewerten"] = True
    app.run()
    assert "Prüfen" not in [b.label for b in app.button]
    app.radio(key="seite").set_value(side).run()
    return app


def judged(app: AppTest) -> AppTest:
    """Every criterion that nobody has judged yet is said to be nb."""
    for box in app.selectbox:
        if (box.key or "").startswith("stufe-") and box.value is None:
            box.set_value("nb")
    return app


def check(app: AppTest) -> AppTest:
    next(b for b in app.button if b.label == "Prüfen").click().run()
    assert not app.exception
    return app


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_store(), tmp_path / "store"))


def test_what_is_scored_on_the_page_is_a_draft_and_says_which_group_it_would_give(monkeypatch, tmp_path):
    store = copied(tmp_path)
    app = form(store, monkeypatch)
    assert app.date_input[0].value == date(2025, 10, 31)  # the day of the round
    check(app)
    [draft] = drafts(Store(store), RSK)
    content = load_draft(Store(store), draft.id).content.decode()
    assert content.count("\r\n") == 1 + len(load_reference("kriterien"))
    said = " ".join(element.value for element in app.markdown)
    assert "Nichts muss behoben werden" in app.success[0].value
    assert f"**{place(RSK)}: »" in said
    assert "ist sie maßgeblich, solange" in said


def test_what_is_wrong_in_the_form_is_said_beside_it_in_its_own_words(monkeypatch, tmp_path):
    store = copied(tmp_path)
    app = judged(form(store, monkeypatch, "selbst"))
    app.selectbox(key=f"stufe-D3.2-selbst-{RSK}-0").set_value("3")
    app.text_input(key=f"nachweis_vom-D1.1-selbst-{RSK}-0").set_value("gestern")
    check(app)
    [said] = [e.proto.body for e in app.get("html") if "Was die Prüfung ergab" in e.proto.body]
    assert app.error[0].value.startswith("2\xa0Befunde")
    assert [
        word
        for word in ("D3.2 ", "D1.1 ", "»gestern« ist kein lesbares Datum", "Nachweis vom")
        if word not in said
    ] == []
    assert [word for word in ("Zelle", "Zeile", "Datei", "Korrekturmappe") if word in said] == []
    assert app.text_input(key=f"nachweis_vom-D1.1-selbst-{RSK}-0").value == "gestern"


def test_what_nobody_has_judged_is_neither_nb_nor_accepted(monkeypatch, tmp_path):
    store = copied(tmp_path)
    app = check(form(store, monkeypatch, "selbst"))
    assert {box.value for box in app.selectbox if (box.key or "").startswith("stufe-")} == {None}
    assert app.error[0].value
    assert app.success.len == 0


def test_an_agreed_review_begins_with_what_both_agree_in_and_says_where_they_differ(
    stand, monkeypatch, tmp_path
):
    some = structures(stand)
    first, second = (some.of_rater(rater)[RSK].by_criterion for rater in ("extern_1", "extern_2"))
    app = form(copied(tmp_path), monkeypatch, "konsens")
    shown = {
        box.key.split("-")[1]: box.value for box in app.selectbox if (box.key or "").startswith("stufe-")
    }
    differ = {name for name in first if first[name].level != second[name].level}
    assert differ
    assert {name: value for name, value in shown.items() if value} == {
        name: score.level for name, score in first.items() if name not in differ
    }
    captions = [element.value for element in app.caption if element.value.startswith("Erste Bewertung: ")]
    assert len(captions) == len(differ)


def test_the_form_begins_with_what_the_same_side_has_begun(monkeypatch, tmp_path):
    store = copied(tmp_path)
    app = judged(form(store, monkeypatch, "selbst"))
    app.text_input(key=f"nachweis-D1.1-selbst-{RSK}-0").set_value("Geschäftsordnung, Seite 2")
    check(app)
    later = form(store, monkeypatch, "selbst")
    assert later.text_input(key=f"nachweis-D1.1-selbst-{RSK}-0").value == "Geschäftsordnung, Seite 2"
    other = form(store, monkeypatch, "extern_2")
    assert other.text_input(key=f"nachweis-D1.1-extern_2-{RSK}-0").value != "Geschäftsordnung, Seite 2"
    check(later)
    assert len(drafts(Store(store), RSK)) == 1
    next(b for b in later.button if b.label == "Begonnene Bewertung verwerfen").click().run()
    assert later.text_input(key=f"nachweis-D1.1-selbst-{RSK}-1").value == ""
    assert drafts(Store(store), RSK) == []


def test_from_the_checks_a_way_leads_back_to_the_form(monkeypatch, tmp_path):
    store = copied(tmp_path)
    check(judged(form(store, monkeypatch, "selbst")))
    [draft] = drafts(Store(store), RSK)
    app = opened("einreichung", store, monkeypatch, entwurf=draft.id)
    headings = [element.value for element in app.header]
    assert "2. Was eingetragen ist" in headings
    assert "Korrekturmappe herunterladen" not in [b.label for b in app.get("download_button")]
    next(b for b in app.button if b.label == "Bewertung ändern").click().run()
    assert not app.exception
    assert "Prüfen" in [b.label for b in app.button]
    assert app.session_state["gebiet"] == RSK


def test_nobody_is_shown_what_others_have_scored(monkeypatch):
    """Two reviews are independent only if neither begins with the other."""
    app = opened("struktur", demo_store(), monkeypatch, gebiet=RSK)
    app.session_state["struktur-bewerten"] = True
    app.run()
    told = {}
    for side in ("extern_1", "extern_2", "selbst"):
        app.radio(key="seite").set_value(side).run()
        told[side] = [box.value for box in app.selectbox if (box.key or "").startswith("stufe-")]
        assert len(told[side]) == len(load_reference("kriterien"))
    assert set(told["selbst"]) == {None}
    assert told["extern_1"] != told["extern_2"]
    assert None not in {told["extern_1"][0], told["extern_2"][0]}


def told_as(value: float, lower: float = nan, upper: float = nan, status: str = "shown") -> SimpleNamespace:
    row = {"value": value, "lower": lower, "upper": upper, "status": status}
    return SimpleNamespace(row=row, indicator=SimpleNamespace(better="higher"))


@pytest.mark.parametrize(
    ("level", "own", "asked"),
    [
        (3, told_as(60, 50, 64), True),
        (3, told_as(60, 50, 66), False),  # chance alone may make it worse than the Land's 65
        (3, told_as(60), True),  # counted, not estimated
        (3, told_as(nan, status="zero"), True),
        (2, told_as(60, 50, 64), False),
        ("nb", told_as(60), False),
        (3, told_as(nan, status="not_reported"), False),
    ],
)
def test_a_question_is_asked_only_where_even_the_interval_is_worse(level, own, asked):
    assert bool(question(level, own, told_as(65))) == asked
