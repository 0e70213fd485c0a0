"""With whom a Kreis is compared: Land, Bezirk, type, likes, and a choice of one's own."""

import pandas as pd
import pytest

from kim.comparison import chosen, groups_of, why_no_likes
from kim.datasets import load_reference
from kim.errors import KimError
from tests.made_comparisons import SITES

FIGURES = {"bevoelkerung_jahr": "2024", "bevoelkerung_quelle": "IT.NRW"}


def supplied(**changes: str) -> pd.DataFrame:
    """Kreise with figures: size falls with the row, the share of foreign residents is 10 % everywhere."""
    kreise = load_reference("kreise").copy()
    sizes = [1_000_000 - 10_000 * row for row in range(len(kreise))]
    figures = {"einwohner": map(str, sizes), "auslaendische_bevoelkerung": (str(s // 10) for s in sizes)}
    return kreise.assign(**{name: list(values) for name, values in figures.items()}, **FIGURES | changes)


def test_a_kreis_is_compared_with_the_land_its_bezirk_and_its_type():
    land, bezirk, kind = groups_of("05382")
    assert (land.id, len(land.kreis_ids), land.where) == ("land", len(SITES), {})
    assert bezirk.name == "Regierungsbezirk Köln"
    assert {"05382", "05315", "05334002", "05334-R"} <= set(bezirk.kreis_ids)
    assert (kind.name, kind.where) == ("Kreise", {"kreis_id": kind.kreis_ids})
    assert "05334-R" in kind.kreis_ids
    assert "05315" not in kind.kreis_ids


def test_a_city_is_compared_with_cities_and_an_authority_as_its_kreis():
    cities = groups_of("05315")[2]
    assert cities.name == "kreisfreie Städte"
    assert "05334002" in cities.kreis_ids
    assert len(cities.kreis_ids) + len(groups_of("05382")[2].kreis_ids) == len(SITES)
    assert groups_of("EBH-05382") == groups_of("05382")


def test_likes_are_not_offered_without_figures_and_it_is_said_why():
    assert [group.id for group in groups_of("05382")] == ["land", "bezirk", "typ"]
    reason = why_no_likes()
    assert "nicht angeboten" in reason
    assert "einwohner, auslaendische_bevoelkerung, bevoelkerung_jahr, bevoelkerung_quelle" in reason


def test_likes_are_not_offered_where_the_figures_have_no_source():
    assert "(bevoelkerung_quelle)" in why_no_likes(supplied(bevoelkerung_quelle=""))
    assert len(groups_of("05382", supplied(bevoelkerung_quelle=""))) == 3


def test_likes_are_the_nearest_in_size():
    kreise = supplied()
    assert why_no_likes(kreise) == ""
    ags = list(kreise["ags"])
    middle = ags.index("05382")
    likes = groups_of("05382", kreise)[3]
    assert set(likes.kreis_ids) == set(ags[middle - 4 : middle + 5])
    assert (likes.id, likes.note) == ("aehnlich", "Bevölkerung 2024; IT.NRW")


def test_likes_are_near_in_the_share_of_foreign_residents_too():
    kreise = supplied()
    neighbour = kreise["ags"][list(kreise["ags"]).index("05382") + 1]
    kreise.loc[kreise["ags"] == neighbour, "auslaendische_bevoelkerung"] = "400000"
    assert neighbour not in groups_of("05382", kreise)[3].kreis_ids


def test_both_sites_of_aachen_are_like_whoever_is_like_aachen():
    kreise = supplied()
    place = list(kreise["ags"]).index("05334")
    likes = groups_of(kreise["ags"][place + 1], kreise)[3].kreis_ids
    assert {"05334002", "05334-R"} <= set(likes)


@pytest.mark.parametrize("wrong", ["1.018.000", "viele", "0", "99999999"])
def test_figures_that_are_no_numbers_are_refused(wrong):
    kreise = supplied()
    column = "auslaendische_bevoelkerung" if wrong == "99999999" else "einwohner"
    kreise.loc[3, column] = wrong
    with pytest.raises(KimError, match="brauchbaren Zahlen"):
        why_no_likes(kreise)


def test_a_choice_of_ones_own():
    group = chosen(["05382", "05315", "05382"])
    assert (group.id, group.kreis_ids) == ("auswahl", ("05382", "05315"))
    with pytest.raises(KimError, match="mindestens zwei"):
        chosen(["05382"])
    with pytest.raises(KimError, match="steht weder"):
        chosen(["05382", "99999"])
    with pytest.raises(KimError, match="steht weder"):
        groups_of("nirgends")
