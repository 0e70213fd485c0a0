"""Reads an Arbeitsmappe back with other programs than the one that wrote it: cells, tables, charts."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import openpyxl
from defusedxml import ElementTree
from openpyxl.worksheet.worksheet import Worksheet

from kim import formats
from kim.charts import Chart

NUMBERS_OF = {word: status for status, word in formats.WORDS.items()}
NUMBERS_OF |= {"nicht beurteilbar": "not_estimable"}  # in a grid of levels
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Number = float | str


@dataclass(frozen=True)
class Drawn:
    """A series of a native chart: its name, the range it draws, and the numbers it keeps in store."""

    name: str
    range: str
    values: tuple[float | None, ...]


@lru_cache(maxsize=2)
def opened(blob: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(blob))


def cells(blob: bytes) -> list[tuple[str, object]]:
    """Type and value of every cell."""
    return [
        (cell.data_type, cell.value) for sheet in opened(blob).worksheets for row in sheet for cell in row
    ]


def parts(blob: bytes) -> dict[str, str]:
    """All files of the package."""
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def numbers_in(blob: bytes, chart: Chart) -> dict[tuple[str, str], Number]:
    """(series, category) → the number in its cell, or the status that the word beside it means."""
    sheet, rows = table_of(blob, chart)
    found = {}
    for at, row in enumerate(rows):
        category = chart.categories[at]
        assert category in row.values(), f"row {at} of {sheet.title} is not {category}"
        for series in chart.series:
            found[series.name, category] = _told(row, series.name, chart)
    assert len(rows) == len(chart.categories)
    return found


def upper_ends_in(blob: bytes, chart: Chart) -> tuple[float | None, ...]:
    """The upper ends of a range."""
    _, rows = table_of(blob, chart)
    return tuple(next(v for name, v in row.items() if name.startswith("bis")) for row in rows)


def table_of(blob: bytes, chart: Chart) -> tuple[Worksheet, list[dict[str, object]]]:
    """The sheet of a chart and the rows of its table by heading."""
    name = "tbl_" + re.sub(r"[^A-Za-z0-9_]", "_", chart.id)
    for sheet in opened(blob).worksheets:
        if name in sheet.tables:
            heads, *rows = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
            return sheet, [dict(zip(heads, row, strict=True)) for row in rows]
    raise AssertionError(f"no table {name}")


def _told(row: dict[str, object], series: str, chart: Chart) -> Number:
    value = next(v for head, v in row.items() if _is_of(head, series, chart))
    status = _status(row.get("Angabe"), series)
    if status == "zero":
        assert value == 0
    return status if status else value


def _is_of(head: str, series: str, chart: Chart) -> bool:
    unit = f" ({chart.unit})" if chart.unit else ""
    return head in (f"{series}{unit}", f"{series}, von{unit}")


def _status(words: str | None, series: str) -> str | None:
    """ "nicht gemeldet" for all series, "frei: null; besetzt: zu wenige Fälle" for some."""
    for part in (words or "").split("; "):
        name, _, word = part.rpartition(": ")
        if word and name in ("", series):
            return NUMBERS_OF[word]
    return None


def kept(value: float | None) -> float | None:
    """A number as a workbook keeps it: to sixteen digits, more than Excel itself shows."""
    return None if value is None else float(f"{value:.16g}")


def expected(chart: Chart) -> dict[tuple[str, str], Number]:
    """What has to be read back."""
    return {
        (series.name, category): kept(value) if status == "shown" else status
        for series in chart.series
        for category, value, status in zip(chart.categories, series.values, series.status, strict=True)
    }


def drawings_in(blob: bytes, chart: Chart) -> list[Drawn]:
    """The series of all native charts on the sheet of a chart."""
    sheet, _ = table_of(blob, chart)
    number = opened(blob).worksheets.index(sheet) + 1
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        drawn = []
        for drawing in _related(package, f"xl/worksheets/sheet{number}.xml", "drawings/"):
            for part in _related(package, drawing, "charts/"):
                drawn += _series(ElementTree.fromstring(package.read(part)))
    return drawn


def _related(package: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in package.namelist():
        return []
    targets = re.findall(r'Target="\.\./([^"]+)"', package.read(rels).decode())
    return [f"xl/{target}" for target in targets if target.startswith(kind)]


def _series(root: ElementTree) -> Iterator[Drawn]:
    for series in root.iter(f"{C}ser"):
        values = series.find(f"{C}val") if series.find(f"{C}val") is not None else series.find(f"{C}yVal")
        name = series.find(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v")
        yield Drawn(name.text if name is not None else "", values.find(f".//{C}f").text, _kept(values))


def _kept(values: ElementTree) -> tuple[float | None, ...]:
    """The numbers that a chart shows until it looks at its cells; gaps have none."""
    length = int(values.find(f".//{C}ptCount").get("val"))
    points = {int(point.get("idx")): float(point.find(f"{C}v").text) for point in values.iter(f"{C}pt")}
    return tuple(kept(points.get(at)) for at in range(length))
