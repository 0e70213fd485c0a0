"""Scenarios of a stock: values worked by hand, and offices simulated event by event (statistics.md 3)."""

from dataclasses import replace
from functools import cache
from math import inf

import numpy as np
import pandas as pd
import pytest

from kim.errors import KimError
from kim.scenario import (
    Assumptions,
    Outlook,
    Pace,
    break_even,
    months_until_turn,
    outlook,
    outlook_at,
    pace_of,
    years_to,
)
from tests import office

WORLDS = 40
EXACT = Pace(stock=1628, arrivals=1700, decisions=950)  # nobody leaves, nothing varies but arrivals
FLOWS = ["eingaenge", "entschieden", "zurueckgezogen", "bestand"]


def flows(came=100, decided=80, left=5, stock=500, months=24) -> pd.DataFrame:
    """A steady authority: the same in every month, the stock growing to its value at the end."""
    ago = np.arange(months)
    grown = stock - ago * (came - decided - left)
    return pd.DataFrame(
        {"monat": ago, "eingaenge": came, "entschieden": decided, "zurueckgezogen": left, "bestand": grown}
    )


# values of statistics.md 3.1


@pytest.mark.parametrize(("fte_more", "days"), [(0, 625.5), (2, 521.2)])
def test_the_reach_of_a_queue(fte_more, days):
    hands = np.array([EXACT.decisions + 95.0 * fte_more])
    [months] = months_until_turn(np.array([EXACT.stock]), np.empty((0, 1)), np.zeros(1), hands)
    assert months * 365 / 12 == pytest.approx(days, abs=0.05)


def test_in_balance_stock_pace_and_wait_are_littles():
    """L = λ W: 1,700 a year and one and a half years make 2,550 pending."""
    [months] = months_until_turn(np.array([2550]), np.empty((0, 1)), np.zeros(1), np.array([1700.0]))
    assert months == pytest.approx(18)


def test_a_queue_walked_month_by_month_takes_as_long():
    hands, leaving = np.array([950.0]), np.array([0.15])
    at_once = months_until_turn(np.array([1628]), np.empty((0, 1)), leaving, hands)
    by_month = months_until_turn(np.array([1628]), np.full((30, 1), 950.0), leaving, hands)
    assert by_month == pytest.approx(at_once, rel=1e-12)
    assert at_once < months_until_turn(np.array([1628]), np.empty((0, 1)), np.zeros(1), hands)


def test_break_even_staff():
    assert break_even(EXACT, Assumptions(productivity=95)) == pytest.approx(7.89, abs=0.005)
    assert break_even(replace(EXACT, leaving=0.1), Assumptions()) == pytest.approx((750 - 162.8) / 95)


def test_the_time_to_a_target_is_the_distance_over_the_speed():
    assert years_to(628, 1628, arrivals=800, decisions=1000) == pytest.approx(5)
    assert years_to(1628, 1628, arrivals=800, decisions=1000) == 0


@pytest.mark.parametrize("arrivals", [1000, 1700])
def test_a_stock_that_does_not_fall_never_comes_down(arrivals):
    assert years_to(814, 1628, arrivals, 1000) == inf


def test_those_who_leave_can_bring_a_stock_down_only_so_far():
    """(1,100 − 1,000) ÷ 0.2 = 500: the stock moves towards 500 and never below."""
    assert years_to(500, 1628, 1100, 1000, leaving=0.2) == inf
    assert years_to(501, 1628, 1100, 1000, leaving=0.2) == pytest.approx(np.log(1128 / 1) / 0.2)


# what is read from the months


def test_the_pace_is_that_of_the_last_six_months():
    months = flows()
    months.loc[months["monat"] >= 6, ["eingaenge", "entschieden"]] = 10
    status, pace = pace_of(months)
    assert (status, pace.arrivals, pace.decisions, pace.stock) == ("shown", 1200, 960, 500)
    mean_stock = np.mean([500 - 15 * ago for ago in (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6)])
    assert pace.leaving == pytest.approx(60 / mean_stock)


def test_the_order_of_the_rows_is_of_no_account():
    months = office.simulate(office.growing(), 1).months()
    assert pace_of(months.sample(frac=1, random_state=1)) == pace_of(months)


def test_counts_that_vary_more_than_by_chance_widen_the_bands():
    months = flows(came=100)
    calm = outlook(months, Assumptions())
    months["eingaenge"] = np.where(months["monat"] % 2, 40, 160)
    wild = outlook(months, Assumptions())
    assert width(wild) > 1.5 * width(calm)


@pytest.mark.parametrize(
    "months", [flows(months=11), flows(came=4), flows(decided=4), flows().drop(index=3), flows(months=0)]
)
def test_too_little_gives_no_scenario(months):
    found = outlook(months, Assumptions())
    assert (found.status, found.median, found.waits, found.later) == ("too_few", (), (), inf)


def test_a_missing_count_is_not_zero():
    months = flows().astype(object)
    months.loc[2, "zurueckgezogen"] = None
    assert outlook(months, Assumptions()).status == "not_reported"


