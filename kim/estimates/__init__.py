"""From counts to values: quotients, the share that is still open, quantiles and ways out, with intervals."""

from kim.estimates.durations import estimate_durations
from kim.estimates.incidence import aalen_johansen, incidence_at
from kim.estimates.quotients import estimate, wilson
from kim.estimates.row import Row
from kim.estimates.survival import at_risk, kaplan_meier, quantile, survival_at

ALONG_AN_AXIS = {"duration": estimate_durations}  # kinds whose counts are estimated along an axis

__all__ = [
    "ALONG_AN_AXIS",
    "Row",
    "aalen_johansen",
    "at_risk",
    "estimate",
    "estimate_durations",
    "incidence_at",
    "kaplan_meier",
    "quantile",
    "survival_at",
    "wilson",
]
