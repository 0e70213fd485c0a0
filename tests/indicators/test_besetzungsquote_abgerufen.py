"""Besetzungsquote der abgerufenen Stellen, worked by hand."""

STELLEN = """
| kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
|----------|------------|----------|--------------------|-----------------|----------------|--------------|
| 05382    | 2024-01-31 | 2        | kreis              | 18              | 11             | 5            |
| 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 |                | 4            |
| 05362    | 2024-01-31 | 2        | kreis              | 10              |                | 8            |
| 05358    | 2024-01-31 | 2        | kreis              |                 | 4              | 3            |
"""


def test_posts_are_measured_against_what_was_called_off(result):
    rows = result("besetzungsquote_abgerufen", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: row for row in rows}
    assert (found["05382"].numerator, found["05382"].denominator) == (9, 11)
    assert found["05358"].value == 75  # the assignment is not needed
    assert found["05362"].status == "not_reported"


def test_the_land_is_the_sum_of_those_who_reported(result):
    [row] = result("besetzungsquote_abgerufen", berichtstermin="2024-03-31", stellen=STELLEN)
    assert (row.numerator, row.denominator, row.value) == (12, 15, 80)
