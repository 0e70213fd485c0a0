"""Case management of the invented world: cases and goals per site, and what an extract of a day shows."""

from functools import cache

import numpy as np

from kim.demo.posts import STICHTAGE
from kim.demo.stellen import case_managers
from kim.demo.table import NO_DAY, Table, occasionally, pick, rows_of, select, until, workday
from kim.demo.world import RSK, random_for

NEW_CASES_PER_VZAE = {"case_management": 2.8, "kurzberatung": 1.6}
CLOSED_AS = {
    "case_management": {
        "Z1": 27, "Z2": 22, "U1": 16, "N1": 9, "A1": 10, "A2": 4,
        "W1": 6, "W2": 3, "T1": 0.5, "K1": 6, "X9": 3,
    },
    "kurzberatung": {"Z1": 32, "Z2": 8, "U1": 42, "A1": 6, "W1": 2, "K1": 6, "X9": 4},
}  # fmt: skip
REACHED = ("Z1", "Z2", "U1")
SHARES = {
    "zugang": {
        "selbst": 24, "regeldienst": 20, "abh": 11, "jobcenter": 15, "schule_kita": 8,
        "freie_wohlfahrt": 14, "ehrenamt": 6, "sonstige": 2,
    },
    "altersgruppe": {"0-17": 5, "18-26": 21, "27-44": 48, "45-64": 22, "65+": 4},
    "geschlecht": {"w": 51, "m": 47, "d": 0.4, "x": 1.6},
    "aufenthaltsdauer": {"unter_1": 22, "1_3": 34, "3_5": 17, "5_8": 17, "ueber_8": 10},
    "rechtskreis_beginn": {
        "sgb2": 46, "asylblg": 24, "ohne": 14, "sgb3": 6, "sgb8": 4, "sgb12": 3, "bafoeg": 2, "sgb9": 1,
    },
}  # fmt: skip
FIELDS = {
    "sprache": 17, "arbeit": 15, "wohnen": 14, "aufenthalt": 13, "existenz": 10, "bildung": 7,
    "gesundheit": 6, "behoerden": 5, "anerkennung": 4, "ausbildung": 4, "familie": 3, "teilhabe": 3,
    "einbuergerung": 2, "diskriminierung": 1,
}  # fmt: skip
GOALS_BEFORE_CASES = "05711"
HARDER = {"wohnen": 0.45, "diskriminierung": 0.6, "anerkennung": 0.65, "arbeit": 0.7, "aufenthalt": 0.75}
NEW_AT_THE_END = {"sgb2": 30, "ohne": 40, "sgb3": 15, "bafoeg": 8, "sgb12": 7}
WELL_KEPT, GAPS = (0.9, 0.02), (0.02, 0.06, 0.12, 0.3)
CASE_COLUMNS = (
    "fall_id", "kreis_id", "fallart", "anfrage_am", "aufnahme_am", "assessment_am", "hilfeplan_am",
    "abschluss_am", "zugang", "abschlussart", "altersgruppe", "geschlecht", "aufenthaltsdauer",
    "rechtskreis_beginn", "rechtskreis_ende", "personen",
)  # fmt: skip
GOAL_COLUMNS = (
    "fall_id", "kreis_id", "ziel_nr", "handlungsfeld", "vereinbart_am", "zielstand", "bewertet_am",
    "bewertet_von",
)  # fmt: skip


def cases_on(seed: int, kreis_id: str, day: np.datetime64) -> Table:
    """The cases of a site as its extract of a day shows them; what came later is not in it."""
    known = _recorded(_cases(seed, kreis_id), day)
    open_still = ~(known["abschluss_am"] <= day)
    known |= {name: until(known[name], day) for name in ("assessment_am", "hilfeplan_am", "abschluss_am")}
    known |= {name: np.where(open_still, "", known[name]) for name in ("abschlussart", "rechtskreis_ende")}
    return {name: known[name] for name in CASE_COLUMNS}


