"""Agreement of raters: published values, an independent library, and what is said where little is known."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from kim.catalogue import load_indicator
from kim.estimates import cohen_kappa, coincidences, krippendorff_alpha, reliability
from tests.made_counts import estimated

# Krippendorff 2011, "Computing Krippendorff's alpha-reliability": four observers, twelve units.
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
)
VALUES = np.arange(1, 6)
ALPHA = load_indicator("uebereinstimmung_alpha")
KAPPA = load_indicator("uebereinstimmung_kappa")


@pytest.mark.parametrize(
    "metric, published", [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_alpha_of_the_published_example(metric, published):
    found = krippendorff_alpha(coincidences(FOUR_OBSERVERS, VALUES), metric, VALUES)
    assert found == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_kappa_is_that_of_statsmodels(weights, seed):
    table = np.random.default_rng(seed).integers(0, 30, (4, 4)).astype(float)
    expected = cohens_kappa(table, wt=weights, return_results=False)
    assert cohen_kappa(table, weights) == pytest.approx(expected, abs=1e-4)


def test_alpha_by_hand():
    """Two raters, four units 00 11 01 11: six of the eight values pair alike.

    Middle ranks of 0 (three times) and 1 (five times): 1.5 and 5.5, squared distance 16. Found: 2 · 16;
    by chance: 2 · 3 · 5 · 16 / 7. Alpha = 1 − 7 · 32 / 480.
    """
    table = np.array([[1.0, 1.0], [0.0, 2.0]])
    assert krippendorff_alpha(table + table.T) == pytest.approx(1 - 7 * 32 / 480)


def test_levels_far_apart_weigh_more_than_neighbours():
    near, far = np.diag([10.0, 10, 10, 10]), np.diag([10.0, 10, 10, 10])
    near[0, 1], far[0, 3] = 5, 5
    assert krippendorff_alpha(far + far.T) < krippendorff_alpha(near + near.T)
    assert cohen_kappa(far) < cohen_kappa(near)


def test_many_tables_at_once_are_each_on_its_own():
    tables = np.random.default_rng(1).integers(1, 9, (5, 4, 4)).astype(float)
    both = tables + np.swapaxes(tables, 1, 2)
    assert krippendorff_alpha(both) == pytest.approx([float(krippendorff_alpha(one)) for one in both])
    assert cohen_kappa(tables) == pytest.approx([float(cohen_kappa(one)) for one in tables])


# Rows


def pairs(kreise: int, *levels: str) -> pd.DataFrame:
    """The same pairs of levels in a number of Kreise, each once."""
    told = [(f"05{number:03} {pair}", 1) for number in range(kreise) for pair in levels]
    return pd.DataFrame(told, columns=["paar", "anzahl"])


@pytest.mark.parametrize("entry", [ALPHA, KAPPA], ids=lambda entry: entry.statistic)
def test_full_agreement_is_one(entry):
    [row] = estimated(entry, pairs(15, "0 0", "1 1", "2 2", "3 3"))
    assert (row["status"], row["value"], row["lower"], row["upper"]) == ("shown", 1, 1, 1)
    assert (row["kreise"], row["einig"], row["n"]) == (15, 60, 60)


def test_fewer_than_fifteen_kreise_are_too_few():
    [row] = estimated(ALPHA, pairs(14, "0 0", "1 2"))
    assert (row["status"], row["n"]) == ("too_few", 28)
    assert isnan(row["value"])


def test_one_level_throughout_cannot_be_estimated():
    [row] = estimated(ALPHA, pairs(20, "2 2"))
    assert row["status"] == "not_estimable"
    assert isnan(row["value"])


def test_limits_lie_around_the_value_and_are_the_same_each_time():
    drawn = np.random.default_rng(3)
    told = [
        (f"05{kreis:03} {level} {min(3, level + int(drawn.random() < 0.3))}", 1)
        for kreis in range(30)
        for level in drawn.integers(0, 4, 20)
    ]
    counts = pd.DataFrame(told, columns=["paar", "anzahl"]).groupby("paar", as_index=False).sum()
    [first], [second] = (estimated(ALPHA, counts) for _ in range(2))
    assert first == second
    assert 0.8 < first["lower"] < first["value"] < first["upper"] < 1


def test_limits_are_wider_where_kreise_differ_than_where_all_are_alike():
    """The same pairs in all, once mixed in every Kreis, once agreed in one half and apart in the other."""
    mixed = pairs(20, "0 0", "3 3", "0 3", "3 0")
    halves = pd.concat([pairs(40, "0 0", "3 3").head(40), pairs(40, "0 3", "3 0").tail(40)])
    rows = [estimated(ALPHA, counts)[0] for counts in (mixed, halves)]
    assert rows[0]["value"] == pytest.approx(rows[1]["value"])
    widths = [row["upper"] - row["lower"] for row in rows]
    assert widths[0] < widths[1]


@pytest.mark.parametrize(
    "alpha, expected",
    [(0.8, "belastbar"), (0.7999, "vorlaeufig"), (0.667, "vorlaeufig"), (0.666, "nicht_berichten")],
)
def test_what_may_be_reported(alpha, expected):
    assert reliability(alpha) == expected
