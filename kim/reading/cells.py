"""The cells of the columns we use → what they mean: signs, dashes, days and numbers in unusual writing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Column
from kim.errors import Issue
from kim.reading import dates, numbers, symbols
from kim.reading.layout import Question
from kim.reading.lesart import Lesart

READ = ":gelesen"  # beside a column: its cells in a plain writing, where that is not what the file has
Place = Callable[[str, int], dict[str, object]]


@dataclass
class Cells:
    """Cells under our names on the way to plain writing, with what was found and what has to be asked.

    `raw` is what the file has, without signs for missing values; `read` what it means, where that differs.
    """

    columns: Mapping[str, Column]
    raw: dict[str, pa.Array]
    place: Place
    read: dict[str, pa.Array] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    dates: str = ""

    def table(self, lines: pa.Array, row: str) -> pa.Table:
        beside = {f"{name}{READ}": text for name, text in self.read.items()}
        return pa.table({row: lines, **self.raw, **beside})


def plain_cells(
    columns: Mapping[str, Column], raw: Mapping[str, pa.Array], place: Place, lesart: Lesart, epoch: date
) -> Cells:
    """All steps in their order; `place` gives sheet, row, cell and column of a finding (our name, index)."""
    cells = Cells(columns, dict(raw), place)
    _drop_signs(cells)
    _read_dashes(cells, lesart)
    _read_numbers(cells)
    _read_dates(cells, lesart, epoch)
    return cells


def _drop_signs(cells: Cells) -> None:
    for name, text in cells.raw.items():
        cells.raw[name], count = symbols.without_signs(cells.columns[name], text)
        if count:
            where = cells.place(name, 0)
            cells.issues.append(symbols.sign_issue(where["column"], count, where["sheet"]))


def _read_dashes(cells: Cells, lesart: Lesart) -> None:
    found = symbols.dashed(cells.columns, cells.raw)
    for name, mask in found.items():
        if lesart.dash is None:
            first, count = pc.index(mask, True).as_py(), pc.sum(mask).as_py()
            dash = cells.raw[name][first].as_py()
            cells.issues.append(symbols.dash_issue(dash, count, **cells.place(name, first)))
        cells.raw[name] = symbols.replace_dashes(cells.raw[name], mask, lesart.dash)
    if found and lesart.dash is None:
        cells.questions.append(symbols.dash_question())


def _read_numbers(cells: Cells) -> None:
    for name, text in cells.raw.items():
        column = cells.columns[name]
        if column.type in symbols.NUMBERS:
            _translate(cells, name, text, numbers.reader(column.unit))


def _read_dates(cells: Cells, lesart: Lesart, epoch: date) -> None:
    texts = {name: text for name, text in cells.raw.items() if cells.columns[name].type == "date"}
    different = {name: pc.drop_null(pc.unique(text)).to_pylist() for name, text in texts.items()}
    asked = _open_days(cells.columns, different)
    orders = dates.possible_orders(asked, date.today()) if asked else []
    order = lesart.date_order or (orders[0] if len(orders) == 1 else None)
    for name, text in texts.items():
        _translate(cells, name, text, dates.reader(order, epoch))
        _tell_serials(cells, name, text, different[name], epoch)
    if orders and order is None:
        _ask_order(cells, texts, _telling(asked, orders), orders, epoch)
    known = next((text for listed in different.values() for text in listed if dates.is_clear(text)), None)
    cells.dates = _told(order, list(asked), known, lesart)


def _open_days(columns: Mapping[str, Column], different: Mapping[str, list[str]]) -> dict[str, date]:
    """Days whose order is open → the earliest plausible day of the columns in which they stand."""
    found: dict[str, date] = {}
    for name, listed in different.items():
        first = date.fromisoformat(str(columns[name].minimum or dates.EARLIEST))
        found |= {text: max(first, found.get(text, dates.EARLIEST)) for text in listed if dates.is_open(text)}
    return found


def _telling(asked: Iterable[str], orders: list[str]) -> str:
    """An example that means different days in different orders."""
    return max(asked, key=lambda text: len({dates.day_of(text, order) for order in orders}))


def _ask_order(
    cells: Cells, texts: Mapping[str, pa.Array], example: str, orders: list[str], epoch: date
) -> None:
    """One finding for the file; until it is answered the first order stands in, so nothing follows."""
    name = next(name for name, text in texts.items() if pc.any(pc.equal(text, example)).as_py())
    first = pc.index(texts[name], example).as_py()
    count = sum(sum(map(dates.is_open, pc.drop_null(text).to_pylist())) for text in texts.values())
    cells.issues.append(dates.order_issue(example, orders, count, **cells.place(name, first)))
    for other, text in texts.items():
        _translate(cells, other, text, dates.reader(orders[0], epoch))
    cells.questions.append(dates.order_question(example, orders))


def _told(order: str | None, asked: list[str], known: str | None, lesart: Lesart) -> str:
    """How days were read, with an example; nothing where there are none or where it is still open."""
    if not asked:
        return f"ausgeschrieben, zum Beispiel {known}" if known else ""
    day = dates.day_of(asked[0], order) if order else None
    if day is None:
        return ""
    how = "von Ihnen angegeben" if lesart.date_order else "aus der Datei erkannt"
    return f"{dates.WORDS[order]} ({how}; »{asked[0]}« ist der {day:%d.%m.%Y})"


def _tell_serials(cells: Cells, name: str, text: pa.Array, different: list[str], epoch: date) -> None:
    serials = [value for value in different if dates.is_serial(value)]
    if serials:
        mask = pc.is_in(text, value_set=pa.array(serials))
        day = date.fromisoformat(dates.reader(None, epoch)(serials[0]))
        where = cells.place(name, pc.index(mask, True).as_py())
        label = where.pop("column")
        cells.issues.append(
            dates.serial_issue(serials[0], f"{day:%d.%m.%Y}", label, pc.sum(mask).as_py(), **where)
        )


def _translate(cells: Cells, name: str, text: pa.Array, read: Callable[[str], str]) -> None:
    """The column in plain writing beside what the file has, worked out once per different value."""
    coded = pc.dictionary_encode(text)
    old = coded.dictionary.to_pylist()
    new = [read(value) for value in old]
    if new != old:
        cells.read[name] = pa.array(new, pa.string()).take(coded.indices)
