"""How many months of work a stock is, from what came in and went out by month: models, no waiting times."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from kim.catalogue import COUNTS, Indicator
from kim.estimates.row import Row, shown

ENDS = 10  # nothing is divided by fewer that ended
QUARTILES = (0.25, 0.75)

Answer = tuple[str, float, float, float]  # status, value, lower, upper
NONE: Answer = ("not_estimable", nan, nan, nan)
TOO_FEW: Answer = ("too_few", nan, nan, nan)


@dataclass(frozen=True)
class Flow:
    """The stock of one group and its months as far back as all of it is known, the latest first."""

    stock: float
    days: np.ndarray
    came: np.ndarray
    ended: np.ndarray

    @property
    def known(self) -> int:
        return len(self.came)


def flow_row(entry: Indicator, flow: Flow) -> Row:
    """monate, value, lower, upper, n and status from the known months before the Termin.

    The entry's statistic is `cycle` (months of filings that are as many as are open), `outlook:MONTHS`
    (months until as many have ended as are open, at the pace of the last MONTHS) or `reach:MONTHS` (the same
    in days). n is the stock, `monate` how many months back everything is known. `not_estimable` where these
    do not suffice or nothing ended, `too_few` under 10 that ended.
    """
    status, value, *limits = _answer(flow, *entry.statistic.split(":"))
    status = "too_few" if flow.stock < entry.minimum_n else status
    limits = (nan, nan) if entry.interval == "none" else limits
    return {"monate": float(flow.known)} | shown(status, value, *limits, n=flow.stock)


def flow_of(group: pd.DataFrame) -> Flow:
    """The known months of a frame with the counts of one group.

    It has monat (0 = the month that ends at the Termin), gruppen, tage, eingaenge, entschieden,
    zurueckgezogen and bestand, added up over groups; a month counts while `gruppen` is what it is at 0 and no
    month before it is missing.
    """
    months = known_months(group)
    return Flow(
        stock=months["bestand"].iloc[0] if len(months) else nan,
        days=(months["tage"] / months["gruppen"]).to_numpy(),
        came=months["eingaenge"].to_numpy(),
        ended=(months["entschieden"] + months["zurueckgezogen"]).to_numpy(),
    )


def known_months(group: pd.DataFrame) -> pd.DataFrame:
    """Counts by `monat` as far back as all groups are known without a gap, the latest first, as floats."""
    group = group[list(COUNTS["flow"])].sort_values("monat", ignore_index=True).astype(float)
    whole = (group["monat"] == group.index) & (
        group["gruppen"] == group.loc[group["monat"] == 0, "gruppen"].sum()
    )
    return group[whole.cummin()]


def cycle(flow: Flow) -> Answer:
    """The smallest number of months whose filings reach the stock; within a month they come evenly.

    USCIS cycle time: 30 open and 10 filed a month are 3.0 months.
    """
    if not flow.stock:
        return "shown", 0.0, nan, nan
    reached = np.cumsum(flow.came)
    month = int(np.searchsorted(reached, flow.stock))
    if month == flow.known:
        return NONE
    before = reached[month - 1] if month else 0.0
    return "shown", month + (flow.stock - before) / flow.came[month], nan, nan


def outlook(flow: Flow, months: int) -> Answer:
    """Months at the mean of what ended; lower and upper at the third and the first quartile of the months.

    Quartiles by linear interpolation (Hyndman and Fan 1996, type 7); the span always holds the value, and
    has no upper end where nothing ended in a quarter of the months.
    """
    ended = flow.ended[:months]
    value, upper, lower = (
        _months(flow.stock, pace) for pace in (ended.mean(), *np.quantile(ended, QUARTILES))
    )
    return "shown", value, float(np.fmin(lower, value)), float(np.maximum(upper, value))


def reach(flow: Flow, months: int) -> Answer:
    """Days at the pace of the months (CEPEJ(2008)11: stock at the end ÷ ended × days of the period)."""
    days, ended = flow.days[:months].sum(), flow.ended[:months].sum()
    return "shown", flow.stock / ended * days, nan, nan


AT_A_PACE: dict[str, Callable[[Flow, int], Answer]] = {"outlook": outlook, "reach": reach}


def _answer(flow: Flow, statistic: str, months: str = "1") -> Answer:
    if flow.known < int(months):
        return NONE
    if statistic == "cycle":
        return cycle(flow)
    ended = flow.ended[: int(months)].sum()
    return AT_A_PACE[statistic](flow, int(months)) if ended >= ENDS else TOO_FEW if ended else NONE


def _months(stock: float, pace: float) -> float:
    return stock / pace if pace else nan
