"""The typology, worked by hand at the borders of the rule."""

from datetime import date
from math import isnan

import pytest

from kim.datasets import load_codes, load_reference
from kim.typology import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    Profile,
    Score,
    classify,
    criteria,
    criteria_of,
    dimensions,
    label_of_type,
    rule,
    types,
)
from kim.typology.rule import core_dimensions, criteria_read, type_of

WEAK, MIDDLE, STRONG = "schwierigkeiten", "mittel", "wie_vorgesehen"


def profile(everything: str = "2", **changed: str) -> Profile:
    """All criteria at one level, dimensions (D1=…) or criteria (D1_1=…) at another, with evidence."""
    told = dict.fromkeys(criteria(), everything)
    for name, level in changed.items():
        names = [name.replace("_", ".")] if "_" in name else criteria_of(name)
        told |= dict.fromkeys(names, level)
    scores = tuple(Score(c, level, "Niederschrift") for c, level in told.items())
    return Profile("05382", date(2025, 10, 31), True, scores)


def half_checked(**changed: str) -> Profile:
    """Everything practised, four of seven core dimensions checked: as intended."""
    return profile("2", **(dict.fromkeys(("D1", "D2", "D3", "D4"), "3") | changed))


# The rule, and what is declared beside it


def test_the_rule_names_dimensions_criteria_and_groups_that_there_are():
    assert set(core_dimensions()) == {f"D{number}" for number in range(1, 8)} < set(dimensions())
    assert rule()["schwellen"]["nutzen_kriterium"] in criteria()
    assert types() == (WEAK, MIDDLE, STRONG)
    assert all(told["regel"] and told["grund"] and label_of_type(told["id"]) for told in rule()["typen"])


def test_every_criterion_has_a_dimension_and_four_written_anchors():
    anchors = load_reference("kriterien")
    assert tuple(anchors["kriterium"]) == criteria()
    assert set(load_codes("kriterium")["gruppe"]) == set(dimensions())
    texts = anchors[["frage", "stufe_0", "stufe_1", "stufe_2", "stufe_3", "nachweis"]]
    assert (texts != "").all(axis=None)
    assert all(len(set(row)) == len(row) for row in texts.itertuples(index=False))


@pytest.mark.parametrize(
    "core, benefit, expected",
    [
        ([3, 3, 3, 3, 3, 3, 0], 3, WEAK),  # one core dimension is missing altogether
        ([3, 3, 3, 3, 3, 1, 1], 3, WEAK),  # two are only agreed
        ([3, 3, 3, 3, 3, 2, 1], 3, MIDDLE),  # one only agreed
        ([2, 2, 2, 2, 2, 2, 2], 3, MIDDLE),  # all practised, none checked
        ([3, 3, 3, 2, 2, 2, 2], 3, MIDDLE),  # three of seven are less than half
        ([3, 3, 3, 3, 2, 2, 2], 2, STRONG),
        ([3, 3, 3, 3, 2, 2, 2], 1, MIDDLE),  # no benefit documented
        ([3, 3, 3, 2, 2, 2], 2, STRONG),  # three of six: half of those that apply
        ([3, 3, 2, 2, 2, 2], 2, MIDDLE),
        ([0], 3, WEAK),
    ],
)
def test_the_rule_at_its_borders(core, benefit, expected):
    assert type_of(core, benefit) == expected


# Levels of dimensions


@pytest.mark.parametrize(
    "levels, expected",
    [
        ("0 1 2 3", 1),  # the second lowest of four
        ("1 2 2 3", 2),
        ("0 0 3 3", 0),
        ("2 nb nb nb", 2),  # not judged is not 0
        ("0 2 3 nb", 2),  # the middle one of three
        ("2 3 entfaellt nb", 2),
        ("nb nb nb nb", NOT_JUDGED),
        ("nb entfaellt entfaellt entfaellt", NOT_JUDGED),
        ("entfaellt entfaellt entfaellt entfaellt", NOT_APPLICABLE),
    ],
)
def test_the_level_of_a_dimension_is_the_lower_median_of_what_was_judged(levels, expected):
    told = dict(zip(criteria_of("D1"), levels.split(), strict=True))
    scores = tuple(Score(c, level, "Niederschrift") for c, level in told.items())
    assert Profile("05382", None, True, scores).level("D1") == expected


def test_criteria_that_nobody_mentions_are_not_judged():
    assert Profile("05382", None, True, ()).level("D1") == NOT_JUDGED


# Types


def test_one_criterion_changes_the_type():
    before = half_checked(D5_1="1", D5_2="2", D5_3="2", D5_4="2")
    assert classify(before).type == STRONG
    after = before.with_score(Score("D5.2", "1"))  # now the second lowest of four is 1
    assert classify(after).type == MIDDLE
    tipped = [(s.criterion, s.before, s.after, s.type) for s in classify(before).tipping]
    assert ("D5.2", 2, 1, MIDDLE) in tipped
    assert ("D5.1", 1, 2, STRONG) not in tipped


