"""A figure as a sheet: what it shows in words, its table, its native chart beside it, what it rests on."""

from collections.abc import Iterable, Iterator

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from kim import formats
from kim.charts import Chart
from kim.exports.workbook.book import SMALL, TITLE, Book
from kim.exports.workbook.columns import columns
from kim.exports.workbook.drawing import draw
from kim.exports.workbook.place import Place
from kim.exports.workbook.tables import check_size, write_columns, write_frame

HEAD = 3  # the row of the table's headings, counted from 0
ONE_PAGE = 85  # rows that are still read on one page, so that no chart is cut in two
BACK = "← Übersicht"
RAW = "Rohdaten: Schlüssel, Zähler, Nenner und Fallzahlen, unverändert (nicht im Druck)"


def write_figure(book: Book, chart: Chart, name: str, cover: str) -> None:
    """The sheet of a chart; one that has nothing to draw says so and why."""
    sheet, found = book.sheet(name), columns(chart)
    check_size(HEAD + 1 + len(chart.categories) + len(chart.data), len(found), chart.title)
    place = Place(book, sheet, name, chart, found, HEAD)
    below = HEAD + 1
    if not chart.empty:
        write_columns(book, sheet, HEAD, found, f"tbl_{chart.id}")
        below = max(HEAD + 1 + len(chart.categories), draw(place))
    wide = sum(column.width for column in found) + place.width
    _head(book, sheet, chart, place.last, wide, cover)
    foot = _foot(book, sheet, chart, below + 1, place.last, wide)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, foot, place.last)
    sheet.fit_to_pages(1, 1 if foot <= ONE_PAGE else 0)
    _raw(book, sheet, chart, foot + 2)


def _head(book: Book, sheet: Worksheet, chart: Chart, last: int, wide: float, cover: str) -> None:
    book.text(sheet, 0, 0, chart.title, **TITLE)
    sheet.set_row(0, 22)
    book.block(sheet, 1, last, chart.sentence, wide)
    book.link(sheet, 2, 0, cover, BACK)
    book.text(sheet, 2, 1, book.provenance, **SMALL)


def _foot(book: Book, sheet: Worksheet, chart: Chart, row: int, last: int, wide: float) -> int:
    """Notes, source, symbols and the ids that lead back; the last row."""
    for text in said(chart):
        book.block(sheet, row, last, text, wide * 1.15, **SMALL)
        row += 1
    return row - 1


def said(chart: Chart) -> Iterator[str]:
    """What stands under a figure, line by line."""
    if chart.silent:
        yield "Ohne Bild: Es gibt hier keinen Wert zu zeigen."
    yield from chart.notes
    if chart.kind in ("bar", "stacked", "range", "tiles") and chart.lines and not chart.over_time:
        yield f"Zum Vergleich: {'; '.join(line.label for line in chart.lines)}."
    yield chart.source
    words = {chart.sign(status): chart.word(status) for status in chart.statuses if status != "shown"}
    if words:
        told = "; ".join(f"»{words[sign]}«: {meaning}" for sign, meaning in chart.legend)
        yield f"Angabe: {told}."
    yield f"Kennung des Bilds: {chart.id}"
    yield from ids(chart.traces)


def ids(traces: Iterable[str]) -> Iterator[str]:
    """The lines that lead back from numbers."""
    return (f"Kennung der Zahlen: {trace}" for trace in traces)


def _raw(book: Book, sheet: Worksheet, chart: Chart, row: int) -> None:
    """What machines read, below what is printed."""
    frame = shown_only(chart.data)
    if len(frame.columns) and len(frame):
        book.text(sheet, row, 0, RAW, bold=True)
        write_frame(book, sheet, row + 1, frame, f"roh_{chart.id}", chart.title, wrap=False)


def shown_only(frame: pd.DataFrame) -> pd.DataFrame:
    """A raw frame in which rows that are not shown carry no number, whatever is known of them."""
    if "status" not in frame.columns:
        return frame
    silent = ~frame["status"].isin(formats.NUMERIC)
    numbers = frame.select_dtypes("number").columns
    return frame.assign(**{name: frame[name].where(~silent) for name in numbers})
