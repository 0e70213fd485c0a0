"""The relations that checks ask: the file's typed rows, and what the store holds beside them."""

import re
from collections.abc import Sequence
from pathlib import Path

from kim import engine
from kim.checking.codes import with_codes
from kim.checking.context import Context
from kim.checking.tables import typed_table
from kim.datasets import Dataset, load_datasets
from kim.reading import ROW, Sheet


def load_file(connection: engine.Connection, sheet: Sheet, dataset: Dataset) -> None:
    """`zeilen`: the typed rows of the file; its text is read where it lies."""
    cells = with_codes(sheet.cells, dataset.columns, sheet.codes)
    with engine.borrowed(connection, "cells", cells):
        engine.execute(connection, typed_table(dataset, sheet))


def load_stored(connection: engine.Connection, dataset: Dataset, context: Context) -> None:
    """What the declared checks name of the store: `bisher`, `eigene` and other datasets."""
    asked = " ".join(
        [*(check.condition for check in dataset.checks), *(c.query for c in dataset.comparisons)]
    )
    for name, other in load_datasets().items():
        if name != dataset.id and _names(asked, name):
            load_rows(connection, name, other, context.stored(name).files)
    if _names(asked, "bisher") or _names(asked, "eigene"):
        load_rows(connection, "bisher", dataset, context.stored(dataset.id).files)
    if _names(asked, "eigene"):
        engine.execute(connection, f"create or replace table eigene as {_own_rows(dataset)}")


def load_rows(connection: engine.Connection, name: str, dataset: Dataset, files: Sequence[Path]) -> None:
    """Stored rows, read in place however few they are: most comparisons need two or three of the columns."""
    columns = {column.name: column.sql_type for column in dataset.columns} | {"auszug_vom": "date"}
    engine.load_parquet(connection, name, columns, files, engine.TABLE_ROWS)


def _names(sql: str, relation: str) -> bool:
    return re.search(rf"\b{relation}\b", sql) is not None


def _own_rows(dataset: Dataset) -> str:
    """The file's rows, and those in the store that they do not replace; `zeile` is null there."""
    names = ", ".join(f'b."{name}"' for name in dataset.names)
    same = " and ".join(f'z."{name}" = b."{name}"' for name in dataset.replaces) or "true"
    return f"""
        select {names}, b.{ROW} from zeilen as b
        union all
        select {names}, null from bisher as b where not exists (select 1 from zeilen as z where {same})
    """
