"""A table as files: CSV for machines, CSV that German Excel opens, and Parquet."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from kim.exports.datapackage.fields import Field, Row, Table, Value

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # what makes a text a formula
TYPES = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "date": pa.date32()}


def machine_csv(table: Table) -> bytes:
    """UTF-8 without BOM, comma, decimal point, ISO days, CRLF; texts as they are."""
    return _csv(table, [column.name for column in table.fields], _as_is, ",").encode()


def excel_csv(table: Table) -> bytes:
    """UTF-8 with BOM, semicolon, decimal comma, German days; no text becomes a formula."""
    return (BOM + _csv(table, _heads(table), _german, ";")).encode()


def _heads(table: Table) -> list[str]:
    """The titles; where two are the same, the names tell them apart."""
    titles = [column.title for column in table.fields]
    return [
        f"{column.title} ({column.name})" if titles.count(column.title) > 1 else column.title
        for column in table.fields
    ]


def parquet(table: Table) -> bytes:
    schema = pa.schema([pa.field(column.name, TYPES[column.kind]) for column in table.fields])
    columns = [
        pa.array([_filled(row, column) for row in table.rows], TYPES[column.kind]) for column in table.fields
    ]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def _filled(row: Row, column: Field) -> Value:
    value = row.get(column.name)
    return None if value == "" else value


def _csv(table: Table, head: list[str], write: Callable[[Value], str], delimiter: str) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(head)
    for row in table.rows:
        writer.writerow([write(_filled(row, column)) for column in table.fields])
    return buffer.getvalue()


def _as_is(value: Value) -> str:
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _german(value: Value) -> str:
    if isinstance(value, float):
        return _as_is(value).replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return _guarded(value) if isinstance(value, str) else _as_is(value)


def _guarded(text: str) -> str:
    """An apostrophe keeps a spreadsheet from calculating what somebody typed."""
    return f"'{text}" if text.startswith(FORMULA) else text
