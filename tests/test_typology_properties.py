"""What holds of the rule for all scores there can be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kim.typology import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    Profile,
    Score,
    types,
)
from kim.typology.rule import criteria_read, possible_types

LEVELS = ("0", "1", "2", "3", NOT_JUDGED, NOT_APPLICABLE)


scored = st.fixed_dictionaries({c: st.sampled_from(LEVELS) for c in criteria_read()})


@settings(deadline=None, derandomize=True)
@given(scored, st.sampled_from(criteria_read()), st.booleans())
def test_a_better_score_never_makes_the_type_worse(told, criterion, evidence):
    if told[criterion] not in ("0", "1", "2"):
        return
    before = Profile("05382", None, True, tuple(Score(c, level, "Beleg") for c, level in told.items()))
    better = Score(criterion, str(int(told[criterion]) + 1), "Beleg" if evidence else None)
    if not evidence:  # then the score before had none either
        before = before.with_score(Score(criterion, told[criterion]))
    ranks = [[types().index(t) for t in possible_types(p)] for p in (before, before.with_score(better))]
    assert min(ranks[1]) >= min(ranks[0])
    assert max(ranks[1]) >= max(ranks[0])


@settings(deadline=None, derandomize=True)
@given(scored, st.sampled_from(criteria_read()), st.sampled_from(("0", "1", "2", "3")))
def test_judging_what_was_open_in_a_dimension_that_was_open_stays_within_what_was_possible(
    told, criterion, level
):
    dimension = criterion[:2]
    told |= {c: NOT_JUDGED for c in told if c.startswith(dimension)}
    before = Profile("05382", None, True, tuple(Score(c, one, "Beleg") for c, one in told.items()))
    after = before.with_score(Score(criterion, level, "Beleg"))
    assert set(possible_types(after)) <= set(possible_types(before))
