"""How a Stand adds up: both kinds of authority at once, and many who ask at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kim.catalogue import load_catalogue
from kim.stand import Result, Selection, Stand, open_stand
from kim.stand.counts import both_kinds
from kim.store import Store
from tests.demo_store import demo_store

TERMIN = "2025-12-31"
BESTAND = {"berichtstermin": TERMIN, "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
QUARTERS = ("2025-03-31", "2025-06-30", "2025-09-30", TERMIN)
ASKED = {
    "bestand": BESTAND,
    "rechnerische_reichweite": BESTAND,
    "eingaenge": {"quartal": QUARTERS, "grundlage": "einzelvorgang", "zaehleinheit": "antrag"},
    "offen_nach_365_tagen_tempo": {"fenster_quartal": QUARTERS},
    "median_bis_bearbeitung_tempo": {"fenster_quartal": QUARTERS},
    "median_alter_der_offenen": {"berichtstermin": TERMIN},
}


@pytest.fixture
def fresh():
    """The demo Stand as nobody has asked it yet."""
    opened = open_stand(Store(demo_store()))
    yield opened
    opened.close()


@pytest.mark.parametrize("by", [(), ("behoerde_id",)], ids=["together", "each"])
@pytest.mark.parametrize("kreis_id", [None, "05382"], ids=["land", "kreis"])
@pytest.mark.parametrize("art", ["EBH", "ABH"])
@pytest.mark.parametrize("indicator", ASKED)
def test_what_is_counted_for_both_kinds_is_what_each_has(stand: Stand, indicator, art, kreis_id, by):
    """Named one by one, authorities are counted by a statement of their own."""
    where = ASKED[indicator] | {"art": art} | ({"kreis_id": kreis_id} if kreis_id else {})
    kind = Selection(by, where)
    named = Selection(by, where | {"behoerde_id": stand.asked(indicator, kind)})
    assert both_kinds(kind) != kind
    assert both_kinds(named) == named
    assert said(stand.result(indicator, kind)) == said(stand.result(indicator, named))


def test_a_series_of_the_same_units_is_counted_for_its_kind_alone():
    series = Selection(("quartal",), {"art": "EBH", "quartal": QUARTERS}, same_units=True)
    assert both_kinds(series) is series


def test_many_who_ask_first_and_at_once_get_the_same(fresh: Stand, stand: Stand):
    asked = [entry for entry in load_catalogue().values() if entry.kind in ("count", "share", "rate")]
    asked = [(entry.id, Selection(entry.fixed)) for entry in asked] * 3
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda ask: said(fresh.result(*ask)), asked))
    assert found == [said(stand.result(*ask)) for ask in asked]
    assert len(asked) > 100


def said(result: Result) -> tuple:
    return str(result.rows), result.coverage, result.missing, result.stichtage, result.notes
