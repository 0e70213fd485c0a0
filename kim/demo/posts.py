"""Groups of posts of the invented world and how many are assigned, called off and filled over the years."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from kim.demo import rsk
from kim.demo.table import apportion
from kim.demo.world import FIRST_IN_ROUND_TWO, RSK, Site, random_for, sites

STICHTAGE = tuple(
    date(year, month, day)
    for year in range(2022, 2026)
    for month, day in ((1, 31), (4, 30), (7, 31), (10, 31))
)
ANCHOR = STICHTAGE.index(date(2024, 1, 31))
ASSIGNED_AT_ANCHOR = {"1": 194, "2": 713, "3": 200}
FILLED_AT_ANCHOR = {"1": 153.94, "2": 551.5, "3": 165.5}
NOT_IN_HALF_POSTS = (27, 17)
LATE_HALF_POSTS = (8, 18, 5)
CALLED_OFF_OF_ANCHOR = (
    0.55, 0.62, 0.7, 0.77, 0.84, 0.9, 0.94, 0.98,
    1.0, 1.0, 1.01, 1.01, 1.02, 1.03, 1.03, 1.04,
)  # fmt: skip
FILLED_OF_ANCHOR = (0.5, 0.57, 0.65, 0.71, 0.78, 0.85, 0.9, 0.955)


@dataclass(frozen=True)
class Habits:
    """How one site goes about its posts."""

    not_called_off: float
    hiring: float
    drift: float
    fixed_term: float
    churn: float
    forecasts: bool
    assigned_on_one_row: bool
    days_before: int


HABITS_OF_RSK = Habits(  # fixed-term contracts as elsewhere, but people stay
    not_called_off=0.4, hiring=1.0, drift=0.0, fixed_term=0.8, churn=0.008,
    forecasts=True, assigned_on_one_row=True, days_before=0,
)  # fmt: skip


@dataclass(frozen=True)
class Post:
    """A group of posts (a row of `stellen` at each Stichtag); `half_posts` are assigned in January 2024."""

    kreis_id: str
    baustein: str
    kategorie: str
    anstellungstraeger: str
    einsatzort_ags: str = ""
    half_posts: int = 0


@dataclass(frozen=True)
class Posts:
    """All groups of posts; amounts are hundredths of VZÄ, a row per group and a column per Stichtag."""

    groups: tuple[Post, ...]
    habits: tuple[Habits, ...]
    assigned: np.ndarray
    called_off: np.ndarray
    filled: np.ndarray


@cache
def all_posts(seed: int) -> Posts:
    """Every group of posts, those of the Rhein-Sieg-Kreis as told in its committee."""
    rng = random_for(seed, "Verlauf")
    groups = _groups(seed)
    habits = [_habits(seed, post.kreis_id) for post in groups]
    drawn = _amounts(rng, groups, habits)
    told = [100 * np.array(amounts) for amounts in zip(*(row.paths for row in rsk.POSTS), strict=True)]
    groups += [Post(RSK, *row.group) for row in rsk.POSTS]
    habits += [HABITS_OF_RSK] * len(rsk.POSTS)
    amounts = (np.vstack(pair).round().astype("int64") for pair in zip(drawn, told, strict=True))
    return Posts(tuple(groups), tuple(habits), *amounts)


def _habits(seed: int, kreis_id: str) -> Habits:
    rng = random_for(seed, "Stellen", kreis_id)
    fixed_term = rng.choice([0.15, 0.35, 0.6, 0.85])
    return Habits(
        not_called_off=rng.choice([0.0, 0.0, 0.0, 0.05, 0.22, 0.36]),
        hiring=rng.choice([0.62, 0.8, 0.9, 1.0]),
        drift=rng.normal(0.15, 0.14),
        fixed_term=fixed_term,
        churn=0.02 + 0.09 * fixed_term * rng.random(),
        forecasts=rng.random() < 0.75,
        assigned_on_one_row=rng.random() < 0.25,
        days_before=int(rng.choice([0, 0, 0, 0, 1, 6])),
    )


# Which posts there are


def _groups(seed: int) -> list[Post]:
    """All groups but those of the Rhein-Sieg-Kreis; the site that comes late is not in the totals."""
    others = [site for site in sites() if site.kreis_id != RSK]
    counted = [site for site in others if site.kreis_id != FIRST_IN_ROUND_TWO]
    late = [site for site in others if site.kreis_id == FIRST_IN_ROUND_TWO]
    left = [2 * total - _of_rsk(baustein, "assigned") for baustein, total in ASSIGNED_AT_ANCHOR.items()]
    return _groups_of(seed, counted, *left) + _groups_of(seed, late, *LATE_HALF_POSTS)


def _of_rsk(baustein: str, amount: str) -> int:
    """Half posts of the Rhein-Sieg-Kreis in January 2024."""
    return round(sum(2 * getattr(row, amount)[ANCHOR] for row in rsk.POSTS if row.group[0] == baustein))


def _groups_of(seed: int, chosen: list[Site], first: int, second: int, third: int) -> list[Post]:
    """Groups of the three Bausteine with so many half posts."""
    others = [*_case_management(seed, chosen, second), *_offices(chosen, third)]
    return [*_coordination(seed, chosen, first), *others]


def _coordination(seed: int, chosen: list[Site], half_posts: int) -> list[Post]:
    extra = [
        site for site in chosen if site.is_kreis and random_for(seed, "Zusatz", site.kreis_id).random() < 0.3
    ]
    left = half_posts - len(chosen) - 2 * len(extra)
    shares = apportion(left, np.array([site.size**0.35 for site in chosen]), np.full(len(chosen), 14))
    return [
        *(Post(s.kreis_id, "1", "koordination", "kreis", "", n) for s, n in zip(chosen, shares, strict=True)),
        *(Post(s.kreis_id, "1", "verwaltungsassistenz", "kreis", "", 1) for s in chosen),
        *(Post(s.kreis_id, "1", "koordination_kreisangehoerig", "kommune", _town(s, 1), 2) for s in extra),
    ]


def _case_management(seed: int, chosen: list[Site], half_posts: int) -> list[Post]:
    whole = apportion(half_posts // 2, np.array([site.size for site in chosen]), np.full(len(chosen), 60))
    return [post for site, n in zip(chosen, whole, strict=True) for post in _by_employer(seed, site, 2 * n)]


def _by_employer(seed: int, site: Site, half_posts: int) -> list[Post]:
    rng = random_for(seed, "Träger", site.kreis_id)
    towns = int(rng.choice([0, 1, 3])) if site.is_kreis else 0
    employers = [
        ("kreis", ""),
        ("freie_wohlfahrt", ""),
        *(("kommune", _town(site, n + 1)) for n in range(towns)),
    ]
    weights = np.array([1.0, rng.choice([0.0, 0.5, 0.9]), *(0.25 + 0.3 * rng.random(towns))])
    shares = zip(employers, apportion(half_posts, weights, np.full(len(weights), half_posts)), strict=True)
    return [Post(site.kreis_id, "2", "case_management", *employer, n) for employer, n in shares if n]


def _offices(chosen: list[Site], half_posts: int) -> list[Post]:
    shares = apportion(half_posts, np.array([site.size**0.8 for site in chosen]), np.full(len(chosen), 30))
    pairs = [(site, {"abh": n - n // 2, "ebh": n // 2}) for site, n in zip(chosen, shares, strict=True)]
    return [Post(site.kreis_id, "3", of, "kreis", "", n) for site, pair in pairs for of, n in pair.items()]


def _town(site: Site, number: int) -> str:
    return f"{site.kreis_id[:5]}{4 * number:03d}"


# Paths that pass exactly through January 2024


def _amounts(rng: np.random.Generator, groups: list[Post], habits: list[Habits]) -> tuple[np.ndarray, ...]:
    assigned = _assigned(rng, groups)
    called_at_anchor = _called_off_at_anchor(rng, groups, habits)
    called_off = np.minimum(assigned, _called_off(rng, called_at_anchor))
    filled_at_anchor = _filled_at_anchor(groups, habits, called_at_anchor)
    filled = np.minimum(called_off, _filled(rng, filled_at_anchor, habits))
    return 50 * assigned, 50 * called_off, 50 * filled + _odd_hundredths(groups, called_off - filled)


def _assigned(rng: np.random.Generator, groups: list[Post]) -> np.ndarray:
    """Constant since 2023; fewer posts of Bausteine 2 and 3 in 2022, a few more from 2025 on."""
    at_anchor = np.array([post.half_posts for post in groups])
    later = np.array([post.baustein != "1" for post in groups])
    in_2022 = np.where(later, rng.choice([0.5, 0.75, 1.0], len(groups)), 1.0)
    more = np.where(later & (at_anchor > 6) & (rng.random(len(groups)) < 0.15), 2, 0)
    paths = np.repeat(at_anchor[:, None], len(STICHTAGE), axis=1)
    paths[:, :4] = np.ceil(at_anchor * in_2022)[:, None]
    paths[:, ANCHOR + 4 :] += more[:, None]
    return paths


def _called_off_at_anchor(rng: np.random.Generator, groups: list[Post], habits: list[Habits]) -> np.ndarray:
    assigned = np.array([post.half_posts for post in groups])
    share = np.array([habit.not_called_off for habit in habits])
    return assigned - np.floor(assigned * share + 0.5 * rng.random(len(groups))).astype("int64")


def _called_off(rng: np.random.Generator, at_anchor: np.ndarray) -> np.ndarray:
    """Ever more is called off: quickly until January 2024, then slowly."""
    steps = np.array(CALLED_OFF_OF_ANCHOR)
    uneven = np.where(steps == 1, 0, rng.random((len(at_anchor), 1)))
    return np.floor(at_anchor[:, None] * steps + uneven).astype("int64")


def _filled_at_anchor(groups: list[Post], habits: list[Habits], called_off: np.ndarray) -> np.ndarray:
    """Half posts filled in January 2024: with the Rhein-Sieg-Kreis exactly what was published."""
    late = np.array([post.kreis_id == FIRST_IN_ROUND_TWO for post in groups])
    wanted = called_off * np.array([habit.hiring for habit in habits])
    filled = np.where(late, np.floor(wanted), 0).astype("int64")
    for baustein, total in FILLED_AT_ANCHOR.items():
        here = np.array([post.baustein == baustein for post in groups]) & ~late
        filled[here] = apportion(int(2 * total) - _of_rsk(baustein, "filled"), wanted[here], called_off[here])
    return filled


def _filled(rng: np.random.Generator, at_anchor: np.ndarray, habits: list[Habits]) -> np.ndarray:
    drift = np.array([habit.drift for habit in habits])[:, None]
    after = 1 + drift * np.linspace(0, 1, len(STICHTAGE) - ANCHOR)
    trend = np.hstack([np.tile(FILLED_OF_ANCHOR, (len(habits), 1)), after])
    wobble = np.cumsum(rng.normal(0, 0.35, trend.shape), axis=1) * np.minimum(1, at_anchor / 8)[:, None]
    paths = at_anchor[:, None] * trend + wobble - wobble[:, [ANCHOR]] + 0.9 * rng.random((len(habits), 1))
    return np.maximum(0, np.floor(paths)).astype("int64")


def _odd_hundredths(groups: list[Post], vacant_half_posts: np.ndarray) -> np.ndarray:
    """Two people whose hours are no half post: what the total of Baustein 1 has beyond half posts."""
    extra = np.zeros_like(vacant_half_posts)
    roomy = [n for n, post in enumerate(groups) if post.baustein == "1" and vacant_half_posts[n, ANCHOR] > 0]
    for row, hundredths in zip(roomy, NOT_IN_HALF_POSTS, strict=False):
        extra[row] = np.where(vacant_half_posts[row] > 0, hundredths, 0)
    return extra
