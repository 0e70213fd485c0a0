"""Eingänge, worked by hand."""

from datetime import date

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
|-------------|------------|----------|------------|-----------------|--------------|------------|
| EBH-05382   | a          | stag_10  | 2024-01-01 | 2024-01-01      | positiv      |            |
| EBH-05382   | b          | stag_10  | 2024-03-31 |                 |              |            |
| EBH-05382   | c          | stag_8   | 2024-04-01 | 2024-05-02      | bereinigt    |            |
| EBH-05382   | d          | stag_10  | 2023-11-20 |                 |              | 2024-02-05 |
| EBH-05382   | e          | stag_10  | 2024-02-01 |                 |              | 2024-03-01 |
| EBH-05370   | f          | stag_10  | 2024-02-29 |                 |              |            |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_the_first_and_the_last_day_belong_to_the_quarter(result):
    rows = result("eingaenge", by=["quartal"], behoerde_id="EBH-05382", antraege=ANTRAEGE, **EBH)
    assert {row.quartal: row.anzahl for row in rows} == {date(2024, 3, 31): 3, date(2024, 6, 30): 1}


def test_taken_over_in_a_later_quarter_is_no_filing_in_the_same_quarter_it_is(result):
    rows = result("eingaenge", by=["quartal", "anliegen"], behoerde_id="EBH-05382", antraege=ANTRAEGE, **EBH)
    assert (date(2023, 12, 31), "stag_10") not in {(row.quartal, row.anliegen) for row in rows}
    assert [row.anzahl for row in rows if row.quartal == date(2024, 3, 31)] == [3]


def test_authorities_and_quarters_add_up(result):
    [row] = result("eingaenge", antraege=ANTRAEGE, **EBH)
    assert (row.anzahl, row.status) == (5, "shown")


def test_an_extract_says_nothing_about_the_quarter_it_stops_in(result):
    rows = result(
        "eingaenge", by=["quartal"], antraege=ANTRAEGE, day="2024-12-31", auszug_vom="2024-06-29", **EBH
    )
    assert [(row.quartal, row.anzahl) for row in rows] == [(date(2024, 3, 31), 4)]


def test_a_quarter_that_is_not_over_on_the_day_of_the_stand_does_not_count(result):
    rows = result(
        "eingaenge", by=["quartal"], antraege=ANTRAEGE, day="2024-06-29", auszug_vom="2024-12-31", **EBH
    )
    assert [(row.quartal, row.anzahl) for row in rows] == [(date(2024, 3, 31), 4)]


def test_quarters_before_the_register_began_are_left_out(result):
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | erfasst_ab |
        |-------------|------------|----------|------------|------------|
        | EBH-05382   | a          | stag_10  | 2022-05-01 | 2023-01-01 |
        | EBH-05382   | b          | stag_10  | 2023-01-15 |            |
        | EBH-05370   | c          | stag_10  | 2022-05-01 | 2023-01-02 |
        | EBH-05370   | d          | stag_10  | 2023-01-15 |            |
        | EBH-05370   | e          | stag_10  | 2023-04-01 |            |
    """
    rows = result("eingaenge", by=["behoerde_id", "quartal"], antraege=antraege, **EBH)
    assert [(row.behoerde_id, row.quartal) for row in rows if row.status == "shown"] == [
        ("EBH-05370", date(2023, 6, 30)),
        ("EBH-05382", date(2023, 3, 31)),
    ]


BESTAND = """
| behoerde_id | zeitraum_von | zeitraum_bis | anliegen | zaehleinheit | eingaenge | bestand_ende |
|-------------|--------------|--------------|----------|--------------|-----------|--------------|
| ABH-05770   | 2024-01-01   | 2024-03-31   | alle     | antrag       | 640       | 1250         |
| ABH-05770   | 2024-01-01   | 2024-03-31   | familie  | antrag       | 90        | 200          |
| ABH-05770   | 2024-04-01   | 2024-06-30   | alle     | antrag       |           | 1225         |
| ABH-05770   | 2024-07-01   | 2024-07-31   | alle     | antrag       | 200       | 1230         |
| ABH-05382   | 2024-01-01   | 2024-03-31   | familie  | person       | 70        | 100          |
| ABH-05382   | 2024-01-01   | 2024-03-31   | erwerb   | person       | 30        | 50           |
"""
ABH = {"art": "ABH", "grundlage": "bestand"}


def test_counts_are_taken_as_delivered_and_anliegen_beside_the_whole_not_twice(result):
    rows = result(
        "eingaenge", by=["behoerde_id", "zaehleinheit"], quartal="2024-03-31", bestand=BESTAND, **ABH
    )
    shown = {(row.behoerde_id, row.zaehleinheit): row.anzahl for row in rows if row.status == "shown"}
    assert shown == {("ABH-05770", "antrag"): 640, ("ABH-05382", "person"): 100}


def test_an_empty_figure_is_not_reported_and_a_month_is_no_quarter(result):
    rows = result(
        "eingaenge",
        by=["behoerde_id", "quartal"],
        behoerde_id="ABH-05770",
        zaehleinheit="antrag",
        bestand=BESTAND,
        **ABH,
    )
    assert {row.quartal: row.status for row in rows} == {
        date(2024, 3, 31): "shown",
        date(2024, 6, 30): "not_reported",
    }
