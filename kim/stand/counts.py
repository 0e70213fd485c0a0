"""Adds up the cubes of an opened Stand, and remembers what it added up."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from kim import engine
from kim.catalogue import Indicator
from kim.estimates import Groups, Row, grouped
from kim.stand.rollup import UNITS, counted_units_sql, roll_up_sql, rows_sql
from kim.stand.selection import Selection

Units = frozenset[str]
KIND = "art"


class Counts:
    """The cubes in a folder, one Parquet file each; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.connection = engine.connect_reader(folder)
        for file in sorted(folder.glob("*.parquet")):
            engine.view_parquet(self.connection, file.stem, file)
        self.types = lru_cache(maxsize=128)(self._types)
        self._cached_units = lru_cache(maxsize=256)(self._units)
        self._cached_rows = lru_cache(maxsize=256)(self._rows)
        self._cached_groups = lru_cache(maxsize=24)(self._groups)

    def listed(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """The rows of a list, in its order."""
        return engine.query(self.connection, *rows_sql(entry, selection, self.types(entry.query)))

    def summed(self, entry: Indicator, selection: Selection) -> pd.DataFrame:
        """Dimensions, then sums, in order; no row where nothing was counted."""
        return engine.query(self.connection, *roll_up_sql(entry, selection, self.types(entry.query)))

    def rows(self, entry: Indicator, counted: Selection, asked: Selection) -> tuple[list[Row], Units]:
        """As `summed`, as dictionaries, and the units whose counts are known in them.

        `counted` is `asked`, or both kinds of authority where one is asked.
        """
        sql, bound = roll_up_sql(entry, counted, self.types(entry.query), entry.empty is not None)
        found = [row for row in self._cached_rows(sql, *bound.items()) if _is_asked(row, counted, asked)]
        units = frozenset(unit for row in found for unit in row.get(UNITS) or () if unit)
        hidden = {UNITS, *counted.by} - set(asked.by)
        return [{name: row[name] for name in row if name not in hidden} for row in found], units

    def groups(self, entry: Indicator, counted: Selection, asked: Selection) -> Groups:
        """The same of counts along an axis; a page asks for several statistics of them."""
        sql, bound = roll_up_sql(entry, counted, self.types(entry.query))
        found = self._cached_groups(entry.kind, entry.ways, counted.by, sql, *bound.items())
        return [
            ({name: key[name] for name in asked.by}, group)
            for key, group in found
            if _is_asked(key, counted, asked)
        ]

    def units(self, entry: Indicator, selection: Selection) -> Units:
        """The units whose counts along an axis are known."""
        sql, bound = counted_units_sql(entry, selection, self.types(entry.query))
        return self._cached_units(sql, *bound.items())

    def _types(self, cube: str) -> dict[str, str]:
        return engine.columns_of(self.connection, cube)

    def _units(self, sql: str, *bound: tuple[str, object]) -> Units:
        return frozenset(row["unit"] for row in engine.query_rows(self.connection, sql, dict(bound)))

    def _rows(self, sql: str, *bound: tuple[str, object]) -> list[Row]:
        return engine.query_rows(self.connection, sql, dict(bound))

    def _groups(
        self, kind: str, ways: tuple[str, ...], by: tuple[str, ...], sql: str, *bound: tuple[str, object]
    ) -> Groups:
        return grouped(kind, ways, engine.query_columns(self.connection, sql, dict(bound)), by)


def both_kinds(selection: Selection) -> Selection:
    """The same divided by kind of authority instead of for one: pages ask for both, one after the other.

    Not where the units are named, nor where those are looked for that delivered throughout: there may be none
    of one kind, and then all of it are kept.
    """
    single = len(selection.where.get(KIND, ())) == 1 and KIND not in selection.by
    if not single or selection.same_units or "behoerde_id" in selection.where:
        return selection
    where = {name: values for name, values in selection.where.items() if name != KIND}
    return replace(selection, by=(KIND, *selection.by), where=where)


def _is_asked(row: Row, counted: Selection, asked: Selection) -> bool:
    return counted.by == asked.by or row[KIND] in asked.where[KIND]
