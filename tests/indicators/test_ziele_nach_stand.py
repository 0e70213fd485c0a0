"""Ziele nach Stand, worked by hand."""

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | zu      | case_management | 2023-01-10  | 2023-11-01   | Z2           |
    | 05382    | offen   | case_management | 2023-01-10  |              |              |
"""
ZIELE = """
    | kreis_id | fall_id | ziel_nr | handlungsfeld | vereinbart_am | zielstand  | bewertet_am |
    |----------|---------|---------|---------------|---------------|------------|-------------|
    | 05382    | zu      | 1       | sprache       | 2023-02-01    | erreicht   | 2023-10-01  |
    | 05382    | zu      | 2       | sprache       | 2023-02-01    | aufgegeben | 2023-12-31  |
    | 05382    | zu      | 3       | sprache       | 2023-02-01    | teilweise  | 2024-01-01  |
    | 05382    | offen   | 1       | sprache       | 2023-02-01    | begonnen   |             |
    | 05382    | offen   | 2       | sprache       | 2024-01-01    | begonnen   |             |
"""


def states(rows) -> dict[tuple[str, str], int]:
    return {(row.fallstand, row.zielstand): row.anzahl for row in rows}


def test_goals_by_state_of_case_and_goal(result):
    rows = result(
        "ziele_nach_stand",
        by=["fallstand", "zielstand"],
        fallart="case_management",
        faelle=FAELLE,
        ziele=ZIELE,
    )
    assert states(rows) == {
        ("abgeschlossen", "aufgegeben"): 1,
        ("abgeschlossen", "erreicht"): 1,
        ("abgeschlossen", "teilweise"): 1,
        ("laufend", "begonnen"): 2,
    }


def test_goals_assessed_after_the_extract_are_still_open(result):
    rows = result(
        "ziele_nach_stand",
        by=["fallstand", "zielstand"],
        fallart="case_management",
        auszug_vom="2023-12-31",
        faelle=FAELLE,
        ziele=ZIELE,
    )
    assert states(rows) == {
        ("abgeschlossen", "aufgegeben"): 1,
        ("abgeschlossen", "erreicht"): 1,
        ("abgeschlossen", "offen"): 1,
        ("laufend", "begonnen"): 1,
    }
