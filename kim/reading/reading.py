"""The table of a file that holds a dataset → its cells as text under our column names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.cells import Cells, plain_cells
from kim.reading.choosing import choose, holds_data, is_correction_list
from kim.reading.columns import file_columns
from kim.reading.files import read_tables
from kim.reading.heading_issues import heading_issues
from kim.reading.heading_lines import count_known
from kim.reading.headings import Heading, known_headings
from kim.reading.layout import Layout
from kim.reading.lesart import Lesart
from kim.reading.lines import Grid, left_out
from kim.reading.merging import merged_issue, spread
from kim.reading.numbers import UNCLEAR, decide_mark, mark_question, number_issue
from kim.reading.numbers import reader as number_reader
from kim.reading.proposals import propose_codes, propose_columns
from kim.reading.sheet import ROW, Sheet
from kim.reading.symbols import NUMBERS
from kim.reading.table import Table, Unreadable, cell_text, letter
from kim.reading.table_issues import formula, no_such_sheet, nothing, other_sheet, too_many_fields

LESART = Lesart()
FORMULA = r"^([=@]|[+-][A-Za-z])"  # text that a spreadsheet would run
SEEN = 1_000  # rows that samples are taken from


def read(content: bytes, file_name: str, dataset: Dataset, lesart: Lesart = LESART) -> Sheet:
    """Read a file; what cannot be read comes back as issues of an empty sheet.

    `lesart` holds what the sender said about the file.
    """
    try:
        tables = tables_of(content, file_name, dataset)
        chosen, heading = choose(tables, dataset, lesart)
    except Unreadable as reason:
        return _unreadable(reason)
    return _Reading(tables, chosen, heading, dataset, lesart).sheet()


def tables_of(content: bytes, file_name: str, dataset: Dataset) -> list[Table]:
    """The tables of a file without the list of a Korrekturmappe; Unreadable where there is none."""
    known = known_headings(dataset)
    found = read_tables(content, file_name, lambda rows: count_known(rows, known))
    return [table for table in found if not is_correction_list(table)]


class _Reading:
    """One table on its way from cells to a Sheet."""

    def __init__(
        self, tables: Sequence[Table], table: Table, heading: Heading, dataset: Dataset, lesart: Lesart
    ) -> None:
        self.tables, self.table, self.heading = tables, table, heading
        self.dataset, self.lesart = dataset, lesart
        self.columns = {place: dataset.column(name) for place, name in heading.columns.items()}
        self.first = heading.last + 2  # line of the file below the heading

    def sheet(self) -> Sheet:
        texts = [_text(cells, self.first - 1) for cells in self.table.columns]
        texts, merged = spread(texts, self.columns, self.table, self.first - 1)
        grid = Grid(texts, self.heading, self.columns)
        keep, dropped = left_out(grid, self.lesart.data_rows)
        self.lines = pc.indices_nonzero(keep)
        mark, against = decide_mark(self._numbers(texts), self.lesart.decimal_mark)
        texts = texts if mark != "." else self._pointed(texts)
        self.heading = self._without_empty_columns(texts)
        cells = self._cells(texts)
        proposals = tuple(propose_columns(self.dataset, self.heading, self._first_rows(texts), self.lesart))
        proposed = {proposal.name: proposal.heading for proposal in proposals}
        issues = [
            *heading_issues(self.dataset, self.heading, self.table.name, proposed),
            *self._other_tables(),
            *self._shifted(),
            *([self._number_issue(against, cells)] if against else []),
            *cells.issues,
            *(merged_issue(**self._where(place, line), count=count) for place, line, count in merged),
            *self._formulas(cells),
            *([] if len(self.lines) else [nothing(self.table.name, self.heading.last + 1)]),
        ]
        asked = [mark_question(against[2])] if against and against[0] == UNCLEAR else []
        layout = Layout(
            form=self.table.understood,
            sheets=tuple(table.name for table in self.tables if table.name),
            sheet=self.table.name,
            heading=(self.heading.first + 1, self.heading.last + 1),
            columns=tuple(file_columns(self.dataset, self.heading, self._first_rows(texts))),
            numbers=self._numbers_told(mark, cells),
            dates=cells.dates,
            left_out=tuple(dropped),
            questions=(*asked, *cells.questions),
            column_proposals=proposals,
            code_proposals=tuple(propose_codes(cells.columns, cells.raw, self.lesart)),
        )
        rows = pc.add(pc.cast(self.lines, pa.int64()), self.first)
        return Sheet(
            cells.table(rows, ROW),
            self.heading.words,
            mark,
            tuple(issues),
            self.table.name,
            layout,
            {name: letter(place) for place, name in self.heading.columns.items()},
            self.lesart.codes,
        )

    def _without_empty_columns(self, texts: Sequence[pa.Array]) -> Heading:
        """The heading without nameless columns in which no row has anything."""
        filled = [
            p for p in self.heading.filled if not self.heading.is_nameless(p) or self._has_rows(texts[p])
        ]
        return replace(self.heading, filled=frozenset(filled))

    def _has_rows(self, text: pa.Array) -> bool:
        return text.take(self.lines).null_count < len(self.lines)

    def _first_rows(self, texts: Sequence[pa.Array]) -> list[pa.Array]:
        return [text.take(self.lines[:SEEN]) for text in texts]

    def _numbers(self, texts: Sequence[pa.Array]) -> dict[str, dict[str, str]]:
        """Columns of numbers → the different texts of their rows → the number without its unit."""
        found = {}
        for place, column in self.columns.items():
            if column.type in NUMBERS:
                read = number_reader(column.unit)
                found[column.name] = {text: read(text) for text in self._written(place, texts[place])}
        return found

    def _written(self, place: int, text: pa.Array) -> list[str]:
        """The different cells of rows that are text in the file: numbers of a workbook have no mark."""
        cells = self.table.columns[place]
        rows = text.take(self.lines)
        if not isinstance(cells, pa.ChunkedArray):
            own = pa.array([isinstance(cell, str) for cell in cells[self.first - 1 :]], pa.bool_())
            rows = rows.filter(own.take(self.lines))
        return pc.drop_null(pc.unique(rows)).to_pylist()

    def _pointed(self, texts: Sequence[pa.Array]) -> list[pa.Array]:
        """The cells again where a workbook has numbers of its own beside text with decimal points."""
        again = {
            place: _text(cells, self.first - 1, ".")
            for place, cells in enumerate(self.table.columns)
            if place in self.columns and self.columns[place].type in NUMBERS
        }
        return [again.get(place, text) for place, text in enumerate(texts)]

    def _cells(self, texts: Sequence[pa.Array]) -> Cells:
        raw = {column.name: texts[place].take(self.lines) for place, column in self.columns.items()}
        columns = {column.name: column for column in self.columns.values()}
        return plain_cells(columns, raw, self._place, self.lesart, self.table.epoch)

    def _place(self, name: str, index: int) -> dict[str, object]:
        """Where a cell stands, for a finding: our name and the index of the row."""
        place = next(p for p, column in self.columns.items() if column.name == name)
        return self._where(place, self.lines[index].as_py() if index < len(self.lines) else 0)

    def _where(self, place: int, line: int) -> dict[str, object]:
        """Where a cell stands, for a finding: its column and its line below the heading."""
        row = line + self.first
        return {
            "sheet": self.table.name,
            "row": row,
            "column": self.heading.names[place],
            "cell": f"{letter(place)}{row}",
        }

    def _formulas(self, cells: Cells) -> Iterator[Issue]:
        """Cells of rows that hold a formula, and text that a spreadsheet would take for one."""
        used = set(self.lines.to_pylist()) if self.table.formulas else set()
        for place, column in self.columns.items():
            held = {line - self.first + 1 for line, at in self.table.formulas if at == place} & used
            text = pc.match_substring_regex(cells.raw[column.name], FORMULA)
            lines = held | set(self.lines.filter(pc.fill_null(text, False)).to_pylist())
            if lines:
                yield formula(column, len(lines), self._where(place, min(lines)))

    def _number_issue(self, against: tuple[str, str, str], cells: Cells) -> Issue:
        code, name, text = against
        index = pc.index(cells.raw[name], text).as_py()
        return number_issue(code, text, **self._place(name, max(index, 0)))

    def _numbers_told(self, mark: str | None, cells: Cells) -> str:
        if mark is None:
            return ""
        how = "von Ihnen angegeben" if self.lesart.decimal_mark else "aus der Datei erkannt"
        told = f"Dezimal{'komma' if mark == ',' else 'punkt'} ({how}"
        numeric = [text for name, text in cells.raw.items() if cells.columns[name].type in NUMBERS]
        example = next(filter(None, (example_of(mark, text) for text in numeric)), None)
        return f"{told}, zum Beispiel {example})" if example else f"{told})"

    def _other_tables(self) -> Iterator[Issue]:
        if self.lesart.sheet and self.lesart.sheet != self.table.name:
            yield no_such_sheet(self.lesart.sheet, self.table.name)
        for other in self.tables if not self.lesart.sheet else ():
            if other is not self.table and other.visible and holds_data(other, self.dataset, self.lesart):
                yield other_sheet(other.name, self.table.name)

    def _shifted(self) -> Iterator[Issue]:
        """Lines of a text file with more fields than headings: a delimiter in a field moved their cells."""
        if self.table.widths is None:
            return
        width = self.table.widths[self.heading.last]
        surplus = [pc.is_valid(_text(c, self.first - 1)) for c in self.table.columns[width:]]
        lines = sorted({line for mask in surplus for line in pc.indices_nonzero(mask).to_pylist()})
        if lines:
            yield too_many_fields(width, lines[0] + self.first, len(lines))


def _text(column: object, first: int, mark: str = ",") -> pa.Array:
    """Trimmed text below the heading, missing values for empty cells."""
    if isinstance(column, pa.ChunkedArray):
        cells = column.slice(first).combine_chunks()
    else:
        cells = pa.array([cell_text(cell, mark) for cell in column[first:]], pa.string())
    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def example_of(mark: str, text: pa.Array) -> str | None:
    """The first number with its decimal mark."""
    different = pc.drop_null(pc.unique(text))
    return next((number for number in different.slice(0, SEEN).to_pylist() if mark in number), None)


def _unreadable(reason: Unreadable) -> Sheet:
    issue = Issue(reason.code, "error", reason.message, reason.expected, reason.remedy, row=reason.row)
    return Sheet(pa.table({ROW: pa.array([], pa.int64())}), {}, None, (issue,))
