"""The group of a site with its reasons, what is missing for it, and how easily it would be another one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, nan

from kim.datasets import label_of
from kim.typology.profile import NEEDS_EVIDENCE, NOT_JUDGED, Profile, Score, dimension_of, dimensions
from kim.typology.rule import (
    HIGHEST,
    LOWEST,
    Level,
    benefit_of,
    core_dimensions,
    core_levels,
    criteria_read,
    label_of_type,
    limits,
    possible_for,
    possible_types,
    types,
)

GIVEN = "angenommen"  # evidence of a step that nobody has taken


@dataclass(frozen=True)
class Step:
    """One criterion one level higher or lower, and the group that would follow (None: cannot be told)."""

    criterion: str
    before: int
    after: int
    type: str | None


@dataclass(frozen=True)
class Typed:
    """The group of a site with everything that must be printed beside it.

    `type` is None where what is not judged could change it; `possible` then names the groups it could be.
    `reasons` say in German what decided. `missing_evidence` are criteria that count less for want of it,
    `not_judged` those the rule would need. `stability` is the share (0 to 1) of `steps` that keep the
    group, NaN without one; `tipping` are the steps that do not. `good` of `judged` core dimensions stand at
    2 or more, `lowest` are the weakest. `agreed` is false where it rests on extern_1 (nicht abgestimmt).
    """

    type: str | None
    possible: tuple[str, ...]
    reasons: tuple[str, ...]
    missing_evidence: tuple[str, ...]
    without_evidence: tuple[str, ...]
    not_judged: tuple[str, ...]
    stability: float
    tipping: tuple[Step, ...]
    steps: int
    levels: Mapping[str, Level]
    good: int
    judged: int
    lowest: tuple[str, ...]
    agreed: bool

    @property
    def label(self) -> str:
        return label_of_type(self.type) if self.type else "nicht beurteilbar"


def classify(profile: Profile) -> Typed:
    """The group of a profile by the rule of data/reference/typologie.toml; no mean, no clustering.

    Not judged is never 0: a group is given only if every way of filling in what is missing leads to it.
    """
    found, levels = possible_types(profile), {d: profile.level(d) for d in dimensions()}
    decided = _only(found)
    steps = list(_steps(profile)) if decided else []
    core = {d: levels[d] for d in core_dimensions() if isinstance(levels[d], int)}
    return Typed(
        type=decided,
        possible=found,
        reasons=tuple(_reasons(profile, decided)),
        missing_evidence=tuple(s.criterion for s in profile.by_criterion.values() if s.lacks_evidence),
        without_evidence=tuple(
            s.criterion for s in profile.by_criterion.values() if s.points is not None and not s.evidence
        ),
        not_judged=tuple(c for c in criteria_read() if profile.by_criterion[c].level == NOT_JUDGED),
        stability=sum(step.type == decided for step in steps) / len(steps) if steps else nan,
        tipping=tuple(step for step in steps if step.type != decided),
        steps=len(steps),
        levels=levels,
        good=sum(level >= NEEDS_EVIDENCE for level in core.values()),
        judged=len(core),
        lowest=tuple(d for d, level in core.items() if level == min(core.values())),
        agreed=profile.agreed,
    )


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _steps(profile: Profile) -> Iterator[Step]:
    """Every change of one judged criterion that the rule reads by one level, evidence taken as given."""
    levels = core_levels(profile)
    for criterion in criteria_read():
        points = profile.by_criterion[criterion].points
        for after in () if points is None else (points - 1, points + 1):
            if LOWEST <= after <= HIGHEST:
                changed = profile.with_score(Score(criterion, str(after), GIVEN))
                yield Step(criterion, points, after, _type_after(changed, criterion, levels))


def _type_after(changed: Profile, criterion: str, levels: Mapping[str, Level]) -> str | None:
    """The group of a profile that differs in one criterion: the levels of other dimensions are known."""
    of = dimension_of(criterion)
    there = levels | {of: changed.level(of)} if of in levels else levels
    return _only(possible_for(there, benefit_of(changed)))


def _reasons(profile: Profile, decided: str | None) -> Iterator[str]:
    """What decided, in whole sentences."""
    levels = core_levels(profile)
    judged = {d: level for d, level in levels.items() if isinstance(level, int)}
    weak = [d for d, level in judged.items() if level < limits()["alle_mindestens"]]
    if weak:
        yield f"Unter Stufe {limits()['alle_mindestens']}: {_named(weak, judged)}."
    if open_ := [d for d, level in levels.items() if level == NOT_JUDGED]:
        yield f"Nicht beurteilbar: {_named(open_, {})}."
    if decided != types()[0]:
        if judged:
            yield _checked(judged)
        yield _benefit(profile.by_criterion[limits()["nutzen_kriterium"]])
    if decided in types()[1:-1]:
        best = label_of_type(types()[-1])
        yield f"Zur Gruppe »{best}« fehlt: {', '.join(_lacking(profile, judged))}."


def _lacking(profile: Profile, judged: Mapping[str, int]) -> Iterator[str]:
    """What keeps a site from the best group."""
    if any(level < limits()["alle_mindestens"] for level in judged.values()):
        yield f"alle Kerndimensionen mindestens auf Stufe {limits()['alle_mindestens']}"
    best, needed = limits()["ueberprueft_mindestens"], ceil(limits()["ueberprueft_anteil"] * len(judged))
    if sum(level >= best for level in judged.values()) < needed:
        yield f"mindestens {needed} von {len(judged)} auf Stufe {best}"
    if (benefit_of(profile) or 0) < limits()["nutzen_mindestens"]:
        yield "ein belegter Nutzen für die Zielgruppe"


def _named(chosen: Iterable[str], levels: Mapping[str, int]) -> str:
    said = ((label_of("dimension", d), levels.get(d)) for d in chosen)
    return ", ".join(name if level is None else f"{name} (Stufe {level})" for name, level in said)


def _checked(judged: Mapping[str, int]) -> str:
    needed = limits()["ueberprueft_mindestens"]
    checked = sum(level >= needed for level in judged.values())
    return f"Auf Stufe {needed} stehen {checked} von {len(judged)} beurteilten Kerndimensionen."


def _benefit(score: Score) -> str:
    if score.points is None:
        return "Ob der Nutzen für die Zielgruppe belegt ist, ist nicht beurteilt."
    known = "" if score.points >= limits()["nutzen_mindestens"] else "nicht "
    return f"Der Nutzen für die Zielgruppe ist {known}belegt (Stufe {score.points})."
