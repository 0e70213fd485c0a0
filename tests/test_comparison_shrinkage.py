"""Shrunken values are those of Efron and Morris and nearer to the truth; places are uncertain."""

import numpy as np
import pytest
from scipy.stats import beta

from kim.comparison import james_stein, order_width, rank_intervals, shrink
from kim.comparison.shrinkage import beta_binomial, posterior
from tests.made_comparisons import SITES, counties, funnel_of, funnel_of_counts, share, within_most

HITS = (18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)  # of 45, Efron and Morris 1975


def test_baseball_players_are_shrunken_as_by_efron_and_morris():
    averages = np.array(HITS) / 45
    mean = averages.mean()
    c, shrunken = james_stein(averages, np.sqrt(mean * (1 - mean) / 45))
    assert round(c, 3) == 0.212
    assert (averages[0], round(shrunken[0], 3)) == (0.4, 0.294)
    assert shrunken.mean() == pytest.approx(mean)


def test_james_and_stein_never_turn_the_order_around():
    c, shrunken = james_stein(np.array([1.0, 1.1, 0.9, 1.0]), error=1.0)
    assert (c, set(shrunken)) == (0.0, {1.0})
    with pytest.raises(ValueError, match="four"):
        james_stein(np.array([1.0, 2.0, 3.0]), 1.0)


def test_the_common_distribution_is_found_again():
    rng = np.random.default_rng(3)
    n = rng.integers(50, 400, 4000)
    a, b = beta_binomial(rng.binomial(n, rng.beta(14, 6, 4000)), n)
    assert (a, b) == pytest.approx((14, 6), rel=0.1)


def test_shrunken_values_are_nearer_to_the_truth_and_their_intervals_hold():
    raw, near, inside = [], [], []
    for seed in range(60):
        true, n, x = counties(seed)
        known = posterior(x, n)
        lower, upper = known.interval()
        raw.append(np.mean((x / n - true) ** 2))
        near.append(np.mean((known.mean - true) ** 2))
        inside.append(np.mean((lower <= true) & (true <= upper)))
    assert np.mean(near) < 0.8 * np.mean(raw)
    assert np.mean(inside) == pytest.approx(0.94, abs=0.02)
    for known, simulated in ((0.00247, raw), (0.00134, near), (0.925, inside)):  # statistics.md 4.1
        assert within_most(known, simulated)


def test_the_fewer_cases_the_stronger_the_pull():
    rows = [share(9, 10), share(900, 1000), *[share(600, 1000), share(650, 1000), share(700, 1000)] * 4]
    few, many = shrink(funnel_of(rows))[:2]
    assert few.unit == SITES[0]
    assert 60 < few.value < 85 < many.value < 90
    assert few.lower < few.value < few.upper
    assert few.upper - few.lower > many.upper - many.lower


def test_too_few_units_teach_nothing():
    assert shrink(funnel_of([share(6, 10)] * 4)) == ()


def test_an_interval_is_that_of_the_beta_distribution():
    known = posterior(np.array([3.0, 30, 60, 50]), np.array([10.0, 100, 100, 100]))
    lower, upper = known.interval()
    assert lower[0] == pytest.approx(beta.ppf(0.025, known.alpha[0], known.beta[0]))
    assert upper[0] == pytest.approx(beta.ppf(0.975, known.alpha[0], known.beta[0]))


def test_places_are_uncertain_over_many_and_repeat():
    _, n, x = counties(seed=1)
    lower, upper = rank_intervals(posterior(x, n))
    width = np.median(upper - lower)
    assert width == pytest.approx(22, abs=1)  # of 53
    again = rank_intervals(posterior(x, n))
    assert (again[0] == lower).all()
    assert order_width(funnel_of_counts(x, n)) == width


def test_places_are_certain_where_values_are_far_apart():
    lower, upper = rank_intervals(posterior(np.array([100.0, 5000, 9900]), np.full(3, 10_000.0)))
    assert (lower.tolist(), upper.tolist()) == ([1, 2, 3], [1, 2, 3])