def test_months_of_other_groups_are_not_compared_with_the_last_ones():
    months = flows().assign(gruppen=3)
    assert outlook(months, Assumptions()).status == "shown"
    months.loc[months["monat"] > 8, "gruppen"] = 2
    assert outlook(months, Assumptions()).status == "too_few"


@pytest.mark.parametrize(
    "impossible",
    [
        {"horizon": 25},
        {"horizon": 0},
        {"productivity": 0},
        {"ramp_months": 30},
        {"arrivals": -1},
        {"target": -5},
    ],
)
def test_impossible_assumptions_are_refused_in_words(impossible):
    with pytest.raises(KimError, match="Monate|null"):
        Assumptions(**impossible)


# scenarios


def test_the_same_input_gives_the_same_numbers():
    months = office.simulate(office.growing(), 1).months()
    assert outlook(months, Assumptions()) == outlook(months, Assumptions())


def test_nothing_happens_before_now():
    found = outlook_at(EXACT, Assumptions())
    assert {found.median[0], *(path[0] for band in found.bands.values() for path in band)} == {1628}
    assert found.months == tuple(range(25))


def test_bands_lie_inside_each_other():
    found = outlook(office.simulate(office.growing(), 1).months(), Assumptions())
    (low80, high80), (low95, high95) = found.bands[80], found.bands[95]
    paths = np.array([low95, low80, found.median, high80, high95])[:, 1:]
    assert (np.diff(paths, axis=0) > 0).all()
    assert width(found, 24) > width(found, 6)


@pytest.mark.parametrize("unsure", ["arrivals_off", "decisions_off", "leaving_off"])
def test_what_is_not_known_exactly_widens_the_bands(unsure):
    known = replace(EXACT, leaving=0.2)
    assert width(outlook_at(replace(known, **{unsure: 0.1}), Assumptions())) > 1.2 * width(
        outlook_at(known, Assumptions())
    )


def test_half_a_year_tells_a_rate_as_badly_as_chance_makes_it():
    paces = [pace_of(office.simulate(office.growing(), seed).months())[1] for seed in range(20)]
    beside = [(pace.decisions_off * np.sqrt(pace.decisions / 2)) ** 2 for pace in paces]
    assert 0.7 < np.mean(beside) < 1.6  # months of 28 to 31 days add to chance
    left = [pace.leaving_off * np.sqrt(pace.leaving * pace.stock / 2) for pace in paces]
    assert left == pytest.approx(np.ones(20), rel=0.1)
    assert pace_of(flows())[1].decisions_off == 0.02


def test_more_arrivals_mean_more_and_more_staff_means_less():
    by_arrivals = [outlook_at(EXACT, Assumptions(arrivals=a)).median[-1] for a in (0.8, 1, 1.2)]
    by_staff = [outlook_at(EXACT, Assumptions(fte_more=fte)).median[-1] for fte in (-2, 0, 2, 8)]
    assert by_arrivals == sorted(set(by_arrivals))
    assert by_staff == sorted(set(by_staff), reverse=True)


def test_the_middle_path_is_the_one_reckoned_by_hand():
    assert outlook_at(EXACT, Assumptions()).median[-1] == pytest.approx(1628 + 2 * 750, rel=0.01)
    worked_in = 190 * (2 - 0.25)  # the ramp of six months costs a quarter of a year
    found = outlook_at(EXACT, Assumptions(fte_more=2)).median[-1]
    assert found == pytest.approx(1628 + 2 * 750 - worked_in, rel=0.01)


def test_staff_is_worked_in_along_a_straight_line():
    added = Assumptions(fte_more=2, ramp_months=6).more(np.arange(1, 25))
    assert added.tolist()[:7] == pytest.approx([190 * part / 12 for part in (1, 3, 5, 7, 9, 11, 12)])
    assert added.sum() == pytest.approx(190 * (24 - 3))
    assert set(Assumptions(fte_more=2, ramp_months=0).more(np.arange(1, 25))) == {190.0}


def test_who_goes_is_missed_at_once():
    found = outlook_at(EXACT, Assumptions(fte_more=-2)).median[-1]
    assert found == pytest.approx(1628 + 2 * 750 + 2 * 190, rel=0.01)


def test_at_break_even_the_stock_stays_as_it_is():
    more = Assumptions(fte_more=break_even(EXACT, Assumptions()), ramp_months=0)
    assert outlook_at(EXACT, more).median[-1] == pytest.approx(1628, abs=25)


def test_a_growing_queue_never_reaches_its_target():
    found = outlook_at(EXACT, Assumptions())
    assert (found.reached, found.month, found.later, found.target) == (0, None, inf, 814)


def test_a_falling_queue_reaches_its_target_in_the_month_reckoned_by_hand():
    found = outlook_at(replace(EXACT, arrivals=450), Assumptions())
    assert found.month == pytest.approx(814 / 500 * 12, abs=1)
    assert (found.later, found.reached > 0.9) == (found.month, True)


