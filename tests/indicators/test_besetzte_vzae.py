"""Besetzte Stellen, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | kategorie            | anstellungstraeger | besetzt_vzae |
    |----------|------------|----------|----------------------|--------------------|--------------|
    | 05382    | 2024-01-31 | 1        | koordination         | kreis              | 3.5          |
    | 05382    | 2024-01-31 | 1        | verwaltungsassistenz | kreis              | 0.5          |
    | 05382    | 2024-01-31 | 2        | case_management      | freie_wohlfahrt    | 5.25         |
    | 05362    | 2024-01-31 | 2        | case_management      | kreis              | 0            |
    | 05358    | 2023-10-31 | 2        | case_management      | kreis              | 6            |
"""


def test_posts_by_category_and_employer(result):
    rows = result("besetzte_vzae", by=["baustein", "kategorie"], berichtstermin="2024-03-31", stellen=STELLEN)
    assert [(row.baustein, row.kategorie, float(row.anzahl)) for row in rows] == [
        ("1", "koordination", 3.5),
        ("1", "verwaltungsassistenz", 0.5),
        ("2", "case_management", 5.25),
    ]


def test_nobody_is_zero_and_an_old_delivery_is_not_reported(result):
    rows = result("besetzte_vzae", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: row.status for row in rows}
    assert found == {"05362": "zero", "05382": "shown", "05358": "not_reported"}
