"""The relations that checks ask: the file's typed rows, and what the store holds beside them."""

import re

from kim import engine
from kim.checking.codes import with_codes
from kim.checking.context import Context, Stored
from kim.checking.tables import typed_table
from kim.datasets import Dataset, load_datasets
from kim.reading import ROW, Sheet


def load_file(connection: engine.Connection, sheet: Sheet, dataset: Dataset) -> None:
    """`zeilen`: the typed rows of the file; its text is read where it lies."""
    cells = with_codes(sheet.cells, dataset.columns, sheet.codes)
    with engine.borrowed(connection, "cells", cells):
        engine.execute(connection, typed_table(dataset, sheet))


def load_stored(connection: engine.Connection, dataset: Dataset, context: Context) -> None:
    """What the declared checks name of the store: `bisher`, `eigene`, other datasets; and `andere`."""
    asked = " ".join(
        [*(check.condition for check in dataset.checks), *(c.query for c in dataset.comparisons)]
    )
    for name, other in load_datasets().items():
        if name != dataset.id and _names(asked, name):
            _load(connection, name, other, context.stored(name))
    if _names(asked, "bisher") or _names(asked, "eigene"):
        _load(connection, "bisher", dataset, context.stored(dataset.id))
    if _names(asked, "eigene"):
        engine.load_view(connection, "eigene", _own_rows(dataset))
    if dataset.outliers and context.others.files:
        _load(connection, "andere", dataset, context.others)


def _names(sql: str, relation: str) -> bool:
    return re.search(rf"\b{relation}\b", sql) is not None


def _load(connection: engine.Connection, name: str, dataset: Dataset, stored: Stored) -> None:
    """Read in place, however few they are: most comparisons need two or three of the columns."""
    columns = {column.name: column.sql_type for column in dataset.columns} | {"auszug_vom": "date"}
    engine.load_parquet(connection, name, columns, stored.files, engine.TABLE_ROWS)


def _own_rows(dataset: Dataset) -> str:
    """The file's rows, and those in the store that they do not replace; `zeile` is null there."""
    names = ", ".join(f'b."{name}"' for name in dataset.names)
    same = " and ".join(f'z."{name}" = b."{name}"' for name in dataset.replaces) or "true"
    return f"""
        select {names}, b.{ROW} from zeilen as b
        union all
        select {names}, null from bisher as b where not exists (select 1 from zeilen as z where {same})
    """
