"""Which of the three groups of implementation a site belongs to, by a printed rule and with its reasons."""

from kim.typology.classify import Step, Typed, classify
from kim.typology.profile import (
    AGREED,
    DECISIVE,
    FIRST_RATER,
    NOT_APPLICABLE,
    NOT_JUDGED,
    SECOND_RATER,
    SELF,
    Profile,
    Score,
    compare,
    criteria,
    criteria_of,
    dimensions,
    profile_of,
    profiles,
    profiles_of,
)
from kim.typology.rule import label_of_type, rule, types

__all__ = [
    "AGREED",
    "DECISIVE",
    "FIRST_RATER",
    "NOT_APPLICABLE",
    "NOT_JUDGED",
    "SECOND_RATER",
    "SELF",
    "Profile",
    "Score",
    "Step",
    "Typed",
    "classify",
    "compare",
    "criteria",
    "criteria_of",
    "dimensions",
    "label_of_type",
    "profile_of",
    "profiles",
    "profiles_of",
    "rule",
    "types",
]
