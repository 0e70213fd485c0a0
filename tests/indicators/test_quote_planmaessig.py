"""Quote planmäßiger Abschlüsse, worked by hand."""

ENDS = ["Z1", "Z2", "U1", "N1", "A1", "A2", "W1", "W2", "T1", "K1", "V1", "X9"]


def test_ends_outside_the_work_are_not_counted(result):
    [row] = result("quote_planmaessig", fallart="case_management", faelle=cases(ENDS))
    assert (row.numerator, row.denominator, row.status) == (3, 7, "too_few")


def test_ten_closings_are_shown_with_an_interval(result):
    [row] = result("quote_planmaessig", fallart="case_management", faelle=cases([*ENDS, "Z1", "Z1", "V1"]))
    assert (row.numerator, row.denominator, row.value) == (5, 10, 50)
    assert (round(row.lower, 1), round(row.upper, 1)) == (23.7, 76.3)  # Wilson, 5 of 10


def test_open_cases_and_closings_after_the_extract_do_not_count(result):
    faelle = cases(ENDS)
    [row] = result("quote_planmaessig", fallart="case_management", auszug_vom="2023-06-29", faelle=faelle)
    assert row.status == "not_applicable"


def test_kurzberatungen_are_apart(result):
    faelle = cases(ENDS) + "| 05382 | kurz | kurzberatung | 2023-01-10 | 2023-06-30 | Z1 |\n"
    rows = result("quote_planmaessig", by=["fallart"], faelle=faelle)
    assert {row.fallart: (row.numerator, row.denominator) for row in rows} == {
        "case_management": (3, 7),
        "kurzberatung": (1, 1),
    }


def cases(ends: list[str]) -> str:
    """One Case Management case for each end, and one that is open."""
    closed = [
        f"| 05382 | {number} | case_management | 2023-01-10 | 2023-06-30 | {end} |\n"
        for number, end in enumerate(ends)
    ]
    head = "| kreis_id | fall_id | fallart | aufnahme_am | abschluss_am | abschlussart |\n"
    return head + "".join(closed) + "| 05382 | offen | case_management | 2023-01-10 | | |\n"