def goals_on(seed: int, kreis_id: str, day: np.datetime64) -> Table:
    """The goals of a site as its extract of a day shows them; not yet assessed ones are open or begun."""
    goals = _goals(seed, kreis_id)
    known = goals if kreis_id == GOALS_BEFORE_CASES else _recorded(goals, day)
    known = select(known, known["vereinbart_am"] <= day)
    assessed = known["bewertet_am"] <= day
    begun = np.where(known["vereinbart_am"] + 60 < day, "begonnen", "offen")
    known["zielstand"] = np.where(assessed, known["zielstand"], begun)
    known["bewertet_von"] = np.where(assessed, known["bewertet_von"], "")
    known["bewertet_am"] = until(known["bewertet_am"], day)
    return {name: known[name] for name in GOAL_COLUMNS}


def _recorded(rows: Table, day: np.datetime64) -> Table:
    """Rows that were in the register on a day: most at once, some only months later."""
    return select(rows, rows["erfasst_am"] <= day)


@cache
def _cases(seed: int, kreis_id: str) -> Table:
    """All cases of a site as they went in the end."""
    rng = random_for(seed, "Fälle", kreis_id)
    filled, called_off = case_managers(seed)[kreis_id]
    vacant = 1 - filled / np.maximum(called_off, 1)
    case = _intakes(rng, filled)
    size = rows_of(case)
    planning, gaps = WELL_KEPT if kreis_id == RSK else (rng.uniform(0.6, 0.95), rng.choice(GAPS))
    case |= {"kreis_id": np.full(size, kreis_id, "object"), "fall_id": _pseudonyms(rng, size)}
    case |= _ends(rng, case, vacant)
    case |= _steps(rng, case, planning) | _descriptions(rng, size, gaps)
    return case


def _intakes(rng: np.random.Generator, filled: np.ndarray) -> Table:
    """Day and kind of every case: the more filled posts, the more cases."""
    expected = np.array([[rate] for rate in NEW_CASES_PER_VZAE.values()]) * filled
    counts = rng.poisson(expected * rng.uniform(0.85, 1.15))
    kinds = np.repeat(np.array(list(NEW_CASES_PER_VZAE), "object"), counts.sum(axis=1))
    quarter = np.concatenate([np.repeat(np.arange(len(STICHTAGE)), of_kind) for of_kind in counts])
    starts = np.array([f"{day.year}-{day.month:02d}-01" for day in STICHTAGE], dtype="datetime64[D]")
    days = workday(starts[quarter] + rng.integers(0, 90, len(quarter)).astype("timedelta64[D]"))
    recorded = days + occasionally(rng, 0.015, 60, 240, len(days))
    table = {"fallart": kinds, "aufnahme_am": days, "quartal": quarter, "erfasst_am": recorded}
    return select(table, np.argsort(days, kind="stable"))


def _pseudonyms(rng: np.random.Generator, size: int) -> np.ndarray:
    first = int(rng.integers(100, 60_000))
    return np.array([f"F-{number:06d}" for number in range(first, first + size)], dtype="object")


def _ends(rng: np.random.Generator, case: Table, vacant: np.ndarray) -> Table:
    """How and when cases end: where posts are vacant, more of them end because nobody is there."""
    size, short = rows_of(case), case["fallart"] == "kurzberatung"
    ended = np.where(
        short, pick(rng, CLOSED_AS["kurzberatung"], size), pick(rng, CLOSED_AS["case_management"], size)
    )
    nobody = rng.random(size) < np.where(short, 0.005, 0.015 + 0.28 * vacant[case["quartal"]])
    ended = np.where(nobody, "V1", ended)
    days = np.where(short, rng.lognormal(3.0, 0.7, size), rng.lognormal(5.72, 0.55, size))
    days = np.where(ended == "K1", np.minimum(days, 60), np.where(nobody, 0.6 * days, days))
    closed = workday(case["aufnahme_am"] + days.astype("int64").astype("timedelta64[D]"))
    return {"abschlussart": ended, "abschluss_am": closed}


