"""Abrufquote, worked by hand."""

STELLEN = """
| kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
|----------|------------|----------|--------------------|-----------------|----------------|--------------|
| 05382    | 2024-01-31 | 1        | kreis              | 4.5             | 3.5            | 3.5          |
| 05382    | 2024-01-31 | 2        | kreis              | 18              | 6              | 6            |
| 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5              | 5            |
| 05362    | 2024-01-31 | 2        | kreis              | 10              |                | 8            |
| 05358    | 2024-01-31 | 2        | kreis              | 10              | 0              | 0            |
"""


def test_employers_are_summed_before_dividing(result):
    rows = result(
        "abrufquote", by=["baustein"], berichtstermin="2024-03-31", kreis_id=["05382"], stellen=STELLEN
    )
    assert [(row.baustein, round(row.value, 1)) for row in rows] == [("1", 77.8), ("2", 61.1)]


def test_nothing_called_off_is_zero_and_no_figure_is_missing(result):
    rows = result("abrufquote", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: (row.status, row.numerator) for row in rows}
    assert found["05358"] == ("shown", 0)
    assert found["05362"][0] == "not_reported"
