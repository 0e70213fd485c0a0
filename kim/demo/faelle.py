"""Case management of the invented world: cases and their goals per site, and what an extract of a day shows of them."""

from functools import cache

import numpy as np

from kim.demo.posts import STICHTAGE
from kim.demo.stellen import case_managers
from kim.demo.table import NO_DAY, Table, pick, rows_of, select, until, workday
from kim.demo.world import RSK, random_for

NEW_CASES_PER_VZAE = {"case_management": 2.8, "kurzberatung": 1.6}
CLOSED_AS = {
    "case_management": {
        "Z1": 27, "Z2": 22, "U1": 16, "N1": 9, "A1": 10, "A2": 4, "W1": 6, "W2": 3, "T1": 0.5, "K1": 6, "X9": 3,
    },
    "kurzberatung": {"Z1": 32, "Z2": 8, "U1": 42, "A1": 6, "W1": 2, "K1": 6, "X9": 4},
}  # fmt: skip
REACHED = ("Z1", "Z2", "U1")
SHARES = {
    "zugang": {
        "selbst": 24, "regeldienst": 20, "abh": 11, "jobcenter": 15, "schule_kita": 8, "freie_wohlfahrt": 14,
        "ehrenamt": 6, "sonstige": 2,
    },
    "altersgruppe": {"0-17": 5, "18-26": 21, "27-44": 48, "45-64": 22, "65+": 4},
    "geschlecht": {"w": 51, "m": 47, "d": 0.4, "x": 1.6},
    "aufenthaltsdauer": {"unter_1": 22, "1_3": 34, "3_5": 17, "5_8": 17, "ueber_8": 10},
    "rechtskreis_beginn": {"sgb2": 46, "asylblg": 24, "ohne": 14, "sgb3": 6, "sgb8": 4, "sgb12": 3, "bafoeg": 2, "sgb9": 1},
}  # fmt: skip
FIELDS = {
    "sprache": 17, "arbeit": 15, "wohnen": 14, "aufenthalt": 13, "existenz": 10, "bildung": 7, "gesundheit": 6,
    "behoerden": 5, "anerkennung": 4, "ausbildung": 4, "familie": 3, "teilhabe": 3, "einbuergerung": 2,
    "diskriminierung": 1,
}  # fmt: skip
HARD_TO_REACH = {"wohnen": 0.45, "anerkennung": 0.65, "arbeit": 0.7, "aufenthalt": 0.75, "diskriminierung": 0.6}
CASE_COLUMNS = (
    "fall_id", "kreis_id", "fallart", "anfrage_am", "aufnahme_am", "assessment_am", "hilfeplan_am", "abschluss_am",
    "zugang", "abschlussart", "altersgruppe", "geschlecht", "aufenthaltsdauer", "rechtskreis_beginn",
    "rechtskreis_ende", "personen",
)  # fmt: skip
GOAL_COLUMNS = (
    "fall_id", "kreis_id", "ziel_nr", "handlungsfeld", "vereinbart_am", "zielstand", "bewertet_am", "bewertet_von",
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
    known = select(_recorded(goals, day), _recorded(goals, day)["vereinbart_am"] <= day)
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
    planning, gaps = (0.9, 0.02) if kreis_id == RSK else (rng.uniform(0.6, 0.95), rng.choice([0.02, 0.06, 0.12, 0.3]))
    case |= {"kreis_id": np.full(size, kreis_id, "object"), "fall_id": _pseudonyms(rng, size)}
    case |= _ends(rng, case, vacant) | {"personen": 1 + rng.poisson(np.where(rng.random(size) < 0.45, 2.2, 0))}
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
    order = np.argsort(days, kind="stable")
    late = np.where(rng.random(len(days)) < 0.015, rng.integers(60, 240, len(days)), 0)
    table = {"fallart": kinds, "aufnahme_am": days, "quartal": quarter}
    table |= {"erfasst_am": days + late.astype("timedelta64[D]")}
    return select(table, order)


def _pseudonyms(rng: np.random.Generator, size: int) -> np.ndarray:
    first = int(rng.integers(100, 60_000))
    return np.array([f"F-{number:06d}" for number in range(first, first + size)], dtype="object")


def _ends(rng: np.random.Generator, case: Table, vacant: np.ndarray) -> Table:
    """How and when cases end: where posts are vacant, more of them end because nobody is there."""
    short = case["fallart"] == "kurzberatung"
    ended = np.where(short, *(pick(rng, CLOSED_AS[k], len(short)) for k in ("kurzberatung", "case_management")))
    nobody = rng.random(len(short)) < np.where(short, 0.005, 0.015 + 0.28 * vacant[case["quartal"]])
    ended = np.where(nobody, "V1", ended)
    days = np.where(short, rng.lognormal(3.0, 0.7, len(short)), rng.lognormal(5.72, 0.55, len(short)))
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
    changes = rng.random(size) < 0.22
    later = np.where(changes, pick(rng, {"sgb2": 30, "ohne": 40, "sgb3": 15, "bafoeg": 8, "sgb12": 7}, size), "")
    told["rechtskreis_ende"] = np.where(changes, later, told["rechtskreis_beginn"])
    return told


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
    later = np.where(goal["ziel_nr"] > 2, rng.integers(0, 120, rows_of(goal)), rng.integers(0, 15, rows_of(goal)))
    return np.minimum(goal["hilfeplan_am"] + later.astype("timedelta64[D]"), goal["abschluss_am"])


def _assessments(rng: np.random.Generator, goal: Table) -> Table:
    """What became of the goals: about one in eight is never assessed."""
    size = rows_of(goal)
    chance = np.where(np.isin(goal["abschlussart"], REACHED), 0.72, 0.22)
    chance *= np.array([HARD_TO_REACH.get(field, 1.0) for field in goal["handlungsfeld"]])
    drawn = rng.random(size)
    state = np.select([drawn < chance, drawn < chance + 0.16, drawn < chance + 0.24], ["erreicht", "teilweise", "begonnen"], "aufgegeben")
    span = (goal["abschluss_am"] - goal["vereinbart_am"]) * np.where(rng.random(size) < 0.6, 1.0, rng.random(size))
    return {
        "zielstand": state.astype("object"),
        "bewertet_am": np.where(rng.random(size) < 0.88, goal["vereinbart_am"] + span.astype("timedelta64[D]"), NO_DAY),
        "bewertet_von": pick(rng, {"fachkraft": 62, "beide": 30, "klient": 8}, size),
    }
