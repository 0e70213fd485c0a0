"""Zielerreichungsquote, worked by hand."""

FAELLE = """
    | kreis_id | fall_id | fallart         | aufnahme_am | abschluss_am | abschlussart |
    |----------|---------|-----------------|-------------|--------------|--------------|
    | 05382    | zu      | case_management | 2023-01-10  | 2023-11-01   | Z2           |
    | 05382    | offen   | case_management | 2023-01-10  |              |              |
    | 05382    | kurz    | kurzberatung    | 2023-01-10  | 2023-02-01   | Z1           |
    | 05382    | spaet   | case_management | 2023-01-10  | 2024-02-01   | Z1           |
"""
ZIELE = """
    | kreis_id | fall_id | ziel_nr | handlungsfeld | vereinbart_am | zielstand | bewertet_am |
    |----------|---------|---------|---------------|---------------|-----------|-------------|
    | 05382    | zu      | 1       | sprache       | 2023-02-01    | erreicht  | 2023-10-01  |
    | 05382    | zu      | 2       | arbeit        | 2023-02-01    | teilweise | 2023-10-01  |
    | 05382    | zu      | 3       | sprache       | 2023-02-01    | begonnen  |             |
    | 05382    | zu      | 4       | wohnen        | 2023-02-01    | erreicht  | 2024-01-15  |
    | 05382    | offen   | 1       | sprache       | 2023-02-01    | erreicht  | 2023-10-01  |
    | 05382    | kurz    | 1       | sprache       | 2023-01-10    | erreicht  | 2023-02-01  |
    | 05382    | spaet   | 1       | sprache       | 2023-02-01    | erreicht  | 2023-10-01  |
    | 05382    | spaet   | 2       | sprache       | 2024-01-02    | erreicht  | 2024-01-20  |
    | 05382    | fehlt   | 1       | sprache       | 2023-02-01    | erreicht  | 2023-10-01  |
"""
WORDS = {"fallart": "case_management", "faelle": FAELLE, "ziele": ZIELE}


def test_only_goals_of_closed_cases_count_and_partly_is_not_reached(result):
    [row] = result("zielerreichungsquote", **WORDS)
    # zu: 2 of 4; spaet: 2 of 2; not the open case, not the Kurzberatung, not the goal without a case
    assert (row.numerator, row.denominator, row.status) == (4, 6, "too_few")


def test_what_was_assessed_agreed_or_closed_after_the_extract_is_not_known_yet(result):
    [row] = result("zielerreichungsquote", auszug_vom="2023-12-31", **WORDS)
    assert (row.numerator, row.denominator) == (1, 4)  # wohnen still open, spaet not closed


def test_fields_of_action_can_be_told_apart(result):
    rows = result("zielerreichungsquote", by=["handlungsfeld"], **WORDS)
    assert {row.handlungsfeld: (row.numerator, row.denominator) for row in rows} == {
        "sprache": (3, 4),
        "arbeit": (0, 1),
        "wohnen": (1, 1),
    }


def test_ten_goals_are_shown_with_an_interval(result):
    ziele = ZIELE + "".join(
        f"    | 05382 | zu | {number} | bildung | 2023-02-01 | offen | |\n" for number in range(5, 9)
    )
    [row] = result("zielerreichungsquote", **WORDS | {"ziele": ziele})
    assert (row.numerator, row.denominator, row.value) == (4, 10, 40)
    assert (round(row.lower, 1), round(row.upper, 1)) == (16.8, 68.7)  # Wilson, 4 of 10
