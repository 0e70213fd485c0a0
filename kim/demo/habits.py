"""How each authority of the invented world works: what comes in, what it can manage, what it writes down."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from kim.demo import rsk
from kim.demo.table import day64
from kim.demo.world import RSK, Authority, random_for

YEARS = range(2019, 2027)
A_YEAR = {"EBH": 190, "ABH": 120}
BY_SIZE = {"EBH": 1.8, "ABH": 1.2}
GROWTH = {
    "EBH": {2019: 0.6, 2020: 0.65, 2021: 0.8, 2022: 1.0, 2023: 1.2, 2024: 1.25, 2025: 1.2, 2026: 1.15},
    "ABH": {2019: 0.8, 2020: 0.8, 2021: 0.9, 2022: 1.1, 2023: 1.1, 2024: 1.0, 2025: 1.0, 2026: 1.0},
}
NOT_KEPT = {"rechtsgrundlage": 0.4, "vollstaendig_am": 0.35, "bearbeitungsbeginn_am": 0.3, "personen": 0.25}
COLUMNS = (
    "vorgang_id", "behoerde_id", "rechtsgrundlage", "anliegen", "personen", "terminanfrage_am", "termin_am",
    "eingang_am", "vollstaendig_am", "bearbeitungsbeginn_am", "entscheidung_am", "entscheidung", "vorgezogen",
    "erfasst_ab",
)  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """How one authority works.

    `surge` multiplies what comes in from the reform on; `keeps_pace` is the capacity as a share of what was
    planned for, until autumn 2024 and since; `records` are the columns that the authority keeps.
    """

    a_year: dict[int, float]
    surge: float
    keeps_pace: tuple[float, float]
    fast_lane: float
    lead_time_days: float
    register_ab: np.datetime64
    records: frozenset[str]
    drawn_late: int
    disorder_days: float


@cache
def habits_of(seed: int, authority: Authority) -> Habits:
    rng = random_for(seed, "Behörde", authority.behoerde_id)
    if authority.behoerde_id == f"EBH-{RSK}":
        return _habits_of_rsk()
    around = A_YEAR[authority.art] * authority.size ** BY_SIZE[authority.art] * rng.lognormal(0, 0.15)
    pace = _pace(rng, authority.art)
    lead_time = 115.0 if authority.behoerde_id == f"ABH-{RSK}" else rng.choice([25.0, 50.0, 90.0])
    register_ab = rng.choice(["2022-01-01", "2022-07-01", "2023-01-01"], p=[0.92, 0.05, 0.03])
    return Habits(
        a_year={year: around * growth for year, growth in GROWTH[authority.art].items()},
        surge=rng.uniform(1.35, 1.9) if authority.art == "EBH" else 1.0,
        keeps_pace=pace,
        fast_lane=rng.uniform(0.04, 0.22),
        lead_time_days=lead_time,
        register_ab=day64(max(register_ab, authority.register_ab)),
        records=_recorded_columns(rng, authority),
        drawn_late=int(rng.choice([0, 0, 0, 0, 4])),
        disorder_days=rng.choice([0.0, 10.0, 40.0]),
    )


def _habits_of_rsk() -> Habits:
    a_year = rsk.FILINGS_A_YEAR | {2026: rsk.FILINGS_A_YEAR[2025]}
    columns = frozenset(COLUMNS) - {"terminanfrage_am", "termin_am"}
    return Habits(a_year, 1.0, (0, 0), rsk.FAST_LANE, 0.0, day64("2022-01-01"), columns, 0, 0.0)


def _pace(rng: np.random.Generator, art: str) -> tuple[float, float]:
    """Most EBH fall behind, some hold their stock, some reduce it; ABH are closer to what comes in."""
    if art == "ABH":
        return rng.uniform(0.8, 0.98), rng.uniform(0.8, 1.1)
    kinds = [rng.uniform(0.75, 1.0), rng.uniform(1.15, 1.35), rng.uniform(1.7, 2.2)]
    return rng.uniform(0.62, 0.92), rng.choice(kinds, p=[0.6, 0.2, 0.2])


def _recorded_columns(rng: np.random.Generator, authority: Authority) -> frozenset[str]:
    missing = {name for name, chance in NOT_KEPT.items() if rng.random() < chance}
    if rng.random() < 0.65 and authority.behoerde_id != f"ABH-{RSK}":
        missing |= {"terminanfrage_am", "termin_am"}
    return frozenset(COLUMNS) - missing
