"""Abdeckung der Kommunen: municipalities with at least half a filled post of case management."""

from kim.datasets import load_reference

HEAD = "| kreis_id | stichtag | baustein | kategorie | anstellungstraeger | einsatzort_ags | besetzt_vzae |"
TERMIN = {"berichtstermin": "2024-12-31"}


def covered(result, *rows):
    return result("kommunenabdeckung", ["kreis_id"], **TERMIN, stellen="\n".join([HEAD, *rows]))


def test_municipalities_with_half_a_post_count_whatever_the_employer(result):
    [row] = covered(
        result,
        "| 05382 | 2024-10-31 | 2 | case_management | kommune         | 05382068 | 1    |",
        "| 05382 | 2024-10-31 | 2 | case_management | kommune         | 05382060 | 0.25 |",
        "| 05382 | 2024-10-31 | 2 | case_management | freie_wohlfahrt | 05382060 | 0.25 |",
        "| 05382 | 2024-10-31 | 2 | case_management | kommune         | 05382056 | 0.49 |",
        "| 05382 | 2024-10-31 | 2 | case_management | kreis           |          | 5    |",
        "| 05382 | 2024-10-31 | 1 | koordination    | kommune         | 05382012 | 1    |",
        "| 05382 | 2024-10-31 | 2 | case_management | kommune         | 05378004 | 1    |",
    )
    assert (row.numerator, row.denominator, row.status) == (2, 19, "shown")


def test_a_kreis_that_tells_no_place_is_not_reported_and_never_zero(result):
    [row] = covered(result, "| 05382 | 2024-10-31 | 2 | case_management | kreis | | 5 |")
    assert row.status == "not_reported"


def test_little_posts_in_places_that_are_told_are_zero(result):
    [row] = covered(result, "| 05382 | 2024-10-31 | 2 | case_management | kommune | 05382068 | 0.25 |")
    assert (row.numerator, row.value, row.status) == (0, 0, "shown")


def test_a_city_without_municipalities_has_no_value(result):
    [row] = covered(result, "| 05111 | 2024-10-31 | 2 | case_management | kreis | 05111000 | 5 |")
    assert row.status == "not_applicable"


def test_the_rest_of_the_staedteregion_is_without_the_city(result):
    [row] = covered(
        result,
        "| 05334-R | 2024-10-31 | 2 | case_management | kommune | 05334004 | 1 |",
        "| 05334-R | 2024-10-31 | 2 | case_management | kommune | 05334002 | 1 |",
    )
    assert (row.numerator, row.denominator) == (1, 9)


def test_every_site_has_its_number_of_municipalities():
    listed = load_reference("gemeinden")
    sites = load_reference("ki_standorte")
    assert list(listed["kreis_id"]) == list(sites["kreis_id"])
    assert listed["gemeinden"].astype(int).sum() == 373  # 396 less 22 cities and Aachen
    with_towns = sites["typ"].isin(["Kreis", "Städteregion"])
    assert ((listed["gemeinden"] != "0") == with_towns).all()
