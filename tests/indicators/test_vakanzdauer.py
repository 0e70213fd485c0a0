"""How long rows of posts stay vacant, worked by hand."""

from math import isnan

from tests.clocks import counts

COLUMNS = (
    "| kreis_id | stichtag | baustein | anstellungstraeger | zugewiesen_vzae | abgerufen_vzae | besetzt_vzae"
    " | vakant_seit |"
)
DAYS = "vakanzdauer"


def test_a_vacancy_ends_on_the_first_stichtag_that_shows_the_row_full(answer):
    stellen = f"""
        {COLUMNS}
        | 05382 | 2024-01-31 | 2 | kreis | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-04-30 | 2 | kreis | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-07-31 | 2 | kreis | 2 | 2 | 2 |            |
        | 05382 | 2024-10-31 | 2 | kreis | 2 | 2 | 2 |            |
    """
    assert counts(answer, DAYS, "kreis_id", "baustein", stellen=stellen) == {
        ("05382", "2", 29): (1, 0, 0),  # seen on the 30th day for the first time
        ("05382", "2", 212): (0, 1, 1),
    }


def test_one_that_is_open_at_the_latest_stichtag_is_followed_up_to_it(answer):
    stellen = f"""
        {COLUMNS}
        | 05382 | 2024-01-31 | 2 | kreis | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-04-30 | 2 | kreis | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-07-31 | 2 | kreis | 2 | 2 | 2 |            |
    """
    assert counts(answer, DAYS, day="2024-07-30", auszug_vom="2024-12-31", stellen=stellen) == {
        (29,): (1, 0, 0),
        (120,): (0, 1, 0),
    }
    assert counts(answer, DAYS, day="2024-07-31", stellen=stellen)[212,] == (0, 1, 1)


def test_a_later_day_is_another_vacancy(answer):
    stellen = f"""
        {COLUMNS}
        | 05382 | 2024-01-31 | 2 | kreis | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-04-30 | 2 | kreis | 2 | 2 | 1 | 2024-04-20 |
    """
    assert counts(answer, DAYS, stellen=stellen) == {
        (9,): (1, 0, 0),
        (10,): (0, 1, 0),
        (29,): (1, 0, 0),
        (120,): (0, 1, 1),
    }


def test_what_cannot_be_told_is_followed_no_further(answer):
    """A row that is gone, a day put earlier, and a gap without a day: none of them is a post filled."""
    stellen = f"""
        {COLUMNS}
        | 05362 | 2024-01-31 | 2 | kreis           | 2 | 2 | 1 | 2024-01-01 |
        | 05362 | 2024-04-30 | 2 | freie_wohlfahrt | 2 | 2 | 2 |            |
        | 05370 | 2024-01-31 | 2 | kreis           | 2 | 2 | 1 | 2024-01-01 |
        | 05370 | 2024-04-30 | 2 | kreis           | 2 | 2 | 1 | 2023-12-22 |
        | 05382 | 2024-01-31 | 2 | kreis           | 2 | 2 | 1 | 2024-01-01 |
        | 05382 | 2024-04-30 | 2 | kreis           | 2 | 2 | 1 |            |
    """
    found = counts(answer, DAYS, "kreis_id", stellen=stellen)
    assert found == {
        ("05362", 29): (1, 0, 0),
        ("05362", 30): (0, 1, 0),
        ("05370", 29): (1, 0, 0),
        ("05370", 30): (0, 1, 0),
        ("05370", 129): (1, 0, 0),
        ("05370", 130): (0, 1, 0),
        ("05382", 29): (1, 0, 0),
        ("05382", 30): (0, 1, 0),
    }


def test_posts_that_are_not_called_off_are_no_gap(answer):
    stellen = f"""
        {COLUMNS}
        | 05382 | 2024-01-31 | 2 | kreis | 4 | 3 | 2 | 2024-01-01 |
        | 05382 | 2024-04-30 | 2 | kreis | 4 | 3 | 3 |            |
        | 05362 | 2024-01-31 | 2 | kreis |   |   | 2 | 2024-01-01 |
        | 05362 | 2024-04-30 | 2 | kreis |   |   | 3 |            |
    """
    found = counts(answer, DAYS, "kreis_id", stellen=stellen)
    assert found["05382", 120] == (0, 1, 1)
    assert found["05362", 120] == (0, 1, 1)


def test_rows_of_other_places_are_other_rows(answer):
    stellen = f"""
        {COLUMNS.replace("| vakant_seit |", "| vakant_seit | einsatzort_ags |")}
        | 05382 | 2024-01-31 | 2 | kommune | 1 | 1 | 0 | 2024-01-01 | 05382004 |
        | 05382 | 2024-01-31 | 2 | kommune | 1 | 1 | 1 |            | 05382008 |
        | 05382 | 2024-04-30 | 2 | kommune | 1 | 1 | 0 | 2024-01-01 | 05382004 |
        | 05382 | 2024-04-30 | 2 | kommune | 1 | 1 | 1 |            | 05382008 |
    """
    assert counts(answer, DAYS, stellen=stellen) == {(29,): (1, 0, 0), (120,): (0, 1, 0)}


def drawn(ended: int, lasting: int) -> str:
    """Rows vacant since 1 January: some full on 30 April, the others vacant up to 31 July."""
    places = [(f"053820{n:02d}", n < ended) for n in range(ended + lasting)]
    rows = []
    for place, over in places:
        rows.append(f"| 05382 | 2024-01-31 | 2 | kommune | 1 | 1 | 0 | 2024-01-01 | {place} |")
        full = "1 | " if over else "0 | 2024-01-01"
        rows += [
            f"| 05382 | {day} | 2 | kommune | 1 | 1 | {full} | {place} |"
            for day in ("2024-04-30", "2024-07-31")
        ]
    return "\n".join([COLUMNS.replace("| vakant_seit |", "| vakant_seit | einsatzort_ags |"), *rows])


def test_half_of_them_with_the_open_ones(result):
    [row] = result(DAYS, kreis_id=["05382"], stellen=drawn(20, 20))
    assert (row.status, row.value, row.n, row.ereignisse, row.beobachtet) == ("shown", 120, 40, 20, 40)
    assert isnan(row.lower)
    assert isnan(row.upper)


def test_half_is_not_reached_where_most_are_open(result):
    [row] = result(DAYS, kreis_id=["05382"], stellen=drawn(19, 21))
    assert row.status == "not_estimable"


def test_a_kreis_without_a_dated_vacancy_is_not_reported(result):
    stellen = f"{COLUMNS}\n| 05382 | 2024-01-31 | 2 | kreis | 2 | 2 | 1 | |"
    [row] = result(DAYS, by=["kreis_id"], stellen=stellen)
    assert row.status == "not_reported"