def test_a_target_beyond_the_horizon_is_reckoned_on():
    found = outlook_at(replace(EXACT, arrivals=750), Assumptions())
    assert (found.month, found.reached < 0.05) == (None, True)
    assert found.later == pytest.approx(814 / 200 * 12, rel=0.05)


def test_a_target_that_is_there_already():
    found = outlook_at(EXACT, Assumptions(target=2000))
    assert (found.month, found.reached, found.later) == (0, 1, 0)


def test_a_queue_never_falls_below_nothing():
    found = outlook_at(Pace(stock=50, arrivals=100, decisions=900), Assumptions(target=0))
    assert (found.median[-1], found.bands[95][0][-1]) == (0, 0)
    assert found.waits[-1].median == 0


def test_without_hands_nobody_gets_a_turn():
    found = outlook_at(EXACT, Assumptions(fte_more=-10))
    assert found.waits[0].median == inf


def test_the_fast_lane_makes_the_others_wait():
    months = flows(came=100, decided=80)
    fast = flows(came=20, decided=20, left=0, stock=30)
    plain, beside = outlook(months, Assumptions()), outlook(months, Assumptions(), fast)
    assert beside.median == plain.median
    assert beside.waits[0].median > 1.2 * plain.waits[0].median


def test_more_arrivals_in_the_fast_lane_leave_fewer_hands_for_the_others():
    fast = flows(came=20, decided=20, left=0, stock=30)
    as_now, more = (outlook(flows(), Assumptions(arrivals=a), fast).waits[0].median for a in (1, 1.2))
    assert more > 1.05 * as_now


# against offices simulated event by event


@cache
def world(seed: int, more: float = 0.0) -> tuple[office.Procedures, Outlook]:
    """A growing office whose hands grow by a part after the report, and what its past says of its future."""
    grown = office.growing(after=6)
    days = np.arange(len(grown.capacity)) - office.day_number(office.REPORT)
    ramp = np.clip(days / (office.YEAR / 2), 0, 1)
    procedures = office.simulate(replace(grown, capacity=grown.capacity * (1 + more * ramp)), seed)
    months, in_order = procedures.months(), procedures.months(in_order=True)
    fast = months.assign(**{name: months[name] - in_order[name] for name in FLOWS})
    assumed = Assumptions(fte_more=more * 10, productivity=95, ramp_months=6)
    return procedures, outlook(months, assumed, fast)


def pending(procedures: office.Procedures, month: int) -> int:
    day = office.day_number(office.REPORT) + round(month * office.YEAR / 12)
    return int(((procedures.filed <= day) & (procedures.ended > day)).sum())


@pytest.mark.parametrize("month", [12, 24])
def test_the_middle_path_is_right_on_average_and_the_bands_hold_what_they_say(month):
    off, inside = [], {80: [], 95: []}
    for procedures, said in map(world, range(WORLDS)):
        truth = pending(procedures, month)
        off.append(said.median[month] / truth - 1)
        for level, (lower, upper) in said.bands.items():
            inside[level].append(lower[month] <= truth <= upper[month])
    assert np.median(off) == pytest.approx(0, abs=0.03)
    assert 0.7 <= np.mean(inside[80]) <= 0.93
    assert np.mean(inside[95]) >= 0.88


@pytest.mark.parametrize("more", [0.2, 0.4, 0.8])
def test_more_hands_do_what_the_scenario_says(more):
    worlds = [world(seed, more) for seed in range(WORLDS // 2)]
    truth = np.mean([pending(procedures, 24) for procedures, _ in worlds])
    assert np.mean([said.median[24] for _, said in worlds]) == pytest.approx(truth, rel=0.03)


@pytest.mark.parametrize("place", [0, 1])
def test_those_in_order_wait_as_long_as_the_scenario_says(place):
    off = [
        said.waits[place].median / waited(procedures, said.waits[place].filed) - 1
        for procedures, said in map(world, range(WORLDS))
    ]
    assert np.median(off) == pytest.approx(0, abs=0.04)
    assert np.std(off) < 0.12


def waited(procedures: office.Procedures, month: int) -> float:
    """Months until the decision of those in order who filed within a week of a day."""
    day = office.day_number(office.REPORT) + round(month * office.YEAR / 12)
    decided = ~procedures.fast & np.isin(procedures.way, list(office.DECIDED))
    there = decided & (abs(procedures.filed - day) <= 7)
    return float(np.median((procedures.ended - procedures.filed)[there])) / office.YEAR * 12


def test_a_steady_office_stays_as_it_is():
    procedures = office.simulate(office.steady(), 3)
    said = outlook(procedures.months(), Assumptions())
    assert said.median[24] == pytest.approx(pending(procedures, 24), rel=0.2)
    assert said.bands[95][0][24] <= pending(procedures, 24) <= said.bands[95][1][24]


def width(found: Outlook, month: int = 24) -> float:
    lower, upper = found.bands[80]
    return upper[month] - lower[month]
