"""Fair comparison: what is usual among units and over months, and what asks for a question."""

from kim.comparison.funnel import WORDS, Funnel, Point, effective_size, funnel
from kim.comparison.groups import Group, chosen, groups_of, why_no_likes
from kim.comparison.limits import Limits, binomial_limits, poisson_limits
from kim.comparison.rules import Rule
from kim.comparison.shrinkage import Shrunken, james_stein, order_width, rank_intervals, shrink
from kim.comparison.spread import overdispersion, random_effects
from kim.comparison.xmr import Break, Run, Segment, Xmr, breaks_of, monthly, natural_limits, xmr

__all__ = [
    "WORDS",
    "Break",
    "Funnel",
    "Group",
    "Limits",
    "Point",
    "Rule",
    "Run",
    "Segment",
    "Shrunken",
    "Xmr",
    "binomial_limits",
    "breaks_of",
    "chosen",
    "effective_size",
    "funnel",
    "groups_of",
    "james_stein",
    "monthly",
    "natural_limits",
    "order_width",
    "overdispersion",
    "poisson_limits",
    "random_effects",
    "rank_intervals",
    "shrink",
    "why_no_likes",
    "xmr",
]
