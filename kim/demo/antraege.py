"""Applications at the authorities of the invented world: a queue served in order, a fast lane, and other ways out."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from kim.demo import rsk
from kim.demo.table import NO_DAY, Table, day64, pick, rows_of, select, until, workday
from kim.demo.world import RSK, Authority, random_for

FIRST, LAST = day64("2019-01-01"), day64("2026-01-31")
DAYS = np.arange(FIRST, LAST + 1)
YEARS = range(2019, 2027)
REFORM = day64("2024-06-27")
REINFORCED = day64("2024-10-01")
THREE_YEARS_ENDED = day64("2025-10-30")
NEVER = 100_000
A_YEAR = {"EBH": 265, "ABH": 225}
GROWTH = {
    "EBH": {2019: 0.6, 2020: 0.65, 2021: 0.8, 2022: 1.0, 2023: 1.2, 2024: 1.25, 2025: 1.2, 2026: 1.15},
    "ABH": {2019: 0.8, 2020: 0.8, 2021: 0.9, 2022: 1.1, 2023: 1.1, 2024: 1.0, 2025: 1.0, 2026: 1.0},
}
ANLIEGEN = {
    "EBH": {"stag_10": 86, "stag_9": 7, "stag_8": 5, "sonst": 2},
    "ABH": {
        "verlaengerung": 30, "humanitaer": 16, "familie": 14, "erwerb": 11, "niederlassung": 10, "ausbildung": 7,
        "duldung_beschaeftigung": 6, "freizuegigkeit": 3, "sonst": 3,
    },
}  # fmt: skip
LEGAL_BASES = {
    "stag_8": {"stag_8": 1},
    "stag_9": {"stag_9": 1},
    "stag_10": {"stag_10_1": 84, "stag_10_2": 11, "stag_10_3": 5},
    "humanitaer": {"aufenthg_24": 30, "aufenthg_25": 32, "aufenthg_25b": 14, "aufenthg_25a": 9, "aufenthg_104c": 15},
    "familie": {"aufenthg_27_36a": 1},
    "erwerb": {"aufenthg_18b": 30, "aufenthg_18g": 26, "aufenthg_18a": 24, "aufenthg_19c": 14, "aufenthg_20a": 6},
    "niederlassung": {"aufenthg_9": 82, "aufenthg_9a": 18},
    "ausbildung": {"aufenthg_16_17": 1},
    "duldung_beschaeftigung": {"aufenthg_60a_60d": 1},
    "freizuegigkeit": {"freizuegg_eu": 1},
}
DECIDED = {
    "EBH": {"positiv": 95.5, "abgelehnt": 2.5, "sonstig": 2},
    "ABH": {"positiv": 90, "abgelehnt": 6, "sonstig": 4},
}
LEAVE_A_YEAR = {"zurueckgenommen": 0.06, "abgegeben": 0.03}
HANDLING = {"EBH": (4.3, 0.45), "ABH": (3.1, 0.6)}
COLUMNS = (
    "vorgang_id", "behoerde_id", "rechtsgrundlage", "anliegen", "personen", "terminanfrage_am", "termin_am", "eingang_am",
    "vollstaendig_am", "bearbeitungsbeginn_am", "entscheidung_am", "entscheidung", "vorgezogen", "erfasst_ab",
)  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """How one authority works; `keeps_pace` is its capacity as a share of what it planned for, before and after 2024."""

    a_year: dict[int, float]
    surge: float
    keeps_pace: tuple[float, float]
    fast_lane: float
    lead_time_days: float
    register_ab: np.datetime64
    records: frozenset[str]
    drawn_late: int
    disorder_days: float


def applications_on(seed: int, authority: Authority, day: np.datetime64, handed_in: np.datetime64) -> Table:
    """The procedures of an authority as its extract shows them: drawn on or some days after the day it speaks for."""
    habits, known = habits_of(seed, authority), all_applications(seed, authority)
    drawn = min(day + habits.drawn_late, handed_in)
    in_register = ~(known["entscheidung_am"] < habits.register_ab) & (known["eingang_am"] <= day)
    known = select(known, in_register)
    decided = known["entschieden_erfasst_am"] <= drawn
    known["entscheidung"] = np.where(decided, known["entscheidung"], "")
    known["entscheidung_am"] = np.where(decided, known["entscheidung_am"], NO_DAY)
    known |= {name: until(known[name], day) for name in ("vollstaendig_am", "bearbeitungsbeginn_am")}
    known["erfasst_ab"] = np.where(known["eingang_am"] < habits.register_ab, habits.register_ab, NO_DAY)
    return {name: known[name] for name in COLUMNS if name in habits.records}


@cache
def habits_of(seed: int, authority: Authority) -> Habits:
    rng = random_for(seed, "Behörde", authority.behoerde_id)
    if authority.behoerde_id == f"EBH-{RSK}":
        return _habits_of_rsk()
    around = A_YEAR[authority.art] * authority.size * rng.lognormal(0, 0.2)
    pace = _pace(rng, authority.art)
    lead_time = 115.0 if authority.behoerde_id == f"ABH-{RSK}" else rng.choice([25.0, 50.0, 90.0])
    register_ab = rng.choice(["2022-01-01", "2022-07-01", "2023-01-01"], p=[0.65, 0.2, 0.15])
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
    """Most EBH fall behind, some hold their stock, some reduce it after 2024; ABH are closer to what comes in."""
    if art == "ABH":
        return rng.uniform(0.8, 0.98), rng.uniform(0.8, 1.1)
    after = rng.choice([rng.uniform(0.75, 1.0), rng.uniform(1.15, 1.35), rng.uniform(1.7, 2.2)], p=[0.6, 0.2, 0.2])
    return rng.uniform(0.62, 0.92), after


def _recorded_columns(rng: np.random.Generator, authority: Authority) -> frozenset[str]:
    left_out = {"rechtsgrundlage": 0.4, "vollstaendig_am": 0.35, "bearbeitungsbeginn_am": 0.3, "personen": 0.25}
    missing = {name for name, chance in left_out.items() if rng.random() < chance}
    if rng.random() < 0.65 and authority.behoerde_id != f"ABH-{RSK}":
        missing |= {"terminanfrage_am", "termin_am"}
    return frozenset(COLUMNS) - missing


# The procedures


@cache
def all_applications(seed: int, authority: Authority) -> Table:
    """All procedures since 2019 as they went in the end (a missing decision: not before 2026)."""
    rng, habits = random_for(seed, "Anträge", authority.behoerde_id), habits_of(seed, authority)
    filed = _filings(rng, authority, habits)
    size = len(filed)
    fast = rng.random(size) < habits.fast_lane
    begun, left = _course(rng, authority, habits, filed, fast)
    table = _identity(rng, authority, filed) | {"vorgezogen": np.where(fast, "ja", "nein").astype("object")}
    table |= _way_out(rng, authority, filed, begun, left) | _appointments(rng, habits, filed)
    return table | _steps(rng, filed, begun, table["entscheidung_am"])


def _filings(rng: np.random.Generator, authority: Authority, habits: Habits) -> np.ndarray:
    """Position in DAYS of each filing, in order."""
    intensity = _intensity(habits)
    count = rng.poisson(intensity.sum())
    if authority.behoerde_id == f"EBH-{RSK}":
        count = round(intensity.sum())
    drawn = np.sort(rng.random(count)) * intensity.sum()
    return np.searchsorted(np.cumsum(intensity), drawn)


def _intensity(habits: Habits) -> np.ndarray:
    """Expected filings per day: only on workdays, and a surge from the reform on that ebbs slowly."""
    since = (DAYS - REFORM).astype("int64")
    surge = np.where(since < 0, 1.0, 1 + (habits.surge - 1) * np.exp(-np.maximum(since, 0) / 900))
    return _planned(habits) * surge


def _planned(habits: Habits) -> np.ndarray:
    """What an authority counted on per day, before the reform of 2024 surprised it."""
    year = DAYS.astype("datetime64[Y]").astype("int64") + 1970
    return np.array([habits.a_year[y] for y in YEARS])[year - 2019] / 261 * np.is_busday(DAYS)


def _capacity(authority: Authority, habits: Habits) -> np.ndarray:
    """How many procedures in order can have been taken up by the end of each day."""
    if authority.behoerde_id == f"EBH-{RSK}":
        return np.cumsum(np.is_busday(DAYS) * rsk.DECISIONS_IN_ORDER_A_YEAR / 261)
    staffed = (DAYS - REINFORCED).astype("int64") / 180
    pace = np.interp(staffed, [0, 1], habits.keeps_pace)
    return np.cumsum(_planned(habits) * pace * (1 - habits.fast_lane))


def _course(rng, authority: Authority, habits: Habits, filed: np.ndarray, fast: np.ndarray) -> tuple[np.ndarray, ...]:
    """Day on which work on each procedure begins, and day on which it would leave by itself (positions in DAYS)."""
    size, capacity = len(filed), _capacity(authority, habits)
    left = filed + np.array([rng.exponential(365 / hazard, size) for hazard in LEAVE_A_YEAR.values()])
    duplicate = np.where(rng.random(size) < 0.005, filed + rng.integers(20, 300, size), NEVER)
    left = np.vstack([left, duplicate]).astype("int64")
    begun = np.where(fast, filed + rng.integers(1, 40, size), NEVER)
    order = np.argsort(filed + rng.normal(0, habits.disorder_days, size), kind="stable")
    queue = order[~fast[order]]
    queue = queue[_served(filed[queue], capacity) <= left[:, queue].min(axis=0)]
    begun[queue] = _served(filed[queue], capacity)
    return begun, left


def _served(filed: np.ndarray, capacity: np.ndarray) -> np.ndarray:
    """Day each one in the queue is taken up: as soon as those before it are, and not before it was filed."""
    place = np.arange(len(filed))
    before = np.maximum.accumulate(capacity[filed] - place)
    days = np.searchsorted(capacity, place + 1 + before)
    return np.where(days < len(capacity), np.maximum(days, filed), NEVER)


def _way_out(rng, authority: Authority, filed: np.ndarray, begun: np.ndarray, left: np.ndarray) -> Table:
    size = len(filed)
    handled = begun + rng.lognormal(*HANDLING[authority.art], size).astype("int64") + 1
    decided = np.minimum(handled, left.min(axis=0))
    reasons = np.array([*LEAVE_A_YEAR, "bereinigt"], "object")[left.argmin(axis=0)]
    how = np.where(handled <= left.min(axis=0), pick(rng, DECIDED[authority.art], size), reasons)
    happened = decided < len(DAYS)
    day = workday(np.where(happened, FIRST + decided, NO_DAY))
    late = np.where(rng.random(size) < 0.015, rng.integers(60, 200, size), 0)
    return {
        "entscheidung_am": day,
        "entscheidung": np.where(happened, how, ""),
        "entschieden_erfasst_am": day + late.astype("timedelta64[D]"),
    }


def _identity(rng: np.random.Generator, authority: Authority, filed: np.ndarray) -> Table:
    size = len(filed)
    anliegen = pick(rng, ANLIEGEN[authority.art], size)
    return {
        "vorgang_id": np.array([f"V-{number:06d}" for number in range(1001, 1001 + size)], dtype="object"),
        "behoerde_id": np.full(size, authority.behoerde_id, "object"),
        "anliegen": anliegen,
        "rechtsgrundlage": _legal_bases(rng, anliegen, FIRST + filed),
        "personen": 1 + rng.poisson(0.28, size),
        "eingang_am": FIRST + filed,
    }


def _legal_bases(rng: np.random.Generator, anliegen: np.ndarray, filed: np.ndarray) -> np.ndarray:
    bases = np.full(len(anliegen), "", "object")
    for request, shares in LEGAL_BASES.items():
        here = anliegen == request
        bases[here] = pick(rng, shares, int(here.sum()))
    return np.where((bases == "stag_10_3") & (filed >= THREE_YEARS_ENDED), "stag_10_1", bases)


def _appointments(rng: np.random.Generator, habits: Habits, filed: np.ndarray) -> Table:
    """The queue before the queue: asked for a date, and handed in at that date."""
    waited = rng.lognormal(np.log(max(habits.lead_time_days, 1)), 0.4, len(filed)).astype("timedelta64[D]")
    known = rng.random(len(filed)) < 0.8
    return {
        "terminanfrage_am": np.where(known, FIRST + filed - waited, NO_DAY),
        "termin_am": np.where(known, FIRST + filed, NO_DAY),
    }


def _steps(rng: np.random.Generator, filed: np.ndarray, begun: np.ndarray, decided: np.ndarray) -> Table:
    """Complete, then begun, both before the end; half of the waiting ones have not handed in everything."""
    complete = filed + rng.lognormal(3.6, 0.9, len(filed)).astype("int64")
    complete = FIRST + np.minimum(complete, np.where(begun < NEVER, begun, NEVER))
    start = np.where(begun < len(DAYS), FIRST + np.minimum(begun, len(DAYS)), NO_DAY)
    return {
        "vollstaendig_am": np.where(complete > decided, NO_DAY, complete),
        "bearbeitungsbeginn_am": np.where(start > decided, NO_DAY, start),
    }
