"""Terminvorlauf: rows as they were delivered."""

from datetime import date


def test_every_delivered_lead_time_with_its_period_and_nothing_else(result):
    bestand = """
        | behoerde_id | zeitraum_von | zeitraum_bis | anliegen | zaehleinheit | terminvorlauf_tage |
        |-------------|--------------|--------------|----------|--------------|--------------------|
        | ABH-05770   | 2024-01-01   | 2024-03-31   | alle     | antrag       | 115                |
        | ABH-05770   | 2024-01-01   | 2024-03-31   | familie  | antrag       | 40                 |
        | ABH-05770   | 2024-04-01   | 2024-06-30   | alle     | antrag       | 0                  |
        | ABH-05770   | 2024-07-01   | 2024-09-30   | alle     | antrag       |                    |
        | ABH-05770   | 2025-01-01   | 2025-03-31   | alle     | antrag       | 99                 |
        | EBH-05382   | 2024-01-01   | 2024-01-31   | alle     | antrag       | 21                 |
    """
    rows = result("terminvorlauf", by=[], day="2024-12-31", bestand=bestand)
    assert [(r.behoerde_id, r.art, r.anliegen, r.zeitraum_bis, r.terminvorlauf_tage) for r in rows] == [
        ("ABH-05770", "ABH", "alle", date(2024, 3, 31), 115),
        ("ABH-05770", "ABH", "alle", date(2024, 6, 30), 0),
        ("ABH-05770", "ABH", "familie", date(2024, 3, 31), 40),
        ("EBH-05382", "EBH", "alle", date(2024, 1, 31), 21),
    ]
