"""Bestandsabgleich, worked by hand."""

import pytest

from tests.turned import turned

BESTAND = turned("""
    | behoerde_id              | ABH-05770  | ABH-05382  | ABH-05370  | ABH-05362  |
    | zeitraum_von             | 2025-01-01 | 2025-01-01 | 2025-01-01 | 2025-01-01 |
    | zeitraum_bis             | 2025-03-31 | 2025-03-31 | 2025-03-31 | 2025-03-31 |
    | zaehleinheit             | person     | antrag     | antrag     | antrag     |
    | bestand_anfang           | 7402148    | 100        | 200        | 300        |
    | eingaenge                | 1798503    | 50         | 20         |            |
    | erledigt_positiv         | 1207339    | 30         | 10         | 10         |
    | erledigt_abgelehnt       | 327477     | 5          | 0          | 0          |
    | erledigt_zurueckgenommen |            | 4          | 0          | 0          |
    | erledigt_sonstig         |            | 1          | 0          | 0          |
    | bereinigt                |            | 10         |            |            |
    | bestand_ende             | 7420899    | 100        | 220        | 290        |
""")


def test_nhs_england_march_2025(result):
    """7,402,148 + 1,798,503 - 1,207,339 - 327,477 - 7,420,899 = 244,936 unexplained removals, 3.3 %."""
    [row] = result("bestandsabgleich", zaehleinheit="person", **chosen())
    assert (row.numerator, row.denominator) == (244936, 7402148)
    assert row.value == pytest.approx(3.309, abs=1e-3)


def test_what_adds_up_leaves_nothing_and_unbooked_ones_are_negative(result):
    rows = result("bestandsabgleich", by=["behoerde_id"], zaehleinheit="antrag", **chosen())
    found = {row.behoerde_id: (row.numerator, row.value) for row in rows if row.status == "shown"}
    assert found == {"ABH-05382": (0, 0), "ABH-05370": (-10, -5)}


def chosen() -> dict:
    return {
        "art": "ABH",
        "grundlage": "bestand",
        "quartal": "2025-03-31",
        "day": "2025-03-31",
        "bestand": BESTAND,
    }
