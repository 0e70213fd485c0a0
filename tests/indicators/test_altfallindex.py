"""Altfallindex, worked by hand."""

from tests.turned import turned

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung |
|-------------|------------|----------|------------|-----------------|--------------|
| EBH-05382   | a          | stag_10  | 2023-12-30 |                 |              |
| EBH-05382   | b          | stag_10  | 2023-12-31 |                 |              |
| EBH-05382   | c          | stag_10  | 2020-05-01 | 2024-01-01      | positiv      |
| EBH-05382   | d          | stag_8   | 2020-05-01 | 2024-12-31      | abgelehnt    |
| EBH-05382   | e          | stag_8   | 2020-05-01 | 2023-12-31      | positiv      |
| EBH-05382   | f          | stag_8   | 2020-05-01 | 2024-06-01      | bereinigt    |
"""
EBH = {"art": "EBH", "grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


def test_older_than_a_year_among_open_and_ended_within_the_year(result):
    """Only a is over a year old; a and b are open, c and d ended in 2024."""
    [row] = result("altfallindex", berichtstermin="2024-12-31", antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.value) == (1, 4, 25)


def test_the_groups_add_up_to_the_whole(result):
    rows = result("altfallindex", by=["anliegen"], berichtstermin="2024-12-31", antraege=ANTRAEGE, **EBH)
    assert {row.anliegen: (row.numerator, row.denominator) for row in rows} == {
        "stag_10": (1, 3),
        "stag_8": (0, 1),
    }


def test_counts_need_four_quarters_and_all_six_bands(result):
    year = turned("""
        | behoerde_id      | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05770  |
        | zeitraum_von     | 2024-01-01 | 2024-04-01 | 2024-07-01 | 2024-10-01 |
        | zeitraum_bis     | 2024-03-31 | 2024-06-30 | 2024-09-30 | 2024-12-31 |
        | zaehleinheit     | antrag     | antrag     | antrag     | antrag     |
        | erledigt_positiv | 10         | 20         | 30         | 20         |
        | bestand_ende     | 20         | 20         | 20         | 21         |
        | offen_bis_3m     |            |            |            | 6          |
        | offen_3_6m       |            |            |            | 5          |
        | offen_6_12m      |            |            |            | 4          |
        | offen_12_18m     |            |            |            | 3          |
        | offen_18_24m     |            |            |            | 2          |
        | offen_ueber_24m  |            |            |            | 1          |
    """)
    assert index(result, year) == (6, 101)
    without_a_band = "\n".join(year.splitlines()).replace("| 1          |", "|            |")
    assert index(result, without_a_band) is None
    without_a_quarter = "\n".join(line for line in year.splitlines() if "2024-06-30" not in line)
    assert index(result, without_a_quarter) is None


def index(result, bestand: str) -> tuple | None:
    [row] = result(
        "altfallindex", by=["behoerde_id"], berichtstermin="2024-12-31", art="ABH", grundlage="bestand",
        zaehleinheit="antrag", bestand=bestand,
    )  # fmt: skip
    return (row.numerator, row.denominator) if row.status == "shown" else None