def _steps(rng: np.random.Generator, case: Table, planning: float) -> Table:
    """Request, assessment and plan, in this order and never after the end."""
    size, end = rows_of(case), case["abschluss_am"]
    managed = case["fallart"] == "case_management"
    asked = case["aufnahme_am"] - rng.exponential(24, size).astype("timedelta64[D]")
    assessed = workday(case["aufnahme_am"] + rng.integers(5, 45, size).astype("timedelta64[D]"))
    planned = workday(assessed + rng.integers(7, 55, size).astype("timedelta64[D]"))
    has_plan = managed & (rng.random(size) < planning) & (planned <= end) & (case["abschlussart"] != "K1")
    return {
        "anfrage_am": np.where(rng.random(size) < 0.85, asked, NO_DAY),
        "assessment_am": np.where(managed & (assessed <= end), assessed, NO_DAY),
        "hilfeplan_am": np.where(has_plan, planned, NO_DAY),
    }


def _descriptions(rng: np.random.Generator, size: int, gaps: float) -> Table:
    """Who came from where, with gaps in the documentation."""
    told = {name: np.where(rng.random(size) < gaps, "", pick(rng, SHARES[name], size)) for name in SHARES}
    changed, family = rng.random(size) < 0.22, rng.random(size) < 0.45
    at_the_end = np.where(changed, pick(rng, NEW_AT_THE_END, size), told["rechtskreis_beginn"])
    return told | {"rechtskreis_ende": at_the_end, "personen": 1 + rng.poisson(np.where(family, 2.2, 0))}


# Goals


@cache
def _goals(seed: int, kreis_id: str) -> Table:
    """All goals of a site: one to six for each case with a plan."""
    rng = random_for(seed, "Ziele", kreis_id)
    cases = _cases(seed, kreis_id)
    planned = select(cases, ~np.isnat(cases["hilfeplan_am"]))
    counts = np.minimum(1 + rng.poisson(1.1, rows_of(planned)), 6)
    goal = select(planned, np.repeat(np.arange(len(counts)), counts))
    goal["ziel_nr"] = np.concatenate([np.arange(1, n + 1) for n in counts])
    goal["handlungsfeld"] = pick(rng, FIELDS, rows_of(goal))
    goal["vereinbart_am"] = _agreed(rng, goal)
    return goal | _assessments(rng, goal)


def _agreed(rng: np.random.Generator, goal: Table) -> np.ndarray:
    """The first goals with the plan, further ones in the months after it."""
    later = rng.integers(0, np.where(goal["ziel_nr"] > 2, 120, 15)).astype("timedelta64[D]")
    return np.minimum(goal["hilfeplan_am"] + later, goal["abschluss_am"])


def _assessments(rng: np.random.Generator, goal: Table) -> Table:
    """What became of the goals: about one in eight is never assessed."""
    size = rows_of(goal)
    until_then = (goal["abschluss_am"] - goal["vereinbart_am"]) * np.where(
        rng.random(size) < 0.6, 1, rng.random(size)
    )
    day = goal["vereinbart_am"] + until_then.astype("timedelta64[D]")
    return {
        "zielstand": _states(rng, goal),
        "bewertet_am": np.where(rng.random(size) < 0.88, day, NO_DAY),
        "bewertet_von": pick(rng, {"fachkraft": 62, "beide": 30, "klient": 8}, size),
    }


def _states(rng: np.random.Generator, goal: Table) -> np.ndarray:
    """Where cases went as planned most goals are reached, some fields are harder than others."""
    reached = np.where(np.isin(goal["abschlussart"], REACHED), 0.8, 0.25)
    reached *= np.array([HARDER.get(field, 1.0) for field in goal["handlungsfeld"]])
    drawn = rng.random(rows_of(goal)) - reached
    conditions = [drawn < 0, drawn < 0.16, drawn < 0.24]
    return np.select(conditions, ["erreicht", "teilweise", "begonnen"], "aufgegeben").astype("object")
