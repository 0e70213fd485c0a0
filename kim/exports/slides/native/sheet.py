"""The workbook behind a chart: what can be edited there, with the reason wherever a value is missing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kim import formats
from kim.charts import Chart, Series
from kim.exports.slides.texts import clean
from kim.exports.slides.xml import Element, el, val

NAME = "Daten"
Cell = str | float | None
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass
class Sheet:
    """Columns under their headings, in the order they were put in; references lead to them."""

    columns: list[tuple[str, tuple[Cell, ...]]] = field(default_factory=list)

    def put(self, heading: str, cells: Sequence[Cell]) -> int:
        """The place of a new column."""
        self.columns.append((clean(heading), tuple(cells)))
        return len(self.columns) - 1

    def reasons(self, chart: Chart, rows: slice = slice(None)) -> None:
        """For each series that is not known throughout a column that says why; at the right of all others."""
        for series in chart.series:
            words = [reason(status) for status in series.status[rows]]
            if any(words):
                self.put(f"Angabe: {series.name}", words)

    def place(self, column: int, last: int | None = None) -> str:
        """The address of a column without its heading, up to another column where two are meant."""
        first, end = xl_col_to_name(column), xl_col_to_name(column if last is None else last)
        return f"{NAME}!${first}$2:${end}${len(self.columns[column][1]) + 1}"

    def heading(self, column: int) -> Element:
        """The name of a series."""
        address = f"{NAME}!${xl_col_to_name(column)}$1"
        points = el("c:pt", el("c:v", self.columns[column][0]), idx=0)
        return el("c:tx", el("c:strRef", el("c:f", address), el("c:strCache", val("c:ptCount", 1), points)))

    def numbers(self, tag: str, column: int, code: str = "General") -> Element:
        """The values of a series; a missing one is no point at all."""
        cells = self.columns[column][1]
        points = [el("c:pt", el("c:v", repr(float(v))), idx=i) for i, v in enumerate(cells) if v is not None]
        cache = el("c:numCache", el("c:formatCode", code), val("c:ptCount", len(cells)), points)
        return el(tag, el("c:numRef", el("c:f", self.place(column)), cache))

    def texts(self, tag: str, column: int) -> Element:
        """Categories."""
        return el(tag, el("c:strRef", el("c:f", self.place(column)), self._level("c:strCache", column)))

    def levels(self, tag: str, groups: int, names: int) -> Element:
        """Categories under groups; a group is said once, where it begins."""
        cells = self.columns[groups][1]
        said = [el("c:pt", el("c:v", text), idx=at) for at, text in enumerate(cells) if text]
        inner = self._level("c:lvl", names)
        count = inner[0]
        inner.remove(count)
        cache = el("c:multiLvlStrCache", count, inner, el("c:lvl", said))
        return el(tag, el("c:multiLvlStrRef", el("c:f", self.place(groups, names)), cache))

    def _level(self, tag: str, column: int) -> Element:
        cells = self.columns[column][1]
        points = [el("c:pt", el("c:v", str(text)), idx=at) for at, text in enumerate(cells)]
        return el(tag, val("c:ptCount", len(cells)), points)

    def xlsx(self) -> bytes:
        """The workbook; texts stay texts whatever they begin with."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, OPTIONS) as book:
            page = book.add_worksheet(NAME)
            for column, (heading, cells) in enumerate(self.columns):
                page.write_string(0, column, heading)
                page.set_column(column, column, max(10, min(40, len(heading) + 2)))
                for row, cell in enumerate(cells, 1):
                    _write(page, row, column, cell)
        return out.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, clean(cell))
    elif cell is not None:
        page.write_number(row, column, float(cell))


def reason(status: str) -> str:
    """Why there is no number; also that one is exactly zero."""
    return "" if status == "shown" else formats.WORDS[status]


def known(series: Series, values: Sequence[float | None] | None, rows: slice = slice(None)) -> list[Cell]:
    """Values where something is known, nothing elsewhere: also limits stay out then."""
    pairs = zip((series.values if values is None else values)[rows], series.status[rows], strict=True)
    return [value if status in formats.NUMERIC else None for value, status in pairs]
