"""Offene Verfahren je VZÄ, worked by hand."""

from decimal import Decimal

import pytest

BESTAND = """
| behoerde_id | zeitraum_von | zeitraum_bis | zaehleinheit | bestand_ende | vzae_bearbeitung |
|-------------|--------------|--------------|--------------|--------------|------------------|
| ABH-05770   | 2024-01-01   | 2024-03-31   | antrag       | 1250         | 9.5              |
| ABH-05382   | 2024-01-01   | 2024-03-31   | antrag       | 150          | 0.5              |
| ABH-05370   | 2024-01-01   | 2024-03-31   | antrag       | 90           |                  |
| ABH-05362   | 2024-01-01   | 2024-03-31   | person       | 90           | 1                |
"""
CHOSEN = {
    "art": "ABH",
    "grundlage": "bestand",
    "zaehleinheit": "antrag",
    "berichtstermin": "2024-03-31",
    "bestand": BESTAND,
}


def test_stock_by_full_time_equivalents(result):
    rows = {row.behoerde_id: row for row in result("bestand_je_vzae", by=["behoerde_id"], **CHOSEN)}
    assert rows["ABH-05770"].value == pytest.approx(131.5789, abs=1e-4)
    assert rows["ABH-05370"].status == "not_reported"


def test_authorities_are_added_up_before_dividing(result):
    [row] = result("bestand_je_vzae", **CHOSEN)
    assert (row.numerator, Decimal(row.denominator), row.value) == (1400, 10, 140)
