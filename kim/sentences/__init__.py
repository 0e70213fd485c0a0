"""One German sentence that says what a result shows, from its data and nothing else."""

from kim.sentences.parts import ages, divided, parts, posts, posts_in_short
from kim.sentences.published import published
from kim.sentences.values import basis, groups, measure_of, series, units, value

__all__ = [
    "ages",
    "basis",
    "divided",
    "groups",
    "measure_of",
    "parts",
    "posts",
    "posts_in_short",
    "published",
    "series",
    "units",
    "value",
]
