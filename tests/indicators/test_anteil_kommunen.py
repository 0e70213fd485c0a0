"""Anteil der kreisangehörigen Kommunen, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | einsatzort_ags | besetzt_vzae |
    |----------|------------|----------|--------------------|----------------|--------------|
    | 05558    | 2024-01-31 | 2        | kreis              |                | 6            |
    | 05558    | 2024-01-31 | 2        | kommune            | 05558008       | 2            |
    | 05558    | 2024-01-31 | 2        | kommune            | 05558012       | 4            |
    | 05558    | 2024-01-31 | 2        | ohne_angabe        |                | 3            |
    | 05562    | 2024-01-31 | 2        | freie_wohlfahrt    |                | 5            |
"""


def test_municipalities_are_added_up_and_unknown_employers_left_out(result):
    rows = result("anteil_kommunen", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: (row.numerator, row.denominator, row.value) for row in rows}
    assert found["05558"] == (6, 12, 50)
    assert found["05562"] == (0, 5, 0)
