"""Bestand nach Alter, worked by hand: calendar months, not days."""

from tests.turned import turned

EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_each_band_ends_with_the_day_of_the_same_number(result):
    """30.09. plus three months is 30.12., over on 31.12.; 31.12. plus a year is that very day, not over."""
    antraege = drawn(
        "2024-12-31", "2024-10-01", "2024-09-30", "2024-07-01", "2024-06-30", "2023-12-31",
        "2023-12-30", "2023-07-01", "2023-06-30", "2022-12-31", "2022-12-30", "2015-01-01",
    )  # fmt: skip
    assert bands(result, antraege, "2024-12-31") == {
        "bis_3m": 2,
        "3_6m": 2,
        "6_12m": 2,
        "12_18m": 2,
        "18_24m": 2,
        "ueber_24m": 2,
    }


def test_three_months_after_the_last_of_november_are_over_on_the_first_of_march(result):
    """30.11. plus three months is the last of February, in a leap year too (§ 188 Abs. 3 BGB)."""
    for_extract = {"day": "2024-03-31", "berichtstermin": "2024-03-31"}
    assert ages(result, "2023-11-30", auszug_vom="2024-02-29", **for_extract) == {"bis_3m": 1}
    assert ages(result, "2023-11-30", auszug_vom="2024-03-01", **for_extract) == {"3_6m": 1}
    not_leap = {"day": "2023-03-31", "berichtstermin": "2023-03-31"}
    assert ages(result, "2022-11-30", auszug_vom="2023-02-28", **not_leap) == {"bis_3m": 1}
    assert ages(result, "2022-11-30", auszug_vom="2023-03-01", **not_leap) == {"3_6m": 1}


def test_the_twenty_ninth_of_february_is_a_year_old_after_the_twenty_eighth(result):
    assert ages(
        result, "2024-02-29", auszug_vom="2025-02-28", day="2025-03-31", berichtstermin="2025-03-31"
    ) == {"6_12m": 1}
    assert ages(
        result, "2024-02-29", auszug_vom="2025-03-01", day="2025-03-31", berichtstermin="2025-03-31"
    ) == {"12_18m": 1}


def test_the_bands_add_up_to_the_stock(result):
    antraege = drawn("2024-12-31", "2023-12-30", "2015-01-01", "2025-01-01")
    chosen = {"berichtstermin": "2024-12-31", "day": "2024-12-31", "antraege": antraege} | EBH
    [by_age], [stock] = result("bestand_nach_alter", **chosen), result("bestand", **chosen)
    assert by_age.anzahl == stock.anzahl == 3


def test_what_counts_do_not_put_into_a_band_is_open_of_unknown_age(result):
    bestand = turned("""
        | behoerde_id     | ABH-05770  | ABH-05382  | ABH-05370  |
        | zeitraum_von    | 2024-01-01 | 2024-01-01 | 2024-01-01 |
        | zeitraum_bis    | 2024-03-31 | 2024-03-31 | 2024-03-31 |
        | zaehleinheit    | antrag     | antrag     | antrag     |
        | bestand_ende    | 21         | 100        | 50         |
        | offen_bis_3m    | 6          |            |            |
        | offen_3_6m      | 5          |            |            |
        | offen_6_12m     | 4          |            |            |
        | offen_12_18m    | 3          |            |            |
        | offen_18_24m    | 2          |            |            |
        | offen_ueber_24m | 1          |            | 20         |
    """)
    rows = result(
        "bestand_nach_alter", by=["behoerde_id", "altersband"], berichtstermin="2024-03-31", art="ABH",
        grundlage="bestand", zaehleinheit="antrag", bestand=bestand,
    )  # fmt: skip
    found = {(row.behoerde_id[-3:], row.altersband): row.anzahl for row in rows if row.status == "shown"}
    assert found == {
        ("770", "bis_3m"): 6,
        ("770", "3_6m"): 5,
        ("770", "6_12m"): 4,
        ("770", "12_18m"): 3,
        ("770", "18_24m"): 2,
        ("770", "ueber_24m"): 1,
        ("382", "ohne_angabe"): 100,
        ("370", "ueber_24m"): 20,
        ("370", "ohne_angabe"): 30,
    }


def drawn(*filed: str) -> str:
    rows = [f"| EBH-05382 | v{n} | stag_10 | {day} |" for n, day in enumerate(filed)]
    return "\n".join(["| behoerde_id | vorgang_id | anliegen | eingang_am |", *rows])


def bands(result, antraege: str, termin: str) -> dict[str, int]:
    rows = result(
        "bestand_nach_alter", by=["altersband"], berichtstermin=termin, day=termin, antraege=antraege, **EBH
    )
    return {row.altersband: row.anzahl for row in rows}


def ages(result, filed: str, **when: str) -> dict[str, int]:
    rows = result("bestand_nach_alter", by=["altersband"], antraege=drawn(filed), **EBH, **when)
    return {row.altersband: row.anzahl for row in rows}
