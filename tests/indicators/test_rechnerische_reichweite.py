"""Rechnerische Reichweite, worked by hand."""

from datetime import date

import pytest

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |
|-------------|------------|----------|------------|-----------------|--------------|
| EBH-05382   | a          | stag_10  | 2021-05-01 |                 |              |
| EBH-05382   | b          | stag_10  | 2024-12-31 |                 |              |
| EBH-05382   | c          | stag_10  | 2024-05-01 |                 |              |
| EBH-05382   | d          | stag_10  | 2021-05-01 | 2024-01-01      | positiv      |
| EBH-05382   | e          | stag_8   | 2021-05-01 | 2024-12-31      | abgelehnt    |
| EBH-05382   | f          | stag_8   | 2021-05-01 | 2023-12-31      | positiv      |
| EBH-05382   | g          | stag_8   | 2021-05-01 | 2024-06-01      | bereinigt    |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_stock_times_the_days_of_the_year_by_what_ended_in_it(result):
    """Three open; d and e ended in the leap year 2024, f the day before it, g was only cleaned."""
    [row] = result("rechnerische_reichweite", berichtstermin="2024-12-31", antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.value, row.status) == (3 * 366, 2, 549, "shown")


def test_an_anliegen_without_open_ones_still_divides(result):
    rows = result(
        "rechnerische_reichweite", by=["anliegen"], berichtstermin="2024-12-31", antraege=ANTRAEGE, **EBH
    )
    assert {row.anliegen: (row.numerator, row.denominator) for row in rows} == {
        "stag_10": (3 * 366, 1),
        "stag_8": (0, 1),
    }


def test_all_twelve_months_must_have_been_seen(result):
    """The register begins on 1 April 2023: its first full year ends on 31 March 2024."""
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
        |-------------|------------|----------|------------|-----------------|--------------|------------|
        | EBH-05382   | a          | stag_10  | 2021-05-01 |                 |              | 2023-04-01 |
        | EBH-05382   | b          | stag_10  | 2022-05-01 | 2023-04-01      | positiv      | 2023-04-01 |
        | EBH-05382   | c          | stag_10  | 2022-05-01 | 2024-03-31      | positiv      | 2023-04-01 |
    """
    rows = result(
        "rechnerische_reichweite", by=["berichtstermin"], antraege=antraege, day="2024-03-31", **EBH
    )
    assert [(row.berichtstermin, row.numerator, row.denominator) for row in rows] == [
        (date(2024, 3, 31), 366, 2)
    ]


def test_an_earlier_extract_has_not_seen_them(result):
    for_extract = {"by": ["behoerde_id"], "berichtstermin": "2024-12-31", "antraege": ANTRAEGE} | EBH
    [late] = result("rechnerische_reichweite", auszug_vom="2024-12-30", **for_extract)
    assert late.status in ("not_reported", "not_estimable")
    [in_time] = result("rechnerische_reichweite", auszug_vom="2024-12-31", **for_extract)
    assert in_time.status == "shown"


def test_cepej(result):
    """1,633 pending, 1,122 resolved in 365 days: 531.234 days; one quarter missing: nothing is said."""
    bestand = turned("""
        | behoerde_id        | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05382  |
        | zeitraum_von       | 2023-01-01 | 2023-04-01 | 2023-07-01 | 2023-10-01 | 2023-10-01 |
        | zeitraum_bis       | 2023-03-31 | 2023-06-30 | 2023-09-30 | 2023-12-31 | 2023-12-31 |
        | zaehleinheit       | antrag     | antrag     | antrag     | antrag     | antrag     |
        | erledigt_positiv   | 250        | 250        | 250        | 250        | 100        |
        | erledigt_abgelehnt | 30         | 31         | 31         | 30         | 0          |
        | bereinigt          | 9          | 9          | 9          | 9          | 9          |
        | bestand_ende       | 1600       | 1610       | 1620       | 1633       | 500        |
    """)
    chosen = {"art": "ABH", "grundlage": "bestand", "zaehleinheit": "antrag", "bestand": bestand}
    [row] = result("rechnerische_reichweite", berichtstermin="2023-12-31", day="2023-12-31", **chosen)
    assert (row.numerator, row.denominator) == (1633 * 365, 1122)
    assert row.value == pytest.approx(531.234, abs=1e-3)
