"""Vakante Stellen nach Grund, worked by hand."""

STELLEN = """
| kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
|----------|------------|----------|--------------------|-----------------|----------------|--------------|
| 05382    | 2024-01-31 | 1        | kreis              | 4.5             | 3.5            | 3.5          |
| 05382    | 2024-01-31 | 2        | kreis              | 18              | 7              | 6            |
| 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5              | 5            |
| 05362    | 2024-01-31 | 2        | kreis              | 10              |                | 8            |
| 05358    | 2024-01-31 | 2        | kreis              | 4               | 5              | 5.5          |
| 05370    | 2024-01-31 | 2        | kreis              |                 | 2              | 2            |
"""


def test_vacancies_are_split_by_reason(result):
    rows = result(
        "vakante_vzae", by=["grund"], berichtstermin="2024-03-31", kreis_id=["05382"], stellen=STELLEN
    )
    assert {row.grund: row.anzahl for row in rows} == {
        "nicht_abgerufen": 7,
        "abgerufen_frei": 1,
        "ungeklaert": 0,
    }


def test_too_many_here_do_not_fill_vacancies_there(result):
    rows = result("vakante_vzae", by=["kreis_id"], berichtstermin="2024-03-31", stellen=STELLEN)
    found = {row.kreis_id: (row.status, row.anzahl) for row in rows}
    assert found["05382"] == ("shown", 8)
    assert found["05362"] == ("shown", 2)
    assert found["05358"] == ("zero", 0)
    assert found["05370"][0] == "not_reported"
    [land] = result("vakante_vzae", berichtstermin="2024-03-31", stellen=STELLEN)
    assert land.anzahl == 10


def test_a_reason_that_cannot_be_told_is_missing(result):
    rows = result(
        "vakante_vzae",
        by=["kreis_id", "grund"],
        berichtstermin="2024-03-31",
        kreis_id=["05362", "05382"],
        stellen=STELLEN,
    )
    found = {(row.kreis_id, row.grund): row.status for row in rows}
    assert found["05362", "nicht_abgerufen"] == "not_reported"
    assert found["05362", "ungeklaert"] == "shown"
