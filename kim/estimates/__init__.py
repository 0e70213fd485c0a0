"""From counts to values: quotients, the share that is still open, quantiles and ways out, with intervals."""

from kim.estimates.agreement import (
    cohen_kappa,
    coincidences,
    krippendorff_alpha,
    reliability,
)
from kim.estimates.flows import known_months
from kim.estimates.grouping import Groups, estimate_along, grouped
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.quotients import estimate, wilson
from kim.estimates.row import Row
from kim.estimates.survival import at_risk, kaplan_meier, quantile, survival_at

__all__ = [
    "Groups",
    "Row",
    "aalen_johansen",
    "at_risk",
    "cohen_kappa",
    "coincidences",
    "estimate",
    "estimate_along",
    "grouped",
    "incidence_at",
    "kaplan_meier",
    "known_months",
    "krippendorff_alpha",
    "quantile",
    "reliability",
    "survival_at",
    "wilson",
]
