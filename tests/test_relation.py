"""Whether two values go together agrees with reference values, and is said without a cause."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from kim.comparison import relation
from kim.comparison.relation import FEWEST_PAIRS, bonett_wright, noticeable, partial_spearman, spearman
from kim.sentences import related
from tests.made_charts import missing, quote
from tests.made_newer_charts import UNITS, filled, still_open

IQ = (106, 86, 100, 101, 99, 103, 97, 113, 112, 110)  # the worked example of the textbooks: rho = -29/165
HOURS = (7, 0, 27, 50, 28, 29, 20, 12, 6, 17)


@pytest.mark.parametrize(
    ("rho", "low", "high"), [(0.2, -0.08, 0.45), (0.3, 0.03, 0.53), (0.4, 0.13, 0.61), (0.5, 0.25, 0.69)]
)
def test_intervals_are_those_of_bonett_and_wright(rho, low, high):
    found = bonett_wright(rho, 53)
    assert (round(found.lower, 2), round(found.upper, 2)) == (low, high)


def test_the_least_rho_that_is_told_from_none():
    assert round(noticeable(53), 2) == 0.27


def test_rho_of_the_worked_example():
    assert spearman(IQ, HOURS).value == pytest.approx(-29 / 165, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=10, max_size=60))
def test_ties_are_as_in_scipy_and_the_interval_holds_the_value(pairs):
    x, y = zip(*pairs, strict=True)
    if len(set(x)) < 2 or len(set(y)) < 2:
        return
    found = spearman(list(x), list(y))
    assert found.value == pytest.approx(spearmanr(x, y).statistic, abs=1e-9)
    assert -1 <= found.lower <= found.value <= found.upper <= 1


def test_what_both_share_with_a_third_is_taken_away():
    """The same as the correlation of what regressions of the ranks on the third leave."""
    rng = np.random.default_rng(7)
    z = [float(at % 3 == 0) for at in range(54)]
    x, y = (rng.normal(size=54) + 2 * np.array(z) for _ in range(2))
    left = [_without(np.argsort(np.argsort(v)).astype(float), np.array(z)) for v in (x, y)]
    found = partial_spearman(list(x), list(y), z)
    assert found.value == pytest.approx(np.corrcoef(*left)[0, 1], abs=1e-3)
    assert abs(found.value) < abs(spearman(list(x), list(y)).value)


def _without(ranks: np.ndarray, z: np.ndarray) -> np.ndarray:
    return ranks - np.polyval(np.polyfit(z, ranks, 1), z)


def test_units_without_one_of_both_values_are_no_pairs_and_are_counted():
    found = relation(filled(k05111=missing()), still_open(k05112=missing("too_few")))
    assert len(found.pairs) == 52
    assert found.without == {"not_reported": ("05111",), "too_few": ("05112",)}


def test_results_by_other_units_are_refused():
    x = filled()
    with pytest.raises(ValueError, match="same units"):
        relation(x, type(x)(**{**vars(still_open()), "selection": type(x.selection)(by=("behoerde_id",))}))


def test_what_goes_together_is_said_with_rho_and_interval_and_without_a_cause():
    said = related.related(relation(filled(), still_open()), "05382")
    assert "hängt mit" in said
    assert "Rangkorrelation nach Spearman −0," in said
    assert "95-%-Intervall −0," in said
    assert said.endswith("Rhein-Sieg-Kreis: 66,0\u00a0% und 83\u00a0%.")
    assert not {"weil", "führt zu", "bewirkt", "Einfluss", "dadurch"} & set(said.replace(",", "").split())


def test_what_is_not_seen_is_said_with_what_would_have_been_seen():
    scattered = {f"k{u}": quote(50 + at * 31 % 37, 100) for at, u in enumerate(UNITS)}
    said = related.related(relation(filled(**scattered), still_open()))
    assert "ist nicht zu erkennen" in said
    assert "±0,27" in said


def test_too_few_units_are_said_in_words_and_have_no_number():
    few = UNITS[: FEWEST_PAIRS - 1]
    found = relation(filled(few), still_open(few))
    assert found.rho is None
    assert related.related(found).endswith("von 9\u00a0KI-Standorten bekannt, nötig sind 10.")
    enough = relation(filled(UNITS[:FEWEST_PAIRS]), still_open(UNITS[:FEWEST_PAIRS]))
    assert enough.rho is not None


def test_a_value_that_is_the_same_everywhere_goes_together_with_nothing():
    flat = relation(filled(**{f"k{u}": quote(1, 2) for u in UNITS}), still_open())
    assert flat.rho is None
    assert "ist überall gleich" in related.related(flat)
