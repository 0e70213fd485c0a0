"""Published data (tests/published/README.md) as people and as counts by day, and what others make of them."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight

from kim.estimates import aalen_johansen, kaplan_meier
from tests.made_counts import GEHAN, days_of

FOLDER = Path(__file__).parent / "published"
SEEN_FROM_THE_START = -1
WAYS = ("death", "ltx", "withdraw")
AGE_68 = 816  # months; before that single deaths among two decide the curves of Channing House


@cache
def cases(name: str) -> pd.DataFrame:
    """entry, exit and way out (0 = still there) of every person."""
    if name == "gehan":
        weeks = np.array(GEHAN)
        return pd.DataFrame({"entry": SEEN_FROM_THE_START, "exit": np.abs(weeks), "way": (weeks > 0) * 1})
    if name == "lung":
        rows = pd.read_csv(FOLDER / "lung.csv")
        return pd.DataFrame({"entry": SEEN_FROM_THE_START, "exit": rows["time"], "way": rows["status"] - 1})
    return transplant() if name == "transplant" else channing_house(name)


def transplant() -> pd.DataFrame:
    rows = pd.read_csv(FOLDER / "transplant.csv").query("futime > 0").reset_index(drop=True)
    way = rows["event"].map({"censored": 0} | {way: number for number, way in enumerate(WAYS, start=1)})
    return pd.DataFrame({"entry": SEEN_FROM_THE_START, "exit": rows["futime"], "way": way})


def entered_later() -> pd.DataFrame:
    """The waiting list, the i-th person under observation from day 10 (i mod 7) on."""
    rows = pd.read_csv(FOLDER / "transplant.csv")
    way = rows["event"].map({"censored": 0} | {way: number for number, way in enumerate(WAYS, start=1)})
    found = pd.DataFrame({"entry": (rows.index + 1) % 7 * 10, "exit": rows["futime"], "way": way})
    return found.query("exit > entry").reset_index(drop=True)


def channing_house(sex: str) -> pd.DataFrame:
    """Those of one sex who lived there after they were 68."""
    rows = pd.read_csv(FOLDER / "channing.csv").query("sex == @sex and exit > entry and exit > @AGE_68")
    entry = rows["entry"].clip(lower=AGE_68)
    return pd.DataFrame({"entry": entry, "exit": rows["exit"], "way": rows["cens"]}).reset_index(drop=True)


def counts(people: pd.DataFrame) -> pd.DataFrame:
    """As a cube has them: by day, how many come under observation, leave it, and leave by each way."""
    by_day = {"zugang": people.groupby("entry").size(), "abgang": people.groupby("exit").size()}
    for number, way in enumerate(WAYS, start=1):
        by_day[way] = people[people["way"] == number].groupby("exit").size()
    return pd.DataFrame(by_day).fillna(0).astype(int).rename_axis("tag").reset_index()


def pooled(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(parts).groupby("tag", as_index=False).sum()


def survival(counted: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(kaplan_meier(*days_of(counted), counted[list(WAYS)].sum(axis=1).to_numpy()))


def incidence(counted: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(aalen_johansen(*days_of(counted), {way: counted[way].to_numpy() for way in WAYS}))


def with_statsmodels(people: pd.DataFrame) -> SurvfuncRight:
    late = people["entry"].max() > SEEN_FROM_THE_START
    return SurvfuncRight(people["exit"], people["way"] > 0, entry=people["entry"] if late else None)


def with_lifelines(people: pd.DataFrame) -> KaplanMeierFitter:
    late = people["entry"].max() > SEEN_FROM_THE_START
    entry = people["entry"] if late else None
    return KaplanMeierFitter().fit(people["exit"], people["way"] > 0, entry=entry)


def close(found: object, expected: object) -> bool:
    return np.allclose(found, expected, rtol=0, atol=1e-9, equal_nan=True)
