"""Limits of chance and what lies between units agree with published reference values."""

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from kim.comparison import additive_variance, binomial_limits, overdispersion, poisson_limits
from kim.comparison.spread import LEFT_OF_CHANCE, robust_variance, winsorised

BCG = (  # Colditz and others 1994: tuberculosis and none, vaccinated and not, 13 trials
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232),
    (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip


# limits


@pytest.mark.parametrize(
    ("n", "limits"),
    [
        (10, (0.2189, 0.4090, 0.9556, 0.9982)),
        (30, (0.4698, 0.5706, 0.8821, 0.9513)),
        (100, (0.6044, 0.6577, 0.8276, 0.8704)),
        (400, (0.6802, 0.7057, 0.7906, 0.8138)),
    ],
)
def test_binomial_limits_are_exact_and_interpolated(n, limits):
    assert tuple(binomial_limits(0.75, [n])[:, 0].round(4)) == limits


@pytest.mark.parametrize(
    ("expected", "limits"),
    [
        (15, (0.3863, 0.5597, 1.6493, 2.0829)),
        (20, (0.4479, 0.6108, 1.5444, 1.9021)),
        (30, (0.5290, 0.6747, 1.4276, 1.7028)),
    ],
)
def test_poisson_limits_are_those_of_funnelplotr(expected, limits):
    assert tuple(poisson_limits([expected])[:, 0].round(4)) == limits


def test_limits_close_in_on_the_centre_and_stay_shares():
    found = binomial_limits(0.02, np.arange(1, 2000))
    assert (found >= 0).all()
    assert (found <= 1).all()
    width = found[3] - found[0]
    assert width[29] > width[299] > width[-1]


# spread


def bcg() -> tuple[np.ndarray, np.ndarray]:
    """Logarithms of relative risks and their standard errors."""
    a, b, c, d = np.array(BCG, dtype=float).T
    return np.log(a / (a + b) / (c / (c + d))), np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def fixed(values: np.ndarray, errors: np.ndarray) -> tuple[float, float]:
    """The weighted mean and Cochran's Q."""
    mean = np.average(values, weights=errors**-2)
    return mean, float(np.sum(((values - mean) / errors) ** 2))


def test_the_variance_between_thirteen_trials_is_the_published_one():
    values, errors = bcg()
    q = fixed(values, errors)[1]
    tau2 = additive_variance(q, errors)
    assert (round(q, 4), round(tau2, 4)) == (152.2330, 0.3088)
    weights = 1 / (errors**2 + tau2)
    assert round(np.average(values, weights=weights), 4) == -0.7141
    assert round(1 / np.sqrt(weights.sum()), 4) == 0.1787
    oracle = combine_effects(values, errors**2, method_re="dl")
    assert (q, tau2) == pytest.approx((oracle.q, oracle.tau2), abs=1e-9)


def test_units_that_differ_less_than_chance_have_no_variance_of_their_own():
    assert additive_variance(2.9, np.ones(4)) == 0
    assert additive_variance(3.1, np.ones(4)) > 0


@pytest.mark.parametrize(("sizes", "tolerance"), [((1, 1), 0.05), ((0.5, 2), 0.2)])
def test_the_robust_variance_is_right_without_outliers_and_stays_where_there_are_some(sizes, tolerance):
    rng = np.random.default_rng(4)
    errors = rng.uniform(*sizes, 20_000)
    z = rng.normal(0, np.sqrt(errors**2 + 3)) / errors
    assert robust_variance(z, errors) == pytest.approx(3, rel=tolerance)
    z[:100] = 50
    assert robust_variance(z, errors) == pytest.approx(3, rel=tolerance)


def test_a_single_outlier_does_not_widen_the_limits_it_is_held_to():
    chance = np.random.default_rng(1).normal(size=100_000)
    assert overdispersion(chance) == pytest.approx(LEFT_OF_CHANCE, abs=0.01)
    z = np.concatenate([np.linspace(-1.8, 1.8, 30), [40.0]])
    assert winsorised(z).max() < 2
    assert overdispersion(z) == pytest.approx(overdispersion(np.append(z[:-1], 9.0)), abs=1e-9)
    assert overdispersion(np.array([-2.0, 2.0] * 10)) == 4.0
