"""The table of a file that holds a dataset → its cells as text under our column names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.cells import Cells, plain_cells
from kim.reading.choosing import choose, holds_data, is_correction_list
from kim.reading.files import read_tables
from kim.reading.headings import (
    PERSONAL,
    Heading,
    count_known,
    heading_issues,
    known_headings,
    plain,
)
from kim.reading.layout import FileColumn, Layout
from kim.reading.lesart import Lesart
from kim.reading.lines import Grid, left_out
from kim.reading.numbers import decide_mark, mark_question, number_issue
from kim.reading.proposals import propose_codes, propose_columns
from kim.reading.symbols import NUMBERS
from kim.reading.table import Table, Unreadable, cell_text, letter
from kim.reading.table_issues import formula, no_such_sheet, nothing, other_sheet, too_many_fields

ROW = "zeile"
LESART = Lesart()
SAMPLES = 3
SEEN = 1_000  # rows that samples are taken from


@dataclass(frozen=True)
class Sheet:
    """What was read: `cells` holds text under our names, for the columns of the file, its line in `zeile`.

    Empty cells are missing values; where a cell is written in an unusual way, `name:gelesen` beside `name`
    says it plainly. `headings` maps our names to the file's own headings, `letters` to its columns.
    `decimal_mark` is "," or "."; None where the numbers do not tell, or where they contradict each other.
    """

    cells: pa.Table
    headings: Mapping[str, str]
    decimal_mark: str | None
    issues: tuple[Issue, ...]
    name: str | None = None
    layout: Layout = field(default_factory=lambda: Layout(""))
    letters: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def understood(self) -> str:
        return self.layout.form

    @property
    def readable(self) -> bool:
        """Whether a table was found in the file at all."""
        return bool(self.layout.columns)

    @property
    def numbers_open(self) -> bool:
        """Whether the file leaves a question about its numbers, so that none of them may be read."""
        return any(issue.code.startswith("zahlformat_") for issue in self.issues)

    def cell(self, name: str, row: int | None) -> str | None:
        """The place as a spreadsheet names it."""
        return f"{self.letters[name]}{row}" if row and name in self.letters else None


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
        mark, against = decide_mark(self._numbers(), self.lesart.decimal_mark)
        texts = [_text(column, self.first - 1, mark or ",") for column in self.table.columns]
        grid = Grid(texts, self.heading, self.columns)
        keep, dropped = left_out(grid, self.dataset, self.lesart.data_rows)
        self.lines = pc.indices_nonzero(keep)
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
            *self._formulas(cells),
            *([] if len(self.lines) else [nothing(self.table.name, self.heading.last + 1)]),
        ]
        asked = [mark_question(against[2])] if against and against[0] == "zahlformat_unklar" else []
        layout = Layout(
            form=self.table.understood,
            sheets=tuple(table.name for table in self.tables if table.name),
            sheet=self.table.name,
            heading=(self.heading.first + 1, self.heading.last + 1),
            columns=tuple(self._file_columns(texts)),
            numbers=self._numbers_told(mark),
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

    def _numbers(self) -> dict[str, list[str]]:
        """The different texts in columns of numbers."""
        numeric = [place for place, column in self.columns.items() if column.type in NUMBERS]
        return {
            self.columns[place].name: list(_texts(self.table.columns[place], self.first - 1))
            for place in numeric
        }

    def _cells(self, texts: Sequence[pa.Array]) -> Cells:
        raw = {column.name: texts[place].take(self.lines) for place, column in self.columns.items()}
        columns = {column.name: column for column in self.columns.values()}
        return plain_cells(columns, raw, self._place, self.lesart, self.table.epoch)

    def _place(self, name: str, index: int) -> dict[str, object]:
        """Where a cell stands, for a finding."""
        place = next(p for p, column in self.columns.items() if column.name == name)
        row = self.lines[index].as_py() + self.first if index < len(self.lines) else self.first
        return {
            "sheet": self.table.name,
            "row": row,
            "column": self.heading.names[place],
            "cell": f"{letter(place)}{row}",
        }

    def _number_issue(self, against: tuple[str, str, str], cells: Cells) -> Issue:
        code, name, text = against
        index = pc.index(cells.raw[name], text).as_py()
        return number_issue(code, text, **self._place(name, max(index, 0)))

    def _formulas(self, cells: Cells) -> Iterator[Issue]:
        """Cells with a formula, and text that a spreadsheet would take for one."""
        kept = {line.as_py() + self.first - 1 for line in self.lines} if self.table.formulas else set()
        for place, column in self.columns.items():
            lines = sorted(line for line, at in self.table.formulas if at == place and line in kept)
            text = pc.indices_nonzero(
                pc.fill_null(pc.match_substring_regex(cells.raw[column.name], r"^[=@]"), False)
            )
            lines = lines or [self.lines[i.as_py()].as_py() + self.first - 1 for i in text[:1]] * len(text)
            if lines:
                where = self._place(column.name, 0) | {
                    "row": lines[0] + 1,
                    "cell": f"{letter(place)}{lines[0] + 1}",
                }
                yield formula(column, len(lines), where)

    def _file_columns(self, texts: Sequence[pa.Array]) -> Iterator[FileColumn]:
        for place in sorted(self.heading.filled):
            name = self.heading.names[place]
            personal = PERSONAL.fullmatch(plain(name)) is not None
            yield FileColumn(
                letter(place),
                name,
                self.heading.columns.get(place),
                self.heading.how.get(place),
                () if personal else _samples(texts[place].take(self.lines[:SEEN])),
            )

    def _numbers_told(self, mark: str | None) -> str:
        if mark is None:
            return ""
        how = "von Ihnen angegeben" if self.lesart.decimal_mark else "aus der Datei erkannt"
        return f"Dezimal{'komma' if mark == ',' else 'punkt'} ({how})"

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
        surplus = [pc.is_valid(_text(c, self.first - 1, ",")) for c in self.table.columns[width:]]
        lines = sorted({line for mask in surplus for line in pc.indices_nonzero(mask).to_pylist()})
        if lines:
            yield too_many_fields(width, lines[0] + self.first, len(lines))


def _text(column: object, first: int, mark: str) -> pa.Array:
    """Trimmed text below the heading, missing values for empty cells."""
    if isinstance(column, pa.ChunkedArray):
        cells = column.slice(first).combine_chunks()
    else:
        cells = pa.array([cell_text(cell, mark) for cell in column[first:]], pa.string())
    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _texts(column: object, first: int) -> Iterator[str]:
    """The different cells that are text, in the order in which they come."""
    if isinstance(column, pa.ChunkedArray):
        different = pc.unique(column.slice(first)).to_pylist()
    else:
        different = dict.fromkeys(cell for cell in column[first:] if isinstance(cell, str))
    return (" ".join(cell_text(cell).split()) for cell in different if cell)


def _samples(text: pa.Array) -> tuple[str, ...]:
    """The first different values; none that could name a person."""
    different = pc.drop_null(pc.unique(text))[:SAMPLES].to_pylist()
    return tuple(value[:40] for value in different if "@" not in value)


def _unreadable(reason: Unreadable) -> Sheet:
    issue = Issue(reason.code, "error", reason.message, reason.expected, reason.remedy, row=reason.row)
    return Sheet(pa.table({ROW: pa.array([], pa.int64())}), {}, None, (issue,))
