"""Applications at the authorities of the invented world: a queue in order, a fast lane, other ways out."""

from functools import cache

import numpy as np

from kim.demo import rsk
from kim.demo.habits import COLUMNS, YEARS, Habits, habits_of
from kim.demo.table import NO_DAY, Table, day64, occasionally, pick, select, until, workday
from kim.demo.world import RSK, Authority, random_for

FIRST, LAST = day64("2019-01-01"), day64("2026-01-31")
DAYS = np.arange(FIRST, LAST + 1)
REFORM = day64("2024-06-27")
REINFORCED = day64("2024-10-01")
THREE_YEARS_ENDED = day64("2025-10-30")
NEVER = 100_000
WORKDAYS_A_YEAR = 261
SURGE_EBBS_DAYS = 900
DUPLICATES, LATE_RECORDS = 0.005, 0.015
ANLIEGEN = {
    "EBH": {"stag_10": 86, "stag_9": 7, "stag_8": 5, "sonst": 2},
    "ABH": {
        "verlaengerung": 30, "humanitaer": 16, "familie": 14, "erwerb": 11, "niederlassung": 10,
        "ausbildung": 7, "duldung_beschaeftigung": 6, "freizuegigkeit": 3, "sonst": 3,
    },
}  # fmt: skip
LEGAL_BASES = {
    "stag_8": {"stag_8": 1},
    "stag_9": {"stag_9": 1},
    "stag_10": {"stag_10_1": 84, "stag_10_2": 11, "stag_10_3": 5},
    "humanitaer": {
        "aufenthg_24": 30, "aufenthg_25": 32, "aufenthg_25b": 14, "aufenthg_25a": 9, "aufenthg_104c": 15,
    },
    "familie": {"aufenthg_27_36a": 1},
    "erwerb": {
        "aufenthg_18b": 30, "aufenthg_18g": 26, "aufenthg_18a": 24, "aufenthg_19c": 14, "aufenthg_20a": 6,
    },
    "niederlassung": {"aufenthg_9": 82, "aufenthg_9a": 18},
    "ausbildung": {"aufenthg_16_17": 1},
    "duldung_beschaeftigung": {"aufenthg_60a_60d": 1},
    "freizuegigkeit": {"freizuegg_eu": 1},
}  # fmt: skip
DECIDED = {
    "EBH": {"positiv": 95.5, "abgelehnt": 2.5, "sonstig": 2},
    "ABH": {"positiv": 90, "abgelehnt": 6, "sonstig": 4},
}
LEAVE_A_YEAR = {"zurueckgenommen": 0.06, "abgegeben": 0.03}
HANDLING = {"EBH": (4.3, 0.45), "ABH": (3.1, 0.6)}


def applications_on(seed: int, authority: Authority, day: np.datetime64, handed_in: np.datetime64) -> Table:
    """The procedures of an authority as its extract shows them, drawn on its day or some days later."""
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


# The procedures


@cache
def all_applications(seed: int, authority: Authority) -> Table:
    """All procedures since 2019 as they went in the end (a missing decision: not before 2026)."""
    rng, habits = random_for(seed, "Anträge", authority.behoerde_id), habits_of(seed, authority)
    filed = _filings(rng, authority, habits)
    fast = rng.random(len(filed)) < habits.fast_lane
    left = _leaving(rng, filed)
    begun = _taken_up(rng, _capacity(authority, habits), habits, filed, fast, left)
    table = _identity(rng, authority, filed) | {"vorgezogen": np.where(fast, "ja", "nein").astype("object")}
    table |= _way_out(rng, authority, begun, left) | _appointments(rng, habits, filed)
    return table | _steps(rng, filed, begun, table["entscheidung_am"])


def _filings(rng: np.random.Generator, authority: Authority, habits: Habits) -> np.ndarray:
    """Position in DAYS of each filing, in order."""
    expected = _planned(habits) * _surge(habits)
    as_told = authority.behoerde_id == f"EBH-{RSK}"
    count = round(expected.sum()) if as_told else rng.poisson(expected.sum())
    return np.searchsorted(np.cumsum(expected), np.sort(rng.random(count)) * expected.sum())


