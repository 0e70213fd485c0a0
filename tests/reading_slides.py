"""Reads slides back with other programs than the one that wrote them: charts, embedded workbooks, tables."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

import openpyxl
from defusedxml import ElementTree
from pptx import Presentation
from pptx.chart.chart import Chart as Drawn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide

from kim import formats
from kim.charts import Chart

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
STATUS_OF = {word: status for status, word in formats.WORDS.items()}
STATUS_OF |= {sign: status for status, sign in formats.SYMBOLS.items()}
STATUS_OF |= {"nb": "not_estimable", "nicht beurteilbar": "not_estimable"}  # in a grid of levels
ADDRESS = re.compile(r"(?P<sheet>\w+)!\$(?P<column>[A-Z]+)\$(?P<first>\d+):\$[A-Z]+\$(?P<last>\d+)")
Number = float | str


@lru_cache(maxsize=2)
def opened(blob: bytes) -> tuple[Slide, ...]:
    return tuple(Presentation(io.BytesIO(blob)).slides)


def numbers_in(blob: bytes, chart: Chart) -> dict[tuple[str, str], Number]:
    """(series, category) → the number that is drawn, or the status that the workbook behind it names.

    Numbers stand in the chart and in its workbook, and are the same in both. Tiles are written as they are
    shown, so they are rounded. A chart without any value is a sentence and has no numbers.
    """
    if chart.kind == "tiles":
        return _tiles(blob, chart)
    if chart.kind == "heatmap":
        return _grid(blob, chart)
    found, before = {}, 0
    for frame in frames_in(blob, chart):
        told = _panel(frame.chart, chart, before)
        before += len(told) // len(chart.series)
        found |= told
    return found


def frames_in(blob: bytes, chart: Chart) -> list[GraphicFrame]:
    """The panels of a chart in their order."""
    own = re.compile(re.escape(chart.id) + r"( \(\d+ von \d+\))?")
    return [shape for slide in opened(blob) for shape in slide.shapes if own.fullmatch(shape.name)]


def _panel(drawn: Drawn, chart: Chart, before: int) -> dict[tuple[str, str], Number]:
    """The rows of one panel, the first of which is the category at `before`."""
    book = workbook_of(drawn)
    found = {}
    for series in chart.series:
        element = _series(drawn, series.name)
        values = _values(element)
        assert values == _cells(book, element), f"{chart.id}: chart and workbook differ"
        reasons = _reasons(book, series.name, len(values))
        for at, (value, reason) in enumerate(zip(values, reasons, strict=True), before):
            found[series.name, chart.categories[at]] = STATUS_OF[reason] if reason else value
            assert value is None or STATUS_OF.get(reason, "zero") == "zero", f"{reason} with {value}"
    return found


def workbook_of(drawn: Drawn) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))


def _series(drawn: Drawn, name: str) -> object:
    """The element of a series by its name; spans begin at "…, von"."""
    named = {element.findtext(f"{C}tx//{C}v"): element for element in drawn._chartSpace.iter(f"{C}ser")}
    return named[name] if name in named else named[f"{name}, von"]


def _values(element: object) -> list[float | None]:
    values = element.find(f"{C}val") if element.find(f"{C}val") is not None else element.find(f"{C}yVal")
    count = int(values.find(f".//{C}ptCount").get("val"))
    known = {int(point.get("idx")): float(point.findtext(f"{C}v")) for point in values.iter(f"{C}pt")}
    return [known.get(at) for at in range(count)]


def _cells(book: openpyxl.Workbook, element: object) -> list[float | None]:
    """What stands where the series says its values are; Excel keeps 16 digits."""
    values = element.find(f"{C}val") if element.find(f"{C}val") is not None else element.find(f"{C}yVal")
    place = ADDRESS.fullmatch(values.findtext(f".//{C}f"))
    sheet = book[place["sheet"]]
    rows = range(int(place["first"]), int(place["last"]) + 1)
    cells = [sheet[f"{place['column']}{row}"].value for row in rows]
    return [_same(cell, value) for cell, value in zip(cells, _values(element), strict=True)]


def _same(cell: float | None, value: float | None) -> float | None:
    near = None not in (cell, value) and abs(cell - value) <= 1e-15 * max(1, abs(value))
    return value if near else cell


def _reasons(book: openpyxl.Workbook, name: str, count: int) -> list[str | None]:
    sheet = book.worksheets[0]
    column = [cell.column for cell in sheet[1] if cell.value == f"Angabe: {name}"]
    return [sheet.cell(at, column[0]).value if column else None for at in range(2, count + 2)]


def _tiles(blob: bytes, chart: Chart) -> dict[tuple[str, str], Number]:
    [frame] = frames_in(blob, chart)
    found = {}
    for name, place in zip(chart.categories, chart.places, strict=True):
        sign, told = frame.table.cell(place.row, place.column).text_frame.text.split("\n")
        assert sign == place.sign
        found[chart.series[0].name, name] = STATUS_OF[told] if told in STATUS_OF else _number(told)
    return found


def _grid(blob: bytes, chart: Chart) -> dict[tuple[str, str], Number]:
    """The cells of all tables of a heatmap; 0 is a level and no sign."""
    found = {}
    for frame in frames_in(blob, chart):
        head, *rows = [[cell.text_frame.text for cell in row.cells] for row in frame.table.rows]
        for name, *told in rows:
            pairs = zip(head[1:], told, strict=True)
            found |= {(s, name): _number(t) if t.isdigit() else STATUS_OF[t] for s, t in pairs}
    return found


def _number(text: str) -> float:
    """ "1.234,5" → 1234.5"""
    return float(text.replace(".", "").replace(",", ".").replace(formats.MINUS, "-"))


def all_numbers(blob: bytes) -> set[float]:
    """Every number of every chart part and of every workbook within."""
    return {value for name, text in parts_in(blob) for value in _numbers_of(name, text)}


def _numbers_of(name: str, blob: bytes) -> Iterator[float]:
    if "charts/" not in name and "worksheets/" not in name:
        return
    for element in ElementTree.fromstring(blob).iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "v" and element.text and re.fullmatch(r"-?[\d.]+(E[-+]?\d+)?", element.text, re.IGNORECASE):
            yield float(element.text)


def parts_in(blob: bytes) -> Iterator[tuple[str, bytes]]:
    """All files of a package, and those of the workbooks within."""
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield from parts_in(part) if name.endswith(".xlsx") else [(name, part)]


def notes_of(slide: Slide) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def texts_of(slide: Slide) -> list[str]:
    """Everything that is written on a slide, also in its tables."""
    told = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if getattr(shape, "has_table", False)]
    return told + [cell.text_frame.text for table in tables for cell in table.iter_cells()]


def slide_of(blob: bytes, chart: Chart) -> Slide:
    """The last slide of a chart."""
    [*_, frame] = frames_in(blob, chart)
    return next(s for s in opened(blob) if any(shape._element is frame._element for shape in s.shapes))


def titled(blob: bytes, start: str) -> list[Slide]:
    """The slides whose title starts so."""
    return [slide for slide in opened(blob) if title_of(slide).startswith(start)]


def title_of(slide: Slide) -> str:
    return slide.shapes.title.text_frame.text


def rows_of(slide: Slide) -> list[list[str]]:
    """The rows of the one table on a slide."""
    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]
