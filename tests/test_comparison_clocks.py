"""Clocks are compared at their effective size, and a funnel of a real Stand holds its numbers."""

from math import nan

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from kim.comparison import Funnel, effective_size, funnel
from kim.datasets import load_reference
from kim.estimates import incidence_at, survival_at
from kim.stand import Selection
from tests.made import result
from tests.made_comparisons import CLOCK, SITES
from tests.made_counts import WAYS, counts_of, incidence, survival


def clock_counts(seed: int, censored: float) -> tuple[np.ndarray, np.ndarray]:
    """Until when each was followed and by which way it left; all are seen from their filing on."""
    rng, size = np.random.default_rng(seed), 399
    times = rng.integers(1, 300, size)
    way = np.where(rng.random(size) < censored, 0, rng.integers(1, 3, size))
    return np.append(times, 300), np.append(way, 0)  # with nobody left, statsmodels would divide by zero


def alive_and_left(times: np.ndarray, way: np.ndarray) -> tuple[tuple, tuple]:
    """The share still open after 150 days and the share that left by the first way, with their errors."""
    counts = counts_of(np.full(len(times), -1), times, way)
    return survival_at(survival(counts), 150), incidence_at(incidence(counts), WAYS[0], 150)


def test_the_effective_size_is_n_where_nobody_is_lost_sight_of():
    alive, left = alive_and_left(*clock_counts(1, censored=0))
    assert effective_size(*alive) == pytest.approx(400)
    assert effective_size(*left) == pytest.approx(400, rel=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_the_effective_size_has_the_error_of_statsmodels(seed):
    times, way = clock_counts(seed, censored=0.4)
    alive, left = alive_and_left(times, way)
    oracle = SurvfuncRight(times, way > 0)
    error = oracle.surv_prob_se[oracle.surv_times <= 150][-1]
    assert effective_size(*alive) == pytest.approx(alive[0] * (1 - alive[0]) / error**2)
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