def _planned(habits: Habits) -> np.ndarray:
    """What an authority counted on per day (workdays only), before the reform of 2024 surprised it."""
    year = DAYS.astype("datetime64[Y]").astype("int64") + 1970
    return np.array([habits.a_year[y] for y in YEARS])[year - YEARS[0]] / WORKDAYS_A_YEAR * np.is_busday(DAYS)


def _surge(habits: Habits) -> np.ndarray:
    """How many times more than planned comes in: from the reform on, ebbing slowly."""
    since = (DAYS - REFORM).astype("int64")
    return np.where(since < 0, 1.0, 1 + (habits.surge - 1) * np.exp(-np.maximum(since, 0) / SURGE_EBBS_DAYS))


def _capacity(authority: Authority, habits: Habits) -> np.ndarray:
    """How many procedures in order can have been taken up by the end of each day."""
    if authority.behoerde_id == f"EBH-{RSK}":
        return np.cumsum(np.is_busday(DAYS) * rsk.DECISIONS_IN_ORDER_A_YEAR / WORKDAYS_A_YEAR)
    pace = np.interp((DAYS - REINFORCED).astype("int64"), [0, 180], habits.keeps_pace)
    return np.cumsum(_planned(habits) * pace * (1 - habits.fast_lane))


def _leaving(rng: np.random.Generator, filed: np.ndarray) -> np.ndarray:
    """Day on which each procedure would end by itself: one row per reason."""
    waits = [rng.exponential(365 / a_year, len(filed)) for a_year in LEAVE_A_YEAR.values()]
    duplicate = rng.random(len(filed)) < DUPLICATES
    waits.append(np.where(duplicate, rng.integers(20, 300, len(filed)), NEVER))
    return filed + np.array(waits).astype("int64")


def _taken_up(
    rng: np.random.Generator,
    capacity: np.ndarray,
    habits: Habits,
    filed: np.ndarray,
    fast: np.ndarray,
    left: np.ndarray,
) -> np.ndarray:
    """Day on which work on each procedure begins; those that leave before their turn cost no work."""
    begun = np.where(fast, filed + rng.integers(1, 40, len(filed)), NEVER)
    order = np.argsort(filed + rng.normal(0, habits.disorder_days, len(filed)), kind="stable")
    queue = order[~fast[order]]
    turn = np.minimum(_served(filed[queue], capacity), len(DAYS))
    queue = queue[turn <= left[:, queue].min(axis=0)]
    begun[queue] = _served(filed[queue], capacity)
    return begun


def _served(filed: np.ndarray, capacity: np.ndarray) -> np.ndarray:
    """Day each one in the queue is taken up: as soon as those before it are, and not before it was filed."""
    place = np.arange(len(filed))
    before = np.maximum.accumulate(capacity[filed] - place)
    days = np.searchsorted(capacity, place + 1 + before)
    return np.where(days < len(capacity), np.maximum(days, filed), NEVER)


def _way_out(rng: np.random.Generator, authority: Authority, begun: np.ndarray, left: np.ndarray) -> Table:
    size = len(begun)
    handled = begun + rng.lognormal(*HANDLING[authority.art], size).astype("int64") + 1
    ended = np.minimum(handled, left.min(axis=0))
    reasons = np.array([*LEAVE_A_YEAR, "bereinigt"], "object")[left.argmin(axis=0)]
    how = np.where(handled == ended, pick(rng, DECIDED[authority.art], size), reasons)
    day = workday(np.where(ended < len(DAYS), FIRST + ended, NO_DAY))
    recorded = day + occasionally(rng, LATE_RECORDS, 60, 200, size)
    return {"entscheidung_am": day, "entscheidung": how, "entschieden_erfasst_am": recorded}


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


def _steps(rng: np.random.Generator, filed: np.ndarray, begun: np.ndarray, ended: np.ndarray) -> Table:
    """Complete, then begun, neither after the end."""
    complete = filed + rng.lognormal(3.6, 0.9, len(filed)).astype("int64")
    complete = FIRST + np.minimum(complete, begun)
    start = FIRST + begun
    return {
        "vollstaendig_am": np.where(complete > ended, NO_DAY, complete),
        "bearbeitungsbeginn_am": np.where((start > ended) | (start > LAST), NO_DAY, start),
    }
