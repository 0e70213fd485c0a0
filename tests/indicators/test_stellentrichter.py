"""Stellentrichter, worked by hand."""

STELLEN = """
| kreis_id | stichtag   | baustein | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae |
|----------|------------|----------|--------------------|-----------------|----------------|--------------|
| 05382    | 2024-01-31 | 2        | kreis              | 18              | 7              | 6            |
| 05382    | 2024-01-31 | 2        | freie_wohlfahrt    |                 | 5              | 5            |
| 05362    | 2024-01-31 | 2        | kreis              | 10              |                | 8            |
| 05358    | 2024-01-31 | 2        | kreis              | 4               | 5              | 5.5          |
| 05366    | 2024-01-31 | 2        | kreis              | 6               | 2              | 3            |
| 05370    | 2024-01-31 | 2        | kreis              |                 | 2              | 2            |
"""


def test_the_steps_add_up_to_the_assignment(result):
    assert steps(result, "05382") == {
        "besetzt": 11,
        "abgerufen_frei": 1,
        "nicht_abgerufen": 6,
        "ungeklaert": 0,
        "ueber_zuweisung": 0,
    }


def test_without_a_call_off_figure_the_rest_is_unclear(result):
    assert steps(result, "05362") == {"besetzt": 8, "ungeklaert": 2, "ueber_zuweisung": 0}


def test_what_is_filled_beyond_the_assignment_stands_beside_it(result):
    assert steps(result, "05358") == {
        "besetzt": 4,
        "abgerufen_frei": 0,
        "nicht_abgerufen": 0,
        "ungeklaert": 0,
        "ueber_zuweisung": 1.5,
    }


def test_a_filled_post_counts_as_called_off(result):
    found = steps(result, "05366")
    assert (found["besetzt"], found["abgerufen_frei"], found["nicht_abgerufen"]) == (3, 0, 3)


def test_without_an_assignment_nothing_is_said(result):
    rows = result(
        "stellentrichter",
        by=["kreis_id", "stufe"],
        berichtstermin="2024-03-31",
        kreis_id=["05370", "05382"],
        stellen=STELLEN,
    )
    assert {row.status for row in rows if row.kreis_id == "05370"} == {"not_reported"}
    assert {row.status for row in rows if row.kreis_id == "05382"} == {"shown", "zero"}


def steps(result, kreis_id: str) -> dict[str, float]:
    rows = result(
        "stellentrichter",
        by=["kreis_id", "stufe"],
        berichtstermin="2024-03-31",
        kreis_id=[kreis_id],
        stellen=STELLEN,
    )
    return {row.stufe: float(row.anzahl) for row in rows}
