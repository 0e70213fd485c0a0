"""Erledigungen je VZÄ und Jahr, worked by hand."""

from tests.turned import turned

BESTAND = turned("""
    | behoerde_id              | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05770  | ABH-05382  |
    | zeitraum_von             | 2023-04-01 | 2023-07-01 | 2023-10-01 | 2024-01-01 | 2024-01-01 |
    | zeitraum_bis             | 2023-06-30 | 2023-09-30 | 2023-12-31 | 2024-03-31 | 2024-03-31 |
    | zaehleinheit             | antrag     | antrag     | antrag     | antrag     | antrag     |
    | erledigt_positiv         | 80         | 80         | 20         | 10         | 5          |
    | erledigt_abgelehnt       | 5          | 5          | 0          | 0          |            |
    | erledigt_zurueckgenommen | 5          | 4          | 0          | 4          |            |
    | erledigt_sonstig         |            | 1          | 0          | 6          |            |
    | bereinigt                | 100        | 0          | 0          | 0          |            |
    | vzae_bearbeitung         | 3          | 3          | 1          | 1          |            |
""")
CHOSEN = {"art": "ABH", "grundlage": "bestand", "zaehleinheit": "antrag", "bestand": BESTAND}


def test_three_posts_for_half_a_year_and_one_for_half_a_year_are_two_years(result):
    [row] = result("erledigungen_je_vzae", **CHOSEN)
    assert (row.numerator, row.denominator, row.value) == (220, 2, 110)


def test_a_quarter_is_a_quarter_of_a_year(result):
    [row] = result("erledigungen_je_vzae", quartal="2024-03-31", **CHOSEN)
    assert (row.numerator, row.denominator, row.value) == (20, 0.25, 80)
