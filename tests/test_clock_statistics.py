"""What a clock of the catalogue answers: values, too few, not followed so far, impossible counts."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.catalogue import load_indicator
from kim.estimates import (
    aalen_johansen,
    kaplan_meier,
    quantile,
)
from tests.made_counts import counts_of, estimated, made_up, survival

KOHORTE = load_indicator("offen_nach_365_tagen_kohorte")
check = partial(settings, deadline=None, derandomize=True)
spells = st.lists(st.tuples(st.integers(-1, 40), st.integers(1, 60), st.integers(0, 5)), min_size=1)


def answer(statistic: str, counts: pd.DataFrame, by: tuple[str, ...] = (), minimum_n: int = 30) -> list[dict]:
    return estimated(replace(KOHORTE, statistic=statistic, minimum_n=minimum_n), counts, by)


def uncensored(n: int, *censored: int) -> pd.DataFrame:
    """n procedures of which one ends on each day from 1 on; those named by their number stay open."""
    return counts_of(
        np.full(n, -1), range(1, n + 1), [0 if day in censored else 1 for day in range(1, n + 1)]
    )


@check(max_examples=50)
@given(st.integers(0, 10_000), st.integers(2, 6))
def test_parts_pooled_are_the_whole(seed, parts):
    """Parts are handed on, too: who stays open leaves one window and enters the next at the same age."""
    entry, times, way = made_up(seed, size=120, latest_entry=50)
    part = np.random.default_rng(seed).integers(0, parts, len(times))
    cut = entry + (times - entry) // 2
    two = cut > entry  # who is under observation for a single day cannot be handed on
    first = counts_of(entry, np.where(two, cut, times), np.where(two, np.zeros_like(way), way))
    halves = [first, counts_of(cut[two], times[two], way[two])]
    split = [counts_of(entry[part == k], times[part == k], way[part == k]) for k in range(parts)]
    whole = counts_of(entry, times, way)
    for statistic in ("survival:120", "quantile:0.5", "incidence:positiv:120"):
        [expected] = answer(statistic, whole)
        for pieces in (split, halves):
            [found] = answer(statistic, pd.concat(pieces).groupby("tag", as_index=False).sum())
            assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_groups_are_estimated_each_for_itself():
    counts = pd.concat([uncensored(40).assign(art="EBH"), uncensored(50).assign(art="ABH")])
    rows = answer("quantile:0.5", counts, ("art",))
    assert [(row["art"], row["value"], row["n"]) for row in rows] == [("ABH", 25.0, 50), ("EBH", 20.0, 40)]
    assert answer("quantile:0.5", counts[:0]) == []


@pytest.mark.parametrize(
    "statistic, n, ended, status",
    [
        ("survival:1", 29, 29, "too_few"),
        ("survival:1", 30, 9, "too_few"),
        ("survival:1", 30, 10, "shown"),
        ("incidence:positiv:1", 29, 29, "too_few"),
        ("incidence:positiv:1", 30, 10, "shown"),
        ("quantile:0.5", 29, 29, "too_few"),
        ("quantile:0.5", 30, 30, "shown"),
        ("quantile:0.8", 49, 49, "too_few"),
        ("quantile:0.9", 49, 49, "too_few"),
        ("quantile:0.8", 50, 50, "shown"),
        ("quantile:0.9", 50, 50, "shown"),
    ],
)
def test_nothing_rests_on_too_few(statistic, n, ended, status):
    [row] = answer(statistic, uncensored(n, *range(ended + 1, n + 1)), minimum_n=0)
    assert (row["status"], row["n"], row["ereignisse"]) == (status, n, ended)
    assert np.isnan(row["value"]) == (status != "shown")


@pytest.mark.parametrize("statistic", ["survival", "incidence:positiv"])
def test_a_share_needs_ten_who_are_still_followed(statistic):
    [there], [gone] = (answer(f"{statistic}:{day}", uncensored(40)) for day in (31, 32))
    assert (there["status"], there["beobachtet"]) == ("shown", 10)
    assert (gone["status"], gone["beobachtet"]) == ("not_estimable", 9)


def test_a_quantile_that_is_not_reached_is_not_estimable():
    [row] = answer("quantile:0.5", uncensored(40, *range(20, 41)))
    assert (row["status"], row["ereignisse"]) == ("not_estimable", 19)
    assert np.isnan(row["value"])


def test_a_quantile_that_only_the_last_ones_reach_is_not_estimable():
    """Thirty-six of forty are lost sight of; the curve then falls below a half with the last four."""
    ended = [1] * 10 + [0] * 26 + [1] * 4
    counts = counts_of(np.full(40, -1), [*range(1, 11), *[20] * 26, 30, 31, 32, 33], ended)
    assert quantile(survival(counts), 0.5)[0] == 31
    [row] = answer("quantile:0.5", counts)
    assert (row["status"], row["beobachtet"]) == ("not_estimable", 3)


@pytest.mark.parametrize("statistic", ["survival:100", "quantile:0.5", "incidence:positiv:100"])
def test_one_early_end_among_three_does_not_decide_for_all(statistic):
    """Three are seen from the first day on, forty from their fiftieth; the first ends on day 10."""
    entry, times = [-1, -1, -1, *[50] * 40], [10, 200, 200, *range(101, 141)]
    [row] = answer(statistic, counts_of(entry, times, [1, 0, 0, *[1] * 40]))
    assert (row["status"], row["n"]) == ("not_estimable", 42)
    [without] = answer(statistic, counts_of(entry[1:], times[1:], [0, 0, *[1] * 40]))
    assert without["status"] == "shown"


def test_counts_that_no_procedures_can_have_fail_loudly():
    one = np.array([1])
    with pytest.raises(ValueError, match="before it begins"):  # ends on day 3, begins on day 5
        kaplan_meier(np.array([3, 5]), np.array([0, 1]), np.array([1, 0]), np.array([1, 0]))
    with pytest.raises(ValueError, match="before it begins"):  # ends on the day it is first unobserved
        kaplan_meier(one, one, one, one)
    with pytest.raises(ValueError, match="more events than exits"):
        kaplan_meier(np.array([-1, 3]), np.array([2, 0]), np.array([0, 1]), np.array([0, 2]))
    with pytest.raises(ValueError, match="ascend"):
        aalen_johansen(np.array([3, -1]), np.array([0, 1]), np.array([1, 0]), {"positiv": np.array([1, 0])})