def test_a_site_of_which_nothing_could_be_judged_has_no_type():
    typed = classify(profile(NOT_JUDGED))
    assert (typed.type, typed.possible, typed.label) == (None, types(), "nicht beurteilbar")
    assert (typed.good, typed.judged, typed.lowest) == (0, 0, ())
    assert typed.not_judged == criteria_read()
    assert isnan(typed.stability)
    assert not typed.tipping


def test_a_site_to_which_no_core_dimension_applies_has_no_type():
    assert classify(profile(NOT_APPLICABLE, D9="3")).possible == types()


def test_one_dimension_that_is_not_judged_leaves_the_type_open_unless_the_rest_decides():
    assert classify(half_checked(D7=NOT_JUDGED)).possible == types()
    assert classify(half_checked(D7=NOT_JUDGED, D1="0")).type == WEAK
    assert classify(half_checked(D6="1", D7=NOT_JUDGED)).possible == (WEAK, MIDDLE)


def test_benefit_that_is_not_judged_leaves_two_types_open():
    typed = classify(half_checked(D9_4=NOT_JUDGED))
    assert (typed.type, typed.possible) == (None, (MIDDLE, STRONG))
    assert typed.reasons[-1] == "Ob der Nutzen für die Zielgruppe belegt ist, ist nicht beurteilt."
    assert classify(profile("2", D9_4=NOT_JUDGED)).type == MIDDLE  # benefit or not: too little is checked


def test_what_does_not_apply_leaves_numerator_and_denominator():
    typed = classify(profile("2", D1="3", D2="3", D3="3", D4=NOT_APPLICABLE))
    assert (typed.type, typed.good, typed.judged) == (STRONG, 6, 6)
    assert typed.levels["D4"] == NOT_APPLICABLE


def test_a_score_without_evidence_counts_as_one_and_is_listed():
    bare = half_checked()
    for criterion in ("D1.1", "D1.2"):
        bare = bare.with_score(Score(criterion, "3"))
    typed = classify(bare)
    assert typed.missing_evidence == ("D1.1", "D1.2")
    assert (typed.type, typed.levels["D1"]) == (MIDDLE, 1)
    assert typed.reasons[0] == "Unter Stufe 2: Steuerung (Stufe 1)."
    assert classify(half_checked()).missing_evidence == ()


def test_reasons_name_what_decided():
    typed = classify(profile("2", D3="0", D7="1"))
    assert typed.type == WEAK
    assert typed.reasons == (
        "Unter Stufe 2: Freie Wohlfahrtspflege (Stufe 0), Vom Fall zur Struktur (Stufe 1).",
    )
    assert typed.lowest == ("D3",)
    assert classify(profile("2", D9_4="1")).reasons == (
        "Auf Stufe 3 stehen 0 von 7 beurteilten Kerndimensionen.",
        "Der Nutzen für die Zielgruppe ist nicht belegt (Stufe 1).",
        "Zur Gruppe »Wie vom Land vorgesehen und selbst ausgewertet« fehlt: mindestens 4 von 7 auf Stufe 3, "
        "ein belegter Nutzen für die Zielgruppe.",
    )
    assert (
        classify(half_checked(D7="1"))
        .reasons[-1]
        .endswith("fehlt: alle Kerndimensionen mindestens auf Stufe 2.")
    )


def test_what_was_judged_without_evidence_is_listed_also_where_none_is_asked():
    bare = half_checked().with_score(Score("D8.1", "1"))
    assert (classify(bare).without_evidence, classify(bare).missing_evidence) == (("D8.1",), ())


def test_dimensions_eight_and_nine_do_not_decide_but_for_the_benefit():
    assert classify(half_checked(D8="0", D9="0", D9_4="2")).type == STRONG


# Stability


def test_stability_counts_single_steps_of_criteria_that_the_rule_reads():
    """All at 3: 28 core criteria and the benefit can only fall, and no single fall changes the type."""
    typed = classify(profile("3"))
    assert (typed.steps, typed.stability, typed.tipping) == (29, 1.0, ())


def test_stability_by_hand():
    """All at 2, one dimension with criteria 1 2 2 2: only its twos can bring it to 1, and one 1 is no harm.

    D7 stands at 1 already, so that any second dimension at 1 makes it weak: D1 with 1 2 2 2 tips by each of
    its three twos. All others need two steps. 28 core criteria and the benefit: those at 1 and 2 have two
    steps each, 58 in all.
    """
    typed = classify(profile("2", D7="1", D1_1="1"))
    assert (typed.type, typed.steps) == (MIDDLE, 58)
    assert [(s.criterion, s.after, s.type) for s in typed.tipping] == [
        ("D1.2", 1, WEAK),
        ("D1.3", 1, WEAK),
        ("D1.4", 1, WEAK),
    ]
    assert typed.stability == pytest.approx(55 / 58)
