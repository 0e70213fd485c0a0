"""Counts for whole quarters, for authorities that cannot or do not only hand in single procedures."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from kim.demo import rsk
from kim.demo.antraege import all_applications
from kim.demo.table import Table, day64, stack
from kim.demo.world import ROUNDS, RSK, Authority, Round, random_for

COUNTS_ONLY = "EBH-05962"
QUARTER_ENDS = tuple(date(year, month, day) for year in (2023, 2024, 2025) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31)))
FIRST_ROUND_WITH_COUNTS = 2
BANDS = {"offen_bis_3m": 3, "offen_3_6m": 6, "offen_6_12m": 12, "offen_12_18m": 18, "offen_18_24m": 24}
ENDINGS = {
    "erledigt_positiv": ("positiv",),
    "erledigt_abgelehnt": ("abgelehnt",),
    "erledigt_zurueckgenommen": ("zurueckgenommen",),
    "erledigt_sonstig": ("abgegeben", "sonstig"),
    "bereinigt": ("bereinigt",),
}
UNEXPLAINED = ("EBH-05315", date(2024, 9, 30), 64)


@dataclass(frozen=True)
class Counting:
    """What an authority counts beside its procedures: unit, decisions per VZÄ, lead time of appointments, waiting list."""

    zaehleinheit: str = "antrag"
    decisions_per_vzae: float | None = None
    lead_time_days: int | None = None
    waiting_list: int | None = None


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
    previous = max((r.day for r in ROUNDS if FIRST_ROUND_WITH_COUNTS <= r.number < round_.number), default=date.min)
    ends = [end for end in QUARTER_ENDS if previous < end <= round_.day]
    return stack([_quarter(seed, authority, end) for end in ends])


def _quarter(seed: int, authority: Authority, end: date) -> Table:
    """One row: stock, filings and endings of a quarter, as the procedures went."""
    start = date(end.year, end.month - 2, 1)
    counting = COUNTING[authority.behoerde_id]
    row = {"behoerde_id": authority.behoerde_id, "zeitraum_von": day64(start), "zeitraum_bis": day64(end)}
    row |= {"anliegen": "alle", "zaehleinheit": counting.zaehleinheit}
    row |= _flow(all_applications(seed, authority), counting, day64(start), day64(end))
    if (authority.behoerde_id, end) == UNEXPLAINED[:2]:
        row["bestand_ende"] += UNEXPLAINED[2]
        row["offen_ueber_24m"] += UNEXPLAINED[2]
    row |= _resources(random_for(seed, "Bestand", authority.behoerde_id, end), counting, row, end)
    return {name: np.array([value], dtype="object" if isinstance(value, str) else None) for name, value in row.items()}


def _flow(known: Table, counting: Counting, start: np.datetime64, end: np.datetime64) -> dict[str, int]:
    weight = known["personen"] if counting.zaehleinheit == "person" else np.ones(len(known["personen"]), dtype="int64")
    filed, ended = known["eingang_am"], known["entscheidung_am"]
    pending = (filed <= end) & ~(ended <= end)
    closed = (ended >= start) & (ended <= end)
    counts = {
        "bestand_anfang": weight[(filed < start) & ~(ended < start)].sum(),
        "eingaenge": weight[(filed >= start) & (filed <= end)].sum(),
        **{name: weight[closed & np.isin(known["entscheidung"], how)].sum() for name, how in ENDINGS.items()},
        "bestand_ende": weight[pending].sum(),
    }
    return {name: int(n) for name, n in counts.items()} | _bands(filed[pending], weight[pending], end)


def _bands(filed: np.ndarray, weight: np.ndarray, end: np.datetime64) -> dict[str, int]:
    """The pending ones by age in whole months."""
    limits = [_months_before(end, months) for months in BANDS.values()]
    band = np.sum([filed < limit for limit in limits], axis=0)
    counts = np.bincount(band, weights=weight, minlength=len(limits) + 1).astype("int64").tolist()
    return dict(zip([*BANDS, "offen_ueber_24m"], counts))


def _months_before(end: np.datetime64, months: int) -> np.datetime64:
    """The day a whole number of months before a quarter end: the last day of that month."""
    month = end.astype("datetime64[M]") - months
    return (month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")


def _resources(rng: np.random.Generator, counting: Counting, row: dict, end: date) -> dict[str, float]:
    """Staff, lead time and waiting list; a missing value where the authority does not count it."""
    closed = sum(row[name] for name in ENDINGS if name != "bereinigt")
    staff = closed * 4 / counting.decisions_per_vzae if counting.decisions_per_vzae else np.nan
    lead_time = _lead_time(rng, counting, row["behoerde_id"], end)
    waiting = counting.waiting_list * rng.uniform(0.8, 1.25) if counting.waiting_list else np.nan
    return {
        "vzae_bearbeitung": round(max(staff * 2, 2)) / 2 if staff == staff else np.nan,
        "terminvorlauf_tage": np.round(lead_time),
        "warteliste_personen": np.round(waiting),
    }


def _lead_time(rng: np.random.Generator, counting: Counting, behoerde_id: str, end: date) -> float:
    if behoerde_id == f"ABH-{RSK}":
        return rsk.LEAD_TIME_DAYS[end.year] + rng.integers(-9, 10)
    return counting.lead_time_days * rng.uniform(0.75, 1.35) if counting.lead_time_days else np.nan
