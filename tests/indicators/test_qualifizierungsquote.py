"""Qualifizierungsquote, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | besetzt_vzae | qualifiziert_vzae |
    |----------|------------|----------|--------------------|--------------|-------------------|
    | 05382    | 2024-01-31 | 1        | kreis              | 3.5          | 3.5               |
    | 05382    | 2024-01-31 | 2        | kreis              | 6            | 3                 |
    | 05382    | 2024-01-31 | 2        | freie_wohlfahrt    | 5            | 4                 |
    | 05382    | 2024-01-31 | 2        | kommune            | 2            |                   |
    | 05362    | 2024-01-31 | 2        | kreis              | 4            | 4                 |
"""


def test_only_case_management_posts_with_the_figure_count(result):
    rows = result("qualifizierungsquote", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: row for row in rows}
    assert (found["05382"].numerator, found["05382"].denominator, found["05382"].status) == (7, 11, "shown")
    assert found["05362"].status == "too_few"


def test_employers_can_be_told_apart(result):
    rows = result(
        "qualifizierungsquote",
        by=["anstellungstraeger"],
        berichtstermin="2024-03-31",
        kreis_id=["05382"],
        stellen=STELLEN,
    )
    assert {row.anstellungstraeger: row.value for row in rows} == {"kreis": 50, "freie_wohlfahrt": 80}
