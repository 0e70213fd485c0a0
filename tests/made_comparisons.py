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


def counties(seed: int, spread: float = 0.1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True shares that differ by `spread` as those of Kreise do, sizes, counts; nobody of 53 stands out."""
    rng = np.random.default_rng(seed)
    n = np.maximum(rng.lognormal(5, 1, 53).round().astype(int), 8)
    true = rng.beta(0.147 / spread**2, 0.063 / spread**2, 53) if spread else np.full(53, 0.7)
    return true, n, rng.binomial(n, true)


def funnel_of_counts(x: np.ndarray, n: np.ndarray) -> Funnel:
    return funnel_of([share(float(a), float(b)) for a, b in zip(x, n, strict=True)])


def month_ends(first: date, months: int) -> list[date]:
    """The last days of successive months, the one `first` lies in among them."""
    numbers = range(12 * first.year + first.month - 1, 12 * first.year + first.month - 1 + months)
    return [date(n // 12, n % 12 + 1, calendar.monthrange(n // 12, n % 12 + 1)[1]) for n in numbers]


def within_most(known: float, simulated: list[float]) -> bool:
    """Whether the value of a simulated Land, whose draws are not known, lies among nine of ten of ours."""
    low, high = np.quantile(simulated, [0.05, 0.95])
    return low <= known <= high
