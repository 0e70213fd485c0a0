"""The cube of one query over procedures that were made up, without a store: for tests that need many."""

from datetime import date
from functools import cache

import pandas as pd

from kim import engine
from kim.catalogue import load_query
from kim.datasets import load_dataset, load_datasets
from kim.stand.build import load_relations, stored_columns


def cube(query: str, antraege: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of a query on a Stand's day that is also the day of the extract.

    `antraege` has columns of the dataset, dates as days or ISO texts; what it does not have is empty.
    """
    connection = _connection(day)
    columns = load_dataset("antraege").columns
    texts = antraege.reindex(columns=[column.name for column in columns]).astype("object")
    engine.load_frame(
        connection, "made", texts.where(texts.notna(), None).astype("str").replace("None", None)
    )
    fields = ", ".join(f"cast({column.name} as {column.sql_type}) as {column.name}" for column in columns)
    made = f"select {fields}, date '{day}' as auszug_vom from made"
    engine.execute(connection, f"create or replace table antraege as {made}")
    return engine.query(connection, load_query(query))


@cache
def _connection(day: date) -> engine.Connection:
    """Reference lists and views, made once; the views see whatever is in `antraege` when they are asked."""
    connection = engine.connect()
    for dataset in load_datasets().values():
        engine.load_parquet(connection, dataset.id, stored_columns(dataset), [], 0)
    load_relations(connection, day)
    return connection
