"""Dokumentationsgrad, worked by hand."""

FIRST = (
    "| kreis_id | fall_id | fallart | aufnahme_am | zugang | altersgruppe | geschlecht | aufenthaltsdauer "
)
HEAD = FIRST + (
    "| rechtskreis_beginn | personen | anfrage_am | assessment_am | hilfeplan_am | abschluss_am "
    "| abschlussart | rechtskreis_ende |\n"
)


def test_of_a_young_case_seven_fields_are_expected(result):
    faelle = HEAD + "| 05382 | a | case_management | 2024-03-01 | selbst | 27-44 | w | | | | | | | | | |\n"
    [row] = result("dokumentationsgrad", fallart="case_management", auszug_vom="2024-03-31", faelle=faelle)
    assert (row.numerator, row.denominator) == (3, 7)  # after exactly 30 days


def test_assessment_is_expected_after_30_days_and_the_plan_after_60(result):
    faelle = HEAD + "| 05382 | a | case_management | 2024-01-31 | | | | | | | | 2024-02-10 | | | | |\n"
    words = {"by": ["feld"], "fallart": "case_management", "faelle": faelle}
    early = result("dokumentationsgrad", auszug_vom="2024-03-31", **words)
    assert {row.feld: row.numerator for row in early if row.feld.endswith("_am")} == {
        "anfrage_am": 0,
        "assessment_am": 1,
    }
    late = result("dokumentationsgrad", auszug_vom="2024-04-01", **words)
    assert {row.feld: row.numerator for row in late if row.feld.endswith("_am")} == {
        "anfrage_am": 0,
        "assessment_am": 1,
        "hilfeplan_am": 0,
    }


def test_an_unknown_end_counts_as_not_filled(result):
    faelle = HEAD + (
        "| 05382 | a | case_management | 2024-01-31 | | | | | | | | | | 2024-02-10 | X9 | |\n"
        "| 05382 | b | case_management | 2024-01-31 | | | | | | | | | | 2024-02-10 | Z1 | sgb2 |\n"
        "| 05382 | c | case_management | 2024-01-31 | | | | | | | | | | 2024-02-10 | T1 | |\n"
        "| 05382 | d | case_management | 2024-01-31 | | | | | | | | | | 2024-02-10 | K1 | |\n"
    )
    rows = result("dokumentationsgrad", by=["feld"], fallart="case_management", faelle=faelle)
    found = {row.feld: (row.numerator, row.denominator) for row in rows}
    assert found["abschlussart"] == (3, 4)
    assert found["rechtskreis_ende"] == (1, 2)  # not after a death, not without an indication
    assert "assessment_am" not in found  # all ended within 30 days


def test_of_a_kurzberatung_no_phases_are_expected(result):
    faelle = HEAD + (
        "| 05382 | a | kurzberatung | 2023-01-31 | selbst | 65+ | m | 1_3 | ohne | 2 | 2023-01-30 | | |"
        " 2023-06-01 | Z1 | |\n"
    )
    [row] = result("dokumentationsgrad", fallart="kurzberatung", faelle=faelle)
    assert (row.numerator, row.denominator) == (8, 8)
