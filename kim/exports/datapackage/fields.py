"""What a table of a data package is: fields with types and meanings, rows, keys, and whom it refers to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kim import formats

Kind = Literal["text", "number", "integer", "date"]
Value = str | float | int | date | None
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Field:
    """One column; `codes` are all values it can take, with what they mean."""

    name: str
    title: str
    meaning: str = ""
    kind: Kind = "text"
    required: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A finished table; a row lacks what has no value; `refers`: field → table with that key."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = filled(self.rows) - {column.name for column in self.fields}
        if unknown:
            raise ValueError(f"table {self.name} has no field {', '.join(sorted(unknown))}")


def only_used(fields: Iterable[Field], rows: Iterable[Row]) -> tuple[Field, ...]:
    """The fields that are required or have a value somewhere."""
    there = filled(rows)
    return tuple(column for column in fields if column.required or column.name in there)


def filled(rows: Iterable[Row]) -> set[str]:
    """The names that have a value in some row."""
    return {name for row in rows for name, value in row.items() if value is not None and value != ""}


STATUS = Field(
    "status",
    "Status",
    "Nur shown und zero haben eine Zahl; bei allen anderen fehlt sie, und das ist nicht null.",
    required=True,
    codes={"shown": "Zahl ist angegeben"} | dict(formats.MEANINGS),
)
