"""Erledigungen je Monat, worked by hand."""

from datetime import date, timedelta

import pandas as pd

from tests.cubes import cube

EBH = {"art": "EBH", "behoerde_id": "EBH-05382"}
WAYS = ("positiv", "abgelehnt", "zurueckgenommen", "abgegeben", "sonstig", "bereinigt")


def test_all_ways_out_but_the_cleaned_and_empty_months_are_zero(result):
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung    |
        |-------------|------------|----------|------------|-----------------|-----------------|
        | EBH-05382   | a          | stag_10  | 2024-01-01 | 2024-01-01      | positiv         |
        | EBH-05382   | b          | stag_10  | 2024-01-01 | 2024-01-31      | abgelehnt       |
        | EBH-05382   | c          | stag_8   | 2024-01-01 | 2024-01-31      | zurueckgenommen |
        | EBH-05382   | d          | stag_8   | 2024-01-01 | 2024-03-31      | abgegeben       |
        | EBH-05382   | e          | stag_8   | 2024-01-01 | 2024-03-01      | sonstig         |
        | EBH-05382   | f          | stag_8   | 2024-01-01 | 2024-03-01      | bereinigt       |
        | EBH-05382   | g          | stag_8   | 2024-01-01 |                 |                 |
    """
    rows = result("erledigungen_je_monat", by=["monat"], day="2024-03-31", antraege=antraege, **EBH)
    assert [(row.monat, row.anzahl, row.status) for row in rows] == [
        (date(2024, 1, 31), 3, "shown"),
        (date(2024, 2, 29), 0, "zero"),
        (date(2024, 3, 31), 2, "shown"),
    ]


def test_three_months_are_a_quarter():
    filed = [date(2022, 1, 1) + timedelta(3 * n) for n in range(240)]
    antraege = pd.DataFrame({
        "eingang_am": filed,
        "entscheidung_am": [day + timedelta(n * 7 % 300) for n, day in enumerate(filed)],
        "entscheidung": [WAYS[n % len(WAYS)] for n in range(240)],
        "vorgang_id": [str(n) for n in range(240)],
    }).assign(behoerde_id="EBH-05382", anliegen="stag_10")  # fmt: skip
    months = cube("erledigungen_je_monat", antraege, date(2024, 12, 31))
    quarters = cube("erledigungen", antraege, date(2024, 12, 31)).groupby("quartal")["anzahl"].sum()
    added = months.groupby(months["monat"] + pd.offsets.QuarterEnd(0))["anzahl"].sum()
    assert added[added > 0].to_dict() == quarters.to_dict()
    assert 0 < quarters.sum() < 240
