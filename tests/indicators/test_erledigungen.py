"""Erledigungen nach Ausgang, worked by hand."""

from datetime import date

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung    | erfasst_ab |
|-------------|------------|----------|------------|-----------------|-----------------|------------|
| EBH-05382   | a          | stag_10  | 2022-01-01 | 2024-01-01      | positiv         |            |
| EBH-05382   | b          | stag_10  | 2023-06-01 | 2024-03-31      | positiv         |            |
| EBH-05382   | c          | stag_8   | 2024-02-01 | 2024-02-01      | zurueckgenommen |            |
| EBH-05382   | d          | stag_8   | 2024-02-01 | 2024-02-20      | bereinigt       |            |
| EBH-05382   | e          | stag_8   | 2024-02-01 | 2024-04-01      | abgegeben       |            |
| EBH-05382   | f          | stag_8   | 2023-02-01 | 2024-02-01      | abgelehnt       | 2024-02-02 |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_each_way_out_counts_in_the_quarter_of_the_end(result):
    assert counted(result) == {
        (date(2024, 3, 31), "positiv"): 2,
        (date(2024, 3, 31), "zurueckgenommen"): 1,
        (date(2024, 6, 30), "abgegeben"): 1,
    }


def test_cleaned_entries_are_not_in_the_whole(result):
    [row] = result("erledigungen", quartal="2024-03-31", antraege=ANTRAEGE, **EBH)
    assert row.anzahl == 3


def test_decisions_after_the_day_of_the_extract_have_not_come_yet(result):
    antraege = ANTRAEGE + "| EBH-05382 | g | stag_8 | 2023-02-01 | 2024-06-30 | sonstig | |\n"
    assert (date(2024, 6, 30), "sonstig") in counted(result, antraege, auszug_vom="2024-06-30")
    assert not any(
        quartal > date(2024, 3, 31) for quartal, _ in counted(result, antraege, auszug_vom="2024-06-29")
    )


def test_decisions_after_the_day_of_the_stand_have_not_come_yet(result):
    assert set(counted(result, day="2024-05-01", auszug_vom="2024-12-31")) == {
        (date(2024, 3, 31), "positiv"),
        (date(2024, 3, 31), "zurueckgenommen"),
    }


def test_counts_keep_their_four_ways_out(result):
    bestand = turned("""
        | behoerde_id              | ABH-05770  |
        | zeitraum_von             | 2024-01-01 |
        | zeitraum_bis             | 2024-03-31 |
        | anliegen                 | alle       |
        | zaehleinheit             | antrag     |
        | erledigt_positiv         | 520        |
        | erledigt_abgelehnt       | 30         |
        | erledigt_zurueckgenommen | 25         |
        | erledigt_sonstig         | 0          |
        | bereinigt                | 7          |
    """)
    rows = result(
        "erledigungen", by=["ausgang"], art="ABH", grundlage="bestand", zaehleinheit="antrag", bestand=bestand
    )
    assert {row.ausgang: (row.anzahl, row.status) for row in rows} == {
        "positiv": (520, "shown"),
        "abgelehnt": (30, "shown"),
        "zurueckgenommen": (25, "shown"),
        "sonstig": (0, "zero"),
    }


def counted(result, antraege: str = ANTRAEGE, **when: str) -> dict:
    rows = result("erledigungen", by=["quartal", "ausgang"], antraege=antraege, **EBH, **when)
    return {(row.quartal, row.ausgang): row.anzahl for row in rows}
