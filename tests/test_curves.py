"""Whole curves: the share still open and the ways out by age, as far as they can be told and no further."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kim.catalogue import load_indicator
from kim.estimates import survival_at
from tests.made_counts import WAYS, counts_of, estimated, incidence, made_up, survival

CURVE, BY_WAY = load_indicator("noch_offen_tempo"), load_indicator("wege_tempo")


def rows(entry, counts: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame(estimated(entry, counts, by))


def all_at_once(n: int, ended: int, day: int = 100, last: int = 400) -> pd.DataFrame:
    """n procedures seen from their filing on: some end on one day, the others stay open until the last."""
    times = np.array([day] * ended + [last] * (n - ended))
    return counts_of(np.full(n, -1), times, np.array([1] * ended + [0] * (n - ended)))


@pytest.mark.parametrize("seed", range(3))
def test_a_point_of_the_curve_is_the_share_on_that_day(seed):
    counts = counts_of(*made_up(seed, latest_entry=20))
    estimated = survival(counts)
    found = rows(CURVE, counts)
    assert len(found) > 30
    weeks = {7.0 * week for week in range(int(found["tag"].max()) // 7 + 1)}
    assert list(found["tag"]) == sorted(
        weeks | {day for day in (91, 182, 365, 547, 730, 1096) if day <= found["tag"].max()}
    )
    for point in found.itertuples():
        value, lower, upper = survival_at(estimated, point.tag)
        assert (point.value, point.lower, point.upper) == pytest.approx(
            (100 * value, 100 * lower, 100 * upper), nan_ok=True
        )


def test_the_curve_ends_where_fewer_than_ten_are_followed():
    entry, times = np.full(60, -1), np.array([50] * 20 + [100] * 31 + [300] * 9)
    found = rows(CURVE, counts_of(entry, times, np.array([1] * 20 + [0] * 40)))
    assert (found["tag"].max(), found["beobachtet"].min()) == (98, 40)
    assert set(found["status"]) == {"shown"}


def test_the_curve_ends_where_a_few_decided_for_all():
    """Entries come late here: before day 90 only three are at risk, and one of them ends on day 40."""
    entry = np.array([-1] * 3 + [90] * 60)
    times = np.array([40, 300, 300] + [200] * 30 + [300] * 30)
    found = rows(CURVE, counts_of(entry, times, np.array([1, 0, 0] + [1] * 30 + [0] * 30)))
    assert (found["tag"].max(), found["value"].min()) == (35, 100)


@pytest.mark.parametrize("entry", [CURVE, BY_WAY], ids=["curve", "ways"])
def test_too_few_have_one_row_that_says_so(entry):
    [row] = estimated(entry, all_at_once(29, 20))
    assert (row["status"], row["n"], np.isnan(row["value"])) == ("too_few", 29, True)
    [row] = estimated(entry, all_at_once(40, 9))
    assert (row["status"], row["ereignisse"]) == ("too_few", 9)


def test_each_group_has_its_own_curve():
    counts = pd.concat([all_at_once(40, 20).assign(art="ABH"), all_at_once(20, 15).assign(art="EBH")])
    found = rows(CURVE, counts, ("art",))
    assert found.groupby("art")["status"].unique().map(list).to_dict() == {
        "ABH": ["shown"],
        "EBH": ["too_few"],
    }
    assert found.loc[(found["art"] == "ABH") & (found["tag"] == 105), "value"].item() == pytest.approx(50)


@pytest.mark.parametrize("seed", range(3))
def test_open_and_the_ways_out_add_up_to_a_hundred_at_every_age(seed):
    counts = counts_of(*made_up(seed, latest_entry=20))
    found = rows(BY_WAY, counts)
    assert list(found["ausgang"].unique()) == ["offen", *WAYS]
    assert found.groupby("tag")["value"].sum().to_numpy() == pytest.approx(100)
    curve = incidence(counts)
    year = found[found["tag"] == 365].set_index("ausgang")["value"] / 100
    assert year["positiv"] == pytest.approx(curve[curve["tag"] <= 365]["positiv"].iloc[-1], abs=1e-12)
    assert year["offen"] == pytest.approx(curve[curve["tag"] <= 365]["s"].iloc[-1], abs=1e-12)


def test_ways_out_are_told_at_whole_months():
    found = rows(BY_WAY, all_at_once(40, 20, last=200))
    assert list(found["tag"].unique()) == [0, 30, 61, 91, 122, 152, 183]
    assert found[found["tag"] == 183].set_index("ausgang")["value"].to_dict() == {
        "offen": 50, "positiv": 50, "abgelehnt": 0, "zurueckgenommen": 0, "abgegeben": 0, "sonstig": 0,
    }  # fmt: skip


def test_a_full_count_has_no_limits():
    whole = replace(load_indicator("median_bis_erledigung_tempo"), interval="none")
    [row] = estimated(whole, all_at_once(40, 30))
    assert (row["value"], np.isnan(row["lower"]), np.isnan(row["upper"])) == (100, True, True)
