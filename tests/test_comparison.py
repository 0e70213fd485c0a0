"""Comparison agrees with published reference values, and tells chance from what asks for a question."""

from dataclasses import replace
from datetime import date
from math import nan

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.meta_analysis import combine_effects

from kim.catalogue import load_catalogue
from kim.comparison import (
    Break,
    Funnel,
    additive_variance,
    binomial_limits,
    breaks_of,
    chosen,
    effective_size,
    fair_limits,
    funnel,
    groups_of,
    james_stein,
    monthly,
    natural_limits,
    order_width,
    overdispersion,
    poisson_limits,
    rank_intervals,
    shrink,
    why_no_likes,
    xmr,
)
from kim.comparison.funnel import _check
from kim.comparison.rules import signals
from kim.comparison.shrinkage import beta_binomial, posterior
from kim.comparison.spread import LEFT_OF_CHANCE, robust_variance, winsorised
from kim.comparison.xmr import FALSE_ALARMS, LOCKED_AT
from kim.datasets import load_reference
from kim.errors import KimError
from kim.estimates import aalen_johansen, incidence_at, kaplan_meier, survival_at
from kim.stand import Selection
from tests.made import QUOTE, result
from tests.made_comparisons import CLOCK, SITES, by_site, funnel_of, month_ends, pooled, share, silent

