"""A funnel tells chance from what asks for a question: who is striking, hollow, or not to be judged."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from kim.catalogue import load_catalogue
from kim.comparison import binomial_limits, fair_limits, funnel
from kim.comparison.funnel import _check
from tests.made import QUOTE, result
from tests.made_comparisons import (
    CLOCK,
    SITES,
    by_site,
    counties,
    funnel_of,
    funnel_of_counts,
    pooled,
    share,
    silent,
    within_most,
)


def outside_naive(x: np.ndarray, n: np.ndarray) -> int:
    """How many lie outside limits that know of nothing but chance."""
    limits = binomial_limits(x.sum() / n.sum(), n)
    return int(((x / n < limits[0]) | (x / n > limits[3])).sum())


def test_ordinary_differences_are_no_outliers():
    """Limits that know only chance would accuse many of 53 Kreise, adjusted ones nobody."""
    _, n, x = counties(seed=1)
    found = funnel_of_counts(x, n)
    assert outside_naive(x, n) == 19
    assert found.status == "comparable"
    assert 5 < found.phi < 10
    assert found.striking == ()
    assert found.spread == pytest.approx(10, abs=2)


def test_over_many_simulations_chance_accuses_hardly_anybody():
    """With √phi alone somebody would be flagged in 4 of 5 of these."""
    simulated = [counties(seed)[1:] for seed in range(100)]
    funnels = [funnel_of_counts(x, n) for n, x in simulated]
    naive = [outside_naive(x, n) for n, x in simulated]
    assert np.mean(naive) > 12
    assert within_most(18, naive)  # the Land of statistics.md 4.1, where 0 are left with wider limits
    assert np.median([len(found.striking) for found in funnels]) == 0
    assert np.mean([bool(found.striking) for found in funnels]) < 0.2
    assert np.mean([len(found.outside_95) for found in funnels]) == pytest.approx(2.5, abs=1)


def test_of_equal_kreise_no_more_lie_outside_than_chance_says():
    """53 equal Kreise: at most 2.6 outside 95 %, and in at most one of ten simulations one outside 99.8 %."""
    found = [funnel_of_counts(x, n) for _, n, x in (counties(seed, spread=0) for seed in range(200))]
    assert np.mean([one.expected_outside_95 for one in found]) == pytest.approx(2.55, abs=0.1)
    assert 1 < np.mean([len(one.outside_95) for one in found]) < 2.65
    assert np.mean([bool(one.striking) for one in found]) < 0.1


def test_somebody_who_differs_is_found_in_most_simulations():
    """Four standard deviations from the centre, among 52 who differ as Kreise do."""
    seen = []
    for seed in range(60):
        _, n, x = counties(seed)
        n[0], x[0] = 300, round(300 * (0.7 - 4 * np.sqrt(0.01 + 0.21 / 300)))
        seen.append(SITES[0] in [point.unit for point in funnel_of_counts(x, n).striking])
    assert np.mean(seen) > 0.8


def test_who_really_differs_is_striking():
    _, n, x = counties(seed=2, spread=0)
    n[5], x[5] = 400, 380
    found = funnel_of_counts(x, n)
    assert [point.unit for point in found.striking] == [SITES[5]]
    point = found.striking[0]
    assert (point.value, point.n) == (95.0, 400)
    assert point.limits.upper_95 < point.limits.upper_998 < 95


def test_the_centre_is_pooled_and_no_mean_of_values():
    found = funnel_of([share(90, 100), share(10, 100), share(10, 100), share(500, 1000), share(50, 100)])
    assert found.centre == pytest.approx(100 * 660 / 1400)


def test_limits_are_widened_by_phi_and_for_large_units_by_what_lies_between_units():
    bare, small, large = (
        fair_limits(0.7, [100, 10_000], *spread) for spread in ((1, 0), (4, 0.01), (4, 0.2))
    )
    assert (small[:, 0] - 0.7) / (bare[:, 0] - 0.7) == pytest.approx(2)
    between = np.sqrt(1 + 0.2**2 / (0.21 / 10_000))
    assert between > 2
    assert (large[:2, 1] - 0.7) / (bare[:2, 1] - 0.7) == pytest.approx(
        np.minimum(between, 0.7 / 0.001), rel=1
    )
    assert large[0, 1] == pytest.approx(max(0, 0.7 + between * (bare[0, 1] - 0.7)))


@pytest.mark.parametrize(("centre", "n"), [(0.75, 10), (0.75, 30), (0.2, 40), (0.95, 60)])
def test_nobody_is_outside_by_a_count_that_chance_brings_often(centre, n):
    """At both ends whatever lies outside has together no more than 2.5 and 0.1 % of the chance."""
    lower_998, lower_95, upper_95, upper_998 = fair_limits(centre, [n], 1, 0)[:, 0]
    counts = np.arange(n + 1)
    chance = binom.pmf(counts, n, centre)
    for tail, low, high in ((0.025, lower_95, upper_95), (0.001, lower_998, upper_998)):
        assert chance[counts / n < low].sum() <= tail
        assert chance[counts / n > high].sum() <= tail
        assert chance[counts / n < low + 1 / n].sum() > tail  # and not a count farther than needed
        assert chance[counts / n > high - 1 / n].sum() > tail


def test_the_published_upper_limit_would_accuse_ten_of_ten():
    assert binomial_limits(0.75, [10])[3, 0] < 1 <= fair_limits(0.75, [10], 1, 0)[3, 0]


def test_limits_are_never_narrower_than_chance():
    alike = [share(70.0, 100.0)] * 20
    found = funnel_of(alike)
    assert found.phi == pytest.approx(0, abs=1e-12)
    assert found.points[0].limits.lower_95 == pytest.approx(100 * binomial_limits(0.7, [100])[1, 0])


@pytest.mark.parametrize(("n", "judgement"), [(29, "not_judged"), (30, "striking")])
def test_fewer_than_thirty_are_hollow_and_never_flagged(n, judgement):
    found = funnel_of([share(0, n), *[share(70, 100), share(71, 100)] * 10])
    point = found.points[0]
    assert (point.hollow, point.judgement) == (n < 30, judgement)
    assert point.value < point.limits.lower_998
    assert len(found.judged) == (20 if n < 30 else 21)


def test_hollow_ones_do_not_widen_the_limits_of_others():
    some = [share(70, 100), share(72, 100), share(68, 100)] * 7
    assert funnel_of([*some, share(0, 29)]).phi == pytest.approx(funnel_of(some).phi, abs=0.1)


def units_apart(step: float) -> list[dict]:
    return [share(500 + step * (-1) ** i, 1000) for i in range(20)]


def test_phi_beyond_ten_ends_the_comparison():
    """se is √(0.25 ÷ 1000), so that 50 of 1000 apart are z = 3.16 and phi is 10."""
    near, far = funnel_of(units_apart(49.9)), funnel_of(units_apart(50.1))
    assert (near.status, round(near.phi, 1)) == ("comparable", 10.0)
    assert far.status == "too_different"
    assert far.phi > 10
    assert {point.judgement for point in far.points} == {"not_judged"}
    assert (far.points[0].limits, far.curve, far.striking) == (None, (), ())


@pytest.mark.parametrize(("judged", "status"), [(4, "too_few_units"), (5, "comparable")])
def test_a_handful_of_units_is_needed_to_say_what_is_usual(judged, status):
    found = funnel_of([*[share(60, 100)] * judged, *[share(5, 10)] * 10])
    assert found.status == status
    assert np.isnan(found.phi) == (status != "comparable")


def test_units_without_a_value_are_kept_with_their_reason():
    gone = [silent("not_reported"), share(3, 4, status="too_few"), silent("not_reported")]
    found = funnel_of([*[share(60, 100)] * 6, *gone])
    assert found.without == {"not_reported": (SITES[6], SITES[8]), "too_few": (SITES[7],)}
    assert (found.units, len(found.points)) == (9, 6)
    assert found.centre == pytest.approx(100 * 363 / 604)  # the Land counts them


def test_nobody_known_is_nothing_to_compare():
    found = funnel_of([silent("not_reported")] * 3)
    assert (found.status, found.points, found.units) == ("nothing_known", (), 3)


@pytest.mark.parametrize("x", [0, 100])
def test_where_everything_is_equal_and_certain_nobody_differs(x):
    found = funnel_of([share(x, 100)] * 6)
    assert (found.status, found.phi, found.striking) == ("comparable", 1.0, ())


def test_the_curve_runs_over_all_sizes_and_narrows():
    _, n, x = counties(seed=1)
    curve = funnel_of_counts(x, n).curve
    assert curve[0][0] <= n.min()
    assert curve[-1][0] >= n.max()
    widths = [limits.upper_998 - limits.lower_998 for _, limits in curve]
    assert widths[0] > widths[len(widths) // 2] > widths[-1]


@pytest.mark.parametrize("indicator_id", [e.id for e in load_catalogue().values() if e.theme == "stellen"])
def test_posts_are_exact_and_have_no_funnel(indicator_id):
    entry = load_catalogue()[indicator_id]
    with pytest.raises(ValueError, match="full count"):
        funnel(result(entry, [], ("kreis_id",)), result(entry, []))


def test_what_no_funnel_is_made_of_is_refused():
    rows = [share(60, 100)] * 6
    with pytest.raises(ValueError, match="no funnel for quantile"):
        _check(replace(CLOCK, statistic="quantile:0.5"), by_site(rows), pooled(rows))
    with pytest.raises(ValueError, match="no funnel for curve"):
        _check(replace(CLOCK, statistic="curve"), by_site(rows), pooled(rows))
    with pytest.raises(ValueError, match="by unit"):
        funnel(pooled(rows), pooled(rows))
    with pytest.raises(ValueError, match="by unit"):
        funnel(by_site(rows), by_site(rows))
    with pytest.raises(ValueError, match="not the whole"):
        funnel(by_site(rows), result(QUOTE, [share(1, 2)]))
