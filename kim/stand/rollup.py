"""SQL that adds up a cube: choose, group, sum."""

from collections.abc import Mapping
from datetime import date

from kim import engine
from kim.catalogue import DERIVED, Indicator
from kim.stand.selection import Selection

Parameters = dict[str, object]
UNITS = "einheiten"


def roll_up_sql(
    entry: Indicator, selection: Selection, types: Mapping[str, str], and_units: bool = False
) -> tuple[str, Parameters]:
    """A select of dimensions and sums, groups in order; no row where nothing was counted.

    With `and_units` each row says in UNITS whose counts are known in it.
    """
    by = [*selection.by, *([entry.axis] if entry.axis else [])]
    keys = "".join(f"{name}, " for name in by)
    sums = ", ".join(f"sum({name}) as {name}" for name in entry.additive)
    if and_units:
        sums += f", {_units(entry, selection)} as {UNITS}"
    where, parameters = where_sql(selection, types)
    groups = ", ".join(by)
    grouped = f"group by {groups} order by {groups}" if by else "having count(*) > 0"
    return f"select {keys}{sums} from {source_sql(entry, selection.by)}{where} {grouped}", parameters


def _units(entry: Indicator, selection: Selection) -> str:
    """A list of the units of a group; where there can be only one, without the work of telling them apart."""
    unit, known = entry.unit_dimension, f"filter (where {_known(entry)})"
    alone = unit in selection.by or len(selection.where.get(unit, ())) == 1
    return f"[any_value({unit}) {known}]" if alone else f"list(distinct {unit}) {known}"


def counted_units_sql(
    entry: Indicator, selection: Selection, types: Mapping[str, str]
) -> tuple[str, Parameters]:
    """A select of the units whose counts are known in a selection."""
    where, parameters = where_sql(selection, types)
    known = f"{' and' if where else ' where'} {_known(entry)}"
    return (
        f"select distinct {entry.unit_dimension} as unit from {source_sql(entry)}{where}{known}",
        parameters,
    )


def _known(entry: Indicator) -> str:
    return f"{entry.counts[-1]} is not null"


def rows_sql(entry: Indicator, selection: Selection, types: Mapping[str, str]) -> tuple[str, Parameters]:
    """A select of the rows of a list, in the list's order."""
    where, parameters = where_sql(selection, types)
    return f"select * from {source_sql(entry)}{where}", parameters


def source_sql(entry: Indicator, by: tuple[str, ...] = ()) -> str:
    """The cube, joined with the Kreise where it is divided by what only they know."""
    cube = engine.identifier(entry.query)
    derived = ", ".join(f"k.{name}" for name in DERIVED if name in by)
    if not derived:
        return cube
    return f"(select c.*, {derived} from {cube} as c left join ref_ki_standorte as k using (kreis_id))"


def where_sql(selection: Selection, types: Mapping[str, str]) -> tuple[str, Parameters]:
    """Conditions on columns of the cube, or on what its Kreis belongs to; values are bound, never pasted."""
    parameters: Parameters = {}
    conditions = []
    for name, values in selection.where.items():
        bound = {f"{name}_{number}": _typed(value, types.get(name)) for number, value in enumerate(values)}
        parameters |= bound
        listed = ", ".join(f"${key}" for key in bound)
        conditions.append(_condition(name, listed, name in types))
    return (f" where {' and '.join(conditions)}" if conditions else ""), parameters


def _condition(name: str, listed: str, in_cube: bool) -> str:
    if not listed:
        return "false"
    if in_cube:
        return f"{name} in ({listed})"
    return f"kreis_id in (select kreis_id from ref_ki_standorte where {name} in ({listed}))"


def _typed(value: str, sql_type: str | None) -> object:
    """A text as the cube's column has it; what is no such value matches nothing."""
    if sql_type == "DATE":
        return date.fromisoformat(value)
    if sql_type in ("INTEGER", "BIGINT", "HUGEINT"):
        return int(value) if value.lstrip("-").isdigit() else None
    return value
