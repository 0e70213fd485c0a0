"""The register start of the reference list, for everything that is counted by authority."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kim import engine
from kim.catalogue import load_query
from kim.datasets import load_reference
from kim.stand.build import open_builder
from kim.stand.plan import Plan
from kim.store import Store
from tests.conftest import hand_in

ANTRAEGE = """
| behoerde_id | vorgang_id | anliegen | eingang_am | entscheidung_am | entscheidung | erfasst_ab |
|-------------|------------|----------|------------|-----------------|--------------|------------|
| EBH-05382   | a          | stag_10  | 2022-02-01 |                 |              |            |
| EBH-05382   | b          | stag_10  | 2022-02-01 | 2022-12-31      | positiv      |            |
| EBH-05382   | c          | stag_10  | 2022-02-01 | 2023-01-01      | positiv      |            |
| EBH-05382   | d          | stag_10  | 2023-01-01 | 2023-02-01      | positiv      |            |
| EBH-05370   | e          | stag_10  | 2022-02-01 | 2022-12-31      | positiv      |            |
"""
BESTAND = """
| behoerde_id | zeitraum_von | zeitraum_bis | zaehleinheit | eingaenge | bestand_ende |
|-------------|--------------|--------------|--------------|-----------|--------------|
| EBH-05382   | 2022-10-01   | 2022-12-31   | antrag       | 7         | 70           |
| EBH-05382   | 2023-01-01   | 2023-03-31   | antrag       | 8         | 80           |
"""
Cube = Callable[[str, str], dict]


@pytest.fixture
def cube(store: Store, tmp_path: Path) -> Cube:
    """Rows of a query for EBH-05382, whose register begins on 1 January 2023: time → last column."""
    hand_in(store, {"antraege": ANTRAEGE, "bestand": BESTAND}, date(2023, 6, 30))
    connection = open_builder(Plan(store, store.manifest(), date(2023, 6, 30)), tmp_path / "spill")
    engine.load_frame(connection, "behoerden", with_register_start())

    def counted(query: str, grundlage: str) -> dict:
        rows = engine.query(connection, load_query(query))
        rows = rows[rows["behoerde_id"] == "EBH-05382"]
        rows = rows[rows["grundlage"] == grundlage] if "grundlage" in rows else rows
        time = next(name for name in rows if name in ("quartal", "berichtstermin", "eingang_quartal"))
        return {str(day.date()): int(n) for day, n in zip(rows[time], rows.iloc[:, -1], strict=True)}

    return counted


def test_filings_and_ends_count_from_the_first_quarter_of_the_register_on(cube):
    assert cube("eingaenge", "einzelvorgang") == {"2023-03-31": 1}
    assert cube("erledigungen", "einzelvorgang") == {"2023-03-31": 2}


def test_the_stock_counts_from_the_register_start_on(cube):
    assert cube("bestand", "einzelvorgang") == {"2023-03-31": 1, "2023-06-30": 1}


def test_cohorts_begin_with_the_register(cube):
    assert set(cube("wartezeit_kohorte", "")) == {"2023-03-31"}


def test_counts_of_earlier_periods_are_left_out_too(cube):
    assert cube("eingaenge", "bestand") == {"2023-03-31": 8}
    assert cube("bestand", "bestand") == {"2023-03-31": 80, "2023-06-30": 80}


def with_register_start() -> pd.DataFrame:
    listed = load_reference("behoerden")
    starts = listed["behoerde_id"].map({"EBH-05382": "2023-01-01"})
    return listed.assign(register_ab=starts.astype("object").where(starts.notna(), None))
