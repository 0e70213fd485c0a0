"""What the sites hand in about their posts: rows per Stichtag, a few of them mistaken at first."""

from datetime import date
from functools import cache

import numpy as np

from kim.demo.posts import ANCHOR, ASSIGNED_AT_ANCHOR, FILLED_AT_ANCHOR, STICHTAGE, Posts, all_posts
from kim.demo.table import NO_DAY, Table, select
from kim.demo.world import FIRST_IN_ROUND_TWO, ROUNDS, Round, random_for, sites

FIRST_TERMIN_OF_THE_LATE = STICHTAGE.index(date(2024, 10, 31))
ABOVE_CALLED_OFF = ("05170", date(2025, 7, 31))
CORRECTED_LATER = {"05158": date(2024, 10, 31), "05774": date(2025, 1, 31), "05913": date(2024, 10, 31)}
HOPEFUL = {2022: 0.25, 2023: 0.4, 2024: 0.2, 2025: 0.12}
KEYS = ("kreis_id", "baustein", "kategorie", "anstellungstraeger", "einsatzort_ags")
NOT_HANDED_IN = ("termin",)


def told_in(seed: int, round_: Round, kreis_id: str) -> Table:
    """The rows one site hands in: every Stichtag since the last round, in the end also those it corrects."""
    rows = select(all_rows(seed), all_rows(seed)["kreis_id"] == kreis_id)
    days = np.array(STICHTAGE)[rows["termin"]]
    previous = max((r.day for r in ROUNDS if r.number < round_.number), default=date.min)
    again = CORRECTED_LATER.get(kreis_id, date.max) if round_ == ROUNDS[-1] else date.max
    told = select(rows, (days > min(previous, again)) & (days <= round_.day) | (days == again))
    told = told if round_ == ROUNDS[-1] else _mistaken(told, kreis_id)
    return {name: values for name, values in told.items() if name not in NOT_HANDED_IN}


def _mistaken(rows: Table, kreis_id: str) -> Table:
    """At first one filled post of Baustein 2 is missing where the site corrects itself later."""
    wrong = STICHTAGE.index(CORRECTED_LATER[kreis_id]) if kreis_id in CORRECTED_LATER else -1
    here = (rows["termin"] == wrong) & (rows["baustein"] == "2")
    if here.any():
        largest = np.argmax(np.where(here, rows["besetzt_vzae"], -1))
        for name in ("befristet_vzae", "qualifiziert_vzae", "besetzt_vzae"):
            rows[name][largest] = max(rows[name][largest] - 1, 0)
    return rows


@cache
def case_managers(seed: int) -> dict[str, np.ndarray]:
    """VZÄ of Baustein 2 per site: a row of filled and a row of called-off ones, a column per Stichtag."""
    posts = all_posts(seed)
    rows = {site.kreis_id: _rows_of(posts, site.kreis_id, "2") for site in sites()}
    amounts = (posts.filled, posts.called_off)
    return {site: np.stack([amount[n].sum(axis=0) for amount in amounts]) / 100 for site, n in rows.items()}


def _rows_of(posts: Posts, kreis_id: str, baustein: str) -> list[int]:
    """Positions of the groups of posts of one site and Baustein."""
    return [
        n for n, post in enumerate(posts.groups) if (post.kreis_id, post.baustein) == (kreis_id, baustein)
    ]


@cache
def all_rows(seed: int) -> Table:
    """All rows as they are in the end, with the number of their Stichtag (`termin`)."""
    posts = all_posts(seed)
    rng = random_for(seed, "Zeilen")
    table = _keys(posts) | _days(rng, posts) | _amounts(rng, posts) | _turnover(rng, posts)
    foreseen = ~np.isnan(table["prognose_besetzt_vzae"])
    table["prognose_fuer"] = np.where(foreseen, _year_ends(table["termin"]), NO_DAY)
    exists = ((posts.assigned > 0) | (posts.called_off > 0)).ravel()
    too_early = (table["kreis_id"] == FIRST_IN_ROUND_TWO) & (table["termin"] < FIRST_TERMIN_OF_THE_LATE)
    table = select(table, exists & ~too_early)
    _assert_calibrated(table)
    return select(table, np.lexsort((table["termin"], table["kreis_id"].astype("str"))))


def _assert_calibrated(table: Table) -> None:
    for baustein, filled in FILLED_AT_ANCHOR.items():
        here = (table["termin"] == ANCHOR) & (table["baustein"] == baustein)
        assert round(np.nansum(table["zugewiesen_vzae"][here]), 2) == ASSIGNED_AT_ANCHOR[baustein]
        assert round(np.nansum(table["besetzt_vzae"][here]), 2) == filled


