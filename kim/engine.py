"""The only module that imports duckdb: sandboxed connections, cursors and queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

THREADS = 2
MEMORY = "1500MB"
TABLE_ROWS = 500_000  # datasets below this are loaded once; larger ones are read in place by each query

Connection = duckdb.DuckDBPyConnection


def connect(temp: Path | None = None) -> Connection:
    """An in-memory database; what does not fit into its memory spills to `temp`."""
    config: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY}
    if temp is not None:
        config["temp_directory"] = str(temp)
    connection = duckdb.connect(config=config)
    connection.execute("set enable_progress_bar = false")
    return connection


def connect_reader(folder: Path) -> Connection:
    """A connection that sees `folder` and nothing else, and cannot be talked out of it."""
    connection = connect()
    keep_footers(connection)
    connection.execute(f"set allowed_directories = [{_literal(f'{folder}/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def query(connection: Connection, sql: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
    """The rows of one statement, on a cursor of its own so that threads never meet."""
    with connection.cursor() as cursor:
        return cursor.execute(sql, dict(parameters or {})).df()


def query_rows(
    connection: Connection, sql: str, parameters: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """The rows of one statement as plain dictionaries: for few rows much cheaper than a frame."""
    with connection.cursor() as cursor:
        cursor.execute(sql, dict(parameters or {}))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def query_columns(
    connection: Connection, sql: str, parameters: Mapping[str, object] | None = None
) -> dict[str, np.ndarray]:
    """The rows of one statement by columns: times as dates, what is missing as NaN or None."""
    with connection.cursor() as cursor:
        found = cursor.execute(sql, dict(parameters or {})).fetchnumpy()
    return {name: _plain(values) for name, values in found.items()}


def query_row(
    connection: Connection, sql: str, parameters: Mapping[str, object] | None = None
) -> tuple[Any, ...]:
    """The first row of one statement as plain values: for many columns much cheaper than a frame."""
    with connection.cursor() as cursor:
        return cursor.execute(sql, dict(parameters or {})).fetchone()


def execute(connection: Connection, sql: str, parameters: Mapping[str, object] | None = None) -> None:
    """Run one statement that returns nothing of interest."""
    connection.execute(sql, dict(parameters or {}))


def arrow(connection: Connection, sql: str) -> pa.Table:
    return connection.sql(sql).to_arrow_table()


def load_frame(connection: Connection, name: str, frame: pd.DataFrame | pa.Table) -> None:
    """Make a frame a table of the database."""
    connection.register("incoming", frame)
    connection.execute(f"create or replace table {identifier(name)} as select * from incoming")
    connection.unregister("incoming")


def keep_footers(connection: Connection) -> None:
    """Read the footer of a Parquet file once for all queries: files of the store never change."""
    connection.execute("set parquet_metadata_cache = true")


@contextmanager
def borrowed(connection: Connection, name: str, table: pa.Table) -> Iterator[None]:
    """An Arrow table as a relation, read where it lies, for as long as the block runs."""
    connection.register(name, table)
    try:
        yield
    finally:
        connection.unregister(name)


def load_view(connection: Connection, name: str, sql: str) -> None:
    connection.execute(f"create or replace view {identifier(name)} as {sql}")


def load_parquet(
    connection: Connection, name: str, columns: Mapping[str, str], files: Sequence[Path], rows: int
) -> None:
    """Make Parquet files a relation with exactly `columns` (name → SQL type); a missing column is null."""
    kind = "table" if rows < TABLE_ROWS else "view"
    select = _select_parquet(connection, columns, files) if files else _select_nothing(columns)
    connection.execute(f"create or replace {kind} {identifier(name)} as {select}")


def view_parquet(connection: Connection, name: str, file: Path) -> None:
    """Make one Parquet file a view that is read in place."""
    connection.execute(f"create view {identifier(name)} as select * from read_parquet({_literal(str(file))})")


def write_parquet(connection: Connection, sql: str, path: Path) -> int:
    """Write the rows of one select to a Parquet file, the same bytes each time; returns their number."""
    statement = sql.strip().rstrip(";")
    target = f"{_literal(str(path))} (format parquet, compression zstd)"
    return connection.execute(f"copy ({statement}\n) to {target}").fetchone()[0]


def columns_of(connection: Connection, name: str) -> dict[str, str]:
    """Column names and SQL types of a relation."""
    with connection.cursor() as cursor:
        return {row[0]: row[1] for row in cursor.execute(f"describe {identifier(name)}").fetchall()}


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _select_parquet(connection: Connection, columns: Mapping[str, str], files: Iterable[Path]) -> str:
    source = f"read_parquet([{', '.join(_literal(str(file)) for file in files)}], union_by_name = true)"
    present = {row[0] for row in connection.execute(f"describe select * from {source}").fetchall()}
    fields = (
        f"cast({identifier(name) if name in present else 'null'} as {sql_type}) as {identifier(name)}"
        for name, sql_type in columns.items()
    )
    return f"select {', '.join(fields)} from {source}"


def _select_nothing(columns: Mapping[str, str]) -> str:
    fields = (f"cast(null as {kind}) as {identifier(name)}" for name, kind in columns.items())
    return f"select {', '.join(fields)} where false"


def _plain(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind == "M":
        values = values.astype("datetime64[D]").astype(object)
    missing = np.ma.getmaskarray(values)
    return np.where(missing, None if values.dtype == object else np.nan, values) if missing.any() else values


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
