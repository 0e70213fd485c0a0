"""The invented world: which sites and authorities there are, and when each of them hands in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kim.datasets import load_reference

MARKER = "Beispieldaten (erfunden)"
RSK = "05382"
NEVER_DELIVERS = ("05120", "05762")
FIRST_IN_ROUND_TWO = "05966"
HESITANT = 0.4
EARLY_SITES, EARLY_AUTHORITIES = 0.18, 0.08
SIZES = {  # rough guesses; all other sites are of size 1
    3.0: ["05315"],
    1.9: ["05111", "05112", "05113", "05913", "05562", RSK],
    1.4: [
        "05124", "05158", "05162", "05170", "05314", "05362",
        "05513", "05515", "05566", "05711", "05911", "05962",
    ],
    0.65: [
        "05116", "05117", "05119", "05122", "05316", "05366",
        "05512", "05558", "05914", "05915", "05916", "05966",
    ],
}  # fmt: skip
OF_THE_SIZE_OF_A_TOWN = 0.45
LENGTH_OF_A_TOWN_KEY = 8


@dataclass(frozen=True)
class Round:
    """One round of hand-ins before a meeting: the day it speaks for, and the day the files arrive."""

    number: int
    day: date
    handed_in: date
    name: str


ROUNDS = (
    Round(1, date(2024, 3, 31), date(2024, 4, 9), "Sozialausschuss 16.04.2024"),
    Round(2, date(2025, 3, 31), date(2025, 4, 29), "Sozialausschuss 13.05.2025"),
    Round(3, date(2025, 12, 31), date(2026, 1, 27), "Sozialausschuss 10.02.2026"),
)


@dataclass(frozen=True)
class Site:
    """One KI site; `size` is a rough guess around 1 that scales posts and cases."""

    kreis_id: str
    is_kreis: bool
    size: float


@dataclass(frozen=True)
class Authority:
    """One EBH or ABH; `size` scales its applications."""

    behoerde_id: str
    art: str
    kreis_id: str
    register_ab: str
    size: float


def random_for(seed: int, *about: object) -> np.random.Generator:
    """A random stream of its own for each subject, so that one more site leaves all others as they are."""
    return np.random.default_rng([seed, crc32("/".join(map(str, about)).encode())])


def sites() -> list[Site]:
    """The sites that hand in, in the order of the reference list."""
    listed = load_reference("ki_standorte")
    return [
        Site(row.kreis_id, _is_kreis(row.typ), _size(row.kreis_id))
        for row in listed.itertuples()
        if row.kreis_id not in NEVER_DELIVERS
    ]


def authorities() -> list[Authority]:
    """The authorities that hand in: all but those of the sites that never do."""
    listed = load_reference("behoerden")
    return [_authority(row) for row in listed.itertuples() if row.kreis_id not in NEVER_DELIVERS]


def speaks_for(seed: int, sender: str, round_: Round) -> date:
    """The day an extract speaks for: mostly the quarter end, sometimes days later or a month earlier."""
    rng = random_for(seed, "Stichtag", sender)
    if sender.endswith(RSK):
        return round_.day
    early = EARLY_SITES if sender[0].isdigit() else EARLY_AUTHORITIES
    habit = rng.choice(["quarter end", "later", "earlier"], p=[0.78 - early, 0.22, early])
    later, month = round_.day + timedelta(days=int(rng.integers(1, 7))), round_.day.replace(day=1)
    return {"quarter end": round_.day, "later": later, "earlier": month - timedelta(days=1)}[habit]


def delivers(seed: int, dataset: str, sender: str, kreis_id: str, round_: Round) -> bool:
    """Posts and the EBH come first; cases and the ABH follow, some of them only in the last round."""
    first = {"stellen": 1, "antraege": 1 if sender.startswith("EBH") else 2}.get(dataset, 2)
    hesitates = random_for(seed, "zögert", sender).random() < HESITANT and not sender.endswith(RSK)
    first += first == 2 and hesitates
    return round_.number >= max(first, 2 if kreis_id == FIRST_IN_ROUND_TWO else 1)


def _is_kreis(typ: str) -> bool:
    return not typ.lower().startswith(("kreisfreie", "stadt "))


def _size(kreis_id: str) -> float:
    return next((size for size, keys in SIZES.items() if kreis_id in keys), 1.0)


def _authority(row: NamedTuple) -> Authority:
    of_a_town = len(row.behoerde_id.partition("-")[2]) == LENGTH_OF_A_TOWN_KEY
    size = _size(row.kreis_id) * (OF_THE_SIZE_OF_A_TOWN if of_a_town else 1.0)
    return Authority(row.behoerde_id, row.art, row.kreis_id, row.register_ab, size)
