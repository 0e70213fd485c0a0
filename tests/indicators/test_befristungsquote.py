"""Befristungsquote, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | besetzt_vzae | befristet_vzae |
    |----------|------------|----------|--------------------|--------------|----------------|
    | 05382    | 2024-01-31 | 2        | kreis              | 6            | 4.5            |
    | 05382    | 2024-01-31 | 2        | freie_wohlfahrt    | 5            |                |
    | 05362    | 2024-01-31 | 2        | kreis              | 8            | 0              |
    | 05358    | 2024-01-31 | 2        | kreis              | 8            |                |
    | 05366    | 2024-01-31 | 2        | kreis              | 4.9          | 1              |
    | 05370    | 2024-01-31 | 2        | kreis              | 5            | 1              |
"""


def test_rows_without_the_figure_count_neither_above_nor_below(result):
    rows = result("befristungsquote", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: (row.status, row.value) for row in rows}
    assert found["05382"] == ("shown", 75)
    assert found["05362"] == ("shown", 0)
    assert found["05358"][0] == "not_reported"


def test_fewer_than_five_posts_are_not_shown(result):
    rows = result("befristungsquote", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: row.status for row in rows}
    assert (found["05366"], found["05370"]) == ("too_few", "shown")
