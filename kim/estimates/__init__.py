"""From counts to values: quotients, the share that is still open, quantiles and ways out, with intervals."""

from kim.estimates.agreement import (
    cohen_kappa,
    coincidences,
    estimate_agreement,
    krippendorff_alpha,
    reliability,
)
from kim.estimates.durations import estimate_durations
from kim.estimates.flows import estimate_flows, known_months
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.quotients import estimate, wilson
from kim.estimates.row import Row
from kim.estimates.survival import at_risk, kaplan_meier, quantile, survival_at

# kinds whose counts are estimated along an axis
ALONG_AN_AXIS = {"duration": estimate_durations, "flow": estimate_flows, "agreement": estimate_agreement}

__all__ = [
    "ALONG_AN_AXIS",
    "Row",
    "aalen_johansen",
    "at_risk",
    "cohen_kappa",
    "coincidences",
    "estimate",
    "estimate_agreement",
    "estimate_durations",
    "estimate_flows",
    "incidence_at",
    "kaplan_meier",
    "known_months",
    "krippendorff_alpha",
    "quantile",
    "reliability",
    "survival_at",
    "wilson",
]
