"""What was said of one site: scores of criteria, the levels of dimensions, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import groupby

import pandas as pd

from kim.datasets import load_codes
from kim.stand import Result

NEEDS_EVIDENCE = 2  # from this level on; without it a score counts as one level less than that
NOT_JUDGED, NOT_APPLICABLE = "nb", "entfaellt"
SELF, FIRST_RATER, SECOND_RATER, AGREED = "selbst", "extern_1", "extern_2", "konsens"
DECISIVE = "massgeblich"  # konsens of the latest round, else extern_1


@dataclass(frozen=True)
class Score:
    """What was said of one criterion: 0 to 3, nb or entfaellt, and the evidence for it."""

    criterion: str
    level: str
    evidence: str | None = None
    evidence_of: date | None = None
    remark: str | None = None

    @property
    def points(self) -> int | None:
        """The level as a number, at most 1 without evidence; None where not judged or not applicable."""
        if self.level in (NOT_JUDGED, NOT_APPLICABLE):
            return None
        return int(self.level) if self.evidence else min(int(self.level), NEEDS_EVIDENCE - 1)

    @property
    def lacks_evidence(self) -> bool:
        return self.points is not None and int(self.level) > self.points


@dataclass(frozen=True)
class Profile:
    """All scores of one site in one round, by one side; criteria that are missing are not judged."""

    kreis_id: str
    stichtag: date | None
    agreed: bool
    scores: tuple[Score, ...]

    @cached_property
    def by_criterion(self) -> Mapping[str, Score]:
        told = {score.criterion: score for score in self.scores}
        return {criterion: told.get(criterion) or Score(criterion, NOT_JUDGED) for criterion in criteria()}

    def of(self, dimension: str) -> list[Score]:
        return [self.by_criterion[criterion] for criterion in criteria_of(dimension)]

    def level(self, dimension: str) -> int | str:
        """0 to 3, the lower median of its judged criteria; nb, or entfaellt where nothing of it applies."""
        scores = self.of(dimension)
        points = sorted(score.points for score in scores if score.points is not None)
        if points:
            return points[(len(points) - 1) // 2]
        return NOT_APPLICABLE if all(s.level == NOT_APPLICABLE for s in scores) else NOT_JUDGED

    def with_score(self, score: Score) -> "Profile":
        others = (told for told in self.scores if told.criterion != score.criterion)
        return replace(self, scores=(*others, score))


def profiles(result: Result) -> dict[str, Profile]:
    """kreis_id → the profile its type rests on, from a Result of `struktur_profil` for one Berichtstermin.

    Ask with `bewertet_von` = massgeblich (or by `bewertet_von`): konsens of the latest round, else extern_1.
    """
    return profiles_of(result, DECISIVE)


def profiles_of(result: Result, rater: str) -> dict[str, Profile]:
    """kreis_id → what one side said in its latest round; a Result asked by `bewertet_von` holds all sides."""
    rows = [row for row in result.rows if row["bewertet_von"] == rater]
    rows.sort(key=lambda row: row["kreis_id"])
    return {unit: _profile(unit, list(told)) for unit, told in groupby(rows, key=lambda r: r["kreis_id"])}


def profile_of(kreis_id: str, agreed: bool, rows: Sequence[Mapping[str, object]]) -> Profile:
    """The profile in rows of the dataset `struktur`: one for each criterion, by one side for one day."""
    return Profile(kreis_id, _known(rows[0]["stichtag"]), agreed, tuple(map(_score, rows)))


def compare(first: Profile, second: Profile) -> list[tuple[Score, Score]]:
    """The criteria that two profiles of a site do not score alike: two raters, or two Stichtage."""
    pairs = ((first.by_criterion[c], second.by_criterion[c]) for c in criteria())
    return [(one, other) for one, other in pairs if one.level != other.level]


@cache
def dimensions() -> tuple[str, ...]:
    return tuple(load_codes("dimension")["code"])


@cache
def criteria() -> tuple[str, ...]:
    return tuple(load_codes("kriterium")["code"])


@cache
def criteria_of(dimension: str) -> tuple[str, ...]:
    listed = load_codes("kriterium")
    return tuple(listed.loc[listed["gruppe"] == dimension, "code"])


@cache
def dimension_of(criterion: str) -> str:
    return next(dimension for dimension in dimensions() if criterion in criteria_of(dimension))


def _profile(kreis_id: str, rows: Sequence[Mapping[str, object]]) -> Profile:
    """One site's rows of a Result; ValueError where they are of several Termine."""
    if len({row["kriterium"] for row in rows}) < len(rows):
        raise ValueError("a profile is of one Berichtstermin")
    return profile_of(kreis_id, rows[0]["abgestimmt"] == "ja", rows)


def _score(row: Mapping[str, object]) -> Score:
    told = (_known(row[name]) for name in ("nachweis", "nachweis_vom", "bemerkung"))
    return Score(row["kriterium"], row["stufe"], *told)


def _known(value: object) -> object:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
