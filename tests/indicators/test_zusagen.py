"""Zusagen an Gremien: what was promised, and how it stands on the day of the Stand."""

ZUSAGEN = """
    | zusage_id | gremium | gegeben_am | wortlaut | faellig_am | beantwortet_am | antwort | quelle    |
    |-----------|---------|------------|----------|------------|----------------|---------|-----------|
    | 1         | SozA    | 2024-01-10 | Zahlen   | 2024-03-01 | 2024-02-20     | 194     | Protokoll |
    | 2         | SozA    | 2024-01-10 | Zahlen   | 2024-06-30 |                |         | Protokoll |
    | 3         | SozA    | 2024-01-10 | Zahlen   | 2024-06-29 |                |         | Protokoll |
    | 4         | SozA    | 2024-01-10 | Zahlen   |            | 2024-07-01     | 7       | Protokoll |
    | 5         | SozA    | 2024-07-01 | Zahlen   |            |                |         | Protokoll |
    | 6         | SozA    |            | Zahlen   |            |                | 11      | Protokoll |
"""


def test_a_promise_is_answered_open_or_overdue(result):
    rows = result("zusagen", day="2024-06-30", zusagen=ZUSAGEN)
    assert [(row.zusage_id, row.lage) for row in rows] == [
        ("1", "beantwortet"),
        ("2", "offen"),  # due today
        ("3", "ueberfaellig"),
        ("4", "offen"),  # answered tomorrow
        ("6", "beantwortet"),  # the day of the answer is not known
    ]
    assert [row.antwort if isinstance(row.antwort, str) else None for row in rows] == [
        "194",
        None,
        None,
        None,
        "11",
    ]
