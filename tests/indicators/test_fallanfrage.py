"""The wait from request to intake, of cases taken up in a quarter, worked by hand."""

from math import isnan

from tests.clocks import counts

COLUMNS = "| kreis_id | fall_id | fallart | anfrage_am | aufnahme_am |"
HALF, FAR = "median_bis_aufnahme", "p90_bis_aufnahme"


def test_days_from_request_to_intake(answer):
    faelle = f"""
        {COLUMNS}
        | 05382 | a | case_management | 2024-01-10 | 2024-01-10 |
        | 05382 | b | case_management | 2023-12-01 | 2024-01-10 |
        | 05382 | c | case_management |            | 2024-01-10 |
        | 05382 | d | kurzberatung    | 2024-03-01 | 2024-03-31 |
        | 05382 | e | kurzberatung    | 2024-03-02 | 2024-04-01 |
    """
    assert counts(answer, HALF, "fallart", "aufnahme_quartal", auszug_vom="2024-05-31", faelle=faelle) == {
        ("case_management", "2024-03-31", -1): (2, 0, 0),
        ("case_management", "2024-03-31", 0): (0, 1, 1),
        ("case_management", "2024-03-31", 40): (0, 1, 1),
        ("kurzberatung", "2024-03-31", -1): (1, 0, 0),
        ("kurzberatung", "2024-03-31", 30): (0, 1, 1),
    }


def drawn(*groups: tuple[int, str], kreis: str = "05382") -> str:
    """Taken up on 10 June 2024, asked for on the day given."""
    rows = [
        f"| {kreis} | {kreis}{asked}-{n} | case_management | {asked} | 2024-06-10 |"
        for many, asked in groups
        for n in range(many)
    ]
    return "\n".join([COLUMNS, *rows])


def test_half_and_nine_of_ten_without_an_interval(result):
    """Of 50, half waited no longer than 10 days and 45 no longer than 40."""
    faelle = drawn((25, "2024-05-31"), (20, "2024-05-01"), (5, "2024-03-02"))
    [row] = result(HALF, fallart="case_management", faelle=faelle)
    assert (row.status, row.value, row.n) == ("shown", 10, 50)
    assert isnan(row.lower)
    assert isnan(row.upper)
    [row] = result(FAR, fallart="case_management", faelle=faelle)
    assert (row.status, row.value) == ("shown", 40)


def test_twenty_nine_are_too_few(result):
    [row] = result(HALF, fallart="case_management", faelle=drawn((29, "2024-05-31")))
    assert (row.status, row.n) == ("too_few", 29)


def test_a_kreis_that_records_no_request_is_not_reported(result):
    faelle = "\n".join([drawn((30, "2024-05-31")), *drawn((30, ""), kreis="05370").splitlines()[1:]])
    rows = result(HALF, by=["kreis_id"], fallart="case_management", faelle=faelle)
    assert {row.kreis_id: row.status for row in rows} == {"05370": "not_reported", "05382": "shown"}
