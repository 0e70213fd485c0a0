"""Levels of dimensions, and core dimensions at 2 or more, worked by hand."""

import pytest

from kim.catalogue import load_query
from kim.typology import profiles, rule

HEAD = "| kreis_id | stichtag | bewertet_von | kriterium | stufe | nachweis |"
TERMIN = {"berichtstermin": "2024-12-31", "bewertet_von": "massgeblich"}


def reviewed(**levels: str) -> str:
    """One round of extern_1: D1="2 2 1 0" scores D1.1 to D1.4, with evidence from 2 on."""
    rows = [
        f"| 05382 | 2024-10-31 | extern_1 | {dimension}.{number} | {level} | {evidence(level)} |"
        for dimension, told in levels.items()
        for number, level in enumerate(told.split(), start=1)
    ]
    return "\n".join([HEAD, *rows])


def evidence(level: str) -> str:
    return "Liste" if level in "23" else ""


def levels_of(result, table: str) -> dict[str, str]:
    by = ["kreis_id", "dimension", "dimensionsstufe"]
    rows = result("dimensionsstufen", by, **TERMIN, struktur=table)
    return {row.dimension: row.dimensionsstufe for row in rows if row.status == "shown"}


@pytest.mark.parametrize(
    "told, level",
    [
        ("0 1 2 3", "1"),  # even: the lower of the two in the middle
        ("3 3 2 2", "2"),
        ("3 0 3", "3"),
        ("3 nb nb nb", "3"),
        ("nb nb", "nb"),
        ("nb entfaellt", "nb"),
        ("entfaellt entfaellt", "entfaellt"),
    ],
)
def test_a_dimension_stands_at_the_lower_median_of_what_was_judged(result, told, level):
    assert levels_of(result, reviewed(D1=told)) == {"D1": level}


def test_a_level_without_evidence_counts_as_one(result):
    row = "| 05382 | 2024-10-31 | extern_1 | D1.1 | 3 | |"
    assert levels_of(result, f"{HEAD}\n{row}") == {"D1": "1"}


def test_what_is_not_judged_is_never_counted_as_zero(result):
    rows = result(
        "dimensionsstufen", ["dimension"], **TERMIN, struktur=reviewed(D1="nb nb"), dimensionsstufe="0"
    )
    assert not [row for row in rows if row.status == "shown"]


def test_core_dimensions_at_two_or_more_among_those_judged(result):
    table = reviewed(D1="2 2", D2="1 3 3", D3="1", D4="entfaellt", D5="nb", D7="3 3 3 0", D8="3", D9="0")
    [row] = result("kerndimensionen", ["kreis_id"], **TERMIN, struktur=table)
    assert (row.numerator, row.denominator, row.status) == (3, 4, "shown")  # D1, D2, D7 of D1, D2, D3, D7


def test_a_site_of_which_nothing_could_be_judged_has_no_share(result):
    [row] = result("kerndimensionen", ["kreis_id"], **TERMIN, struktur=reviewed(D1="nb", D8="3"))
    assert row.status == "not_applicable"


def test_the_query_has_the_core_dimensions_of_the_rule():
    listed = ", ".join(f"'{dimension}'" for dimension in rule()["kerndimensionen"])
    assert f"dimension in ({listed})" in load_query("kerndimensionen")


def test_levels_are_those_of_the_typology(answer):
    table = reviewed(
        D1="0 1 2 3", D2="3 3", D3="nb", D4="entfaellt entfaellt entfaellt entfaellt", D9="2 2 3 1"
    )
    asked = ("2024-12-31", "2024-12-31", {"struktur": table}, TERMIN)
    typed = profiles(answer("struktur_profil", [], *asked))["05382"]
    counted = answer("dimensionsstufen", ["dimension", "dimensionsstufe"], *asked).frame
    counted = counted[counted["status"] == "shown"]
    found = dict(zip(counted["dimension"], counted["dimensionsstufe"], strict=True))
    assert found == {dimension: str(typed.level(dimension)) for dimension in found}
    assert found["D4"] == "entfaellt"


def test_share_of_judged_criteria_with_evidence(result):
    table = reviewed(D1="2 3 1 0", D2="nb entfaellt 2")
    rows = result("anteil_mit_nachweis", ["kreis_id", "dimension"], **TERMIN, struktur=table)
    assert [(row.dimension, row.numerator, row.denominator) for row in rows] == [("D1", 2, 4), ("D2", 1, 1)]
