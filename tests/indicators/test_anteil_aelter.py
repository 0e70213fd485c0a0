"""Anteil älterer offener Verfahren, worked by hand."""

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |
|-------------|------------|----------|------------|-----------------|--------------|
| EBH-05382   | a          | stag_10  | 2022-12-30 |                 |              |
| EBH-05382   | b          | stag_10  | 2023-12-30 |                 |              |
| EBH-05382   | c          | stag_8   | 2023-12-31 |                 |              |
| EBH-05382   | d          | stag_8   | 2024-10-01 |                 |              |
| EBH-05382   | e          | stag_8   | 2020-01-01 | 2024-12-31      | positiv      |
| EBH-05370   | f          | stag_8   | 2024-12-01 |                 |              |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}
TERMIN = {"berichtstermin": "2024-12-31", "day": "2024-12-31"}


def test_older_means_longer_than_the_months_not_as_long(result):
    rows = result("anteil_aelter", by=["behoerde_id", "schwelle"], antraege=ANTRAEGE, **EBH, **TERMIN)
    found = {(row.behoerde_id, int(row.schwelle)): (row.numerator, row.denominator) for row in rows}
    assert found == {
        ("EBH-05382", 3): (3, 4),
        ("EBH-05382", 6): (3, 4),
        ("EBH-05382", 12): (2, 4),
        ("EBH-05382", 18): (1, 4),
        ("EBH-05382", 24): (1, 4),
        ("EBH-05370", 3): (0, 1),
        ("EBH-05370", 6): (0, 1),
        ("EBH-05370", 12): (0, 1),
        ("EBH-05370", 18): (0, 1),
        ("EBH-05370", 24): (0, 1),
    }


def test_authorities_are_added_up_before_dividing(result):
    [row] = result("anteil_aelter", schwelle="12", antraege=ANTRAEGE, **EBH, **TERMIN)
    assert (row.numerator, row.denominator, row.value, row.status) == (2, 5, 40, "shown")


def test_counts_need_all_six_bands(result):
    bestand = turned("""
        | behoerde_id     | ABH-05770  | ABH-05370  |
        | zeitraum_von    | 2024-10-01 | 2024-10-01 |
        | zeitraum_bis    | 2024-12-31 | 2024-12-31 |
        | zaehleinheit    | antrag     | antrag     |
        | bestand_ende    | 20         | 50         |
        | offen_bis_3m    | 6          | 10         |
        | offen_3_6m      | 5          | 10         |
        | offen_6_12m     | 4          | 10         |
        | offen_12_18m    | 3          | 10         |
        | offen_18_24m    | 2          | 10         |
        | offen_ueber_24m | 0          |            |
    """)
    [row] = result(
        "anteil_aelter",
        schwelle="12",
        art="ABH",
        grundlage="bestand",
        zaehleinheit="antrag",
        bestand=bestand,
        **TERMIN,
    )
    assert (row.numerator, row.denominator, row.value) == (5, 20, 25)