def _keys(posts: Posts) -> Table:
    columns = {name: np.array([getattr(post, name) for post in posts.groups], "object") for name in KEYS}
    termin = np.tile(np.arange(len(STICHTAGE)), len(posts.groups))
    return {name: np.repeat(values, len(STICHTAGE)) for name, values in columns.items()} | {"termin": termin}


def _days(rng: np.random.Generator, posts: Posts) -> Table:
    before = np.array([habit.days_before for habit in posts.habits]).astype("timedelta64[D]")
    days = np.array(STICHTAGE, dtype="datetime64[D]")[None, :] - before[:, None]
    since = _vacant_since(rng, days, posts.called_off > posts.filled)
    return {"stichtag": days.ravel(), "vakant_seit": since.ravel()}


def _vacant_since(rng: np.random.Generator, days: np.ndarray, vacant: np.ndarray) -> np.ndarray:
    """The day the present vacancy began: some days before the first Stichtag that shows it."""
    since = days - rng.integers(5, 80, days.shape).astype("timedelta64[D]")
    for now in range(1, days.shape[1]):
        since[:, now] = np.where(vacant[:, now - 1] & vacant[:, now], since[:, now - 1], since[:, now])
    return np.where(vacant, since, NO_DAY)


def _amounts(rng: np.random.Generator, posts: Posts) -> Table:
    amounts = {"zugewiesen_vzae": _assigned_as_told(posts), "abgerufen_vzae": posts.called_off}
    amounts |= {"besetzt_vzae": _with_one_above(posts)} | _shares(rng, posts) | _forecasts(rng, posts)
    return {name: np.round(values / 100, 2).ravel() for name, values in amounts.items()}


def _assigned_as_told(posts: Posts) -> np.ndarray:
    """The assignment per row; that of Baustein 2 on its first row only where a site writes so."""
    told = posts.assigned.astype("float64")
    groups = zip(posts.groups, posts.habits, strict=True)
    for kreis_id in {post.kreis_id for post, habit in groups if habit.assigned_on_one_row}:
        rows = _rows_of(posts, kreis_id, "2")
        told[rows[0]] = posts.assigned[rows].sum(axis=0)
        told[rows[1:]] = np.nan
    return told


def _with_one_above(posts: Posts) -> np.ndarray:
    """One site has filled half a post more than it has called off, and gives a reason."""
    kreis_id, day = ABOVE_CALLED_OFF
    row, termin = _rows_of(posts, kreis_id, "2")[0], STICHTAGE.index(day)
    filled = posts.filled.copy()
    filled[row, termin] = posts.called_off[row, termin] + 50
    return filled


def _shares(rng: np.random.Generator, posts: Posts) -> dict[str, np.ndarray]:
    fixed_term = np.array([habit.fixed_term for habit in posts.habits])[:, None]
    trained = np.linspace(0.25, 0.7, len(STICHTAGE)) + rng.normal(0, 0.12, (len(posts.groups), 1))
    second = np.array([post.baustein == "2" for post in posts.groups])[:, None]
    return {
        "befristet_vzae": _half_posts(posts.filled, fixed_term + rng.normal(0, 0.05, posts.filled.shape)),
        "qualifiziert_vzae": np.where(second, _half_posts(posts.filled, trained), np.nan),
    }


def _half_posts(filled: np.ndarray, share: np.ndarray) -> np.ndarray:
    return 50 * np.floor(filled / 50 * np.clip(share, 0, 1) + 0.3)


def _forecasts(rng: np.random.Generator, posts: Posts) -> dict[str, np.ndarray]:
    """In July and October many sites say what will be filled at the end of the year: in 2023 too much."""
    hopeful = np.array([HOPEFUL[day.year] for day in STICHTAGE]) * rng.uniform(0.7, 1.3, posts.filled.shape)
    room = np.maximum(posts.assigned - posts.filled, 0)
    late_in_the_year = np.array([day.month > 6 for day in STICHTAGE])
    said = np.array([habit.forecasts for habit in posts.habits])[:, None] & late_in_the_year
    expected = 50 * np.round((posts.filled + hopeful * room) / 50)
    return {"prognose_besetzt_vzae": np.where(said, expected, np.nan)}


def _year_ends(termin: np.ndarray) -> np.ndarray:
    ends = np.array([date(day.year, 12, 31) for day in STICHTAGE], dtype="datetime64[D]")
    return ends[termin]


def _turnover(rng: np.random.Generator, posts: Posts) -> Table:
    """Persons who came and left since the previous Stichtag: the net change, and those who were replaced."""
    change = np.diff(posts.filled, axis=1, prepend=posts.filled[:, :1])
    replaced = rng.poisson(np.array([habit.churn for habit in posts.habits])[:, None] * posts.filled / 100)
    came = np.ceil(np.maximum(change, 0) / 100).astype("int64") + replaced
    left = np.ceil(np.maximum(-change, 0) / 100).astype("int64") + replaced
    return {"zugaenge": came.ravel(), "abgaenge": left.ravel()}
