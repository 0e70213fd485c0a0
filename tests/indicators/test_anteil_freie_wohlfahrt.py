"""Anteil der freien Wohlfahrtspflege, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | besetzt_vzae |
    |----------|------------|----------|--------------------|--------------|
    | 05558    | 2024-01-31 | 2        | kreis              | 6            |
    | 05558    | 2024-01-31 | 2        | kommune            | 3            |
    | 05558    | 2024-01-31 | 2        | freie_wohlfahrt    | 3            |
    | 05558    | 2024-01-31 | 1        | ohne_angabe        | 4            |
    | 05562    | 2024-01-31 | 2        | kreis              | 5            |
    | 05566    | 2024-01-31 | 2        | ohne_angabe        | 5            |
"""


def test_unknown_employers_count_neither_above_nor_below(result):
    rows = result("anteil_freie_wohlfahrt", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: row for row in rows}
    assert (found["05558"].numerator, found["05558"].denominator, found["05558"].value) == (3, 12, 25)
    assert (found["05562"].numerator, found["05562"].value) == (0, 0)
    assert found["05566"].status == "not_reported"
