"""Funnels: every unit by its size, around what all have together."""

from collections.abc import Iterable

import pandas as pd

from kim import formats
from kim.charts import around, twins
from kim.charts.description import Bounds, Chart, Mark, ReferenceLine, Series
from kim.comparison import WORDS, Funnel, Limits, Point, Shrunken, shrink
from kim.comparison.funnel import JUDGED_FROM
from kim.sentences import compared, naming, places
from kim.stand import traces

STRONG, THIN = "99,8 %", "95 %"
MARKS: dict[str, Mark] = {"usual": "usual", "striking": "outside", "not_judged": "not_judged"}
FEW = "zu wenige Fälle"
READING = (
    f"Starke Linien: Wären alle in derselben Lage, lägen {STRONG} der Werte dazwischen; "
    f"dünne Linien: {THIN}. Wer außerhalb der starken Linien liegt, wird gefragt, nicht beurteilt."
)
RAW = ("fallzahl", "grenze_unten_998", "grenze_unten_95", "grenze_oben_95", "grenze_oben_998", "einordnung")
LIMITS = ("lower_998", "lower_95", "upper_95", "upper_998")


def funnel(found: Funnel, highlight: str | None = None) -> Chart:
    """The units of a comparison by their number of cases, with the limits for each size.

    Units with too few cases are hollow, those outside are told by form and name; the chosen one is the focus.
    """
    entry, points = found.result.indicator, _by_name(found)
    arts = naming.arts(found.result)
    known = highlight in [point.unit for point in points]
    return Chart(
        id=around.key(found.result, "trichter"),
        kind="funnel",
        title=around.title(found.result),
        categories=tuple(places.short(point.unit, arts) for point in points),
        positions=tuple(point.n for point in points),
        series=(Series(entry.title, tuple(point.value for point in points)),),
        marks=tuple(map(_mark, points)),
        bounds=_bounds(found.curve),
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=_size_head(found),
        sentence=_sentence(found, highlight),
        notes=(*_reading(found), *_without(found), *around.notes(found.result)),
        source=around.source(found.result),
        traces=traces(found.result),
        twins=twins.Twins(lambda: _table(found), lambda: _data(found)),
        highlight=places.short(highlight, arts) if known else None,
        lines=_centre(found),
    )


def _by_name(found: Funnel) -> list[Point]:
    """By name within Regierungsbezirk, never by value."""
    return sorted(found.points, key=lambda point: places.order(point.unit))


def _mark(point: Point) -> Mark:
    return "few" if point.hollow else MARKS[point.judgement]


def _size_head(found: Funnel) -> str:
    """What the size of a unit is; that of a clock is calculated."""
    entry = found.result.indicator
    calculated = " (rechnerisch)" if entry.kind == "duration" else ""
    return f"Zahl der {compared.CASES.get(entry.datasets[0], 'Anträge')}{calculated}"


def _sentence(found: Funnel, highlight: str | None) -> str:
    """All units, then the chosen one."""
    said = compared.funnel(found)
    return f"{said} {compared.unit(found, highlight)}" if highlight and found.status == "comparable" else said


def _reading(found: Funnel) -> list[str]:
    few = any(point.hollow for point in found.points)
    hollow = [f"Hohl: unter {JUDGED_FROM}, {FEW} für ein Urteil."] if few else []
    return [*([READING] if found.status == "comparable" else []), *hollow]


def _bounds(curve: Iterable[tuple[int, Limits]]) -> tuple[Bounds, ...]:
    drawn = list(curve)
    if not drawn:
        return ()
    sizes = tuple(float(n) for n, _ in drawn)
    wide = [(limits.lower_998, limits.upper_998) for _, limits in drawn]
    near = [(limits.lower_95, limits.upper_95) for _, limits in drawn]
    return (
        Bounds(STRONG, sizes, *map(tuple, zip(*wide, strict=True)), strong=True),
        Bounds(THIN, sizes, *map(tuple, zip(*near, strict=True))),
    )


def _centre(found: Funnel) -> tuple[ReferenceLine, ...]:
    if found.status == "nothing_known":
        return ()
    entry = found.result.indicator
    return (
        ReferenceLine(found.centre, f"alle zusammen {formats.with_unit(found.centre, '%', entry.decimals)}"),
    )


def _without(found: Funnel) -> list[str]:
    """How many are not in the picture and why; who they are stands in the table."""
    said = [f"{len(units)} {formats.WORDS[why]}" for why, units in found.without.items()]
    return [f"Nicht im Bild, siehe Tabelle: {formats.listing(said)}."] if said else []


def _table(found: Funnel) -> pd.DataFrame:
    """Every unit, with a value or without, by name within Regierungsbezirk."""
    entry, by_unit = found.result.indicator, {point.unit: point for point in found.points}
    why = {unit: formats.WORDS[status] for status, units in found.without.items() for unit in units}
    units = sorted([*by_unit, *why], key=places.order)
    points = [by_unit.get(unit) for unit in units]
    columns = twins.dimensions([entry.unit_dimension], [{entry.unit_dimension: unit} for unit in units])
    columns[f"{entry.title} (%)"] = [_number(p and p.value, entry.decimals) for p in points]
    columns[_size_head(found)] = [_number(p and p.n, 0) for p in points]
    columns["Grenze (99,8 %) unten"] = [_limit(p, "lower_998", entry.decimals) for p in points]
    columns["Grenze (99,8 %) oben"] = [_limit(p, "upper_998", entry.decimals) for p in points]
    light = {shrunken.unit: shrunken for shrunken in shrink(found)}
    columns["im Licht aller (95 %)"] = [_in_light(light.get(unit), entry.decimals) for unit in units]
    columns["Einordnung"] = [_judged(p) if p else why[u] for p, u in zip(points, units, strict=True)]
    return pd.DataFrame(columns, dtype="str")


def _in_light(shrunken: Shrunken | None, decimals: int) -> str:
    """ "68,8 (64,0 bis 73,5)"; what all values together make likely for one of them."""
    if shrunken is None:
        return ""
    value, low, high = (
        formats.number(end, decimals) for end in (shrunken.value, shrunken.lower, shrunken.upper)
    )
    return f"{value} ({low} bis {high})"


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else formats.number(value, decimals)


def _limit(point: Point | None, name: str, decimals: int) -> str:
    return _number(getattr(point.limits, name), decimals) if point and point.limits else ""


def _data(found: Funnel) -> pd.DataFrame:
    """The rows as they are, with size, limits and judgement."""
    unit = found.result.indicator.unit_dimension
    frame = pd.DataFrame([_raw(point, unit) for point in found.points], columns=[unit, *RAW])
    return twins.raw(found.result).merge(frame, on=unit, how="left")


def _raw(point: Point, unit: str) -> dict[str, object]:
    limits = [getattr(point.limits, name, None) for name in LIMITS]
    return {unit: point.unit} | dict(zip(RAW, [point.n, *limits, _judged(point)], strict=True))


def _judged(point: Point) -> str:
    """ "übliche Schwankung", "auffällig, Frage stellen" or "zu wenige Fälle"."""
    return FEW if point.hollow else WORDS[point.judgement]
