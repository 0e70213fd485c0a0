"""Read a data package back with the standard library and pyarrow: what tests compare with the charts."""

import csv
import io
import zipfile
from pathlib import Path

import frictionless
import pyarrow.parquet as pq

from kim.charts import Chart


def files_in(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_in(blob: bytes, table: str) -> list[dict[str, str]]:
    """The rows of the CSV for machines, all texts."""
    return list(csv.DictReader(io.StringIO(files_in(blob)[f"daten/{table}.csv"].decode(), newline="")))


def excel_rows_in(blob: bytes, table: str) -> list[dict[str, str]]:
    """The rows of the CSV for Excel, all texts."""
    text = files_in(blob)[f"daten/{table}_excel.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def parquet_rows_in(blob: bytes, table: str) -> list[dict]:
    """The rows of the Parquet file, with types."""
    return pq.read_table(io.BytesIO(files_in(blob)[f"daten/{table}.parquet"])).to_pylist()


def numbers_in(blob: bytes, chart: Chart) -> dict[tuple[str, str], float | str]:
    """(series, category) of a chart → its number, or the status where there is none."""
    rows = [row for row in rows_in(blob, "gezeichnet") if row["bild"] == chart.id]
    return {(row["reihe"], row["kategorie"]): _number(row) for row in rows}


def _number(row: dict[str, str]) -> float | str:
    return float(row["wert"]) if row["wert"] else row["status"]


def unpacked(blob: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path) -> list[str]:
    """What frictionless has to say about a package."""
    found = frictionless.validate(str(folder / "datapackage.json"))
    return [error for row in found.flatten(["title", "message"]) for error in row]
