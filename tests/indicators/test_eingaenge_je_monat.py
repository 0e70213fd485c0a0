"""Eingänge je Monat, worked by hand."""

from datetime import date, timedelta

import pandas as pd
import pytest

from kim.errors import KimError
from kim.sentences import codes, naming
from tests.conftest import drawn
from tests.cubes import cube

EBH = {"art": "EBH", "behoerde_id": "EBH-05382"}
ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
|-------------|------------|----------|------------|-----------------|--------------|------------|
| EBH-05382   | a          | stag_10  | 2024-01-01 | 2024-01-01      | positiv      |            |
| EBH-05382   | b          | stag_10  | 2024-01-31 |                 |              |            |
| EBH-05382   | c          | stag_8   | 2024-02-01 | 2024-05-02      | bereinigt    |            |
| EBH-05382   | d          | stag_10  | 2023-11-20 |                 |              | 2024-04-05 |
| EBH-05382   | e          | stag_10  | 2024-05-01 |                 |              | 2024-06-01 |
"""


def test_the_first_and_the_last_day_belong_to_the_month_and_empty_months_are_zero(result):
    rows = result("eingaenge_je_monat", by=["monat"], day="2024-06-30", antraege=ANTRAEGE, **EBH)
    assert [(row.monat, row.anzahl, row.status) for row in rows] == [
        (date(2024, 1, 31), 2, "shown"),
        (date(2024, 2, 29), 1, "shown"),
        (date(2024, 3, 31), 0, "zero"),
        (date(2024, 4, 30), 0, "zero"),
        (date(2024, 5, 31), 1, "shown"),
        (date(2024, 6, 30), 0, "zero"),
    ]


@pytest.mark.parametrize(("day", "last"), [("2024-06-30", 6), ("2024-06-29", 3), ("2024-03-30", None)])
def test_months_of_a_quarter_that_was_not_seen_whole_are_left_out(result, day, last):
    rows = result(
        "eingaenge_je_monat", by=["monat"], day="2024-12-31", auszug_vom=day, antraege=ANTRAEGE, **EBH
    )
    assert (rows[-1].monat.month if rows else None) == last


def test_three_months_are_a_quarter():
    filed = [date(2022, 3, 1) + timedelta(3 * n) for n in range(300)]
    late = [day + timedelta(n * 7 % 200) for n, day in enumerate(filed)]
    antraege = pd.DataFrame({"eingang_am": filed, "erfasst_ab": late}).assign(
        behoerde_id="EBH-05382", anliegen="stag_10", vorgang_id=[str(n) for n in range(300)]
    )
    months = cube("eingaenge_je_monat", antraege, date(2024, 12, 31))
    quarters = cube("eingaenge", antraege, date(2024, 12, 31)).set_index("quartal")["anzahl"]
    added = months.groupby(months["monat"] + pd.offsets.QuarterEnd(0))["anzahl"].sum()
    assert added[added > 0].to_dict() == quarters.to_dict()
    assert quarters.sum() < 300


def test_36_months_and_none_before_the_register_began():
    antraege = drawn(ANTRAEGE).assign(erfasst_ab=None)
    antraege.loc[0, "eingang_am"] = "2019-05-05"
    months = cube("eingaenge_je_monat", antraege, date(2024, 12, 31))["monat"].dt.date
    assert (months.nunique(), months.min(), months.max()) == (36, date(2022, 1, 31), date(2024, 12, 31))
    begun = drawn(ANTRAEGE).assign(erfasst_ab="2023-12-15")
    months = cube("eingaenge_je_monat", begun, date(2024, 12, 31))["monat"].dt.date
    assert months.min() == date(2024, 1, 31)


def test_authorities_are_not_added_up(result):
    with pytest.raises(KimError, match="behoerde_id"):
        result("eingaenge_je_monat", by=["monat"], antraege=ANTRAEGE, art="EBH")


def test_months_are_called_months():
    days = [date(2024, 1, 31), date(2024, 6, 30)]
    assert codes.label("monat", days[0]) == "01/2024"
    assert naming.spanned("monat", days) == "Monate 01/2024 bis 06/2024"
    assert naming.at("monat", "01/2024") == "im Monat 01/2024"
