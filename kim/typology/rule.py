"""The declared rule: core dimensions, the three groups from the weakest on, and what decides between them."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from kim.datasets import REFERENCE
from kim.typology.profile import NOT_APPLICABLE, NOT_JUDGED, Profile, criteria_of

LOWEST, HIGHEST = 0, 3

Level = int | str  # 0 to 3, nb or entfaellt


@cache
def rule() -> Mapping[str, object]:
    """data/reference/typologie.toml: titel, quelle, kerndimensionen, typen, schwellen and hinweise."""
    return tomllib.loads((REFERENCE / "typologie.toml").read_text(encoding="utf-8"))


@cache
def types() -> tuple[str, ...]:
    """The ids of the three groups, weakest first."""
    return tuple(told["id"] for told in rule()["typen"])


def label_of_type(type_id: str) -> str:
    return next(told["label"] for told in rule()["typen"] if told["id"] == type_id)


def core_dimensions() -> Sequence[str]:
    return rule()["kerndimensionen"]


def limits() -> Mapping[str, object]:
    return rule()["schwellen"]


@cache
def criteria_read() -> tuple[str, ...]:
    """The criteria that the rule reads: those of the core dimensions and the benefit."""
    core = (criterion for dimension in core_dimensions() for criterion in criteria_of(dimension))
    return (*core, limits()["nutzen_kriterium"])


def possible_types(profile: Profile) -> tuple[str, ...]:
    """The groups that follow when what is not judged is filled in at its worst and at its best.

    A better score never makes the group worse, so that all others lie between. All of them where no core
    dimension applies.
    """
    return possible_for(core_levels(profile), benefit_of(profile))


def core_levels(profile: Profile) -> dict[str, Level]:
    return {dimension: profile.level(dimension) for dimension in core_dimensions()}


def benefit_of(profile: Profile) -> int | None:
    """The level of the criterion of benefit; None where it is not judged."""
    return profile.by_criterion[limits()["nutzen_kriterium"]].points


def possible_for(levels: Mapping[str, Level], benefit: int | None) -> tuple[str, ...]:
    """The same for the levels of the core dimensions and of the benefit."""
    core = [level for level in levels.values() if level != NOT_APPLICABLE]
    if not core:
        return types()
    worst, best = (_filled(core, benefit, level) for level in (LOWEST, HIGHEST))
    return types()[types().index(worst) : types().index(best) + 1]


def type_of(core: Sequence[int], benefit: int) -> str:
    """The rule itself, for the levels of the core dimensions that apply and of the criterion of benefit."""
    weakest, middle, strongest = types()
    if any(_up_to(core, said["hoechstens"]) >= said["anzahl"] for said in limits()["schwierigkeiten"]):
        return weakest
    practised = all(level >= limits()["alle_mindestens"] for level in core)
    checked = sum(level >= limits()["ueberprueft_mindestens"] for level in core)
    enough = checked >= limits()["ueberprueft_anteil"] * len(core)
    documented = benefit >= limits()["nutzen_mindestens"]
    return strongest if practised and enough and documented else middle


def _filled(core: Sequence[Level], benefit: int | None, level: int) -> str:
    """The group with one level for everything that is not judged."""
    return type_of([level if c == NOT_JUDGED else c for c in core], level if benefit is None else benefit)


def _up_to(core: Sequence[int], highest: int) -> int:
    return sum(level <= highest for level in core)
