"""Bereinigungen, worked by hand."""

from datetime import date

EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_cleaned_entries_count_in_the_quarter_of_the_cleaning_and_nothing_else(result):
    antraege = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |
        |-------------|------------|----------|------------|-----------------|--------------|
        | EBH-05382   | a          | stag_10  | 2023-06-01 | 2024-03-31      | bereinigt    |
        | EBH-05382   | b          | stag_8   | 2024-02-01 | 2024-04-01      | bereinigt    |
        | EBH-05382   | c          | stag_8   | 2024-02-01 | 2024-02-20      | positiv      |
        | EBH-05382   | d          | stag_8   | 2024-02-01 | 2024-07-01      | bereinigt    |
    """
    rows = result("bereinigungen", by=["quartal"], antraege=antraege, auszug_vom="2024-09-29", **EBH)
    assert {row.quartal: row.anzahl for row in rows} == {date(2024, 3, 31): 1, date(2024, 6, 30): 1}


def test_counts_are_taken_as_delivered(result):
    bestand = """
        | behoerde_id | zeitraum_von | zeitraum_bis | zaehleinheit | erledigt_positiv | bereinigt |
        |-------------|--------------|--------------|--------------|------------------|-----------|
        | ABH-05770   | 2024-01-01   | 2024-03-31   | antrag       | 520              | 7         |
    """
    [row] = result("bereinigungen", art="ABH", grundlage="bestand", zaehleinheit="antrag", bestand=bestand)
    assert (row.anzahl, row.status) == (7, "shown")
