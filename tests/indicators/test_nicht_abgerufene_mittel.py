"""Nicht abgerufene Landesmittel, worked by hand with the published rates."""

from decimal import Decimal

STELLEN = """
    | kreis_id | stichtag   | baustein | kategorie            | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
    |----------|------------|----------|----------------------|--------------------|-----------------|----------------|--------------|
    | 05382    | 2024-01-31 | 1        | koordination         | kreis              | 4.5             | 3.5            | 3.5          |
    | 05382    | 2024-01-31 | 2        | case_management      | kreis              | 18              | 6              | 6            |
    | 05382    | 2024-01-31 | 2        | case_management      | freie_wohlfahrt    |                 | 5              | 5            |
    | 05382    | 2024-01-31 | 3        | ebh                  | kreis              | 3               | 1              | 1            |
    | 05362    | 2024-01-31 | 1        | koordination         | kreis              | 3               | 3.5            | 3            |
    | 05362    | 2024-01-31 | 1        | verwaltungsassistenz | kreis              | 0.5             | 0              | 0            |
    | 05358    | 2024-01-31 | 2        | case_management      | kreis              | 10              |                | 8            |
"""  # noqa: E501


def test_the_protocol_of_the_rhein_sieg_kreis(result):
    rows = result(
        "nicht_abgerufene_mittel",
        by=["baustein", "festbetrag_eur"],
        berichtstermin="2024-03-31",
        kreis_id=["05382"],
        stellen=STELLEN,
    )
    assert [(row.baustein, row.festbetrag_eur, row.anzahl) for row in rows] == [
        ("1", Decimal(57000), Decimal(57000)),
        ("2", Decimal(57000), Decimal(399000)),
    ]


def test_too_much_in_one_category_does_not_pay_for_another(result):
    [row] = result(
        "nicht_abgerufene_mittel",
        by=["festbetrag_eur"],
        berichtstermin="2024-03-31",
        kreis_id=["05362"],
        festbetrag_eur=["45000"],
        stellen=STELLEN,
    )
    assert row.anzahl == Decimal(22500)


def test_money_is_zero_only_where_it_can_be_told(result):
    rows = result(
        "nicht_abgerufene_mittel",
        by=["kreis_id", "baustein"],
        berichtstermin="2024-03-31",
        stellen=STELLEN,
    )
    found = {(row.kreis_id, row.baustein): row.status for row in rows}
    assert found["05358", "2"] == "not_reported"  # no call-off figure
    assert ("05382", "3") not in found  # no rate for Baustein 3


def test_all_called_off_is_zero_euros(result):
    stellen = """
    | kreis_id | stichtag   | baustein | kategorie       | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
    | 05366    | 2024-01-31 | 2        | case_management | 5               | 5              | 4            |
    """
    [row] = result("nicht_abgerufene_mittel", berichtstermin="2024-03-31", stellen=stellen)
    assert (row.anzahl, row.status) == (0, "zero")


def test_a_year_without_a_rate_is_not_reported(result):
    stellen = """
    | kreis_id | stichtag   | baustein | kategorie       | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
    | 05366    | 2022-01-31 | 2        | case_management | 5               | 1              | 1            |
    """
    [row] = result("nicht_abgerufene_mittel", berichtstermin="2022-03-31", stellen=stellen)
    assert row.status == "not_reported"
