"""The wait from the request to the appointment, of those who filed in a quarter, worked by hand."""

from math import isnan

from tests.clocks import counts

COLUMNS = (
    "| behoerde_id | vorgang_id | anliegen | terminanfrage_am | termin_am | eingang_am | entscheidung_am"
    " | entscheidung | erfasst_ab |"
)
HALF, FAR = "median_terminwartezeit", "p90_terminwartezeit"


def test_those_who_filed_are_followed_from_their_request(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2023-11-01 | 2024-01-10 | 2024-01-10 |            |         | |
        | EBH-05382 | b | stag_10 | 2024-01-10 | 2024-01-10 | 2024-01-10 |            |         | |
        | EBH-05382 | c | stag_10 | 2024-01-01 | 2024-05-01 | 2024-02-01 |            |         | |
        | EBH-05382 | d | stag_10 | 2024-01-01 |            | 2024-02-01 |            |         | |
        | EBH-05382 | e | stag_10 | 2024-01-01 |            | 2024-02-01 | 2024-02-20 | positiv | |
        | EBH-05382 | f | stag_10 | 2024-01-01 | 2024-02-21 | 2024-02-01 | 2024-02-20 | positiv | |
        | EBH-05382 | g | stag_10 |            | 2024-01-10 | 2024-01-10 |            |         | |
        | EBH-05382 | h | stag_10 | 2024-04-30 | 2024-05-02 | 2024-03-31 |            |         | |
        | EBH-05382 | i | stag_10 | 2024-05-01 | 2024-05-02 | 2024-03-31 |            |         | |
    """
    found = counts(answer, HALF, "eingang_quartal", auszug_vom="2024-04-30", antraege=antraege)
    assert found == {
        ("2024-03-31", -1): (7, 0, 0),
        ("2024-03-31", 0): (0, 2, 1),  # b; h, who asked on the day of the extract
        ("2024-03-31", 50): (0, 2, 0),  # e and f, decided without an appointment until then
        ("2024-03-31", 70): (0, 1, 1),  # a
        ("2024-03-31", 120): (0, 2, 0),  # c, whose appointment is still to come, and d
    }


def test_a_quarter_that_is_not_over_says_nothing_of_its_applicants(answer):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | 2024-01-01 | 2024-02-01 | 2024-02-01 | | | |"
    assert counts(answer, HALF, auszug_vom="2024-03-30", antraege=antraege) == {}
    assert counts(answer, HALF, auszug_vom="2024-03-31", antraege=antraege) == {
        (-1,): (1, 0, 0),
        (31,): (0, 1, 1),
    }


def test_only_procedures_the_register_saw_from_their_filing_on(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-04-01 | 2024-05-01 | 2024-05-01 | | | 2024-05-02 |
        | EBH-05382 | b | stag_10 | 2024-04-01 | 2024-05-02 | 2024-05-02 | | | 2024-05-02 |
        | EBH-05382 | c | stag_10 | 2024-02-01 | 2024-02-01 | 2024-02-01 | | | 2024-02-01 |
        | EBH-05370 | d | stag_10 |            |            | 2024-05-01 | | |            |
    """
    found = counts(answer, HALF, "behoerde_id", "eingang_quartal", antraege=antraege)
    assert found == {
        ("EBH-05382", "2024-03-31", -1): (1, 0, 0),
        ("EBH-05382", "2024-03-31", 0): (0, 1, 1),
        ("EBH-05382", "2024-06-30", -1): (1, 0, 0),
        ("EBH-05382", "2024-06-30", 31): (0, 1, 1),
    }


def test_quarters_that_began_before_the_register_are_left_out(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 |            |            | 2023-05-01 | | | 2024-02-01 |
        | EBH-05382 | b | stag_10 | 2024-01-20 | 2024-02-10 | 2024-02-10 | | |            |
        | EBH-05382 | c | stag_10 | 2024-01-20 | 2024-04-01 | 2024-04-01 | | |            |
    """
    found = counts(answer, HALF, "eingang_quartal", antraege=antraege)
    assert {quarter for quarter, _ in found} == {"2024-06-30"}


def drawn(*groups: tuple[int, str]) -> str:
    """Asked on 1 January 2024, appointment and filing on the day given."""
    rows = [
        f"| EBH-05382 | {day}-{n} | stag_10 | 2024-01-01 | {day} | {day} | | | |"
        for many, day in groups
        for n in range(many)
    ]
    return "\n".join([COLUMNS, *rows])


def test_half_and_nine_of_ten(result):
    antraege = drawn((25, "2024-01-11"), (20, "2024-02-01"), (5, "2024-03-01"))
    [row] = result(HALF, art="EBH", antraege=antraege)
    assert (row.status, row.value, row.n, row.ereignisse) == ("shown", 10, 50, 50)
    [row] = result(FAR, art="EBH", antraege=antraege)
    assert (row.status, row.value, row.beobachtet) == ("shown", 31, 25)


def test_twenty_nine_and_forty_nine_are_too_few(result):
    [row] = result(HALF, art="EBH", antraege=drawn((29, "2024-01-11")))
    assert (row.status, row.n) == ("too_few", 29)
    [row] = result(FAR, art="EBH", antraege=drawn((49, "2024-01-11")))
    assert (row.status, row.n) == ("too_few", 49)
    assert isnan(row.value)


def test_an_authority_that_records_no_request_is_not_reported(result):
    antraege = f"{COLUMNS}\n| EBH-05382 | a | stag_10 | | 2024-01-10 | 2024-01-10 | | | |"
    [row] = result(HALF, by=["behoerde_id"], art="EBH", antraege=antraege)
    assert row.status == "not_reported"
