"""Control charts of monthly flows: limits, rules, breaks, and how often they are wrong."""

from datetime import date
from math import nan

import numpy as np
import pandas as pd
import pytest

from kim.comparison import Break, breaks_of, monthly, natural_limits, xmr
from kim.comparison.rules import signals
from kim.comparison.xmr import FALSE_ALARMS, LOCKED_AT
from tests.made_comparisons import month_ends

DOTS = (  # the series of the tests of NHSRplotthedots 0.2.2: set.seed(123); rnorm(20)
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123,
    -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314,
    0.49785048, -1.96661716, 0.70135590, -0.47279141,
)  # fmt: skip
FLAT = (10, 14, 9, 13, 10, 15, 9, 12, 11, 14, 8, 13)


# limits


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


# rules


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


# segments, trials and breaks


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
