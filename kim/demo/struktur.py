"""An invented review of all sites by two raters: a first round with some sites, a second with all."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from kim.datasets import load_codes, load_reference
from kim.demo.dialects import Dialect, dialect_of
from kim.demo.table import NO_DAY, Table, day64, stack
from kim.demo.world import RSK, Round, random_for

REVIEWED_ON = {2: date(2024, 10, 31), 3: date(2025, 10, 31)}
FIRST_ROUND, SECOND_ROUND = 2, 3
IN_FIRST_ROUND, AGREED, SELF_RATED = 0.4, 0.6, 0.3  # shares of sites
PROGRESS = 0.35  # of a level between the rounds
SLIPS = {"extern_1": 0.09, "extern_2": 0.12}  # scores that are a level off
NOT_JUDGED = {"extern_1": 0.03, "extern_2": 0.05, "konsens": 0.015}
HOPEFUL = 0.4  # of a level: how sites see themselves
USUAL = {"D1": 2.3, "D2": 2.0, "D3": 2.0, "D4": 1.9, "D5": 2.1, "D6": 2.1, "D7": 1.6, "D8": 1.8, "D9": 1.6}
CANNOT_BE_JUDGED = ("05766", "D3")  # the papers were not there
WITH_TOWNS = ("Kreis", "Städteregion")
COLUMNS = (
    "kreis_id", "stichtag", "bewertet_von", "kriterium", "stufe", "nachweis", "nachweis_vom", "bemerkung",
)  # fmt: skip


def reviewed(seed: int, round_: Round) -> list[str]:
    """The sites that are reviewed in a round: all of them in the second, also those that hand in nothing."""
    sites = load_reference("ki_standorte")["kreis_id"].tolist()
    if round_.number != FIRST_ROUND:
        return sites if round_.number == SECOND_ROUND else []
    return [s for s in sites if s == RSK or _share(seed, "erste Runde", s) < IN_FIRST_ROUND]


def review_in(seed: int, round_: Round, kreis_id: str) -> Table:
    """The scores of one site in a round, one row for each rater and criterion."""
    levels = _levels(seed, round_, kreis_id)
    raters = ["extern_1"] if round_.number == FIRST_ROUND else ["extern_1", "extern_2"]
    agreed = round_.number == SECOND_ROUND and _share(seed, "Abstimmung", kreis_id) < AGREED
    alone = round_.number == SECOND_ROUND and _share(seed, "Selbstbild", kreis_id) < SELF_RATED
    told = [*raters, *(["konsens"] if agreed else []), *(["selbst"] if alone else [])]
    return stack([_rated(seed, round_, kreis_id, rater, levels) for rater in told])


def reviewers_dialect(seed: int) -> Dialect:
    """Reviewers fill in the template."""
    plain = dialect_of(seed, RSK, "struktur")
    return replace(plain, workbook=False, encoding="utf-8-sig", separator=";", title_line=True)


def _share(seed: int, about: str, kreis_id: str) -> float:
    return random_for(seed, about, kreis_id).random()


def _levels(seed: int, round_: Round, kreis_id: str) -> np.ndarray:
    """How far each criterion really is, in levels with fractions."""
    rng = random_for(seed, "Struktur", kreis_id)
    site = rng.normal(0.4 if kreis_id == RSK else 0, 0.45)
    of_dimension = {name: usual + site + rng.normal(0, 0.3) for name, usual in USUAL.items()}
    means = np.array([of_dimension[name] for name in _criteria()["gruppe"]])
    earlier = PROGRESS if round_.number == FIRST_ROUND else 0
    return means + rng.normal(0, 0.4, len(means)) - earlier


def _rated(seed: int, round_: Round, kreis_id: str, rater: str, levels: np.ndarray) -> Table:
    rng = random_for(seed, "Bewertung", kreis_id, rater, round_.number)
    size, hopeful = len(levels), HOPEFUL if rater == "selbst" else 0
    slips = np.where(rng.random(size) < SLIPS.get(rater, 0), rng.choice([-1, 1], size), 0)
    points = np.clip(np.round(levels + hopeful).astype("int64") + slips, 0, 3)
    open_ = (rng.random(size) < NOT_JUDGED.get(rater, 0)) | _never_judged(kreis_id, rater)
    stufe = np.where(_not_there(kreis_id), "entfaellt", np.where(open_, "nb", points.astype("str")))
    keys = {"kreis_id": kreis_id, "stichtag": day64(REVIEWED_ON[round_.number]), "bewertet_von": rater}
    table = {
        name: np.full(size, value, None if name == "stichtag" else "object") for name, value in keys.items()
    }
    table |= {"kriterium": _criteria()["code"].to_numpy("object"), "stufe": stufe.astype("object")}
    table |= _evidence(rng, stufe, REVIEWED_ON[round_.number])
    return {name: table[name] for name in COLUMNS}


def _evidence(rng: np.random.Generator, stufe: np.ndarray, day: date) -> Table:
    """A document for every level from 2 on and for some of level 1, at most ten months old."""
    there = np.isin(stufe, ["2", "3"]) | ((stufe == "1") & (rng.random(len(stufe)) < 0.4))
    pages = rng.integers(1, 30, len(stufe)).tolist()
    texts = [f"{paper}, Seite {page}" for paper, page in zip(_papers(), pages, strict=True)]
    days = day64(day) - rng.integers(5, 300, len(stufe)).astype("timedelta64[D]")
    return {
        "nachweis": np.where(there, np.array(texts, "object"), ""),
        "nachweis_vom": np.where(there, days, NO_DAY),
        "bemerkung": np.where(stufe == "nb", "Unterlage lag nicht vor", "").astype("object"),
    }


def _never_judged(kreis_id: str, rater: str) -> np.ndarray:
    site, dimension = CANNOT_BE_JUDGED
    return (_criteria()["gruppe"] == dimension).to_numpy() & (kreis_id == site and rater != "selbst")


def _not_there(kreis_id: str) -> np.ndarray:
    """The fourth dimension, where a site has no towns."""
    return (_criteria()["gruppe"] == "D4").to_numpy() & (kreis_id not in _sites_with_towns())


@cache
def _criteria() -> pd.DataFrame:
    return load_codes("kriterium")


@cache
def _papers() -> list[str]:
    """What usually shows each criterion: the first of the papers that are named."""
    return [text.split(",")[0] for text in load_reference("kriterien")["nachweis"]]


@cache
def _sites_with_towns() -> frozenset[str]:
    listed = load_reference("ki_standorte")
    return frozenset(listed.loc[listed["typ"].isin(WITH_TOWNS), "kreis_id"])
