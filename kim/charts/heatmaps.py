"""Heatmaps: units by the values of a dimension, the level written in every cell."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kim.charts import around, twins
from kim.charts.description import Chart, Series
from kim.sentences import codes, levels, naming, places
from kim.sentences.rows import Row, amount, rows, status
from kim.stand import Result, traces

STEPS = (1.0, 2.0, 3.0)  # from which level on a shade begins
HIGHEST = 3
SHORT = 4  # characters of a code that stands over a column itself


def heatmap(
    result: Result, dimension: str, highlight: str | None = None, order: Sequence[str] | None = None
) -> Chart:
    """Levels from 0 to 3 of a result by kreis_id and a dimension: a row for each unit.

    Units stand by name within their Regierungsbezirk, which stands over them, or in the `order` given.
    What a column is stands in the notes where its code stands over it. ValueError for other levels.
    """
    found = {(row["kreis_id"], str(row[dimension])): row for row in rows(result)}
    units = list(dict.fromkeys(unit for unit, _ in found))
    units.sort(key=order.index if order else places.order)
    columns = codes.order(dimension, dict.fromkeys(code for _, code in found))
    entry, arts = result.indicator, naming.arts(result)
    series = tuple(_series(found, units, code, _head(dimension, code)) for code in columns)
    chart = Chart(
        id=around.key(result, "gitter", dimension),
        kind="heatmap",
        title=around.title(result),
        categories=tuple(places.short(unit, arts) for unit in units),
        groups=None if order else tuple(map(places.heading, units)),
        series=series,
        unit=entry.unit,
        decimals=entry.decimals,
        sentence=levels.levels(result, dimension, highlight),
        notes=(*_meanings(dimension, columns), *around.notes(result)),
        source=around.source(result),
        traces=traces(result),
        twins=twins.Twins(lambda: _table(chart, units), lambda: twins.raw(result)),
        highlight=places.short(highlight, arts) if highlight in units else None,
        steps=STEPS,
    )
    return chart


def _head(dimension: str, code: str) -> str:
    """The code where all know it by it ("D1"), else what it means."""
    return code if len(code) <= SHORT else codes.label(dimension, code)


def _series(found: Mapping[tuple[str, str], Row], units: list[str], code: str, name: str) -> Series:
    told = [found.get((unit, code)) for unit in units]
    values = tuple(None if row is None else amount(row) for row in told)
    odd = [value for value in values if value is not None and not 0 <= value <= HIGHEST]
    if odd:
        raise ValueError(f"{name}: {odd[0]} is no level from 0 to {HIGHEST}")
    return Series(name, values, status=tuple(map(_status, told)))


def _status(row: Row | None) -> str:
    """The lowest level is a level like the others, not a count of nothing."""
    if row is None:
        return "not_reported"
    return "shown" if status(row) == "zero" else status(row)


def _meanings(dimension: str, columns: list[str]) -> list[str]:
    """What the columns are, and what the levels say."""
    said = [f"{code} {codes.label(dimension, code)}" for code in columns if _head(dimension, code) == code]
    rated = [codes.label("bewertungsstufe", level) for level in range(HIGHEST + 1)]
    return [f"{'; '.join(told)}." for told in (said, rated) if told]


def _table(chart: Chart, units: list[str]) -> pd.DataFrame:
    columns = twins.dimensions(["kreis_id"], [{"kreis_id": unit} for unit in units])
    unit = f" ({chart.unit})" if chart.unit else ""
    return pd.DataFrame(
        columns | {f"{s.name}{unit}": list(chart.cells(s)) for s in chart.series}, dtype="str"
    )
