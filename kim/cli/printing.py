"""Print records and results as a table for people, as JSON or as CSV."""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

from kim.stand import Result

ESTIMATES = ("value", "lower", "upper", "n")


def print_records(records: Sequence[Mapping[str, object]], form: str) -> None:
    if form == "json":
        print(as_json(list(records)))
    elif not records:
        print("Nichts vorhanden." if form == "table" else "", end="\n" if form == "table" else "")
    else:
        _print_frame(pd.DataFrame(records), form)


def print_result(result: Result, form: str) -> None:
    """A result with what it rests on; values unrounded and null unless shown."""
    if form == "json":
        print(as_json(result_record(result)))
        return
    if form == "table":
        n, of = result.coverage
        title = f"{result.indicator.title} ({result.indicator.unit})"
        print(f"{title} · {result.stand.id} · {n} von {of} haben gemeldet")
    _print_frame(result.frame, form)


def result_record(result: Result) -> dict[str, object]:
    rows = [{name: plain(value) for name, value in row.items()} for row in result.frame.to_dict("records")]
    n, of = result.coverage
    return {
        "indicator": result.indicator.id,
        "title": result.indicator.title,
        "unit": result.indicator.unit,
        "stand": result.stand.id,
        "selection": {"by": result.selection.by, "where": result.selection.where},
        "coverage": {"n": n, "of": of},
        "missing": result.missing,
        "stichtage": [plain(day) for day in result.stichtage or ()],
        "notes": result.notes,
        "example": result.example,
        "rows": rows,
    }


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=plain)


def plain(value: object) -> object:
    """A value as JSON knows it: whole numbers whole, missing as null, days as ISO."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, Decimal | float):
        return int(value) if float(value).is_integer() else float(value)
    return value.item() if hasattr(value, "item") else value


def _print_frame(frame: pd.DataFrame, form: str) -> None:
    text = frame.map(lambda value: "" if plain(value) is None else plain(value))
    print(text.to_csv(index=False, lineterminator="\n"), end="") if form == "csv" else print(
        text.to_string(index=False)
    )


def show_progress(done: int, total: int, what: str) -> None:
    """One line that renews itself, for people who watch."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done:4d} von {total} · {what:<40}", end=end, file=sys.stderr, flush=True)
