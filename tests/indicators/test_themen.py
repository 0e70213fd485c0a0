"""From case to structure: how far themes have come, and how long it takes, worked by hand."""

import pandas as pd

from tests.clocks import counts

HEAD = (
    "| kreis_id | thema_id | bezeichnung | handlungsfeld | erkannt_am | lenkungsgruppe_am | beschluss "
    "| projektgruppe_ab | umgesetzt_am |"
)
THEMEN = f"""
    {HEAD}
    | 05382 | 1 | a | arbeit  | 2024-01-01 |            |                |            |            |
    | 05382 | 2 | b | arbeit  | 2024-01-01 | 2024-01-31 | vertagt        |            |            |
    | 05382 | 3 | c | arbeit  | 2024-01-01 | 2024-01-31 | abgelehnt      |            |            |
    | 05382 | 4 | d | arbeit  | 2024-01-01 | 2024-01-31 | weitergemeldet |            |            |
    | 05382 | 5 | e | arbeit  | 2024-01-01 | 2024-01-31 | angenommen     |            |            |
    | 05382 | 6 | f | arbeit  | 2024-01-01 | 2024-01-31 | angenommen     | 2024-02-10 |            |
    | 05382 | 7 | g | sprache | 2024-01-01 | 2024-01-31 | angenommen     | 2024-02-10 | 2024-03-01 |
    | 05382 | 8 | h | sprache | 2024-01-01 | 2024-07-01 | angenommen     |            |            |
    | 05382 | 9 | i | sprache | 2024-07-01 |            |                |            |            |
    | 05382 | 10 | k | sprache | 2024-01-01 | 2024-01-31 |               |            |            |
"""
DAY = {"day": "2024-06-30"}


def states(result, **words):
    rows = result("themen_nach_stand", ["thema_stand"], **DAY, themen=THEMEN, **words)
    return {row.thema_stand: row.anzahl for row in rows if row.status == "shown"}


def test_each_theme_counts_once_by_how_far_it_has_come(result):
    assert states(result) == {
        "erkannt": 2,  # 1, and 8, which is put to the Lenkungsgruppe after the Stand
        "vertagt": 2,  # 2, and 10, which was talked about without a decision
        "abgelehnt": 1,
        "weitergemeldet": 1,
        "angenommen": 1,
        "in_arbeit": 1,
        "umgesetzt": 1,
    }


def test_what_comes_after_the_extract_has_not_happened(result):
    assert states(result, auszug_vom="2024-02-09") == {
        "erkannt": 2, "vertagt": 2, "abgelehnt": 1, "weitergemeldet": 1, "angenommen": 3,
    }  # fmt: skip


def test_a_theme_counts_at_every_step_it_has_reached(result):
    rows = result("thementrichter", ["themenschritt"], **DAY, themen=THEMEN)
    assert {row.themenschritt: row.anzahl for row in rows} == {
        "erkannt": 9,
        "beraten": 7,
        "beschlossen": 3,
        "umgesetzt": 1,
    }


def test_a_step_that_no_theme_reached_is_zero(result):
    themes = f"{HEAD}\n| 05382 | 1 | a | arbeit | 2024-01-01 | | | | |"
    rows = result("thementrichter", ["kreis_id", "themenschritt"], **DAY, themen=themes)
    assert {row.themenschritt: row.status for row in rows}["umgesetzt"] == "zero"


def test_implemented_without_a_word_of_the_lenkungsgruppe_passed_all_steps(result):
    themes = f"{HEAD}\n| 05382 | 1 | a | arbeit | 2024-01-01 | | | | 2024-03-01 |"
    rows = result("thementrichter", ["themenschritt"], **DAY, themen=themes)
    assert {row.anzahl for row in rows} == {1}


def test_share_of_implemented_themes_is_of_all_recognised(result):
    [row] = result("themen_umsetzungsquote", **DAY, themen=THEMEN)
    assert (row.numerator, row.denominator, row.status) == (1, 9, "too_few")


def test_open_and_put_off_themes_wait_to_the_end_of_observation(answer):
    found = counts(answer, "median_bis_beschluss", **DAY, themen=THEMEN)
    assert found == {
        (-1,): (9, 0, 0, 0, 0),
        (30,): (0, 5, 3, 1, 1),  # 3 to 7: accepted, rejected, passed on
        (181,): (0, 4, 0, 0, 0),  # 1, 2, 8 and 10 at the end of June
    }


def test_accepted_themes_wait_until_they_are_implemented(answer):
    found = counts(answer, "median_bis_umsetzung", **DAY, themen=THEMEN)
    assert found == {
        (-1,): (3, 0, 0),
        (30,): (0, 1, 1),  # 7 on 1 March
        (151,): (0, 2, 0),
    }


def test_the_median_counts_open_ones(result):
    decided = [f"| 05382 | a{n} | t | arbeit | 2024-01-01 | 2024-01-31 | angenommen | | |" for n in range(16)]
    still = [f"| 05382 | b{n} | t | arbeit | 2024-01-01 | | | | |" for n in range(14)]
    [row] = result("median_bis_beschluss", **DAY, themen="\n".join([HEAD, *decided, *still]))
    assert (row.status, row.value, row.n) == ("shown", 30, 30)
    [row] = result("median_bis_beschluss", **DAY, themen="\n".join([HEAD, *decided[:14], *still, *[
        f"| 05382 | c{n} | t | arbeit | 2024-01-01 | | | | |" for n in range(2)
    ]]))  # fmt: skip
    assert row.status == "not_estimable"


def test_themes_are_listed_as_they_were_seen(result):
    rows = result("themen_liste", **DAY, themen=THEMEN)
    assert [row.thema_id for row in rows] == ["1", "10", "2", "3", "4", "5", "6", "7", "8"]
    assert pd.isna(rows[-1].lenkungsgruppe_am)  # after the Stand
