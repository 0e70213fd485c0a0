"""Reihenfolgetreue: pairs by hand, by brute force and by Kendall's tau."""

from datetime import date, timedelta
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from kim.catalogue import load_indicator
from tests.conftest import drawn
from tests.cubes import cube

check = partial(settings, deadline=None, derandomize=True, max_examples=40)
TERMIN = date(2024, 12, 31)
EBH = {"art": "EBH", "berichtstermin": "2024-12-31"}
ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung    | vorgezogen |
|-------------|------------|----------|------------|-----------------|-----------------|------------|
| EBH-05382   | a          | stag_10  | 2023-01-31 | 2024-03-01      | positiv         | false      |
| EBH-05382   | b          | stag_10  | 2023-02-01 | 2024-05-31      | abgelehnt       | false      |
| EBH-05382   | c          | stag_10  | 2023-02-28 | 2024-04-15      | sonstig         |            |
| EBH-05382   | d          | stag_10  | 2023-04-01 | 2024-04-30      | positiv         | false      |
| EBH-05382   | e          | stag_8   | 2023-05-01 | 2024-02-01      | positiv         | false      |
| EBH-05382   | f          | stag_10  | 2022-01-01 | 2023-12-31      | positiv         | false      |
| EBH-05382   | g          | stag_10  | 2024-11-01 | 2024-12-01      | positiv         | true       |
| EBH-05382   | h          | stag_10  | 2024-11-01 | 2024-12-01      | zurueckgenommen | false      |
| EBH-05382   | i          | stag_10  | 2024-11-01 | 2024-12-01      | abgegeben       | false      |
| EBH-05382   | j          | stag_10  | 2024-11-01 | 2024-12-01      | bereinigt       | false      |
| EBH-05370   | k          | stag_10  | 2023-06-01 | 2024-01-01      | positiv         | false      |
"""


def test_pairs_of_other_months_decided_in_the_order_of_receipt(result):
    """Of a to d: b and c came in the same month, c and d were decided in one; d before b is the wrong way."""
    [row] = result("reihenfolgetreue", antraege=ANTRAEGE, **EBH)
    assert (row.numerator, row.denominator, row.status) == (3, 4, "too_few")


def test_authorities_and_anliegen_are_never_paired_with_each_other(result):
    rows = result("reihenfolgetreue", by=["behoerde_id"], antraege=ANTRAEGE, **EBH)
    assert {row.behoerde_id: row.status for row in rows} == {
        "EBH-05382": "too_few",
        "EBH-05370": "not_estimable",
    }


def test_four_quarters_must_have_been_seen():
    """The register begins on 15 April 2023: its first whole quarter is the third."""
    rows = cube("reihenfolgetreue", drawn(ANTRAEGE).assign(erfasst_ab="2023-04-15"), TERMIN)
    assert [day.date() for day in rows["berichtstermin"]] == [date(2024, 6, 30), date(2024, 9, 30), TERMIN]


def decided(intake: list[int], months: list[int], anliegen: str = "stag_10") -> pd.DataFrame:
    """Procedures filed so many months after January 2020 and decided so many after January 2024."""
    frame = pd.DataFrame({
        "eingang_am": [month_after(2020, n) for n in intake],
        "entscheidung_am": [month_after(2024, n) for n in months],
        "vorgang_id": [f"{anliegen}-{n}" for n in range(len(intake))],
    })  # fmt: skip
    return frame.assign(behoerde_id="EBH-05382", anliegen=anliegen, entscheidung="positiv")


def month_after(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1 + months * 7 % 28)


def pairs(antraege: pd.DataFrame) -> dict[str, tuple[int, int]]:
    rows = cube("reihenfolgetreue", antraege, TERMIN)
    rows = rows[rows["berichtstermin"].dt.date == TERMIN]
    return {row.anliegen: (row.numerator, row.denominator) for row in rows.itertuples()}


@given(st.permutations(range(12)))
@check()
def test_without_ties_it_is_kendalls_tau(order):
    [(numerator, denominator)] = pairs(decided(list(order), list(range(12)))).values()
    assert denominator == 66
    tau = kendalltau(order, range(12)).statistic
    assert 2 * numerator / denominator - 1 == pytest.approx(tau, abs=1e-9)


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 11), st.sampled_from(("stag_8", "stag_10"))), max_size=60
    )
)
@check()
def test_with_ties_it_is_what_counting_pairs_one_by_one_gives(rows):
    parts = [decided([i for i, _, a in rows if a == name], [m for _, m, a in rows if a == name], name)
             for name in ("stag_8", "stag_10")]  # fmt: skip
    expected = {part["anliegen"].iloc[0]: by_brute_force(part) for part in parts if len(part)}
    found = pairs(pd.concat(parts))
    assert found == {name: counted for name, counted in expected.items() if counted[1]}


def by_brute_force(part: pd.DataFrame) -> tuple[int, int]:
    months = [
        ((row.eingang_am.year, row.eingang_am.month), (row.entscheidung_am.year, row.entscheidung_am.month))
        for row in part.itertuples()
    ]
    differ = [(a, b) for a, b in combinations(months, 2) if a[0] != b[0] and a[1] != b[1]]
    return sum((a[0] < b[0]) == (a[1] < b[1]) for a, b in differ), len(differ)


def test_strictly_in_order_against_it_and_in_none(result):
    """Sixty procedures, five a month: 100 %, 0 %, and by lot about a half."""
    lots = np.random.default_rng(5382).permutation(60).tolist()
    for order, low, high in ((range(60), 100, 100), (range(59, -1, -1), 0, 0), (lots, 40, 60)):
        antraege = decided(list(order), [n // 5 for n in range(60)])
        [row] = result("reihenfolgetreue", antraege=table(antraege), **EBH)
        assert row.status == "shown"
        assert low <= row.value <= high


def test_shown_from_as_many_pairs_as_only_thirty_decisions_can_have(result):
    """29 decisions have at most 29 · 28 ÷ 2 = 406 pairs."""
    needed = load_indicator("reihenfolgetreue").minimum_n
    assert 29 * 28 / 2 < needed <= 30 * 29 / 2
    for many, status in ((28, "too_few"), (60, "shown")):
        antraege = decided(list(range(many)), [n % 12 for n in range(many)])
        [row] = result("reihenfolgetreue", antraege=table(antraege), **EBH)
        assert row.status == status


def test_parts_are_the_whole(result):
    antraege = pd.concat([
        decided(list(range(60)), [n // 5 for n in range(60)], "stag_8"),
        decided(list(range(59, -1, -1)), [n // 5 for n in range(60)], "stag_10"),
    ])  # fmt: skip
    parts = result("reihenfolgetreue", by=["anliegen"], antraege=table(antraege), **EBH)
    [whole] = result("reihenfolgetreue", antraege=table(antraege), **EBH)
    assert {row.value for row in parts} == {0, 100}
    assert whole.denominator == sum(row.denominator for row in parts)
    assert whole.value == 50


def table(antraege: pd.DataFrame) -> str:
    """A frame drawn as text."""
    rows = [f"| {' | '.join(map(str, row))} |" for row in antraege.itertuples(index=False)]
    return "\n".join([f"| {' | '.join(antraege.columns)} |", *rows])


def test_many_procedures_of_one_month_make_no_pairs():
    day = date(2023, 5, 1)
    antraege = decided([0] * 50, [0] * 50).assign(eingang_am=[day + timedelta(n % 31) for n in range(50)])
    assert pairs(antraege) == {}
