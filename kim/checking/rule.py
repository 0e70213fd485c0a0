"""What one check asks of the typed cells, and how their columns are called there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kim.datasets import Column


@dataclass(frozen=True)
class Rule:
    """Rows that meet `condition` are findings; `{value}` in the message is the submitted value of `column`.

    `unless` holds for rows where the finding would only follow from another one. `good` holds for rows that
    were looked at and are in order; `passed` says so where there are no others and the file has the columns
    `needs`.
    """

    code: str
    severity: str
    column: str
    condition: str
    message: str
    expected: str
    remedy: str
    unless: str = "false"
    good: str = "false"
    passed: str = ""
    needs: frozenset[str] = frozenset()


def named(sql: str, given: Mapping[str, object]) -> dict[str, object]:
    """Just those parameters that a query names: others would be refused."""
    return {name: value for name, value in given.items() if re.search(rf"\${name}\b", sql)}


def raw(column: Column) -> str:
    """The submitted text of a column in relation `zeilen`."""
    return f'"{column.name}:roh"'


def number(column: Column) -> str:
    """The exact number of a cell, before it became a decimal of two places or an integer."""
    return f'"{column.name}:zahl"'


def repaired(column: Column) -> str:
    """Whether the key in a cell was completed with its leading zero."""
    return f'"{column.name}:repariert"'


def unread(column: Column) -> str:
    """Whether something stands in a cell that may not be used."""
    if column.pattern:
        return misshapen(column)
    if column.pseudonym:
        return f"is_no_pseudonym({raw(column)})"
    return f'{raw(column)} is not null and "{column.name}" is null'


def misshapen(column: Column) -> str:
    return f"not regexp_full_match({raw(column)}, '{column.pattern}')"
