"""Results by unit made by hand, for tests of comparison and of what is said about it."""

import calendar
from datetime import date

import numpy as np

from kim.comparison import Funnel, funnel
from kim.datasets import load_reference
from kim.stand import Result
from tests.made import entry, result

SITES = tuple(load_reference("ki_standorte")["kreis_id"])
SHARE = entry(
    id="hilfeplanquote",
    title="Hilfeplanquote",
    theme="faelle",
    interval="wilson",
    minimum_n=10,
    dimensions=("kreis_id", "aufnahme_quartal"),
    datasets=("faelle",),
)
CLOCK = entry(
    id="offen_nach_365_tagen_tempo",
    title="Nach 365 Tagen noch offen",
    theme="behoerden",
    kind="duration",
    statistic="survival:365",
    interval="greenwood",
    decimals=0,
    dimensions=("behoerde_id", "kreis_id", "art", "fenster_quartal"),
    population="behoerden",
    datasets=("antraege",),
)


def share(x: float, n: float, **rest: object) -> dict:
    return {"numerator": x, "denominator": n} | rest


def silent(status: str) -> dict:
    return share(np.nan, np.nan, status=status)


def by_site(rows: list[dict], sites: tuple[str, ...] = SITES) -> Result:
    placed = [{"kreis_id": site} | row for site, row in zip(sites, rows, strict=False)]
    return result(SHARE, placed, ("kreis_id",))


def pooled(rows: list[dict]) -> Result:
    counted = [row for row in rows if row["denominator"] == row["denominator"]]
    sums = [sum(row[name] for row in counted) for name in ("numerator", "denominator")]
    return result(SHARE, [share(*sums) if sums[1] else silent("not_reported")])


def funnel_of(rows: list[dict], sites: tuple[str, ...] = SITES) -> Funnel:
    return funnel(by_site(rows, sites), pooled(rows))


def month_ends(first: date, months: int) -> list[date]:
    """The last days of successive months, the one `first` lies in among them."""
    numbers = range(12 * first.year + first.month - 1, 12 * first.year + first.month - 1 + months)
    return [date(n // 12, n % 12 + 1, calendar.monthrange(n // 12, n % 12 + 1)[1]) for n in numbers]
