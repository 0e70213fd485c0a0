"""Strukturprofil: whose scores count at a Berichtstermin, and what evidence they carry."""

HEAD = "| kreis_id | stichtag | bewertet_von | kriterium | stufe | nachweis |"


def scores(result, *rows, termin="2024-12-31", **where):
    table = "\n".join([HEAD, *rows])
    told = result(
        "struktur_profil", ["bewertet_von"], day=termin, berichtstermin=termin, struktur=table, **where
    )
    return [(row.kreis_id, row.bewertet_von, row.kriterium, row.stufe) for row in told]


def test_the_agreed_score_is_decisive_and_stands_beside_the_others(result):
    found = scores(
        result,
        "| 05382 | 2024-10-31 | extern_1 | D1.1 | 2 | Liste |",
        "| 05382 | 2024-10-31 | extern_2 | D1.1 | 1 |       |",
        "| 05382 | 2024-10-31 | konsens  | D1.1 | 3 | Liste |",
        "| 05382 | 2024-10-31 | selbst   | D1.1 | 0 |       |",
    )
    assert found == [
        ("05382", "extern_1", "D1.1", "2"),
        ("05382", "extern_2", "D1.1", "1"),
        ("05382", "konsens", "D1.1", "3"),
        ("05382", "massgeblich", "D1.1", "3"),
        ("05382", "selbst", "D1.1", "0"),
    ]


def test_a_newer_first_rating_is_decisive_over_an_older_agreed_one(result):
    found = scores(
        result,
        "| 05382 | 2023-10-31 | konsens  | D1.1 | 3 | Liste |",
        "| 05382 | 2024-10-31 | extern_1 | D1.1 | 1 |       |",
        bewertet_von=("konsens", "massgeblich"),
    )
    assert found == [("05382", "konsens", "D1.1", "3"), ("05382", "massgeblich", "D1.1", "1")]


def test_only_the_latest_round_counts_whole(result):
    found = scores(
        result,
        "| 05382 | 2023-10-31 | extern_1 | D1.1 | 1 | |",
        "| 05382 | 2023-10-31 | extern_1 | D1.2 | 1 | |",
        "| 05382 | 2024-10-31 | extern_1 | D1.1 | 0 | |",
        bewertet_von="massgeblich",
    )
    assert found == [("05382", "massgeblich", "D1.1", "0")]


def test_a_site_or_a_second_rater_alone_are_never_decisive(result):
    found = scores(
        result,
        "| 05382 | 2024-10-31 | selbst   | D1.1 | 3 | Liste |",
        "| 05154 | 2024-10-31 | extern_2 | D1.1 | 3 | Liste |",
        bewertet_von="massgeblich",
    )
    assert found == []


def test_a_review_counts_for_two_years(result):
    row = "| 05382 | 2022-12-31 | extern_1 | D1.1 | 1 | |"
    assert scores(result, row, bewertet_von="extern_1", termin="2024-12-31")
    assert not scores(result, row, bewertet_von="extern_1", termin="2025-03-31")


def test_a_review_after_the_termin_does_not_count(result):
    row = "| 05382 | 2025-01-01 | extern_1 | D1.1 | 1 | |"
    assert not scores(result, row, bewertet_von="extern_1")


def test_whoever_was_reviewed_within_two_years_is_covered(answer):
    table = f"{HEAD}\n| 05382 | 2023-10-31 | extern_1 | D1.1 | 1 | |"
    for termin, covered in (("2025-09-30", 1), ("2025-12-31", 0)):
        where = {"berichtstermin": termin, "bewertet_von": "massgeblich"}
        found = answer("struktur_profil", [], "2025-12-31", "2023-10-31", {"struktur": table}, where)
        assert found.coverage == (covered, 54)
