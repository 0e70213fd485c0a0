"""The table twins of a chart: one written for reading, one raw with a status column."""

import pandas as pd

from kim import formats
from kim.catalogue import TIMES
from kim.sentences import codes, naming, places
from kim.stand import Result

COUNTS = {"numerator": "Zähler", "denominator": "Nenner", "n": "Zahl der Fälle"}
WHY = "Angabe"


def readable(result: Result, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row for each group: German headings, written numbers, symbols and words where there is none."""
    frame, entry = result.frame if frame is None else frame, result.indicator
    table = dimensions(result.selection.by, frame)
    table[f"{entry.title} ({entry.unit})"] = cells(frame, entry.unit, entry.decimals)
    for name, heading in (("lower", "von"), ("upper", "bis")):
        if frame[name].notna().any():
            table[f"95-%-Intervall {heading}"] = _written(frame[name], entry.decimals)
    for name in _basis(result):
        table[COUNTS[name]] = _written(frame[name], None)
    return with_reasons(table, frame["status"])


def with_land(table: pd.DataFrame, land: Result) -> pd.DataFrame:
    """The table with the Land as its first row."""
    first = readable(land)
    first.insert(0, table.columns[0], naming.LAND)
    return pd.concat([first, table], ignore_index=True)[list(table.columns)].fillna("")


def dimensions(by: tuple[str, ...], frame: pd.DataFrame) -> pd.DataFrame:
    """The dimensions as labels; units bring their Regierungsbezirk."""
    columns = {}
    for name in by:
        columns[codes.heading(name)] = [codes.label(name, code) for code in frame[name]]
        if name in naming.UNITS:
            columns[codes.heading("regierungsbezirk")] = [places.district(code) for code in frame[name]]
    return pd.DataFrame(columns, index=range(len(frame)), dtype="str")


def cells(frame: pd.DataFrame, unit: str, decimals: int) -> list[str]:
    values, statuses = points(frame)
    return [formats.cell(v, s, unit, decimals) for v, s in zip(values, statuses, strict=True)]


def with_reasons(table: pd.DataFrame, statuses: pd.Series) -> pd.DataFrame:
    """Add a column that says why a number is missing, where one is."""
    words = [formats.WORDS.get(status, "") for status in statuses]
    return table.assign(**{WHY: words}) if any(words) else table


def points(frame: pd.DataFrame) -> tuple[tuple[float | None, ...], tuple[str, ...]]:
    """Values and statuses; a value that cannot be told is not reported, whatever it was counted as."""
    values = tuple(None if formats.is_missing(v) else float(v) for v in frame["value"])
    pairs = zip(values, frame["status"], strict=True)
    statuses = tuple("not_reported" if s == "shown" and v is None else s for v, s in pairs)
    return tuple(v if s == "shown" else None for v, s in zip(values, statuses, strict=True)), statuses


def raw(*results: Result) -> pd.DataFrame:
    """The rows as they are: indicator, Stand, codes with their labels, counts, unrounded value, status."""
    return pd.concat([_raw(result) for result in results], ignore_index=True)


def _raw(result: Result) -> pd.DataFrame:
    frame = result.frame.copy()
    for name in TIMES:
        if name in frame.columns:
            frame[name] = pd.to_datetime(frame[name]).dt.strftime("%Y-%m-%d")
    for name in reversed([n for n in result.selection.by if n not in TIMES]):
        named = [codes.label(name, code) for code in frame[name]]
        frame.insert(frame.columns.get_loc(name) + 1, f"{name.removesuffix('_id')}_name", named)
    chosen = {n: ",".join(v) for n, v in result.selection.where.items() if n not in frame.columns}
    head = {"kennzahl": result.indicator.id, "stand": result.stand.id, **chosen}
    return pd.concat([pd.DataFrame(head, index=frame.index), frame], axis="columns")


def _basis(result: Result) -> list[str]:
    kind = result.indicator.kind
    counts = [name for name in result.indicator.counts if name in COUNTS]
    return counts if kind == "share" else ["n"] if kind == "duration" else counts


def _written(column: pd.Series, decimals: int | None) -> list[str]:
    if decimals is None:
        return ["" if formats.is_missing(v) else formats.short(v) for v in column]
    return ["" if formats.is_missing(v) else formats.number(v, decimals) for v in column]
