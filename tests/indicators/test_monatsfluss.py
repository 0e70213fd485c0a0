"""The cube behind the stock-and-flow models: months without gaps, and a stock that adds up."""

from datetime import date, timedelta
from functools import partial

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import drawn
from tests.cubes import cube

check = partial(settings, deadline=None, derandomize=True, max_examples=40)
TERMIN = date(2024, 12, 31)
KEYS = ["behoerde_id", "anliegen", "vorgezogen", "berichtstermin"]
ANTRAEGE = """
| behoerde_id | vorgang_id | eingang_am | entscheidung_am | entscheidung    | erfasst_ab | vorgezogen |
|-------------|------------|------------|-----------------|-----------------|------------|------------|
| EBH-05382   | a          | 2024-12-31 |                 |                 |            | false      |
| EBH-05382   | b          | 2024-11-30 | 2024-12-31      | positiv         |            | false      |
| EBH-05382   | c          | 2024-12-01 | 2024-12-01      | zurueckgenommen |            | false      |
| EBH-05382   | d          | 2019-05-01 | 2024-12-02      | bereinigt       |            | false      |
| EBH-05382   | e          | 2024-08-01 |                 |                 | 2024-12-15 | false      |
| EBH-05382   | f          | 2024-11-02 | 2024-12-30      | abgegeben       | 2024-12-20 | false      |
| EBH-05382   | g          | 2024-12-24 |                 |                 |            | true       |
"""
COUNTS = ["eingaenge", "entschieden", "zurueckgezogen", "bestand"]


def flows(table: str, day: date = TERMIN, termin: date = TERMIN) -> pd.DataFrame:
    rows = cube("monatsfluss", drawn(table).assign(anliegen="stag_10"), day)
    return rows[rows["berichtstermin"].dt.date == termin]


def test_a_month_holds_what_was_filed_and_what_ended_and_is_open_at_its_end():
    """December: a and c were filed, e was taken over; b was decided, c and f withdrew, d was cleaned."""
    rows = flows(ANTRAEGE)
    rows = rows[rows["vorgezogen"] == "nein"].set_index("monat")
    assert rows.loc[0, ["gruppen", "tage", *COUNTS]].tolist() == [1, 31, 2, 1, 2, 2]
    assert rows.loc[1, ["gruppen", "tage", *COUNTS]].tolist() == [1, 30, 2, 0, 0, 3]
    assert rows.loc[35, ["gruppen", "tage", *COUNTS]].tolist() == [1, 31, 0, 0, 0, 1]


def test_lanes_stand_apart_and_months_without_anything_are_in():
    rows = flows(ANTRAEGE)
    assert rows.groupby("vorgezogen")["monat"].apply(list).to_dict() == {
        "ja": list(range(36)),
        "nein": list(range(36)),
    }
    fast = rows[rows["vorgezogen"] == "ja"].set_index("monat")
    assert fast.loc[[0, 1], "bestand"].tolist() == [1, 0]


def test_an_almost_empty_column_is_no_fast_lane():
    """At most one in ten of those open or ended within the year may lack the statement."""
    said = [("EBH-05382", str(n), "stag_10", "2024-06-01", "true" if n == 0 else "false") for n in range(9)]
    columns = ["behoerde_id", "vorgang_id", "anliegen", "eingang_am", "vorgezogen"]
    silent = [("EBH-05382", f"s{n}", "stag_8", "2024-06-01", None) for n in range(2)]
    assert lanes(pd.DataFrame([*said, *silent[:1]], columns=columns)) == {
        "ja": 1,
        "nein": 8,
        "ohne_angabe": 1,
    }
    assert lanes(pd.DataFrame([*said, *silent], columns=columns)) == {"ohne_angabe": 11}


def lanes(antraege: pd.DataFrame) -> dict[str, int]:
    rows = cube("monatsfluss", antraege, TERMIN)
    last = rows[(rows["berichtstermin"].dt.date == TERMIN) & (rows["monat"] == 0)]
    assert set(last["gruppen"]) == {1}
    return last.groupby("vorgezogen")["bestand"].sum().to_dict()


def test_months_reach_back_to_the_register_start_and_a_termin_needs_twelve():
    """The register begins on 15 April 2023: its first whole month is May."""
    table = """
        | behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
        |-------------|------------|----------|------------|-----------------|--------------|------------|
        | EBH-05382   | a          | stag_10  | 2021-05-01 |                 |              | 2023-04-15 |
        | EBH-05382   | b          | stag_10  | 2023-05-02 |                 |              |            |
    """
    rows = cube("monatsfluss", drawn(table), TERMIN)
    reach = rows.groupby(rows["berichtstermin"].dt.date)["monat"].max().to_dict()
    assert reach == {date(2024, 6, 30): 13, date(2024, 9, 30): 16, date(2024, 12, 31): 19}
    assert rows.loc[rows["monat"] == 13, ["eingaenge", "bestand"]].iloc[0].tolist() == [1, 2]


def test_only_the_last_eight_termine_and_none_after_the_extract():
    rows = cube("monatsfluss", drawn(ANTRAEGE).assign(anliegen="stag_10"), date(2025, 2, 15))
    termine = sorted(rows["berichtstermin"].dt.date.unique())
    assert (len(termine), termine[0], termine[-1]) == (8, date(2023, 3, 31), TERMIN)


