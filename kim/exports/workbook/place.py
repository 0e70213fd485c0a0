"""Where a chart stands on its sheet, and the cells it draws from."""

from dataclasses import dataclass, field
from math import ceil

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.worksheet import Worksheet

from kim import formats
from kim.charts import Chart
from kim.exports.workbook.book import SMALL, WRAPPED, Book
from kim.exports.workbook.columns import Column, Key
from kim.exports.workbook.looks import title

PX = 75  # of a column of the room for charts
CELL = 10.0  # characters of it
ROW = 20  # px
GAP = 2.0
ASIDE = "Hilfsspalten des Diagramms (nicht im Druck)"
MOST_TEXT = 2_000  # characters of an alternative text


@dataclass(frozen=True)
class Cells:
    """A column of cells with its heading: what a series of a chart refers to."""

    sheet: str
    head: int
    column: int
    data: tuple[object, ...]
    above: "Cells | None" = None  # the column before it, which names groups

    @property
    def name(self) -> list:
        return [self.sheet, self.head, self.column]

    @property
    def range(self) -> list:
        left = self.column if self.above is None else self.above.column
        return [self.sheet, self.head + 1, left, self.head + max(len(self.data), 1), self.column]


@dataclass
class Place:
    """A sheet with the table of a chart at its left, the room for the picture, and columns to draw from."""

    book: Book
    sheet: Worksheet
    name: str
    chart: Chart
    columns: list[Column]
    head: int
    room: int = 0  # columns of the picture
    asides: int = 0
    _at: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at = {column.key: place for place, column in enumerate(self.columns)}

    @property
    def left(self) -> int:
        """The first column of the picture."""
        return len(self.columns) + 1

    @property
    def last(self) -> int:
        """The last column that is printed."""
        return self.left + self.room - 1 if self.room else len(self.columns) - 1

    @property
    def width(self) -> float:
        return GAP + self.room * CELL if self.room else 0.0

    def cells(self, key: str, at: int = 0) -> Cells:
        """The cells of the table under a key."""
        place = self._at[key, at]
        return Cells(self.name, self.head, place, self.columns[place].cells)

    def has(self, key: str, at: int = 0) -> bool:
        return (key, at) in self._at

    def take_room(self, px: int, cell: float = CELL) -> None:
        """Columns for the picture; what is drawn from stands behind them."""
        self.room = ceil(px / PX)
        self.sheet.set_column(self.left - 1, self.left - 1, GAP)
        self.sheet.set_column(self.left, self.last, cell)

    def aside(self, name: str, data: tuple[object, ...] | list[object]) -> Cells:
        """A column that only the picture needs, as plain cells."""
        column = self.left + self.room + 1 + self.asides
        if not self.asides:
            self.book.text(self.sheet, self.head - 1, column, ASIDE, **SMALL)
        self.asides += 1
        self.book.text(self.sheet, self.head, column, name, **SMALL, **WRAPPED)
        for row, value in enumerate(data, start=self.head + 1):
            self._write(row, column, value)
        return Cells(self.name, self.head, column, tuple(data))

    def _write(self, row: int, column: int, value: object) -> None:
        if isinstance(value, str):
            self.book.text(self.sheet, row, column, value, **SMALL)
        elif value is not None and not formats.is_missing(value):
            self.sheet.write_number(row, column, float(value), self.book.form(**SMALL))

    def put(self, drawing: Drawing, width: int, height: int) -> int:
        """The picture with its alternative text; the first row below it."""
        drawing.set_title(title(self.name))
        drawing.set_size({"width": width, "height": height})
        look = {"description": self.chart.alt[:MOST_TEXT], "object_position": 2, "x_offset": 2, "y_offset": 2}
        self.sheet.insert_chart(self.head + 1, self.left, drawing, look)
        return self.head + 1 + ceil((height + 8) / ROW)


def series(name: Cells, categories: Cells, values: Cells, **look: object) -> dict:
    """A series that refers to cells; what it keeps in store is what they hold, gaps included."""
    told = {"name": name.name, "categories": categories.range, "values": values.range}
    if categories.above is not None:
        told["categories_data"] = [list(categories.above.data), list(categories.data)]
    return told | {"values_data": list(values.data)} | look
