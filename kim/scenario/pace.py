"""The pace of the last months: what comes in, what is decided, who leaves, and how well that is known."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

FLOWS = ["eingaenge", "entschieden", "zurueckgezogen", "bestand"]
MONTHS_USED = 6  # under growth a whole year lags behind (statistics.md 3.2)
MONTHS_NEEDED = 12
AT_LEAST = 30  # filed, and decided, in the months used
STEADIEST = 0.02  # nobody's pace is known better than this


@dataclass(frozen=True)
class Pace:
    """Stock now, and by year what comes in and is decided.

    `leaving` are those taken back or handed on by year and pending procedure. `arrivals_vary` is the variance
    of a month's arrivals beside its mean, `decisions_vary` the standard deviation of a month's decisions.
    `fast_stock` and `fast_decisions` are the part that is taken out of turn. `…_off` are standard errors
    beside the value.
    """

    stock: float
    arrivals: float
    decisions: float
    leaving: float = 0.0
    arrivals_vary: float = 1.0
    arrivals_off: float = 0.0
    decisions_vary: float = 0.0
    decisions_off: float = 0.0
    leaving_off: float = 0.0
    fast_stock: float = 0.0
    fast_decisions: float = 0.0
    fast_off: float = 0.0

    @property
    def in_order(self) -> float:
        """The part of the stock that waits for its turn."""
        return 1 - self.fast_stock / self.stock if self.stock else 1.0


def pace_of(flows: pd.DataFrame, fast: pd.DataFrame | None = None) -> tuple[str, Pace | None]:
    """The pace of the last six months, or the status that says why there is none.

    Columns and statuses as for `outlook`. Rates are by year of twelve equal months.
    """
    past = _in_a_row(flows)
    if len(past) < MONTHS_NEEDED:
        return "too_few", None
    if past[FLOWS].isna().to_numpy().any():
        return "not_reported", None
    total = past.tail(MONTHS_USED)[FLOWS].sum()
    if min(total["eingaenge"], total["entschieden"]) < AT_LEAST:
        return "too_few", None
    return "shown", replace(_pace(past), **_fast_lane(fast))


def _in_a_row(flows: pd.DataFrame) -> pd.DataFrame:
    """The latest months without a gap and of as many groups, oldest first; at most twelve."""
    past = flows.sort_values("monat").head(MONTHS_NEEDED).reset_index(drop=True)
    fits = past["monat"].astype(int) == past.index
    if "gruppen" in past and len(past):
        fits &= past["gruppen"] == past["gruppen"].iloc[0]
    return past[fits.cummin()].astype(float).iloc[::-1]


def _pace(past: pd.DataFrame) -> Pace:
    used = past.tail(MONTHS_USED)
    came, decided, left = (used[name] for name in FLOWS[:3])
    vary = _beside_a_trend(past["eingaenge"].to_numpy())
    return Pace(
        stock=used["bestand"].iloc[-1],
        arrivals=_a_year(came.sum()),
        decisions=_a_year(decided.sum()),
        leaving=left.sum() / max(_pending_years(past), 1),
        arrivals_vary=vary,
        arrivals_off=np.sqrt(vary) * _off(came.sum()),
        decisions_vary=decided.std(),
        decisions_off=max(STEADIEST, decided.sem() / decided.mean()),
        leaving_off=_off(left.sum()),
    )


def _a_year(count: float) -> float:
    return count * 12 / MONTHS_USED


def _off(count: float) -> float:
    """The standard error of a count beside it."""
    return 1 / np.sqrt(max(count, 1))


def _pending_years(past: pd.DataFrame) -> float:
    """Years that all those pending have waited together in the months used."""
    ends = past["bestand"].tail(MONTHS_USED + 1).to_numpy()
    return (ends[1:] + ends[:-1]).sum() / 2 / 12


def _beside_a_trend(counts: np.ndarray) -> float:
    """Variance beside the mean around a straight line; never less than chance alone gives."""
    at = np.arange(len(counts))
    rest = counts - np.polyval(np.polyfit(at, counts, 1), at)
    return max(1.0, (rest**2).sum() / (len(counts) - 2) / counts.mean())


def _fast_lane(fast: pd.DataFrame | None) -> dict[str, float]:
    """What is taken out of turn; nothing where that is not known."""
    if fast is None:
        return {}
    used = fast[fast["monat"] < MONTHS_USED].astype(float)
    stock, decided = used.loc[used["monat"] == 0, "bestand"].sum(), used["entschieden"].sum()
    return {"fast_stock": stock, "fast_decisions": _a_year(decided), "fast_off": _off(decided)}