BCG = (  # Colditz and others 1994: tuberculosis and none, vaccinated and not, 13 trials
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232),
    (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
HITS = (18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)  # of 45, Efron and Morris 1975
DOTS = (  # the series of the tests of NHSRplotthedots 0.2.2: set.seed(123); rnorm(20)
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123,
    -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314,
    0.49785048, -1.96661716, 0.70135590, -0.47279141,
)  # fmt: skip
FIGURES = {"bevoelkerung_jahr": "2024", "bevoelkerung_quelle": "IT.NRW"}


def counties(seed: int, spread: float = 0.1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True shares that differ by `spread` as those of Kreise do, sizes, counts; nobody of 53 stands out."""
    rng = np.random.default_rng(seed)
    n = np.maximum(rng.lognormal(5, 1, 53).round().astype(int), 8)
    true = rng.beta(0.147 / spread**2, 0.063 / spread**2, 53) if spread else np.full(53, 0.7)
    return true, n, rng.binomial(n, true)


def funnel_of_counts(x: np.ndarray, n: np.ndarray) -> Funnel:
    return funnel_of([share(float(a), float(b)) for a, b in zip(x, n, strict=True)])


def outside_naive(x: np.ndarray, n: np.ndarray) -> int:
    """How many lie outside limits that know of nothing but chance."""
    limits = binomial_limits(x.sum() / n.sum(), n)
    return int(((x / n < limits[0]) | (x / n > limits[3])).sum())


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


# the funnel


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


# clocks in a funnel


def clock_counts(seed: int, censored: float, size: int = 400) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    times = rng.integers(1, 300, size)
    way = np.where(rng.random(size) < censored, 0, rng.integers(1, 3, size))
    return np.append(times, 300), np.append(way, 0)  # with nobody left, statsmodels would divide by zero


def days_of(times: np.ndarray, way: np.ndarray) -> tuple[np.ndarray, ...]:
    days = np.unique(np.append(times, -1))
    return (
        days,
        np.array([len(times) * (day == -1) for day in days]),
        np.array([(times == day).sum() for day in days]),
        np.array([((times == day) & (way == 1)).sum() for day in days]),
        np.array([((times == day) & (way == 2)).sum() for day in days]),
    )


def test_the_effective_size_is_n_where_nobody_is_lost_sight_of():
    tag, zugang, abgang, first, second = days_of(*clock_counts(1, censored=0, size=399))
    alive = survival_at(kaplan_meier(tag, zugang, abgang, first + second), 150)
    left = incidence_at(aalen_johansen(tag, zugang, abgang, {"a": first, "b": second}), "a", 150)
    assert effective_size(*alive) == pytest.approx(400)
    assert effective_size(*left) == pytest.approx(400, rel=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_the_effective_size_has_the_error_of_statsmodels(seed):
    times, way = clock_counts(seed, censored=0.4, size=399)
    tag, zugang, abgang, first, second = days_of(times, way)
    alive = survival_at(kaplan_meier(tag, zugang, abgang, first + second), 150)
    oracle = SurvfuncRight(times, way > 0)
    error = oracle.surv_prob_se[oracle.surv_times <= 150][-1]
    assert effective_size(*alive) == pytest.approx(alive[0] * (1 - alive[0]) / error**2)
    left = incidence_at(aalen_johansen(tag, zugang, abgang, {"a": first, "b": second}), "a", 150)
    theirs = CumIncidenceRight(times, way)
    error = theirs.cinc_se[0][theirs.times <= 150][-1]
    assert effective_size(*left) == pytest.approx(left[0] * (1 - left[0]) / error**2)
    assert effective_size(*alive) < 400


def waiting(value: float, n: float, followed: float = 100) -> dict:
    """A row of a clock whose limits are those of an uncensored sample of n."""
    s = value / 100
    if s in (0, 1):
        return {"value": value, "lower": nan, "upper": nan, "n": n, "beobachtet": followed}
    power = np.exp(1.959963984540054 * np.sqrt((1 - s) / (s * n)) / -np.log(s))
    limits = {"lower": 100 * s**power, "upper": 100 * s ** (1 / power)}
    return {"value": value, "n": n, "beobachtet": followed} | limits


def funnel_of_clocks(rows: list[dict], centre: float) -> Funnel:
    authorities = load_reference("behoerden")["behoerde_id"]
    placed = [{"behoerde_id": unit} | row for unit, row in zip(authorities, rows, strict=False)]
    whole = result(CLOCK, [waiting(centre, 5000)], art="EBH")
    return funnel(result(CLOCK, placed, ("behoerde_id",), art="EBH"), whole)


def test_waits_are_compared_at_their_effective_size():
    some = [waiting(value, 200) for value in (64, 65, 66, 67, 68, 69, 70, 71, 72)]
    found = funnel_of_clocks([*some, waiting(90, 200), waiting(95, 25)], centre=68)
    assert [round(point.n) for point in found.points] == [*[200] * 10, 25]
    assert [point.value for point in found.striking] == [90]
    assert found.points[-1].hollow
    assert found.centre == 68


def test_where_nobody_left_those_followed_to_the_day_count():
    found = funnel_of_clocks([waiting(68, 200)] * 6 + [waiting(100, 400, followed=40)], centre=68)
    assert found.points[-1].n == 40
    assert found.points[-1].judgement == "striking"


def test_a_funnel_of_a_real_stand(answer):
    """Drawn, so that nobody waits for the demo: two sites with few cases, one with too few for a value."""
    cases = {"faelle": drawn_cases({site: 4 + 9 * at for at, site in enumerate(SITES[:9])})}
    where = {"fallart": "case_management", "aufnahme_quartal": ["2023-06-30", "2023-09-30"]}
    rows = answer("hilfeplanquote", ["kreis_id"], "2024-12-31", "2024-12-31", cases, where)
    whole = rows.stand.result("hilfeplanquote", Selection((), where))
    found = funnel(rows, whole)
    counted = rows.frame.dropna(subset=["denominator"])
    assert found.centre == pytest.approx(100 * counted["numerator"].sum() / counted["denominator"].sum())
    assert found.units == len(rows.frame) == len(SITES)
    hollow = set(counted.loc[(counted["status"] == "shown") & (counted["denominator"] < 30), "kreis_id"])
    assert {point.unit for point in found.points if point.hollow} == hollow == set(SITES[1:3])
    assert (found.status, found.without["too_few"]) == ("comparable", SITES[:1])
    assert len(found.without["not_reported"]) == len(SITES) - 9


PLANNED = "2023-07-20"


def drawn_cases(cases: dict[str, int]) -> str:
    """So many running cases of each site, every third without a Hilfeplan."""
    head = "| kreis_id | fall_id | fallart | aufnahme_am | hilfeplan_am |"
    lines = [
        f"| {site} | {site}-{at} | case_management | 2023-0{6 + at % 2}-15 | {PLANNED if at % 3 else ''} |"
        for site, number in cases.items()
        for at in range(number)
    ]
    return "\n".join([head, *lines])


# shrinkage


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


def within_most(known: float, simulated: list[float]) -> bool:
    """Whether the value of a simulated Land, whose draws are not known, lies among nine of ten of ours."""
    low, high = np.quantile(simulated, [0.05, 0.95])
    return low <= known <= high


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


# monthly series


def test_natural_limits_are_those_of_nhsrplotthedots():
    found = natural_limits(DOTS)
    assert (round(found.mean, 7), round(found.lower, 5), round(found.upper, 6)) == (
        0.1416238,
        -3.01138,
        3.294627,
    )


def test_freak_ranges_are_left_out_once():
    freak = [*DOTS[:14], 10, *DOTS[15:]]
    found = natural_limits(freak)
    assert (round(found.lower, 6), round(found.upper, 6)) == (-2.383666, 3.722497)
    unscreened = 2.66 * np.abs(np.diff(freak)).mean()
    assert (round(found.mean - unscreened, 6), round(found.mean + unscreened, 6)) == (-4.596625, 5.935457)


def test_a_series_that_never_moves_has_no_reach():
    assert natural_limits([7, 7, 7, 7, 7]).upper == 7


def marks(values: list[float], mean: float = 0, reach: float = 3) -> dict[str, list[int]]:
    """What each rule marks; rules that mark nothing are left out."""
    found = signals(np.array(values, dtype=float), mean, reach)
    return {rule: marked.tolist() for rule, marked in found.items() if marked.any()}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        # outside the limits: strictly
        ([1, -1, 3.01, -1], {"outside": [0, 0, 1, 0]}),
        ([1, -1, -3.01, 1], {"outside": [0, 0, -1, 0]}),
        ([1, -1, 3.0, -1], {}),
        # seven on one side of the mean, none of them on it
        ([-1, 1, 1.5, 1, 1.5, 1, 1.5, 1, -1], {"shift": [0, 1, 1, 1, 1, 1, 1, 1, 0]}),
        ([1, -1, -1.5, -1, -1.5, -1, -1.5, -1, 1], {"shift": [0, -1, -1, -1, -1, -1, -1, -1, 0]}),
        ([-1, 1, 1.5, 1, 1.5, 1, 1.5, -1, 1], {}),
        ([-1, 1, 1.5, 1, 0, 1, 1.5, 1, -1], {}),
        # seven that rise or fall, six steps; equal neighbours end it
        ([0.5, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 1], {"trend": [0, 1, 1, 1, 1, 1, 1, 1, 0]}),
        ([-0.5, 1.5, 1, 0.5, 0, -0.5, -1, -1.5, -1], {"trend": [0, -1, -1, -1, -1, -1, -1, -1, 0]}),
        ([0.5, -1, -0.5, 0, 0.5, 1, 1.5, 1], {}),
        ([-1.5, -1, -0.5, -0.5, 0.5, 1, 1.5], {}),
        # two of three between two thirds of the limit and the limit, all three on that side
        ([-1, 2.5, 1, 2.5, -1], {"two_of_three": [0, 1, 0, 1, 0]}),
        ([-1, 2.5, 2.5, 1, -1], {"two_of_three": [0, 1, 1, 0, 0]}),
        ([1, -2.5, -2.5, -1, 1], {"two_of_three": [0, -1, -1, 0, 0]}),
        ([-1, 2.5, -1, 2.5, -1], {}),
        ([-1, 2.5, 2.5, -1, -1], {}),
        ([-1, 2.5, -2.5, 1, -1], {}),
        ([-1, 2.5, 2.0, 1, -1], {}),
        ([1, 2.5, 1, 1, 2.5, -1], {}),
    ],
)  # fmt: skip
def test_each_rule_marks_its_points_and_no_others(values, found):
    assert marks(values) == found


def test_a_point_outside_is_not_close_but_stands_on_its_side():
    assert marks([-1, 2.5, 3.5, -1])["outside"] == [0, 0, 1, 0]
    assert "two_of_three" not in marks([-1, 2.5, 3.5, -1])
    assert marks([2.5, 3.5, 2.5])["two_of_three"] == [1, 0, 1]


def test_where_a_rise_ends_and_a_fall_begins_the_later_counts():
    up_and_down = [*range(-3, 4), *range(2, -4, -1)]
    assert marks(up_and_down, reach=9)["trend"] == [*[1] * 6, *[-1] * 7]


def test_short_series_mark_nothing():
    for values in ([], [1.0], [1.0, 2.0]):
        assert marks(values) == {}


FLAT = (10, 14, 9, 13, 10, 15, 9, 12, 11, 14, 8, 13)


def series_of(values, first: date = date(2024, 1, 1), breaks: tuple[Break, ...] = ()):
    return xmr(month_ends(first, len(values)), values, breaks)


def test_precedence_is_outside_then_trend_then_two_of_three_then_shift():
    """Limits of FLAT reach from 0 to 23 around 11.5; the two-thirds line above is at about 19."""
    limits = natural_limits(FLAT)
    near, far = limits.mean + 0.8 * limits.reach, limits.mean + 1.5 * limits.reach
    late = [limits.mean + 0.1 * step for step in range(1, 7)]
    [segment] = series_of([*FLAT, *late, near]).segments
    assert segment.signals[-7:] == ("trend",) * 7  # it is a shift too
    [segment] = series_of([*FLAT, *late, far]).segments
    assert segment.signals[-7:] == (*("trend",) * 6, "outside")
    [segment] = series_of([*FLAT, 12, 13, 12, 13, 12, near, near]).segments
    assert segment.signals[-7:] == (*("shift",) * 5, "two_of_three", "two_of_three")
    assert [run.rule for run in segment.runs] == ["shift", "two_of_three"]


def test_a_run_is_told_once_and_not_where_a_stronger_one_says_it_all():
    limits = natural_limits(FLAT)
    [segment] = series_of([*FLAT, 8, *(limits.mean + 0.1 * step for step in range(1, 8))]).segments
    assert [(run.rule, run.up) for run in segment.runs] == [("trend", True)]
    days = month_ends(date(2024, 1, 1), 20)
    assert (segment.runs[0].first, segment.runs[0].last) == (days[12], days[19])


@pytest.mark.parametrize(("months", "trial"), [(11, True), (12, False), (20, False)])
def test_limits_are_on_trial_until_there_are_twelve_months(months, trial):
    [segment] = series_of((FLAT + FLAT)[:months]).segments
    assert segment.trial == trial


def test_after_twelve_months_limits_stay_and_before_they_move():
    jump = [*FLAT, 40, 40, 40]
    assert series_of(jump).segments[0].limits == natural_limits(FLAT)
    assert series_of(jump).segments[0].signals[-3:] == ("outside",) * 3
    assert series_of([*FLAT[:8], 40]).segments[0].limits == natural_limits([*FLAT[:8], 40])


def test_four_months_have_no_limits():
    [segment] = series_of(FLAT[:4]).segments
    assert (segment.limits, segment.lower, segment.upper, segment.runs) == (None, None, None, ())
    assert segment.signals == (None,) * 4
    assert series_of(FLAT[:5]).segments[0].limits is not None


def test_no_month_has_fewer_than_nothing():
    [segment] = series_of([0, 9, 1, 8, 0, 9]).segments
    assert segment.limits.lower < 0
    assert segment.lower == 0


def test_limits_are_computed_anew_after_a_break():
    reform = Break(date(2025, 1, 1), "Reform")
    doubled = [2 * value for value in FLAT]
    before, after = series_of([*FLAT, *doubled], breaks=(reform,)).segments
    assert (before.after, after.after) == ((), (reform,))
    assert after.limits.mean == pytest.approx(2 * before.limits.mean)
    assert before.runs + after.runs == ()
    assert series_of([*FLAT, *doubled]).runs  # without the break it is an alarm


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2024, 6, 1), date(2024, 6, 30)),
        (date(2024, 6, 15), date(2024, 6, 30)),
        (date(2024, 6, 16), date(2024, 7, 31)),
        (date(2024, 6, 27), date(2024, 7, 31)),
        (date(2024, 7, 1), date(2024, 7, 31)),
        (date(2024, 7, 16), date(2024, 7, 31)),
        (date(2024, 7, 17), date(2024, 8, 31)),
    ],
)
def test_a_month_belongs_where_most_of_its_days_lie(day, first):
    _, after = series_of(FLAT, breaks=(Break(day, "Reform"),)).segments
    assert after.days[0] == first


def test_breaks_outside_the_series_split_nothing_and_two_at_once_split_once():
    early, late = Break(date(2020, 1, 1), "früh"), Break(date(2030, 1, 1), "spät")
    assert len(series_of(FLAT, breaks=(late, early)).segments) == 1
    two = (Break(date(2024, 6, 10), "b"), Break(date(2024, 6, 5), "a"))
    assert [len(segment.after) for segment in series_of(FLAT, breaks=two).segments] == [0, 2]
    assert [broken.title for broken in series_of(FLAT, breaks=two).segments[1].after] == ["a", "b"]


def test_breaks_come_from_the_list_of_events():
    assert [broken.day for broken in breaks_of("EBH")] == [date(2024, 6, 27), date(2025, 10, 30)]
    assert date(2022, 2, 24) in [broken.day for broken in breaks_of("ABH")]
    assert breaks_of("nichts") == ()


def test_a_hole_is_not_zero():
    days = month_ends(date(2024, 1, 1), 12)
    with pytest.raises(ValueError, match="hole"):
        xmr([*days[:5], *days[6:]], FLAT[:11])
    with pytest.raises(ValueError, match="gap"):
        xmr(days, [*FLAT[:11], nan])
    with pytest.raises(ValueError, match="last day"):
        xmr([date(2024, 1, 15)], [1])
    assert xmr([], []).segments == ()


def test_only_flows_are_judged():
    counts = pd.DataFrame({"monat": [0, 0, 1, 2], "eingaenge": [3, 4, 5, 6], "bestand": [10, 10, 9, 8]})
    days, values = monthly(counts, date(2025, 3, 31), "eingaenge")
    assert days == [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)]
    assert values == [6, 5, 7]
    with pytest.raises(ValueError, match="no flow"):
        monthly(counts, date(2025, 3, 31), "bestand")


@pytest.mark.parametrize("months", [8, 12, 24, 36])
def test_as_many_series_raise_a_false_alarm_as_is_said(months):
    rng = np.random.default_rng(7)
    alarms = 0
    for values in rng.normal(60, 8, (1500, months)):
        limits = natural_limits(values[:LOCKED_AT])
        alarms += any(m.any() for m in signals(values, limits.mean, limits.reach).values())
    assert 100 * alarms / 1500 == pytest.approx(FALSE_ALARMS[months], abs=4)


def test_two_segments_raise_more_false_alarms_than_one():
    split = series_of([*FLAT, *FLAT], breaks=(Break(date(2025, 1, 1), "Reform"),))
    assert series_of(FLAT).false_alarms == pytest.approx(6)
    assert split.false_alarms == pytest.approx(100 * (1 - 0.94**2))


# groups


def supplied(**changes: str) -> pd.DataFrame:
    """Kreise with figures: size falls with the row, the share of foreign residents is 10 % everywhere."""
    kreise = load_reference("kreise").copy()
    sizes = [1_000_000 - 10_000 * row for row in range(len(kreise))]
    figures = {"einwohner": map(str, sizes), "auslaendische_bevoelkerung": (str(s // 10) for s in sizes)}
    return kreise.assign(**{name: list(values) for name, values in figures.items()}, **FIGURES | changes)


def test_a_kreis_is_compared_with_the_land_its_bezirk_and_its_type():
    land, bezirk, kind = groups_of("05382")
    assert (land.id, len(land.kreis_ids), land.where) == ("land", len(SITES), {})
    assert bezirk.name == "Regierungsbezirk Köln"
    assert {"05382", "05315", "05334002", "05334-R"} <= set(bezirk.kreis_ids)
    assert (kind.name, kind.where) == ("Kreise", {"kreis_id": kind.kreis_ids})
    assert "05334-R" in kind.kreis_ids
    assert "05315" not in kind.kreis_ids


def test_a_city_is_compared_with_cities_and_an_authority_as_its_kreis():
    cities = groups_of("05315")[2]
    assert cities.name == "kreisfreie Städte"
    assert "05334002" in cities.kreis_ids
    assert len(cities.kreis_ids) + len(groups_of("05382")[2].kreis_ids) == len(SITES)
    assert groups_of("EBH-05382") == groups_of("05382")


def test_likes_are_not_offered_without_figures_and_it_is_said_why():
    assert [group.id for group in groups_of("05382")] == ["land", "bezirk", "typ"]
    reason = why_no_likes()
    assert "nicht angeboten" in reason
    assert "einwohner, auslaendische_bevoelkerung, bevoelkerung_jahr, bevoelkerung_quelle" in reason


def test_likes_are_not_offered_where_the_figures_have_no_source():
    assert "(bevoelkerung_quelle)" in why_no_likes(supplied(bevoelkerung_quelle=""))
    assert len(groups_of("05382", supplied(bevoelkerung_quelle=""))) == 3


def test_likes_are_the_nearest_in_size():
    kreise = supplied()
    assert why_no_likes(kreise) == ""
    ags = list(kreise["ags"])
    middle = ags.index("05382")
    likes = groups_of("05382", kreise)[3]
    assert set(likes.kreis_ids) == set(ags[middle - 4 : middle + 5])
    assert (likes.id, likes.note) == ("aehnlich", "Bevölkerung 2024; IT.NRW")


def test_likes_are_near_in_the_share_of_foreign_residents_too():
    kreise = supplied()
    neighbour = kreise["ags"][list(kreise["ags"]).index("05382") + 1]
    kreise.loc[kreise["ags"] == neighbour, "auslaendische_bevoelkerung"] = "400000"
    assert neighbour not in groups_of("05382", kreise)[3].kreis_ids


def test_both_sites_of_aachen_are_like_whoever_is_like_aachen():
    kreise = supplied()
    place = list(kreise["ags"]).index("05334")
    likes = groups_of(kreise["ags"][place + 1], kreise)[3].kreis_ids
    assert {"05334002", "05334-R"} <= set(likes)


@pytest.mark.parametrize("wrong", ["1.018.000", "viele", "0", "99999999"])
def test_figures_that_are_no_numbers_are_refused(wrong):
    kreise = supplied()
    column = "auslaendische_bevoelkerung" if wrong == "99999999" else "einwohner"
    kreise.loc[3, column] = wrong
    with pytest.raises(KimError, match="brauchbaren Zahlen"):
        why_no_likes(kreise)


def test_a_choice_of_ones_own():
    group = chosen(["05382", "05315", "05382"])
    assert (group.id, group.kreis_ids) == ("auswahl", ("05382", "05315"))
    with pytest.raises(KimError, match="mindestens zwei"):
        chosen(["05382"])
    with pytest.raises(KimError, match="steht weder"):
        chosen(["05382", "99999"])
    with pytest.raises(KimError, match="steht weder"):
        groups_of("nirgends")
