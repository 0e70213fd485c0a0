"""Counts for whole quarters, for authorities that cannot or do not only hand in single procedures."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from kim.demo import rsk
from kim.demo.antraege import all_applications
from kim.demo.table import Table, day64, stack
from kim.demo.world import ROUNDS, RSK, Authority, Round, random_for

COUNTS_ONLY = "EBH-05962"
QUARTER_ENDS = tuple(
    date(year, month, day)
    for year in (2023, 2024, 2025)
    for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
)
FIRST_ROUND_WITH_COUNTS = 2
BANDS = {"offen_bis_3m": 3, "offen_3_6m": 6, "offen_6_12m": 12, "offen_12_18m": 18, "offen_18_24m": 24}
ENDINGS = {
    "erledigt_positiv": ("positiv",),
    "erledigt_abgelehnt": ("abgelehnt",),
    "erledigt_zurueckgenommen": ("zurueckgenommen",),
    "erledigt_sonstig": ("abgegeben", "sonstig"),
    "bereinigt": ("bereinigt",),
}


@dataclass(frozen=True)
class Counting:
    """What an authority counts beside its procedures; None is not counted."""

    zaehleinheit: str = "antrag"
    decisions_per_vzae: float | None = None
    lead_time_days: int | None = None
    waiting_list: int | None = None


@dataclass(frozen=True)
class Unexplained:
    """Procedures that turn up in the stock of one quarter and never came in."""

    behoerde_id: str
    quarter: date
    count: int


UNEXPLAINED = Unexplained("EBH-05315", date(2024, 9, 30), 64)
COUNTING = {
    COUNTS_ONLY: Counting(decisions_per_vzae=92, lead_time_days=62, waiting_list=120),
    f"EBH-{RSK}": Counting(decisions_per_vzae=150),
    f"ABH-{RSK}": Counting(lead_time_days=115, waiting_list=430),
    "EBH-05315": Counting(decisions_per_vzae=110, waiting_list=900),
    "EBH-05334": Counting("person", decisions_per_vzae=105),
    "ABH-05113": Counting(decisions_per_vzae=240, lead_time_days=48),
    "ABH-05711": Counting(lead_time_days=74),
}


def counts_in(seed: int, authority: Authority, round_: Round) -> Table:
    """The quarters an authority hands in in a round: all since 2023, later those since the previous round."""
    earlier = [r.day for r in ROUNDS if FIRST_ROUND_WITH_COUNTS <= r.number < round_.number]
    ends = [end for end in QUARTER_ENDS if max(earlier, default=date.min) < end <= round_.day]
    return stack([_as_table(_quarter(seed, authority, end)) for end in ends])


def _as_table(row: dict[str, object]) -> Table:
    return {
        name: np.array([value], "object" if isinstance(value, str) else None) for name, value in row.items()
    }


def _quarter(seed: int, authority: Authority, end: date) -> dict[str, object]:
    """One row: stock, filings and endings of a quarter, as the procedures went."""
    first, last = day64(date(end.year, end.month - 2, 1)), day64(end)
    counting = COUNTING[authority.behoerde_id]
    counts = _flow(all_applications(seed, authority), counting, first, last)
    rng = random_for(seed, "Bestand", authority.behoerde_id, end)
    resources = _resources(rng, authority.behoerde_id, counting, end, counts)
    row = {"behoerde_id": authority.behoerde_id, "zeitraum_von": first, "zeitraum_bis": last}
    row |= {"anliegen": "alle", "zaehleinheit": counting.zaehleinheit} | counts | resources
    return _with_unexplained(row, end)


def _with_unexplained(row: dict[str, object], end: date) -> dict[str, object]:
    if (row["behoerde_id"], end) != (UNEXPLAINED.behoerde_id, UNEXPLAINED.quarter):
        return row
    return row | {name: row[name] + UNEXPLAINED.count for name in ("bestand_ende", "offen_ueber_24m")}


def _flow(known: Table, counting: Counting, first: np.datetime64, last: np.datetime64) -> dict[str, int]:
    weight = known["personen"] if counting.zaehleinheit == "person" else np.ones_like(known["personen"])
    filed, ended = known["eingang_am"], known["entscheidung_am"]
    pending = (filed <= last) & ~(ended <= last)
    closed = (ended >= first) & (ended <= last)
    counted = {
        "bestand_anfang": (filed < first) & ~(ended < first),
        "eingaenge": (filed >= first) & (filed <= last),
        **{name: closed & np.isin(known["entscheidung"], how) for name, how in ENDINGS.items()},
        "bestand_ende": pending,
    }
    totals = {name: int(weight[rows].sum()) for name, rows in counted.items()}
    return totals | _bands(filed[pending], weight[pending], last)


def _bands(filed: np.ndarray, weight: np.ndarray, end: np.datetime64) -> dict[str, int]:
    """The pending ones by age in whole months."""
    limits = [_months_before(end, months) for months in BANDS.values()]
    band = np.sum([filed < limit for limit in limits], axis=0)
    counts = np.bincount(band, weights=weight, minlength=len(limits) + 1).astype("int64").tolist()
    return dict(zip([*BANDS, "offen_ueber_24m"], counts, strict=True))


def _months_before(end: np.datetime64, months: int) -> np.datetime64:
    """The day a whole number of months before a quarter end: the last day of that month."""
    month = end.astype("datetime64[M]") - months
    return (month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")


def _resources(
    rng: np.random.Generator, sender: str, counting: Counting, end: date, counts: dict
) -> dict[str, float]:
    """Staff, lead time and waiting list; a missing value where the authority does not count it."""
    closed = sum(counts[name] for name in ENDINGS if name != "bereinigt")
    half_posts = 2 * 4 * closed / counting.decisions_per_vzae if counting.decisions_per_vzae else np.nan
    waiting = counting.waiting_list * rng.uniform(0.8, 1.25) if counting.waiting_list else np.nan
    return {
        "vzae_bearbeitung": np.round(half_posts) / 2,
        "terminvorlauf_tage": np.round(_lead_time(rng, sender, counting, end)),
        "warteliste_personen": np.round(waiting),
    }


def _lead_time(rng: np.random.Generator, sender: str, counting: Counting, end: date) -> float:
    if sender == f"ABH-{RSK}":
        return rsk.LEAD_TIME_DAYS[end.year] + rng.integers(-9, 10)
    return counting.lead_time_days * rng.uniform(0.75, 1.35) if counting.lead_time_days else np.nan
