"""Zugewiesene Stellen, worked by hand."""

STELLEN = """
    | kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | besetzt_vzae |
    |----------|------------|----------|--------------------|-----------------|--------------|
    | 05382    | 2024-01-31 | 2        | kreis              | 18              | 6            |
    | 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5            |
    | 05362    | 2024-01-31 | 2        | kreis              |                 | 8            |
    | 05358    | 2024-01-31 | 2        | kreis              | 0               | 0            |
"""


def test_an_assignment_of_zero_differs_from_none_reported(result):
    rows = result("zugewiesene_vzae", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: (row.status, row.anzahl) for row in rows}
    assert found["05382"] == ("shown", 18)
    assert found["05358"] == ("zero", 0)
    assert found["05362"][0] == "not_reported"
