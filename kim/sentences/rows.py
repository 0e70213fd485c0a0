"""The rows of a result as plain dictionaries: small, and quick to walk through."""

from collections.abc import Iterable, Mapping

from kim import formats
from kim.stand import Result

Row = Mapping[str, object]


def rows(result: Result) -> list[Row]:
    return result.rows


def amount(row: Row) -> float | None:
    """The number of a row; None where it has none."""
    if row["status"] == "zero":
        return 0.0
    return float(row["value"]) if status(row) == "shown" else None


def status(row: Row) -> str:
    """The status of a row; what cannot be told is not reported, whatever it was counted as."""
    untold = row["status"] == "shown" and formats.is_missing(row["value"])
    return "not_reported" if untold else row["status"]


def with_numbers(found: Iterable[Row]) -> list[Row]:
    return [row for row in found if status(row) in formats.NUMERIC]
