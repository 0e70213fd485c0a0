"""Fair comparison: what is usual among units and over months, and what asks for a question."""

from kim.comparison.funnel import WORDS, Funnel, Point, effective_size, funnel
from kim.comparison.groups import Group, chosen, groups_of, why_no_likes
from kim.comparison.limits import Limits, binomial_limits, fair_limits, poisson_limits
from kim.comparison.relation import Pair, Relation, Rho, relation
from kim.comparison.rules import Rule
from kim.comparison.shrinkage import Shrunken, james_stein, order_width, rank_intervals, shrink
from kim.comparison.spread import additive_variance, overdispersion
from kim.comparison.xmr import Break, Run, Segment, Xmr, breaks_of, monthly, natural_limits, xmr

__all__ = [
    "WORDS",
    "Break",
    "Funnel",
    "Group",
    "Limits",
    "Pair",
    "Point",
    "Relation",
    "Rho",
    "Rule",
    "Run",
    "Segment",
    "Shrunken",
    "Xmr",
    "additive_variance",
    "binomial_limits",
    "breaks_of",
    "chosen",
    "effective_size",
    "fair_limits",
    "funnel",
    "groups_of",
    "james_stein",
    "monthly",
    "natural_limits",
    "order_width",
    "overdispersion",
    "poisson_limits",
    "rank_intervals",
    "relation",
    "shrink",
    "why_no_likes",
    "xmr",
]
