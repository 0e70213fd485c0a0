"""Ages of the procedures open at a Berichtstermin, worked by hand."""

from datetime import date, timedelta
from math import isnan
from random import Random

import numpy as np
import pytest

from tests.clocks import counts
from tests.procedures import COLUMNS, procedures

HALF, NINE = "median_alter_der_offenen", "p90_alter_der_offenen"
TERMIN = "2024-09-30"


def test_who_is_open_at_the_end_of_the_day_and_since_when(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-09-30 |            |           |            |
        | EBH-05382 | b | stag_10 | 2024-10-01 |            |           |            |
        | EBH-05382 | c | stag_10 | 2024-09-20 | 2024-10-01 | positiv   |            |
        | EBH-05382 | d | stag_10 | 2024-09-20 | 2024-09-30 | positiv   |            |
        | EBH-05382 | e | stag_10 | 2023-09-30 |            |           | 2024-09-30 |
        | EBH-05382 | f | stag_10 | 2023-09-30 |            |           | 2024-10-01 |
        | EBH-05382 | g | stag_10 | 2024-09-20 | 2024-10-01 | bereinigt |            |
    """
    found = counts(answer, HALF, "berichtstermin", "stichtag", antraege=antraege)
    assert {key[2]: row for key, row in found.items() if key[0] == TERMIN} == {
        -1: (4, 0, 0),
        0: (0, 1, 1),
        10: (0, 2, 2),  # c and g, which nobody knew then to be a mistake
        366: (0, 1, 1),
    }
    assert {key[1] for key in found if key[0] == TERMIN} == {TERMIN}


def test_an_extract_before_the_termin_counts_on_its_own_day(answer):
    antraege = procedures((1, "2024-09-01", None, ""), (1, "2024-09-01", 20, "positiv"))
    found = counts(answer, HALF, "berichtstermin", "stichtag", auszug_vom="2024-09-20", antraege=antraege)
    assert found == {
        (TERMIN, "2024-09-20", -1): (2, 0, 0),
        (TERMIN, "2024-09-20", 19): (0, 2, 2),
    }  # and not at the end of the year, 102 days later


@pytest.mark.parametrize("size", [50, 101, 400])
def test_quantiles_are_those_of_the_ages(result, size):
    chance = Random(size)
    ages = [chance.choice([0, 10, chance.randrange(900)]) for _ in range(size)]
    filed = [str(date.fromisoformat(TERMIN) - timedelta(age)) for age in ages]
    antraege = procedures(*((1, day, None, "") for day in filed), (100, "2024-01-01", 5, "positiv"))
    for indicator, share in ((HALF, 0.5), (NINE, 0.9)):
        [row] = result(indicator, art="EBH", berichtstermin=TERMIN, antraege=antraege)
        expected = np.quantile(ages, share, method="inverted_cdf")
        assert (row.status, row.value, row.n) == ("shown", expected, size)
        assert isnan(row.lower)
        assert isnan(row.upper)


def test_under_thirty_and_under_fifty_nothing_is_shown(result):
    asked = {"art": "EBH", "berichtstermin": TERMIN}
    [row] = result(HALF, antraege=procedures((29, "2024-01-01", None, "")), **asked)
    assert (row.status, row.n) == ("too_few", 29)
    [row] = result(NINE, antraege=procedures((49, "2024-01-01", None, "")), **asked)
    assert row.status == "too_few"


def test_clearing_old_ones_makes_the_closed_look_slow_and_the_open_young(result):
    """Before: 40 old and 40 young ones open. The old are closed: both medians say something else."""
    young, old = (40, "2024-09-01", None, ""), "2022-09-01"
    asked = {"art": "EBH", "berichtstermin": TERMIN}
    [before] = result(HALF, antraege=procedures(young, (41, old, None, "")), **asked)
    cleared = procedures(young, (41, old, 750, "positiv"))
    [after] = result(HALF, antraege=cleared, **asked)
    assert (before.value, after.value) == (760, 29)
    [closed] = result("median_dauer_der_erledigten", art="EBH", quartal=TERMIN, antraege=cleared)
    assert closed.value == 750
