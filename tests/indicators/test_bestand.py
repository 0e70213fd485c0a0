"""Bestand, worked by hand."""

from datetime import date, timedelta

import numpy as np

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
|-------------|------------|----------|------------|-----------------|--------------|------------|
| EBH-05382   | a          | stag_10  | 2020-05-01 |                 |              |            |
| EBH-05382   | b          | stag_10  | 2024-03-31 |                 |              |            |
| EBH-05382   | c          | stag_10  | 2024-04-01 |                 |              |            |
| EBH-05382   | d          | stag_8   | 2023-01-10 | 2024-03-31      | positiv      |            |
| EBH-05382   | e          | stag_8   | 2023-01-10 | 2024-04-01      | bereinigt    |            |
| EBH-05382   | f          | stag_8   | 2023-01-10 |                 |              | 2024-04-01 |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_open_is_what_came_by_the_end_of_the_day_and_was_not_decided_by_then(result):
    rows = result("bestand", by=["anliegen"], berichtstermin="2024-03-31", antraege=ANTRAEGE, **EBH)
    assert {row.anliegen: row.anzahl for row in rows} == {"stag_10": 2, "stag_8": 1}


def test_the_day_before_the_termin_is_another_day(result):
    assert [open_at(result, day) for day in ("2023-12-31", "2024-03-31", "2024-06-30")] == [3, 3, 4]


def test_a_termin_counts_on_the_day_of_an_earlier_extract(result):
    [row] = result(
        "bestand", by=["behoerde_id"], berichtstermin="2024-03-31", day="2024-12-31", auszug_vom="2024-03-30",
        antraege=ANTRAEGE, **EBH,
    )  # fmt: skip
    assert row.anzahl == 3  # b came a day later, d was decided a day later


def test_an_extract_counts_for_a_hundred_days_and_no_longer(result):
    ninety_nine_and_a_day = {"day": "2024-06-30", "berichtstermin": "2024-06-30"}
    assert status(result, auszug_vom="2024-03-22", **ninety_nine_and_a_day) == "shown"
    assert status(result, auszug_vom="2024-03-21", **ninety_nine_and_a_day) == "not_reported"


def test_a_register_counts_from_its_first_day_on(result):
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | erfasst_ab |
        |-------------|------------|----------|------------|------------|
        | EBH-05382   | a          | stag_10  | 2022-05-01 | 2023-03-31 |
        | EBH-05382   | b          | stag_10  | 2023-06-15 |            |
    """
    rows = result("bestand", by=["berichtstermin"], antraege=antraege, day="2023-06-30", **EBH)
    assert {str(row.berichtstermin): row.anzahl for row in rows} == {"2023-03-31": 1, "2023-06-30": 2}


def test_the_stock_is_the_running_sum_of_what_came_and_went(result):
    """Both ways equal: open on a day, and all filed by then without all that ended or were struck out."""
    table, termine = procedures(400), [f"{year}-{end}" for year in (2023, 2024) for end in QUARTER_ENDS]
    open_then = result("bestand", by=["berichtstermin"], berichtstermin=termine, antraege=table, **EBH)
    counts = {row.berichtstermin: row.anzahl for row in open_then}
    came, *went = (
        {row.quartal: row.anzahl for row in result(name, by=["quartal"], antraege=table, **EBH)}
        for name in ("eingaenge", "erledigungen", "bereinigungen")
    )
    assert len(counts) == len(termine)
    for day, amount in counts.items():
        gone = sum(until(day, flow) for flow in went)
        assert amount == until(day, came) - gone
        assert 0 < gone < until(day, came)


QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")


def procedures(number: int) -> str:
    """A drawn table of procedures filed from 2023 on; some end, some are struck out, some on a Termin."""
    rng = np.random.default_rng(2027754)
    lines = []
    for at in range(number):
        filed = date(2023, 1, 1) + timedelta(int(rng.integers(731)))
        end = filed + timedelta(int(rng.integers(900)))
        ended = end <= date(2024, 12, 31)
        way = rng.choice(["positiv", "abgelehnt", "zurueckgenommen", "bereinigt"]) if ended else ""
        lines.append(f"| EBH-05382 | {at} | stag_10 | {filed} | {end if ended else ''} | {way} |")
    head = "| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |"
    return "\n".join([head, *lines])


def until(day: date, flow: dict) -> int:
    return sum(amount for quarter, amount in flow.items() if quarter <= day)


def test_of_counts_the_last_closing_stock_before_the_termin_counts(result):
    bestand = """
        | behoerde_id | zeitraum_von | zeitraum_bis | anliegen | zaehleinheit | bestand_ende |
        |-------------|--------------|--------------|----------|--------------|--------------|
        | ABH-05770   | 2023-01-01   | 2023-12-31   | alle     | antrag       | 1200         |
        | ABH-05770   | 2023-10-01   | 2023-12-31   | alle     | antrag       | 1201         |
        | ABH-05770   | 2024-02-01   | 2024-02-29   | alle     | antrag       | 1250         |
        | ABH-05382   | 2023-10-01   | 2023-12-21   | alle     | antrag       | 10           |
        | ABH-05370   | 2023-10-01   | 2023-12-22   | erwerb   | antrag       | 5            |
        | ABH-05370   | 2023-10-01   | 2023-12-22   | familie  | antrag       | 6            |
    """
    chosen = {"art": "ABH", "grundlage": "bestand", "zaehleinheit": "antrag"}
    rows = result(
        "bestand", by=["behoerde_id", "berichtstermin"], day="2024-03-31", bestand=bestand, **chosen
    )
    shown = {(row.behoerde_id, str(row.berichtstermin)): row.anzahl for row in rows if row.status == "shown"}
    assert shown == {
        ("ABH-05370", "2023-12-31"): 11,
        ("ABH-05370", "2024-03-31"): 11,
        ("ABH-05382", "2023-12-31"): 10,
        ("ABH-05770", "2023-12-31"): 1201,
        ("ABH-05770", "2024-03-31"): 1250,
    }


def test_an_authority_that_delivers_both_counts_once_in_each(result):
    bestand = """
        | behoerde_id | zeitraum_von | zeitraum_bis | anliegen | zaehleinheit | bestand_ende |
        |-------------|--------------|--------------|----------|--------------|--------------|
        | EBH-05382   | 2024-01-01   | 2024-03-31   | alle     | antrag       | 99           |
    """
    rows = result(
        "bestand", by=["grundlage"], art="EBH", zaehleinheit="antrag", berichtstermin="2024-03-31",
        antraege=ANTRAEGE, bestand=bestand,
    )  # fmt: skip
    assert {row.grundlage: row.anzahl for row in rows} == {"einzelvorgang": 3, "bestand": 99}


def open_at(result, day: str) -> int:
    [row] = result("bestand", berichtstermin=day, antraege=ANTRAEGE, **EBH)
    return row.anzahl


def status(result, **when: str) -> str:
    [row] = result("bestand", by=["behoerde_id"], antraege=ANTRAEGE, **EBH, **when)
    return row.status
