"""Days of the procedures that ended in a quarter, worked by hand: full counts, and no waiting time."""

from math import isnan
from random import Random

import numpy as np
import pytest

from kim.catalogue import load_catalogue
from tests.clocks import counts
from tests.procedures import COLUMNS, procedures

HALF, EIGHT, NINE, MEAN = (
    "median_dauer_der_erledigten",
    "p80_dauer_der_erledigten",
    "p90_dauer_der_erledigten",
    "mittel_der_erledigten",
)


def test_what_ended_in_the_quarter_and_how(answer):
    antraege = f"""
        {COLUMNS}
        | EBH-05382 | a | stag_10 | 2024-01-01 | 2024-01-01 | positiv   |            |
        | EBH-05382 | b | stag_10 | 2023-01-01 | 2024-03-31 | abgelehnt |            |
        | EBH-05382 | c | stag_10 | 2023-01-01 | 2024-03-31 | bereinigt |            |
        | EBH-05382 | d | stag_10 | 2023-01-01 | 2024-04-01 | positiv   |            |
        | EBH-05382 | e | stag_10 | 2023-01-01 | 2023-12-31 | positiv   |            |
        | EBH-05382 | f | stag_10 | 2023-01-01 |            |           |            |
        | EBH-05382 | g | stag_10 | 2023-03-02 | 2024-01-01 | abgegeben | 2023-12-01 |
    """
    found = counts(answer, HALF, "quartal", day="2024-05-31", antraege=antraege)
    assert found == {
        ("2023-12-31", -1): (1, 0, 0, 0, 0, 0, 0),
        ("2023-12-31", 364): (0, 1, 1, 0, 0, 0, 0),
        ("2024-03-31", -1): (3, 0, 0, 0, 0, 0, 0),
        ("2024-03-31", 0): (0, 1, 1, 0, 0, 0, 0),
        ("2024-03-31", 305): (0, 1, 0, 0, 0, 1, 0),  # g, since its filing and not since it was taken over
        ("2024-03-31", 455): (0, 1, 0, 1, 0, 0, 0),
    }  # d ended in a quarter that is not over


def test_half_quarters_and_what_came_after_the_extract_are_left_out(answer):
    antraege = procedures((1, "2024-01-01", 89, "positiv"), (1, "2024-01-01", 91, "positiv"))
    assert counts(answer, HALF, auszug_vom="2024-03-30", antraege=antraege) == {}
    seen = counts(answer, HALF, "quartal", auszug_vom="2024-03-31", antraege=antraege)
    assert seen == {
        ("2024-03-31", -1): (1, 0, 0, 0, 0, 0, 0),
        ("2024-03-31", 89): (0, 1, 1, 0, 0, 0, 0),
    }


@pytest.mark.parametrize("size", [50, 51, 99, 100, 317])
def test_quantiles_and_mean_are_those_of_the_closed_ones(result, size):
    """Against the definition: the smallest number of days within which the share had ended."""
    chance = Random(size)
    days = [chance.choice([1, 30, chance.randrange(90)]) for _ in range(size)]
    antraege = procedures(*((1, "2024-07-01", n, "positiv") for n in days), (500, "2024-07-01", None, ""))
    asked = {"art": "EBH", "quartal": "2024-09-30", "antraege": antraege}
    for indicator, share in ((HALF, 0.5), (EIGHT, 0.8), (NINE, 0.9)):
        [row] = result(indicator, **asked)
        expected = np.quantile(days, share, method="inverted_cdf")
        assert (row.status, row.value, row.n, row.ereignisse) == ("shown", expected, size, size)
        assert isnan(row.lower)
        assert isnan(row.upper)
    [row] = result(MEAN, **asked)
    assert (row.status, row.n) == ("shown", size)
    assert row.value == pytest.approx(np.mean(days))


def test_under_thirty_and_under_fifty_nothing_is_shown(result):
    asked = {"art": "EBH", "quartal": "2024-09-30"}
    few = procedures((29, "2024-07-01", 10, "positiv"))
    assert [result(name, antraege=few, **asked)[0].status for name in (HALF, MEAN)] == ["too_few"] * 2
    more = procedures((49, "2024-07-01", 10, "positiv"))
    statuses = [result(name, antraege=more, **asked)[0].status for name in (HALF, EIGHT, NINE, MEAN)]
    assert statuses == ["shown", "too_few", "too_few", "shown"]


def test_quarters_and_authorities_are_added_up_before_anything_is_divided(result):
    slow = procedures((40, "2024-01-01", 170, "positiv"))
    quick = procedures((80, "2024-07-01", 20, "positiv"), behoerde="EBH-05370", head="")
    asked = {"art": "EBH", "quartal": ["2024-06-30", "2024-09-30"], "antraege": "\n".join([slow, quick])}
    [row] = result(MEAN, **asked)
    assert (row.numerator, row.denominator, row.value) == (8400, 120, 70)
    [row] = result(HALF, **asked)
    assert row.value == 20


def test_no_figure_of_the_closed_is_called_a_waiting_time():
    of_the_closed = [e for e in load_catalogue().values() if e.query in ("dauer_der_erledigten", MEAN)]
    assert len(of_the_closed) == 4
    for entry in of_the_closed:
        assert "Wartezeit" not in entry.title
        assert "erledigten Verfahren" in entry.title
        assert entry.limits.startswith("Keine Wartezeit:")
