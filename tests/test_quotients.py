"""Wilson's limits of a share, as published and as a library has them."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kim.catalogue import load_indicator
from kim.estimates import (
    wilson,
)

NEWCOMBE = (  # Newcombe 1998, table I, method 3
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
)
KOHORTE = load_indicator("offen_nach_365_tagen_kohorte")
check = partial(settings, deadline=None, derandomize=True)
spells = st.lists(st.tuples(st.integers(-1, 40), st.integers(1, 60), st.integers(0, 5)), min_size=1)


@pytest.mark.parametrize(("x", "n", "lower", "upper"), NEWCOMBE)
def test_wilson_limits_are_newcombes(x, n, lower, upper):
    assert tuple(round(limit, 4) for limit in wilson(x, n)) == (lower, upper)


@check(max_examples=50)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(counts):
    x, n = counts
    assert np.allclose(wilson(x, n), proportion_confint(x, n, method="wilson"), atol=1e-9)
