"""Stacks: a whole and its parts, such as the steps of posts, ways out and ages."""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from kim import formats, sentences
from kim.catalogue import TIMES, Indicator
from kim.charts import around, twins
from kim.charts.description import Chart, Series, Style
from kim.charts.times import as_date, quarter_ends
from kim.sentences import codes, naming, places
from kim.sentences.rows import Row, amount, rows, status
from kim.stand import Result, traces

STEPS: dict[str, Style] = {
    "besetzt": "actual",
    "abgerufen_frei": "light",
    "nicht_abgerufen": "outline",
    "ungeklaert": "forecast",
    "ueber_zuweisung": "other",
}
ALWAYS = ("besetzt", "abgerufen_frei", "nicht_abgerufen")
REST: dict[str, Style] = {"ohne_angabe": "outline", "unbekannt": "other", "offen": "light"}
HIDDEN = {"suppressed", "too_few", "not_estimable"}
FEW = 4  # groups whose sentence is written out in full


def stacked_by(
    result: Result,
    parts: str,
    along: str | None = None,
    highlight: str | None = None,
    whole: Result | None = None,
) -> Chart:
    """The parts of a count (result by `parts`, or by `along` and `parts`) as one bar for each `along`.

    `parts` is "stufe" for the steps of posts. `whole`, a result by `parts` alone, gives the sentence where
    there are too many bars to say them all. Parts that are zero everywhere are left out.
    """
    entry, found = result.indicator, rows(result)
    keys = _keys(result, found, along)
    series = _all_series(found, parts, along, keys)
    unit_dimension = along in places.UNITS
    ends = [_whole(series, at, entry.unit, entry.decimals, unit_dimension) for at in range(len(keys))]
    return Chart(
        id=around.key(result, parts, along),
        kind="stacked",
        title=around.title(result),
        categories=tuple(_category(result, along, key) for key in keys),
        groups=tuple(map(places.heading, keys)) if unit_dimension else None,
        series=series,
        ends=tuple(ends),
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=entry.unit if unit_dimension or along in TIMES else "",
        sentence=_sentence(result, parts, along, whole, len(keys)),
        notes=around.notes(result),
        source=around.source(result),
        traces=traces(result),
        twins=twins.Twins(lambda: _table(series, keys, along, entry), lambda: twins.raw(result)),
        highlight=_category(result, along, highlight) if highlight else None,
        over_time=along in TIMES,
        ordered=parts == "altersband",
    )


def _keys(result: Result, found: list[Row], along: str | None) -> list:
    """The values of `along` in the order they are drawn in."""
    if along is None:
        return [None]
    keys = list(dict.fromkeys(row[along] for row in found))
    if along in TIMES:
        return quarter_ends(keys)
    return sorted(keys, key=_by_name(result)) if along in places.UNITS else codes.order(along, keys)


def _by_name(result: Result) -> Callable[[str], tuple[str, str]]:
    arts = naming.arts(result)
    return lambda unit: places.order(unit, places.short(unit, arts))


def _category(result: Result, along: str | None, key: object) -> str:
    if along is None:
        return naming.area(result)
    if along in naming.UNITS:
        return places.short(key, naming.arts(result))
    return codes.tick(along, key) if along in TIMES else codes.label(along, key)


def _all_series(found: list[Row], parts: str, along: str | None, keys: list) -> tuple[Series, ...]:
    """One series for each part that is drawn; every bar has a value or a status in each."""
    counted: dict[object, dict[str, Row]] = {key: {} for key in keys}
    for row in found:
        key = None if along is None else as_date(row[along]) if along in TIMES else row[along]
        counted[key][str(row[parts])] = row
    return tuple(_series(code, parts, list(counted.values())) for code in _drawn(found, parts))


def _drawn(found: list[Row], parts: str) -> list[str]:
    """The parts that are drawn: those that are somewhere, and the three steps of posts always."""
    somewhere = {str(row[parts]) for row in found if amount(row)}
    unsaid = {str(row[parts]) for row in found if status(row) not in formats.NUMERIC}
    needed = somewhere | set(ALWAYS) if parts == "stufe" else somewhere | unsaid
    return codes.order(parts, needed or {str(row[parts]) for row in found})


def _series(code: str, parts: str, bars: Iterable[Mapping[str, Row]]) -> Series:
    points = [_point(bar, code) for bar in bars]
    values, statuses = (tuple(point[at] for point in points) for at in (0, 1))
    style = STEPS.get(code, "actual") if parts == "stufe" else REST.get(code, "actual")
    return Series(codes.label(parts, code), values, style, status=statuses)


def _point(bar: Mapping[str, Row], code: str) -> tuple[float | None, str]:
    """One part of one bar; a bar that has numbers but not this part has none of it: exactly zero."""
    if code in bar:
        return amount(bar[code]), status(bar[code])
    known = any(status(row) in formats.NUMERIC for row in bar.values())
    return (0.0, "zero") if known else (None, "not_reported")


def _end(series: tuple[Series, ...], at: int, unit: str, decimals: int) -> str:
    """The whole at the end of a bar; the reason where nothing is known, nothing where a part is hidden."""
    total = _total(series, at)
    if total is not None:
        return formats.amount(total, unit, decimals)
    statuses = {s.status[at] for s in series}
    return formats.SYMBOLS[statuses.pop()] if len(statuses) == 1 else ""


def _whole(series: tuple[Series, ...], at: int, unit: str, decimals: int, bare: bool) -> str:
    """The same with its unit, where the unit does not stand over all of them."""
    total = _total(series, at)
    return (
        _end(series, at, unit, decimals)
        if bare or total is None
        else formats.with_unit(total, unit, decimals)
    )


def _total(series: tuple[Series, ...], at: int) -> float | None:
    known = [s.values[at] for s in series if s.values[at] is not None]
    hidden = HIDDEN & {s.status[at] for s in series}
    return None if hidden or not known else sum(known)


def _table(series: tuple[Series, ...], keys: list, along: str | None, entry: Indicator) -> pd.DataFrame:
    columns = twins.dimensions([along], [{along: key} for key in keys]) if along else {}
    for s in series:
        pairs = zip(s.values, s.status, strict=True)
        written = [formats.cell(value, why, entry.unit, entry.decimals) for value, why in pairs]
        columns[f"{s.name} ({entry.unit})"] = written
    wholes = [_end(series, at, entry.unit, entry.decimals) for at in range(len(keys))]
    return pd.DataFrame(columns | {f"zusammen ({entry.unit})": wholes}, dtype="str")


def _sentence(result: Result, parts: str, along: str | None, whole: Result | None, bars: int) -> str:
    said = whole or result
    if parts == "stufe":
        written_out = whole or along is None or bars <= FEW
        return sentences.posts(said, parts) if written_out else sentences.divided(result, parts, along)
    if whole is None and along is not None:
        return sentences.divided(result, parts, along)
    return sentences.ages(said, parts) if parts == "altersband" else sentences.parts(said, parts)
