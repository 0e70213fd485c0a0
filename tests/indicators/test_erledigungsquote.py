"""Erledigungsquote, worked by hand."""

from datetime import date

import pytest

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung    |
|-------------|------------|----------|------------|-----------------|-----------------|
| EBH-05382   | a          | stag_10  | 2022-05-01 | 2024-01-10      | positiv         |
| EBH-05382   | b          | stag_10  | 2024-01-01 | 2024-03-31      | zurueckgenommen |
| EBH-05382   | c          | stag_10  | 2024-02-01 | 2024-03-01      | bereinigt       |
| EBH-05382   | d          | stag_8   | 2024-03-31 |                 |                 |
| EBH-05382   | e          | stag_8   | 2024-02-01 |                 |                 |
| EBH-05382   | f          | stag_9   | 2022-05-01 | 2024-04-01      | abgelehnt       |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_what_ended_is_divided_by_what_came_in_and_cleaning_is_no_end(result):
    [row] = result("erledigungsquote", quartal="2024-03-31", antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.value, row.status) == (2, 4, 50, "shown")


def test_quarters_are_added_up_before_dividing(result):
    [row] = result("erledigungsquote", quartal=["2024-03-31", "2024-06-30"], antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.value) == (3, 4, 75)


def test_where_nothing_came_in_there_is_no_rate(result):
    rows = result("erledigungsquote", by=["quartal"], quartal="2024-06-30", antraege=ANTRAEGE, **EBH)
    assert [(row.quartal, row.numerator, row.status) for row in rows] == [
        (date(2024, 6, 30), 1, "not_applicable")
    ]


def test_cepej_clearance_rate(result):
    """1,000 filed and 900 closed in twelve months: 90 % (CEPEJ(2008)11, Appendix I, section 5)."""
    bestand = turned("""
        | behoerde_id      | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05770  |
        | zeitraum_von     | 2024-01-01 | 2024-04-01 | 2024-07-01 | 2024-10-01 |
        | zeitraum_bis     | 2024-03-31 | 2024-06-30 | 2024-09-30 | 2024-12-31 |
        | zaehleinheit     | antrag     | antrag     | antrag     | antrag     |
        | eingaenge        | 100        | 200        | 300        | 400        |
        | erledigt_positiv | 300        | 250        | 200        | 150        |
    """)
    year = ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]
    counts = {"art": "ABH", "grundlage": "bestand", "zaehleinheit": "antrag"}
    [row] = result("erledigungsquote", quartal=year, bestand=bestand, **counts)
    assert (row.numerator, row.denominator, row.value) == (900, 1000, 90)


def test_berlin_2022(result):
    """11,400 of 17,600: 64.8 % (figures of the Land Berlin, May 2023), here as one quarter."""
    bestand = turned("""
        | behoerde_id              | ABH-05770  | ABH-05382  | ABH-05370  |
        | zeitraum_von             | 2024-01-01 | 2024-01-01 | 2024-01-01 |
        | zeitraum_bis             | 2024-03-31 | 2024-03-31 | 2024-03-31 |
        | zaehleinheit             | antrag     | antrag     | antrag     |
        | eingaenge                | 17600      | 50         |            |
        | erledigt_positiv         | 11000      |            | 40         |
        | erledigt_abgelehnt       | 300        |            |            |
        | erledigt_zurueckgenommen | 60         |            |            |
        | erledigt_sonstig         | 40         |            |            |
        | bereinigt                | 500        | 10         |            |
    """)
    [row] = result("erledigungsquote", art="ABH", grundlage="bestand", zaehleinheit="antrag", bestand=bestand)
    assert (row.numerator, row.denominator) == (11400, 17600)
    assert row.value == pytest.approx(64.7727, abs=1e-4)
