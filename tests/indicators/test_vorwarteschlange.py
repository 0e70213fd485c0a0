"""Vorwarteschlange, worked by hand."""

BESTAND = """
| behoerde_id | zeitraum_von | zeitraum_bis | anliegen | zaehleinheit | warteliste_personen | bestand_ende |
|-------------|--------------|--------------|----------|--------------|---------------------|--------------|
| EBH-05382   | 2023-10-01   | 2023-12-31   | alle     | antrag       | 600                 | 1500         |
| EBH-05382   | 2024-01-01   | 2024-03-31   | alle     | antrag       | 650                 | 1600         |
| EBH-05370   | 2024-01-01   | 2024-03-31   | alle     | person       | 0                   | 90           |
| EBH-05362   | 2024-01-01   | 2024-03-31   | alle     | antrag       |                     | 70           |
"""


def test_people_waiting_are_added_up_whatever_the_rest_counts(result):
    [row] = result("vorwarteschlange", art="EBH", berichtstermin="2024-03-31", bestand=BESTAND)
    assert (row.anzahl, row.status) == (650, "shown")


def test_nobody_waits_is_not_the_same_as_no_list(result):
    rows = result(
        "vorwarteschlange", by=["behoerde_id"], art="EBH", berichtstermin="2024-03-31", bestand=BESTAND
    )
    assert {row.behoerde_id: row.status for row in rows} == {
        "EBH-05382": "shown",
        "EBH-05370": "zero",
        "EBH-05362": "not_reported",
    }
