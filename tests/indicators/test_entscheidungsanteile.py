"""Anteile der Ausgänge, worked by hand."""

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |
|-------------|------------|----------|------------|-----------------|--------------|
| EBH-05382   | a          | stag_10  | 2023-05-01 | 2024-01-01      | positiv      |
| EBH-05382   | b          | stag_10  | 2023-05-01 | 2024-02-01      | positiv      |
| EBH-05382   | c          | stag_10  | 2023-05-01 | 2024-03-31      | positiv      |
| EBH-05382   | d          | stag_10  | 2023-05-01 | 2024-02-01      | abgegeben    |
| EBH-05382   | e          | stag_10  | 2023-05-01 | 2024-02-01      | bereinigt    |
| EBH-05370   | f          | stag_10  | 2023-05-01 | 2024-02-01      | abgelehnt    |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_cleaned_entries_are_no_decisions(result):
    assert shares(result, ANTRAEGE, "EBH-05382") == {
        "positiv": (3, 4),
        "abgelehnt": (0, 4),
        "zurueckgenommen": (0, 4),
        "abgegeben": (1, 4),
        "sonstig": (0, 4),
    }


def test_authorities_without_a_way_out_still_divide(result):
    [row] = result("entscheidungsanteile", ausgang="positiv", antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.value) == (3, 5, 60)


def test_counts_have_four_ways_out_and_need_all_of_them(result):
    bestand = turned("""
        | behoerde_id              | ABH-05770  | ABH-05382  |
        | zeitraum_von             | 2024-01-01 | 2024-01-01 |
        | zeitraum_bis             | 2024-03-31 | 2024-03-31 |
        | zaehleinheit             | antrag     | antrag     |
        | erledigt_positiv         | 84         | 10         |
        | erledigt_abgelehnt       | 6          | 10         |
        | erledigt_zurueckgenommen | 10         |            |
        | erledigt_sonstig         | 0          | 0          |
        | bereinigt                | 3          | 0          |
    """)
    rows = result(
        "entscheidungsanteile",
        by=["ausgang"],
        art="ABH",
        grundlage="bestand",
        zaehleinheit="antrag",
        bestand=bestand,
    )
    assert {row.ausgang: (row.numerator, row.denominator) for row in rows} == {
        "positiv": (84, 100),
        "abgelehnt": (6, 100),
        "zurueckgenommen": (10, 100),
        "sonstig": (0, 100),
    }


def shares(result, antraege: str, behoerde_id: str) -> dict:
    rows = result("entscheidungsanteile", by=["ausgang"], behoerde_id=behoerde_id, antraege=antraege, **EBH)
    return {row.ausgang: (row.numerator, row.denominator) for row in rows}
