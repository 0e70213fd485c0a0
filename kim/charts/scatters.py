"""Scatters: two values of the same units, one point each; what goes together is said, never why."""

from collections.abc import Collection, Iterable

import pandas as pd

from kim import formats
from kim.catalogue import Indicator
from kim.charts import around, twins
from kim.charts.description import Across, Chart, Mark, ReferenceLine, Series
from kim.comparison import Relation, relation
from kim.sentences import naming, places, related
from kim.sentences.rows import amount, rows, status
from kim.stand import Result, traces
from kim.stand.deliveries import EXAMPLE_NOTE

READING = "Gestrichelt: die Mediane, in der Mitte aller Werte."
FAR = "außerhalb der Grenzen ihres Trichters: {}"


def scatter(x: Result, y: Result, highlight: str | None = None, striking: Collection[str] = ()) -> Chart:
    """Two results by the same units; only the chosen unit and the `striking` ones are named."""
    found, entry = relation(x, y), y.indicator
    pairs = sorted(found.pairs, key=lambda pair: places.order(pair.unit))
    arts = naming.arts(y)
    known = highlight in [pair.unit for pair in pairs]
    return Chart(
        id=around.key(y, "und", x.indicator.id),
        kind="scatter",
        title=_title(x, y),
        categories=tuple(places.short(pair.unit, arts) for pair in pairs),
        positions=tuple(pair.x for pair in pairs),
        series=(Series(entry.title, tuple(pair.y for pair in pairs)),),
        marks=tuple(_mark(pair.unit, striking) for pair in pairs),
        across=_across(found),
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=_measured(entry),
        sentence=related.related(found, highlight),
        notes=(*_notes(found), *around.notes(x, y)),
        source=_source(x, y),
        traces=traces(x, y),
        twins=twins.Twins(lambda: _table(found, striking), lambda: twins.raw(x, y)),
        highlight=places.short(highlight, arts) if known else None,
        lines=_median(found.medians[1], entry) if pairs else (),
    )


def _title(x: Result, y: Result) -> str:
    periods = dict.fromkeys(filter(None, map(naming.period, (x, y))))
    head = f"{naming.measure(x)} und {naming.measure(y)} – {naming.area(x)}"
    return ", ".join([head, *periods])


def _source(x: Result, y: Result) -> str:
    """Where both values come from, each with its Stichtage and coverage; said once that they are invented."""
    across, up = around.source(x), around.source(y)
    return f"{across.removesuffix(f' {EXAMPLE_NOTE}.') if y.example else across} {up}"


def _mark(unit: str, striking: Collection[str]) -> Mark:
    return "outside" if unit in striking else "usual"


def _measured(entry: Indicator) -> str:
    return f"{entry.title} ({entry.unit})" if entry.unit else entry.title


def _across(found: Relation) -> Across:
    entry = found.x.indicator
    lines = _median(found.medians[0], entry) if found.pairs else ()
    return Across(_measured(entry), entry.unit, entry.decimals, lines)


def _median(value: float, entry: Indicator) -> tuple[ReferenceLine, ...]:
    return (ReferenceLine(value, f"Median {formats.with_unit(value, entry.unit, entry.decimals)}"),)


def _notes(found: Relation) -> Iterable[str]:
    missing = [f"{len(units)} {formats.WORDS[why]}" for why, units in found.without.items()]
    told = [f"Nicht im Bild, siehe Tabelle: {formats.listing(missing)}."] if missing else []
    return filter(None, [READING if found.pairs else "", related.within(found), *told])


def _table(found: Relation, striking: Collection[str]) -> pd.DataFrame:
    """Every unit with both values, or why there is none."""
    unit = found.x.selection.by[0]
    both = [{row[unit]: row for row in rows(result)} for result in (found.x, found.y)]
    units = sorted(dict.fromkeys([*both[0], *both[1]]), key=places.order)
    columns = twins.dimensions([unit], [{unit: one} for one in units])
    for by_unit, result in zip(both, (found.x, found.y), strict=True):
        columns[_measured(result.indicator)] = [_cell(by_unit.get(one), result.indicator) for one in units]
    if striking:
        columns["Einordnung"] = ["auffällig, Frage stellen" if one in striking else "" for one in units]
    return pd.DataFrame(columns, dtype="str")


def _cell(row: dict | None, entry: Indicator) -> str:
    if row is None:
        return formats.SYMBOLS["not_reported"]
    return formats.cell(amount(row), status(row), entry.unit, entry.decimals)