days = st.integers(0, 1400).map(lambda n: date(2021, 1, 15) + timedelta(n))
ends = st.sampled_from(("positiv", "abgelehnt", "sonstig", "zurueckgenommen", "abgegeben", "bereinigt"))
procedures = st.lists(
    st.tuples(
        st.sampled_from(("stag_8", "stag_10")), days, st.one_of(st.none(), st.integers(0, 900)), ends,
        st.sampled_from(("true", "false", None)), st.integers(-60, 60),
    ),
    min_size=1, max_size=60,
)  # fmt: skip


@given(procedures)
@check()
def test_any_procedures_are_counted_as_by_hand(drawn_ones):
    antraege = made(drawn_ones)
    rows = cube("monatsfluss", antraege, TERMIN)
    rows = rows[rows["monat"].isin((0, 1, 11, 35))]
    for (termin, ago), part in rows.groupby(["berichtstermin", "monat"]):
        month = pd.Timestamp(termin).to_period("M") - ago
        assert part[COUNTS].sum().tolist() == by_hand(antraege, month), month


def made(rows: list[tuple]) -> pd.DataFrame:
    """Procedures that end, if they do, on or after the day the register first saw them."""
    columns = ["anliegen", "eingang_am", "dauer", "entscheidung", "vorgezogen", "spaeter"]
    frame = pd.DataFrame(rows, columns=columns).assign(behoerde_id="EBH-05382")
    seen = [filed + timedelta(max(0, late)) for _, filed, _, _, _, late in rows]
    ended = [None if row[2] is None else day + timedelta(row[2]) for day, row in zip(seen, rows, strict=True)]
    ways = [row[3] if end else None for end, row in zip(ended, rows, strict=True)]
    numbers = [str(n) for n in range(len(rows))]
    return frame.assign(vorgang_id=numbers, erfasst_ab=seen, entscheidung_am=ended, entscheidung=ways)


def by_hand(rows: pd.DataFrame, month: pd.Period) -> list[int]:
    """Filed in the month, decided, withdrawn, open at its end."""
    last, counted = month.end_time.date(), dict.fromkeys(COUNTS, 0)
    for row in rows.itertuples():
        filed, seen, end = row.eingang_am, row.erfasst_ab, row.entscheidung_am
        here = (filed.year, (filed.month - 1) // 3) == (seen.year, (seen.month - 1) // 3)
        in_month = (filed.year, filed.month) == (last.year, last.month)
        ended = end is not None and (end.year, end.month) == (last.year, last.month)
        counted["eingaenge"] += here and in_month
        counted["bestand"] += (filed if here else seen) <= last and (end is None or end > last)
        counted["entschieden"] += ended and row.entscheidung in ("positiv", "abgelehnt", "sonstig")
        counted["zurueckgezogen"] += ended and row.entscheidung in ("zurueckgenommen", "abgegeben")
    return list(counted.values())


WAYS = ("positiv", "abgelehnt", "sonstig", "zurueckgenommen", "abgegeben")


def steady(ways: tuple[str, ...], late: int = 0) -> pd.DataFrame:
    """Two hundred procedures, one filed every five days from 2022 on."""
    first = date(2022, 1, 1)
    return made([
        ("stag_10", first + timedelta(5 * n), n * 37 % 400, ways[n % len(ways)], "false", late)
        for n in range(200)
    ])  # fmt: skip


def test_the_stock_is_that_of_the_month_before_plus_what_came_less_what_went():
    assert unexplained(steady(WAYS)).eq(0).all()


def test_what_was_cleaned_or_taken_over_is_the_rest():
    cleaned = steady((*WAYS, "bereinigt"))
    assert unexplained(cleaned).sum() == -(in_the_year(cleaned, "entscheidung_am", "bereinigt"))
    taken_over = steady(WAYS, late=100)
    assert unexplained(taken_over).sum() == in_the_year(taken_over, "erfasst_ab", *WAYS)


def unexplained(antraege: pd.DataFrame) -> pd.Series:
    """Of the twelve months of 2024: the stock less that of the month before, what came and what went."""
    rows = cube("monatsfluss", antraege, TERMIN)
    months = rows[rows["berichtstermin"].dt.date == TERMIN].set_index("monat").sort_index()
    went = months["entschieden"] + months["zurueckgezogen"]
    assert months["eingaenge"].sum() + went.sum() > 0
    return (months["bestand"] - months["bestand"].shift(-1) - months["eingaenge"] + went)[:12]


def in_the_year(antraege: pd.DataFrame, day: str, *ways: str) -> int:
    """How many with a day in 2024 end, or are to end, by these ways."""
    there = [d is not None and d.year == 2024 for d in antraege[day]]
    return int((pd.Series(there) & antraege["entscheidung"].isin(ways)).sum())


def test_stock_and_year_are_those_of_the_other_indicators():
    """bestand at the Termin, and what ended in the twelve months before it (rechnerische_reichweite)."""
    antraege = steady((*WAYS, "bereinigt"), late=40)
    rows = cube("monatsfluss", antraege, TERMIN)
    ended = rows["entschieden"] + rows["zurueckgezogen"]
    stock = rows[rows["monat"] == 0].groupby("berichtstermin")["bestand"].sum()
    year = ended[rows["monat"] < 12].groupby(rows["berichtstermin"]).sum()
    theirs = {
        q: cube(q, antraege, TERMIN).set_index("berichtstermin")
        for q in ("bestand", "rechnerische_reichweite")
    }
    assert stock.to_dict() == theirs["bestand"]["anzahl"].loc[stock.index].to_dict()
    assert year.to_dict() == theirs["rechnerische_reichweite"]["denominator"].loc[year.index].to_dict()
