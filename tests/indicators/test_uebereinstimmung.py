"""Agreement of two raters: which pairs of scores count."""

HEAD = "| kreis_id | stichtag | bewertet_von | kriterium | stufe | nachweis |"
STRUKTUR = f"""
    {HEAD}
    | 05382 | 2024-10-31 | extern_1 | D1.1 | 2         | Liste |
    | 05382 | 2024-10-31 | extern_2 | D1.1 | 1         |       |
    | 05382 | 2024-10-31 | extern_1 | D1.2 | 0         |       |
    | 05382 | 2024-10-31 | extern_2 | D1.2 | 0         |       |
    | 05382 | 2024-10-31 | extern_1 | D1.3 | 0         |       |
    | 05382 | 2024-10-31 | extern_2 | D1.3 | 0         |       |
    | 05382 | 2024-10-31 | extern_1 | D1.4 | nb        |       |
    | 05382 | 2024-10-31 | extern_2 | D1.4 | 0         |       |
    | 05382 | 2024-10-31 | extern_1 | D2.1 | 1         |       |
    | 05382 | 2024-10-31 | konsens  | D2.1 | 1         |       |
    | 05154 | 2024-10-31 | extern_1 | D1.1 | 1         |       |
    | 05154 | 2023-10-31 | extern_2 | D1.1 | 1         |       |
"""
TERMIN = {"berichtstermin": "2024-12-31"}


def test_pairs_are_what_both_judged_in_the_same_round(answer):
    asked = ("2024-12-31", "2024-12-31", {"struktur": STRUKTUR}, TERMIN)
    cube = answer("uebereinstimmung_alpha", [], *asked).stand.query(
        "select dimension, paar, anzahl from uebereinstimmung order by paar"
    )
    assert list(cube.itertuples(index=False, name=None)) == [("D1", "05382 0 0", 2), ("D1", "05382 2 1", 1)]


def test_one_kreis_says_nothing_about_agreement(result):
    [row] = result("uebereinstimmung_alpha", **TERMIN, struktur=STRUKTUR)
    assert (row.status, row.kreise, row.einig, row.n) == ("too_few", 1, 2, 3)


def test_fifteen_kreise_do(result):
    kreise = [
        f"05{number}"
        for number in (111, 112, 113, 114, 116, 117, 119, 120, 122, 124, 154, 158, 162, 166, 170)
    ]
    rows = [
        f"| {kreis} | 2024-10-31 | {rater} | D1.{number} | {level} | |"
        for kreis in kreise
        for rater, levels in (("extern_1", "01"), ("extern_2", "01"))
        for number, level in enumerate(levels, start=1)
    ]
    table = "\n".join([HEAD, *rows])
    for indicator in ("uebereinstimmung_alpha", "uebereinstimmung_kappa"):
        [row] = result(indicator, **TERMIN, struktur=table)
        assert (row.status, row.value, row.n, row.kreise) == ("shown", 1.0, 30, 15)
    [row] = result("uebereinstimmung_alpha", ["dimension"], **TERMIN, struktur=table)
    assert (row.dimension, row.value) == ("D1", 1.0)
