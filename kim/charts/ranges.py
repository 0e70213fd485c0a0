"""Published ranges from–to, each with its source; never points, never averaged."""

import pandas as pd

from kim import sentences
from kim.charts import around
from kim.charts.description import Chart, Series
from kim.sentences import codes, naming, places
from kim.sentences.published import said
from kim.stand import Result

DAYS_A_MONTH = 365.25 / 12
MONTHS = {"Monate": 1.0, "Jahre": 12.0, "Wochen": 7 / DAYS_A_MONTH, "Tage": 1 / DAYS_A_MONTH}
LIMITS = (" (untere Grenze)", " (obere Grenze)")
COLUMNS = {
    "gebiet": "Gebiet",
    "stelle": "Stelle",
    "kennzahl": "Angabe",
    "stand": "Stand",
    "herkunft": "Herkunft",
    "wortlaut": "Wortlaut",
    "quelle": "Quelle",
    "url": "Adresse",
    "anmerkung": "Anmerkung",
}


def range_bars(result: Result, unit: str = "Monate", **chosen: str) -> Chart | None:
    """Published figures of a list result in one unit, one bar from–to for each; None where there are none.

    For "Monate" all durations are drawn on one axis; the words keep the published unit. `chosen` narrows
    the rows by column, e.g. stelle="EBH".
    """
    rows = _rows(result.frame, unit, chosen)
    if rows.empty:
        return None
    factors = rows["einheit"].map(MONTHS if unit == "Monate" else {unit: 1.0})
    low = rows["wert"].astype("float") * factors
    high = rows["wert_bis"].astype("float").fillna(rows["wert"].astype("float")) * factors
    return Chart(
        id="_".join([result.indicator.id, unit.lower(), *chosen.values()]),
        kind="range",
        title=_title(result, unit, chosen),
        categories=_categories(rows),
        series=(Series("veröffentlicht", tuple(low), "actual", upper=tuple(high)),),
        unit=unit,
        decimals=0,
        ends=tuple(said(row) for _, row in rows.iterrows()),
        sentence=sentences.published(rows),
        source=f"Quelle: siehe Tabelle, zu jeder Angabe einzeln; {around.stand(result)}.",
        table=_table(rows),
        data=rows.assign(status="shown"),
    )


def _rows(frame: pd.DataFrame, unit: str, chosen: dict[str, str]) -> pd.DataFrame:
    units = MONTHS if unit == "Monate" else (unit,)
    rows = frame[frame["einheit"].isin(list(units)) & frame["wert"].notna()]
    for name, value in chosen.items():
        rows = rows[rows[name] == value]
    towns = rows["gebiet"].map(places.sort_key)
    return rows.assign(town=towns).sort_values(["town", "kennzahl", "stand"]).drop(columns="town")


def _title(result: Result, unit: str, chosen: dict[str, str]) -> str:
    what = "Dauern" if unit == "Monate" else unit
    head = ", ".join([f"Veröffentlichte {what}", *chosen.values()])
    return f"{head} – {naming.area(result)}, Angaben verschiedener Tage"


def _categories(rows: pd.DataFrame) -> tuple[str, ...]:
    """Who, what, when, from whom; figures that agree in all of that are told apart by number."""
    names: list[str] = []
    for row in rows.itertuples():
        name = f"{row.gebiet}: {_bare(row.kennzahl)} ({row.stand}, {codes.label('herkunft', row.herkunft)})"
        again = sum(1 for other in names if other.startswith(name))
        names.append(f"{name}, Angabe {again + 1}" if again else name)
    return tuple(names)


def _bare(kennzahl: str) -> str:
    for limit in LIMITS:
        kennzahl = kennzahl.removesuffix(limit)
    return kennzahl


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    known = {name: heading for name, heading in COLUMNS.items() if name in rows.columns}
    table = rows[list(known)].astype("str").where(rows[list(known)].notna(), "").rename(columns=known)
    table.insert(3, "Wert", [said(row) for _, row in rows.iterrows()])
    return table.reset_index(drop=True)
