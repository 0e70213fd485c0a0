"""Stacks: a whole and its parts, such as the steps of posts, ways out and ages."""

import pandas as pd

from kim import formats, sentences
from kim.catalogue import TIMES
from kim.charts import around, twins
from kim.charts.description import Chart, Series, Style
from kim.charts.times import quarter_ends
from kim.sentences import codes, naming, places
from kim.stand import Result

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
    entry, keys = result.indicator, _keys(result, along)
    counted = _counted(result, parts, along)
    series = tuple(_series(code, counted, keys, parts) for code in _codes(counted, parts))
    unit_dimension = along in naming.UNITS
    table = _table(series, keys, along, entry.unit, entry.decimals)
    return Chart(
        id=around.key(result, parts, along),
        kind="stacked",
        title=around.title(result),
        categories=tuple(_category(result, along, key) for key in keys),
        groups=tuple(f"Regierungsbezirk {places.district(key)}" for key in keys) if unit_dimension else None,
        series=series,
        unit=entry.unit,
        decimals=entry.decimals,
        axis_title=entry.unit if unit_dimension or along in TIMES else "",
        ends=tuple(_whole(series, at, entry.unit, entry.decimals, unit_dimension) for at in range(len(keys))),
        sentence=_sentence(result, parts, along, whole),
        notes=around.notes(result),
        source=around.source(result),
        table=table,
        data=twins.raw(result),
        highlight=_category(result, along, highlight) if highlight else None,
        over_time=along in TIMES,
        ordered=parts == "altersband",
    )


def _keys(result: Result, along: str | None) -> list:
    """The values of `along` in the order they are drawn in."""
    if along is None:
        return [None]
    found = list(dict.fromkeys(result.frame[along]))
    if along in naming.UNITS:
        named = {key: places.sort_key(places.short(key, naming.arts(result))) for key in found}
        return sorted(found, key=lambda key: (places.sort_key(places.district(key)), named[key]))
    return _ends_of(found) if along in TIMES else codes.order(along, found)


def _ends_of(days: list) -> list[pd.Timestamp]:
    return [pd.Timestamp(day) for day in quarter_ends(days)]


def _category(result: Result, along: str | None, key: object) -> str:
    if along is None:
        return naming.area(result)
    if along in naming.UNITS:
        return places.short(key, naming.arts(result))
    return codes.tick(along, key) if along in TIMES else codes.label(along, key)


def _counted(result: Result, parts: str, along: str | None) -> pd.DataFrame:
    values, statuses = twins.points(result.frame)
    keys = result.frame[along] if along else [None] * len(values)
    codes = result.frame[parts].astype("str")
    return pd.DataFrame({"key": keys, "code": codes, "value": values, "status": statuses})


def _codes(counted: pd.DataFrame, parts: str) -> list[str]:
    """The parts that are drawn: those that are somewhere, and the three steps of posts always."""
    somewhere = counted.loc[counted["value"].notna() & (counted["value"] > 0), "code"]
    unsaid = counted.loc[~counted["status"].isin(formats.NUMERIC), "code"]
    found = {*somewhere, *(unsaid if parts != "stufe" else ()), *(ALWAYS if parts == "stufe" else ())}
    return codes.order(parts, found or set(counted["code"]))


def _series(code: str, counted: pd.DataFrame, keys: list, parts: str) -> Series:
    """One part in all bars; a bar that has rows but not this part has none of it: exactly zero."""
    rows = counted[counted["code"] == code].set_index("key")
    silent = dict(iter(counted.groupby("key", dropna=False)["status"]))
    points = [_point(rows, key, silent) for key in keys]
    style = STEPS.get(code, "actual") if parts == "stufe" else REST.get(code, "actual")
    values, status = (tuple(point[at] for point in points) for at in (0, 1))
    return Series(codes.label(parts, code), values, style, status=status)


def _point(rows: pd.DataFrame, key: object, statuses: dict) -> tuple[float | None, str]:
    if key in rows.index:
        row = rows.loc[key]
        return None if formats.is_missing(row["value"]) else row["value"], row["status"]
    known = set(statuses.get(key, ())) & set(formats.NUMERIC)
    return None, "zero" if known else "not_reported"


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


def _table(
    series: tuple[Series, ...], keys: list, along: str | None, unit: str, decimals: int
) -> pd.DataFrame:
    table = twins.dimensions((along,), pd.DataFrame({along: keys})) if along else pd.DataFrame(index=[0])
    for s in series:
        pairs = zip(s.values, s.status, strict=True)
        table[f"{s.name} ({unit})"] = [formats.cell(v, status, unit, decimals) for v, status in pairs]
    return table.assign(
        **{f"zusammen ({unit})": [_end(series, at, unit, decimals) for at in range(len(keys))]}
    )


def _sentence(result: Result, parts: str, along: str | None, whole: Result | None) -> str:
    said = whole or result
    if parts == "altersband" and (whole or along is None):
        return sentences.ages(said, parts)
    if parts != "stufe" and (whole or along is None):
        return sentences.parts(said, parts)
    few = along is None or result.frame[along].nunique() <= FEW
    if parts == "stufe" and (whole or few):
        return sentences.posts(said, parts)
    return sentences.divided(result, parts, along)
