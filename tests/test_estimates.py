"""Values from counts agree with published reference values and independent libraries."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from kim.estimates import kaplan_meier, survival_at, wilson

GEHAN = (  # Gehan 1965, 6-MP arm: weeks in remission, negative = still in remission
    (6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
)
NEWCOMBE = (  # Newcombe 1998, table I, method 3
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
)


def curve_of(times: np.ndarray, events: np.ndarray, entry: np.ndarray | None = None) -> pd.DataFrame:
    """Counts by day as a cube has them, then the curve."""
    entry = np.full(len(times), -1) if entry is None else entry
    days = np.unique(np.concatenate([times, entry]))
    zugang = np.array([(entry == day).sum() for day in days])
    abgang = np.array([(times == day).sum() for day in days])
    return kaplan_meier(days, zugang, abgang, np.array([events[times == day].sum() for day in days]))


def test_gehans_remission_times_give_the_published_curve():
    times, events = np.abs(GEHAN), np.array(GEHAN) > 0
    curve = curve_of(times, events)
    assert curve["tag"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve["s"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = curve["s"] * np.sqrt(curve["greenwood"])
    assert errors.round(4).tolist() == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


def test_the_curve_agrees_with_statsmodels_under_delayed_entry():
    rng = np.random.default_rng(7)
    entry = rng.integers(-1, 200, 500)
    times = entry + rng.integers(1, 400, 500)
    events = rng.random(500) < 0.6
    curve = curve_of(times, events, entry).set_index("tag")
    oracle = SurvfuncRight(times, events, entry=entry)
    theirs = pd.Series(oracle.surv_prob, oracle.surv_times)
    assert np.abs(curve["s"] - theirs.reindex(curve.index)).max() < 1e-9


def test_limits_are_log_log_and_undefined_where_nothing_or_everything_happened():
    curve = curve_of(np.abs(GEHAN), np.array(GEHAN) > 0)
    s, lower, upper = survival_at(curve, 10)
    assert (round(s, 4), round(lower, 4), round(upper, 4)) == (0.7529, 0.5032, 0.8894)
    assert survival_at(curve, 5)[0] == 1.0
    assert np.isnan(survival_at(curve, 5)[1])
    assert survival_at(curve_of(np.array([3]), np.array([True])), 9)[0] == 0.0


@pytest.mark.parametrize(("x", "n", "lower", "upper"), NEWCOMBE)
def test_wilson_limits_are_newcombes(x, n, lower, upper):
    assert tuple(round(limit, 4) for limit in wilson(x, n)) == (lower, upper)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(counts):
    x, n = counts
    assert np.allclose(wilson(x, n), proportion_confint(x, n, method="wilson"), atol=1e-9)
