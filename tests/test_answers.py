"""Who counts in an answer: whole quarters, the same units, zero and not reported, where a page opens."""

from datetime import date

import pytest

from kim.stand import (
    Selection,
    build_stand,
    open_stand,
)
from tests.conftest import hand_in

FAELLE = """
    | fall_id | kreis_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |---------|----------|-----------------|-------------|--------------|--------------|
    | F-1     | 05382    | case_management | 2023-11-02  | 2024-02-01   | Z1           |
    | F-2     | 05315    | case_management | 2023-12-31  |              |              |
"""
STELLEN = """
    | kreis_id | stichtag   | baustein | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
    |----------|------------|----------|-----------------|----------------|--------------|
    | 05382    | 2024-01-31 | 1        | 4.5             | 3.5            | 3.5          |
    | 05382    | 2024-01-31 | 2        | 18              | 11             | 11           |
    | 05315    | 2024-01-15 | 2        | 20              | 20             | 10           |
    | 05314    | 2024-01-31 | 2        | 2               | 2              | 0            |
"""
TERMIN = {"berichtstermin": "2024-03-31"}
DAY = date(2024, 3, 31)


@pytest.fixture
def stand(store):
    hand_in(store, {"stellen": STELLEN}, DAY)
    opened = open_stand(store, build_stand(store))
    yield opened
    opened.close()


def test_flows_count_units_that_delivered_all_quarters(store):
    hand_in(store, {"faelle": FAELLE}, DAY)
    stand = open_stand(store, build_stand(store))
    where = {"fallart": "case_management", "quartal": ("2023-12-31", "2024-03-31")}
    result = stand.result("faelle_zugaenge", Selection((), where))
    assert (result.row["value"], result.coverage) == (2, (2, 54))
    later = where | {"quartal": ("2024-03-31", "2024-06-30")}
    result = stand.result("faelle_zugaenge", Selection((), later))
    assert (result.row["status"], result.coverage) == ("partly", (0, 54))


def test_who_delivered_some_of_the_quarters_is_told_from_who_delivered_none(store):
    hand_in(store, {"faelle": FAELLE}, DAY)
    stand = open_stand(store, build_stand(store))
    where = {"fallart": "case_management", "quartal": ("2024-03-31", "2024-06-30")}
    each = stand.result("faelle_zugaenge", Selection(("kreis_id",), where))
    told = {row["kreis_id"]: row["status"] for row in each.rows}
    assert (told.pop("05382"), told.pop("05315")) == ("partly", "partly")
    assert set(told.values()) == {"not_reported"}
    assert set(each.missing) == {row["kreis_id"] for row in each.rows}
    one = stand.result("faelle_zugaenge", Selection(("kreis_id",), where | {"kreis_id": "05314"}))
    assert one.row["status"] == "not_reported"
    alone = stand.result("faelle_zugaenge", Selection(("kreis_id",), where | {"quartal": "2024-06-30"}))
    assert {row["status"] for row in alone.rows} == {"not_reported"}


def test_a_quarter_that_was_not_seen_to_its_end_is_a_part(store):
    hand_in(store, {"faelle": FAELLE}, date(2024, 6, 15))
    stand = open_stand(store, build_stand(store))
    where = {"fallart": "case_management", "quartal": ("2024-03-31", "2024-06-30"), "kreis_id": "05382"}
    assert stand.result("faelle_zugaenge", Selection((), where)).row["status"] == "partly"


def test_a_series_of_the_same_units_leaves_late_starters_out(store):
    later = (
        STELLEN
        + """
        | 05382    | 2024-04-30 | 2        | 18              | 11             | 12           |
    """
    )
    hand_in(store, {"stellen": later}, date(2024, 6, 30))
    stand = open_stand(store, build_stand(store))
    where = {"berichtstermin": ("2024-03-31", "2024-06-30"), "baustein": "2"}
    everybody = stand.result("besetzte_vzae", Selection(("berichtstermin",), where))
    series = stand.result("besetzte_vzae", Selection(("berichtstermin",), where, same_units=True))
    assert (everybody.frame["value"].tolist(), everybody.coverage) == ([21, 12], (3, 54))
    assert (series.frame["value"].tolist(), series.coverage) == ([11, 12], (1, 54))


def test_a_quarter_without_cases_is_zero_and_one_without_delivery_is_not_reported(store):
    hand_in(store, {"faelle": FAELLE}, DAY)
    stand = open_stand(store, build_stand(store))
    quarters = ("2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30")
    where = {"fallart": "case_management", "quartal": quarters}
    frame = stand.result("faelle_zugaenge", Selection(("quartal",), where)).frame
    assert frame["status"].tolist() == ["zero", "shown", "zero", "not_reported"]


def test_a_kreis_without_an_authority_has_an_empty_answer(stand):
    where = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag", "kreis_id": "05334002"}
    result = stand.result("bestand", Selection((), where | TERMIN))
    assert (result.row["status"], result.coverage) == ("not_reported", (0, 0))


def test_an_answer_without_rows_has_its_columns(stand):
    where = {"berichtstermin": "2024-03-31", "kreis_id": "05762"}
    frame = stand.result("stellentrichter", Selection(("baustein", "stufe"), where)).frame
    assert frame.empty
    assert {"baustein", "stufe", "anzahl", "value", "n", "status"} <= set(frame.columns)


BESTAND = """
    | behoerde_id | zeitraum_von | zeitraum_bis | zaehleinheit | bestand_ende | eingaenge |
    |-------------|--------------|--------------|--------------|--------------|-----------|
    | EBH-05382   | 2024-01-01   | 2024-03-31   | person       | 492          |           |
"""


def test_what_was_counted_in_another_unit_is_not_zero(store):
    hand_in(store, {"bestand": BESTAND}, DAY)
    stand = open_stand(store, build_stand(store))
    where = {"art": "EBH", "grundlage": "bestand", "behoerde_id": "EBH-05382", "berichtstermin": "2024-03-31"}
    persons = stand.result("bestand", Selection((), where | {"zaehleinheit": "person"}))
    applications = stand.result("bestand", Selection((), where | {"zaehleinheit": "antrag"}))
    assert (persons.row["value"], persons.row["status"]) == (492, "shown")
    assert applications.row["status"] == "not_reported"


def test_coverage_counts_units_whose_figure_is_known(store):
    partly = STELLEN.replace(
        "| 20              | 20             | 10", "|                 | 20             | 10"
    )
    hand_in(store, {"stellen": partly}, DAY)
    stand = open_stand(store, build_stand(store))
    result = stand.result("besetzungsquote", Selection((), TERMIN | {"baustein": "2"}))
    assert (result.row["denominator"], result.coverage) == (20, (2, 54))


def test_a_page_opens_where_most_have_reported(store):
    """One early report of one Kreis would show everybody an empty Land."""
    lines = STELLEN.strip("\n").splitlines()
    others = [line.replace("05315", "05316") for line in lines if "05315" in line]
    early = [line.replace("2024-01-31", "2024-06-28") if "05314" in line else line for line in lines]
    hand_in(store, {"stellen": "\n".join([*early, *others])}, date(2024, 6, 30))
    opened = open_stand(store, build_stand(store))
    assert opened.termine == ("2024-06-30", "2024-03-31")
    assert opened.opening == "2024-03-31"
    opened.close()
