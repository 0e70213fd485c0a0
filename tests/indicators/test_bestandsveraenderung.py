"""Bestandsveränderung, worked by hand."""

from datetime import date

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
|-------------|------------|----------|------------|-----------------|--------------|------------|
| EBH-05382   | a          | stag_10  | 2023-05-01 | 2024-03-31      | positiv      |            |
| EBH-05382   | b          | stag_10  | 2023-05-01 | 2024-02-01      | bereinigt    |            |
| EBH-05382   | c          | stag_10  | 2024-03-31 |                 |              |            |
| EBH-05382   | d          | stag_8   | 2023-05-01 |                 |              | 2024-04-01 |
| EBH-05382   | e          | stag_8   | 2024-04-01 | 2024-04-02      | positiv      |            |
| EBH-05382   | f          | stag_8   | 2024-06-30 |                 |              |            |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
QUARTERS = ["2024-03-31", "2024-06-30"]


def test_end_less_start_takeovers_and_cleaning_included(result):
    assert changes(result) == {
        (date(2024, 3, 31), "stag_10"): -1,
        (date(2024, 6, 30), "stag_10"): 0,
        (date(2024, 6, 30), "stag_8"): 2,
    }


def test_quarters_add_up_to_the_difference_of_the_stocks(result):
    [change] = result("bestandsveraenderung", quartal=QUARTERS, antraege=ANTRAEGE, **EBH)
    stocks = [
        result("bestand", berichtstermin=day, antraege=ANTRAEGE, **EBH)[0].anzahl
        for day in ("2023-12-31", "2024-06-30")
    ]
    assert change.anzahl == stocks[1] - stocks[0] == 1


def test_a_quarter_whose_end_the_extract_has_not_seen_is_left_out(result):
    assert {quartal for quartal, _ in changes(result, auszug_vom="2024-06-29")} == {date(2024, 3, 31)}


def test_the_first_quarter_of_a_register_has_no_start(result):
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | erfasst_ab |
        |-------------|------------|----------|------------|------------|
        | EBH-05382   | a          | stag_10  | 2022-05-01 | 2024-01-01 |
        | EBH-05382   | b          | stag_10  | 2024-04-15 |            |
    """
    rows = result("bestandsveraenderung", by=["quartal"], quartal=QUARTERS, antraege=antraege, **EBH)
    assert [(row.quartal, row.status) for row in rows] == [
        (date(2024, 3, 31), "not_estimable"),
        (date(2024, 6, 30), "shown"),
    ]
    assert rows[1].anzahl == 1


def test_counts_bring_both_ends(result):
    bestand = """
        | behoerde_id | zeitraum_von | zeitraum_bis | zaehleinheit | bestand_anfang | bestand_ende |
        |-------------|--------------|--------------|--------------|----------------|--------------|
        | ABH-05770   | 2024-01-01   | 2024-03-31   | person       | 1200           | 1150         |
    """
    [row] = result(
        "bestandsveraenderung", art="ABH", grundlage="bestand", zaehleinheit="person", bestand=bestand
    )
    assert (row.anzahl, row.status) == (-50, "shown")


def changes(result, **when: str) -> dict:
    by = ["quartal", "anliegen"]
    rows = result("bestandsveraenderung", by=by, quartal=QUARTERS, antraege=ANTRAEGE, **EBH, **when)
    return {(row.quartal, row.anliegen): row.anzahl for row in rows if row.status in ("shown", "zero")}
