"""Published ranges from–to, each with its source; never points, never averaged."""

import pandas as pd

from kim import formats, sentences
from kim.charts import around
from kim.charts.description import Chart, Series
from kim.charts.twins import Twins
from kim.sentences import codes, naming, places
from kim.sentences.published import said, spoken_time
from kim.sentences.rows import Row, rows
from kim.stand import Result, traces

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
    found = _chosen(rows(result), unit, chosen)
    if not found:
        return None
    ends = [_from_to(row, unit) for row in found]
    return Chart(
        id="_".join([result.indicator.id, unit.lower(), *chosen.values()]),
        kind="range",
        title=_title(result, unit, chosen),
        categories=_categories(found),
        series=(Series("veröffentlicht", tuple(a for a, _ in ends), upper=tuple(b for _, b in ends)),),
        ends=tuple(map(said, found)),
        unit=unit,
        decimals=0,
        sentence=sentences.published(found),
        source=f"Quelle: siehe Tabelle, zu jeder Angabe einzeln; {around.stand(result)}.",
        traces=traces(result),
        twins=Twins(lambda: _table(found), lambda: pd.DataFrame(found).assign(status="shown")),
    )


def _chosen(found: list[Row], unit: str, chosen: dict[str, str]) -> list[Row]:
    units = MONTHS if unit == "Monate" else (unit,)
    fitting = [row for row in found if row["einheit"] in units and not formats.is_missing(row["wert"])]
    narrowed = [row for row in fitting if all(row[name] == value for name, value in chosen.items())]
    return sorted(narrowed, key=lambda row: (places.sort_key(row["gebiet"]), row["kennzahl"], row["stand"]))


def _from_to(row: Row, unit: str) -> tuple[float, float]:
    """Both ends in the unit of the axis; a single figure begins where it ends."""
    factor = MONTHS[row["einheit"]] if unit == "Monate" else 1.0
    low = float(row["wert"]) * factor
    return low, low if formats.is_missing(row["wert_bis"]) else float(row["wert_bis"]) * factor


def _title(result: Result, unit: str, chosen: dict[str, str]) -> str:
    what = "Dauern" if unit == "Monate" else unit
    head = ", ".join([f"Veröffentlichte {what}", *chosen.values()])
    return f"{head} – {naming.area(result)}, Angaben verschiedener Tage"


def _categories(found: list[Row]) -> tuple[str, ...]:
    """Who, what, when, from whom; figures that agree in all of that are told apart by number."""
    names: list[str] = []
    for row in found:
        origin = f"{spoken_time(row['stand'])}, {codes.label('herkunft', row['herkunft'])}"
        name = f"{row['gebiet']}: {_bare(row['kennzahl'])} ({origin})"
        again = sum(1 for other in names if other.startswith(name))
        names.append(f"{name}, Angabe {again + 1}" if again else name)
    return tuple(names)


def _bare(kennzahl: str) -> str:
    for limit in LIMITS:
        kennzahl = kennzahl.removesuffix(limit)
    return kennzahl


def _table(found: list[Row]) -> pd.DataFrame:
    columns = {
        h: [_text(name, row[name]) for row in found] for name, h in COLUMNS.items() if name in found[0]
    }
    table = pd.DataFrame(columns, dtype="str")
    table.insert(3, "Wert", list(map(said, found)))
    return table


def _text(name: str, value: object) -> str:
    if formats.is_missing(value):
        return ""
    write = {"herkunft": lambda code: codes.label("herkunft", code), "stand": spoken_time}
    return write.get(name, str)(value)
