"""Curves of published data are those of R, statsmodels and lifelines (tests/published/README.md)."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter
from lifelines.utils import qth_survival_times
from statsmodels.duration.survfunc import CumIncidenceRight

from kim.catalogue import load_indicator
from kim.estimates import (
    at_risk,
    incidence_at,
    quantile,
    survival_at,
)
from tests.made_counts import EIGHT, days_of, estimated
from tests.made_published import (
    FOLDER,
    SEEN_FROM_THE_START,
    WAYS,
    cases,
    close,
    counts,
    entered_later,
    incidence,
    pooled,
    survival,
    transplant,
    with_lifelines,
    with_statsmodels,
)

SETS = ("gehan", "lung", "transplant", "Male", "Female")
WITHOUT_ENTRY = ("gehan", "lung", "transplant")

# R survival 3.5-3, conf.type = "log-log": age, S, standard error, lower, upper
LUNG = (
    (90, 0.881578947368, 0.021398219606, 0.832071342211, 0.917213604180),
    (180, 0.721670653410, 0.029812419469, 0.658304528446, 0.775314690717),
    (365, 0.409241624460, 0.035823638172, 0.338714269088, 0.478380767647),
    (545, 0.255449410812, 0.034393899817, 0.190927274343, 0.324722100625),
    (730, 0.115693098345, 0.028298197318, 0.067632151489, 0.177825199700),
)
MEN = (
    (900, 0.804531129477, 0.072170215737, 0.613781564079, 0.907635819207),
    (960, 0.637761403332, 0.077597967861, 0.465656168540, 0.767436428583),
    (1020, 0.454373345840, 0.071066402054, 0.312398344609, 0.585768664720),
    (1080, 0.222707313489, 0.057604386253, 0.121856862634, 0.342448007696),
)
WOMEN = (
    (840, 0.934688905547, 0.037144011662, 0.807356768065, 0.978907498288),
    (900, 0.864438512626, 0.042259988396, 0.754864955546, 0.927314696855),
    (960, 0.745113051046, 0.043133181412, 0.648781260402, 0.818668158214),
    (1020, 0.503328447586, 0.041105040279, 0.420305201605, 0.580573234943),
    (1080, 0.295703260178, 0.039499670909, 0.220807277547, 0.374259047819),
)
FOLLOWED = {  # R survival: how many are at risk at an age
    "lung": {90: 201, 180: 160, 365: 65, 545: 32, 730: 13},
    "transplant": {30: 697, 90: 508, 180: 309, 365: 141, 545: 77, 730: 34, 1095: 15},
}
# R survival: age, then share and standard error of death, ltx and withdraw
TRANSPLANT = (
    (30, 0.022230792106, 0.005181305580, 0.118508050220, 0.011356321931, 0.004943699450, 0.002465733159),
    (90, 0.043266118631, 0.007153443030, 0.317795988048, 0.016375722351, 0.011129310207, 0.003689074030),
    (180, 0.055659053112, 0.008063114850, 0.538392246232, 0.017543656946, 0.024760525916, 0.005467675143),
    (365, 0.071871154102, 0.009092272611, 0.711774894291, 0.015970207542, 0.037225546581, 0.006668912917),
    (545, 0.077259133891, 0.009430432600, 0.765659986263, 0.015128445058, 0.039794290884, 0.006893864910),
    (730, 0.077259133891, 0.009430432600, 0.794001165579, 0.014794841428, 0.049781443407, 0.008108663113),
    (1095, 0.080441139815, 0.009909165483, 0.802955292368, 0.014945179112, 0.049781443407, 0.008108663113),
)
# the same of R etm 1.1.1 for those under observation later only
ENTERED_LATER = (
    (30, 0.013288135559, 0.006714384003, 0.102973674771, 0.021851647223, 0.007366706619, 0.005287885615),
    (90, 0.033479960089, 0.008838140671, 0.300977228463, 0.023105108164, 0.016437177119, 0.006673161915),
    (180, 0.046293298125, 0.009626877191, 0.529056738604, 0.021247955793, 0.030530802401, 0.007831798721),
    (365, 0.063055359652, 0.010560988180, 0.708321018796, 0.018428983278, 0.043418671990, 0.008750557948),
    (545, 0.068626115026, 0.010876462186, 0.764034046216, 0.017379008055, 0.046074555399, 0.008932286875),
    (730, 0.068626115026, 0.010876462186, 0.793336638872, 0.016963308769, 0.056400500517, 0.009957899310),
    (1095, 0.071916063634, 0.011324812533, 0.802594515088, 0.017076372074, 0.056400500517, 0.009957899310),
)


# what R prints


@pytest.mark.parametrize("name, published", [("lung", LUNG), ("Male", MEN), ("Female", WOMEN)])
def test_shares_errors_and_limits_are_those_of_r(name, published):
    curve = survival(counts(cases(name)))
    for day, share, error, lower, upper in published:
        assert close(survival_at(curve, day), (share, lower, upper))
        assert close(share * np.sqrt(curve[curve["tag"] <= day]["greenwood"].iloc[-1]), error)


@pytest.mark.parametrize("name", FOLLOWED)
def test_those_still_followed_are_those_of_r(name):
    counted = days_of(counts(cases(name)))
    assert {day: at_risk(*counted, day) for day in FOLLOWED[name]} == FOLLOWED[name]


@pytest.mark.parametrize(
    "name, size, ended, median",
    [
        ("lung", 228, 165, (310, 284, 361)),
        ("Male", 94, 44, (1009, 945, 1033)),
        ("Female", 357, 128, (1021, 1005, 1041)),
        ("transplant", 811, 737, (129, 116, 142)),
    ],
)
def test_medians_and_their_limits_are_those_of_r(name, size, ended, median):
    counted = counts(cases(name))
    curve = survival(counted)
    assert (counted["zugang"].sum(), curve["d"].sum()) == (size, ended)
    assert quantile(curve, 0.5) == median


def test_other_quantiles_are_those_of_r():
    curve = survival(counts(cases("lung")))
    assert quantile(curve, 0.25) == (170, 144, 194)
    assert quantile(curve, 0.75) == (550, 457, 643)
    assert quantile(curve, 0.8) == (624, 524, 705)
    day, lower, upper = quantile(curve, 0.9)
    assert (day, lower) == (735, 687)
    assert np.isnan(upper)


@pytest.mark.parametrize("people, published", [(transplant, TRANSPLANT), (entered_later, ENTERED_LATER)])
def test_ways_off_the_waiting_list_and_their_errors_are_those_of_r(people, published):
    curve = incidence(counts(people()))
    for day, *expected in published:
        errors = curve[curve["tag"] <= day].iloc[-1]
        found = [(incidence_at(curve, way, day)[0], errors[f"se_{way}"]) for way in WAYS]
        assert close(np.ravel(found), expected)


def test_the_catalogue_says_the_same():
    counted = counts(cases("lung")).rename(columns={"death": "positiv"})
    counted[["abgelehnt", "zurueckgenommen", "abgegeben", "sonstig"]] = 0
    entry = load_indicator("median_bis_erledigung_kohorte")
    [median] = estimated(replace(entry, statistic="quantile:0.5"), counted)
    assert (median["value"], median["lower"], median["upper"], median["n"]) == (310, 284, 361, 228)
    [still] = estimated(replace(entry, statistic="survival:365"), counted)
    _, share, _, lower, upper = LUNG[2]
    assert still["beobachtet"] == FOLLOWED["lung"][365]
    assert close([still["value"], still["lower"], still["upper"]], [100 * share, 100 * lower, 100 * upper])


# beside statsmodels and lifelines, day by day


@pytest.mark.parametrize("name", SETS)
def test_the_whole_curve_agrees_with_statsmodels(name):
    curve = survival(counts(cases(name)))
    theirs = with_statsmodels(cases(name))
    shares, errors = (pd.Series(v, theirs.surv_times) for v in (theirs.surv_prob, theirs.surv_prob_se))
    assert close(curve["s"], shares.reindex(curve["tag"]))
    inside = (curve["s"] > 0).to_numpy()
    ours = curve["s"] * np.sqrt(curve["greenwood"])
    assert close(ours[inside], errors.reindex(curve["tag"])[inside])


@pytest.mark.parametrize("name", SETS)
def test_the_whole_curve_and_its_limits_agree_with_lifelines(name):
    curve = survival(counts(cases(name)))
    theirs = with_lifelines(cases(name))
    assert close(curve["s"], theirs.survival_function_.loc[curve["tag"]].iloc[:, 0])
    inside = (curve["s"] > 0).to_numpy()
    limits = theirs.confidence_interval_.loc[curve["tag"]]
    assert close(curve[["lower", "upper"]][inside], limits[inside])


@pytest.mark.parametrize("p", [0.1, 0.25, 0.5, 0.8, 0.9])
@pytest.mark.parametrize("name", SETS)
def test_quantiles_agree_with_both(name, p):
    found, lower, upper = quantile(survival(counts(cases(name))), p)
    statsmodels, lifelines = with_statsmodels(cases(name)), with_lifelines(cases(name))
    assert close(found, _or_nan(statsmodels.quantile(p)))
    assert close(found, _or_nan(qth_survival_times(1 - p, lifelines.survival_function_)))
    assert close((lower, upper), _or_nan(statsmodels.quantile_ci(p, method="cloglog")))
    assert close((lower, upper), _or_nan(qth_survival_times(1 - p, lifelines.confidence_interval_)))


def _or_nan(found: object) -> np.ndarray:
    """Both say infinite where a quantile is not reached."""
    found = np.ravel(found).astype(float)
    return np.where(np.isfinite(found), found, np.nan)


@pytest.mark.parametrize("name", WITHOUT_ENTRY)
def test_ways_out_agree_with_statsmodels(name):
    people = cases(name)
    curve = incidence(counts(people))
    theirs = CumIncidenceRight(people["exit"], people["way"])
    for number in range(people["way"].max()):
        shares, errors = (pd.Series(v[number], theirs.times) for v in (theirs.cinc, theirs.cinc_se))
        assert close(curve[WAYS[number]], shares.reindex(curve["tag"]))
        someone = (curve["s"] > 0).to_numpy()  # where nobody is left theirs is undefined
        assert close(curve[f"se_{WAYS[number]}"][someone], errors.reindex(curve["tag"])[someone])


def test_ways_out_agree_with_lifelines_where_no_two_end_on_one_day():
    people = transplant().drop_duplicates("exit").sort_values("exit").iloc[1:]
    people = pd.concat([people, pd.DataFrame({"entry": [SEEN_FROM_THE_START], "exit": [0], "way": [0]})])
    curve = incidence(counts(people))
    for number, way in enumerate(WAYS, start=1):
        theirs = AalenJohansenFitter(calculate_variance=False).fit(people["exit"], people["way"], number)
        assert close(curve[way], theirs.cumulative_density_.loc[curve["tag"]].iloc[:, 0])


def test_lifelines_is_wrong_with_delayed_entry_on_whole_days_and_we_are_not():
    """Its risk set holds those who enter on the day of an end already; the shares then miss a sixth."""
    people = pd.DataFrame(EIGHT)
    curve = incidence(counts(people))
    ours = [incidence_at(curve, way, 22)[0] for way in WAYS[:2]]
    assert ours == pytest.approx([float(Fraction(19, 36)), float(Fraction(17, 36))], abs=1e-12)
    assert sum(_with_aalen_johansen_of_lifelines(people, shift=0)) == pytest.approx(0.843, abs=5e-4)
    assert _with_aalen_johansen_of_lifelines(people, shift=0.5) == pytest.approx(ours, abs=1e-9)


def _with_aalen_johansen_of_lifelines(people: pd.DataFrame, shift: float) -> list[float]:
    fitters = [AalenJohansenFitter(calculate_variance=False) for _ in range(2)]
    for way, fitter in enumerate(fitters, start=1):
        fitter.fit(people["exit"], people["way"], way, entry=people["entry"] + shift)
    return [float(fitter.cumulative_density_.iloc[-1, 0]) for fitter in fitters]


# what holds whatever the data


@pytest.mark.parametrize("people", [cases(name) for name in SETS] + [entered_later()])
def test_who_is_gone_has_gone_by_one_of_the_ways(people):
    curve = incidence(counts(people))
    assert close(curve["s"], survival(counts(people))["s"])
    assert close(1 - curve["s"], curve[list(WAYS)].sum(axis=1))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.sampled_from((*SETS, "later")), st.integers(2, 9), st.integers(0, 10_000))
def test_parts_pooled_are_the_whole(name, parts, seed):
    """Split by person into any parts, and every person once more in two at any age."""
    people = entered_later() if name == "later" else cases(name)
    rng = np.random.default_rng(seed)
    part = rng.integers(0, parts, len(people))
    cut = rng.integers(people["entry"] + 1, people["exit"] + 1)
    earlier = people.assign(exit=cut, way=np.where(cut < people["exit"], 0, people["way"]))
    later = people.assign(entry=cut)[cut < people["exit"]]
    whole = counts(people)
    for pieces in ([people[part == k] for k in range(parts)], [earlier, later]):
        found = pooled([counts(piece) for piece in pieces])
        assert close(incidence(found), incidence(whole))
        assert close(survival(found), survival(whole))


def test_an_end_before_its_beginning_fails_loudly():
    """One resident of Channing House left, on paper, four years before she came."""
    rows = pd.read_csv(FOLDER / "channing.csv")
    [(entry, end)] = rows.query("exit < entry")[["entry", "exit"]].to_numpy()
    assert (entry, end) == (959, 912)
    with pytest.raises(ValueError, match="before it begins"):
        survival(counts(pd.DataFrame({"entry": [entry], "exit": [end], "way": [1]})))
