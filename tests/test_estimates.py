"""Values from counts agree with published reference values, definitions and independent libraries."""

from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from kim.catalogue import load_indicator
from kim.estimates import (
    at_risk,
    incidence_at,
    quantile,
    survival_at,
)
from tests.made_counts import EIGHT, WAYS, counts_of, days_of, gehan, incidence, made_up, survival

KOHORTE = load_indicator("offen_nach_365_tagen_kohorte")
check = partial(settings, deadline=None, derandomize=True)
spells = st.lists(st.tuples(st.integers(-1, 40), st.integers(1, 60), st.integers(0, 5)), min_size=1)


# the share still open


def test_gehans_remission_times_give_the_published_curve():
    curve = survival(gehan())
    assert curve["tag"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve["s"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = curve["s"] * np.sqrt(curve["greenwood"])
    assert errors.round(4).tolist() == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


def test_half_of_gehans_patients_relapse_within_23_weeks():
    day, lower, upper = quantile(survival(gehan()), 0.5)
    assert (day, lower) == (23, 13)
    assert np.isnan(upper)


def test_those_who_leave_on_a_day_are_still_followed_on_it():
    followed = [at_risk(*days_of(gehan()), day) for day in (0, 6, 7, 22, 23, 35, 36)]
    assert followed == [21, 21, 17, 7, 6, 1, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_agrees_with_statsmodels_under_delayed_entry(seed):
    entry, times, way = made_up(seed)
    curve = survival(counts_of(entry, times, way)).set_index("tag")
    oracle = SurvfuncRight(times, way > 0, entry=entry)
    theirs = pd.DataFrame({"s": oracle.surv_prob, "se": oracle.surv_prob_se}, index=oracle.surv_times)
    theirs = theirs.reindex(curve.index)
    assert np.abs(curve["s"] - theirs["s"]).max() < 1e-9
    assert np.abs(curve["s"] * np.sqrt(curve["greenwood"]) - theirs["se"]).max() < 1e-9


@pytest.mark.parametrize("p", [0.1, 0.25, 0.5, 0.8, 0.9])
@pytest.mark.parametrize("seed", range(5))
def test_quantiles_and_their_limits_are_those_of_statsmodels(seed, p):
    _, times, way = made_up(seed, latest_entry=0)
    oracle = SurvfuncRight(times, way > 0)
    theirs = [oracle.quantile(p), *oracle.quantile_ci(p, method="cloglog")]
    ours = quantile(survival(counts_of(np.full(len(times), -1), times, way)), p)
    assert list(ours) == [day if np.isfinite(day) else pytest.approx(np.nan, nan_ok=True) for day in theirs]


def test_limits_are_log_log_and_undefined_where_nothing_or_everything_happened():
    curve = survival(gehan())
    s, lower, upper = survival_at(curve, 10)
    assert (round(s, 4), round(lower, 4), round(upper, 4)) == (0.7529, 0.5032, 0.8894)
    assert survival_at(curve, 5)[0] == 1.0
    assert np.isnan(survival_at(curve, 5)[1])
    gone = survival(counts_of([-1], [3], [1]))
    assert survival_at(gone, 9)[0] == 0.0
    assert np.isnan(survival_at(gone, 9)[1])


# ways out


def test_eight_procedures_with_delayed_entry_leave_by_two_ways():
    curve = incidence(counts_of(EIGHT["entry"], EIGHT["exit"], EIGHT["way"]))
    last = [incidence_at(curve, way, 22)[0] for way in ("positiv", "abgelehnt")]
    assert last == pytest.approx([float(Fraction(19, 36)), float(Fraction(17, 36))], abs=1e-12)
    assert incidence_at(curve, "positiv", 2)[0] == 0.0
    assert incidence_at(curve, "sonstig", 22)[0] == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_ways_out_and_their_errors_agree_with_statsmodels(seed):
    _, times, way = made_up(seed, latest_entry=0)
    curve = incidence(counts_of(np.full(len(times), -1), times, way)).set_index("tag")
    oracle = CumIncidenceRight(times, way)
    for number, name in enumerate(WAYS):
        share, error = (pd.Series(v[number], oracle.times) for v in (oracle.cinc, oracle.cinc_se))
        assert np.abs(curve[name] - share.reindex(curve.index)).max() < 1e-9
        assert np.abs(curve[f"se_{name}"] - error.reindex(curve.index)).max() < 1e-9


def test_limits_of_a_way_out_are_log_log():
    curve = incidence(gehan())
    share, error = (curve[name].iloc[2] for name in ("positiv", "se_positiv"))
    assert error == pytest.approx(0.0963, abs=5e-5)  # the only way out: Greenwood's error of 1 − S
    power = np.exp(1.959963984540054 * error / (share * abs(np.log(share))))
    assert incidence_at(curve, "positiv", 12) == pytest.approx((share, share**power, share ** (1 / power)))


@check(max_examples=100)
@given(spells)
def test_ways_out_are_what_the_definition_says_also_under_delayed_entry(procedures):
    """The risk set is counted case by case, in fractions."""
    spans = [(entry, entry + length, way) for entry, length, way in procedures]
    still, shares = Fraction(1), dict.fromkeys(WAYS, Fraction(0))
    for day in sorted({end for _, end, way in spans if way}):
        risk = sum(start < day <= end for start, end, _ in spans)
        ended = [way for _, end, way in spans if end == day and way]
        for way in ended:
            shares[WAYS[way - 1]] += still / risk
        still *= 1 - Fraction(len(ended), risk)
    curve = incidence(counts_of(*zip(*spans, strict=True)))
    found = {way: incidence_at(curve, way, 10_000)[0] if len(curve) else 0.0 for way in WAYS}
    assert found == pytest.approx({way: float(share) for way, share in shares.items()}, abs=1e-9)


@check(max_examples=100)
@given(spells)
def test_who_is_no_longer_open_has_left_by_one_of_the_ways(procedures):
    curve = incidence(counts_of(*zip(*[(e, e + length, way) for e, length, way in procedures], strict=True)))
    assert np.abs(1 - curve["s"] - curve[list(WAYS)].sum(axis=1)).max() < 1e-9 if len(curve) else True
    assert (curve[[f"se_{way}" for way in WAYS]] >= 0).all(axis=None)
