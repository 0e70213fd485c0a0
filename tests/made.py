"""Small Results made by hand, for tests of what comes after the Stand."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from kim.catalogue import Indicator
from kim.stand import Framed, Result, Selection

QUOTE = Indicator(
    id="besetzungsquote",
    query="besetzungsquote",
    code="S1",
    title="Besetzungsquote",
    theme="stellen",
    definition="Anteil der besetzten an den zugewiesenen Stellen.",
    formula="besetzt ÷ zugewiesen",
    kind="share",
    unit="%",
    dimensions=("kreis_id", "berichtstermin", "baustein"),
    population="ki_standorte",
    datasets=("stellen",),
    limits="VZÄ, nicht Köpfe.",
    source="Meldungen der Kreise",
)
STAND = SimpleNamespace(
    id="2024-03-31-m00000001-0a1b2c3d", day=date(2024, 3, 31), name="Sozialausschuss 16.04.2024"
)


def entry(**changes: object) -> Indicator:
    return Indicator(**{**vars(QUOTE), **changes})


COUNT = entry(
    id="offene_antraege",
    title="Offene Anträge",
    theme="behoerden",
    kind="count",
    unit="Anträge",
    decimals=0,
    dimensions=("behoerde_id", "kreis_id", "art", "altersband", "berichtstermin"),
    population="behoerden",
)
POSTS = entry(
    id="stellentrichter",
    title="Stellentrichter",
    kind="count",
    unit="VZÄ",
    decimals=2,
    dimensions=("kreis_id", "berichtstermin", "baustein", "stufe"),
)


def result(
    indicator: Indicator,
    rows: list[dict],
    by: tuple[str, ...] = (),
    coverage: tuple[int, int] = (52, 54),
    missing: tuple[str, ...] = (),
    **where: object,
) -> Result:
    """A Result; rows may leave out what follows: status shown, no interval, and for shares the value."""
    return Result(
        indicator=indicator,
        selection=Selection(by=by, where=where),
        stand=STAND,
        answer=Framed(_frame(indicator, rows, by)),
        coverage=coverage,
        missing=missing,
        stichtage=(date(2024, 1, 29), date(2024, 1, 31)),
        notes=(),
        example=True,
    )


def _frame(indicator: Indicator, rows: list[dict], by: tuple[str, ...]) -> pd.DataFrame:
    columns = [*by, *indicator.counts, "value", "lower", "upper", "n", "status"]
    return pd.DataFrame([_row(indicator, row) for row in rows], columns=None if rows else columns)


def _row(indicator: Indicator, row: dict) -> dict:
    row = (
        dict.fromkeys(indicator.counts)
        | {"lower": float("nan"), "upper": float("nan"), "status": "shown"}
        | row
    )
    if indicator.kind == "count":
        row = {"value": row["anzahl"], "n": row["anzahl"]} | row
    elif row["status"] == "shown" and indicator.kind != "duration":
        row = {"value": 100 * row["numerator"] / row["denominator"], "n": row["denominator"]} | row
    shown = row["status"] == "shown"
    return row | {"value": row.get("value") if shown else float("nan"), "n": row.get("n")}
