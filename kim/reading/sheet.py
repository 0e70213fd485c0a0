"""The table of a file that holds a dataset → its cells as text under our column names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import pyarrow as pa
import pyarrow.compute as pc

from kim.datasets import Dataset
from kim.errors import Issue
from kim.reading.files import Rows, Table, Unreadable, cell_text, read_tables
from kim.reading.headings import Heading, best_heading, heading_issues, known_headings, read_heading
from kim.reading.layout import Layout
from kim.reading.lesart import Lesart
from kim.reading.numbers import decide_mark, number_issue

ROW = "zeile"
NUMBERS = ("decimal", "integer")
LESART = Lesart()


@dataclass(frozen=True)
class Sheet:
    """What was read: `cells` holds text under our names, for the columns of the file, its line in `zeile`.

    Empty cells are missing values. `headings` maps our names to the file's own headings. `decimal_mark` is
    "," or "."; None where the numbers do not tell, or where they contradict each other and are not read.
    """

    cells: pa.Table
    headings: dict[str, str]
    decimal_mark: str | None
    issues: tuple[Issue, ...]
    name: str | None = None
    understood: str = ""
    layout: Layout = field(default_factory=lambda: Layout(""))

    @property
    def numbers_open(self) -> bool:
        """Whether the file leaves a question about its numbers, so that none of them may be read."""
        return any(issue.code.startswith("zahlformat_") for issue in self.issues)


def read(content: bytes, file_name: str, dataset: Dataset, lesart: Lesart = LESART) -> Sheet:
    """Read a CSV or XLSX file; what cannot be read comes back as issues of an empty sheet.

    `lesart` holds what the sender said about the file.
    """
    known = known_headings(dataset)
    try:
        tables = read_tables(content, file_name, lambda rows: len(best_heading(rows, known)[1]))
        chosen = max(tables, key=lambda table: len(best_heading(table.rows, known)[1]), default=Table((), ""))
        heading = _heading(chosen, dataset)
    except Unreadable as reason:
        return _unreadable(reason)
    others = [table for table in tables if table is not chosen and _holds_data(table, dataset)]
    return _sheet(chosen, heading, others, dataset, lesart.decimal_mark)


def _heading(table: Table, dataset: Dataset) -> Heading:
    known = known_headings(dataset)
    if best_heading(table.rows, known)[1]:
        return read_heading(table.rows, known)
    required = ", ".join(column.label for column in dataset.columns if column.required)
    expected = f"eine Zeile mit den Überschriften {required}"
    if not any(cell not in ("", None) for row in table.rows for cell in row):
        raise Unreadable("Die Datei ist leer.", expected, code="leere_datei")
    raise Unreadable("In der Datei steht keine Zeile mit bekannten Spaltenüberschriften.", expected)


def _sheet(
    table: Table, heading: Heading, others: Sequence[Table], dataset: Dataset, given: str | None
) -> Sheet:
    columns = _columns(table.rows[heading.position + 1 :], heading)
    mark, against = decide_mark({c.name: columns.get(c.name, ()) for c in _numeric(dataset)}, given)
    cells = _as_text(columns, heading.position + 2, mark or ",")
    issues = [
        *heading_issues(dataset, heading, table.name),
        *_other_tables(table, others),
        *_shifted(table, heading),
        *([_number_issue(against, columns, heading, table.name)] if against else []),
        *([] if cells.num_rows else [_nothing(table.name, heading.position + 1)]),
    ]
    return Sheet(cells, heading.words, mark, tuple(issues), table.name, table.understood)


def _columns(below: Rows, heading: Heading) -> dict[str, tuple[object, ...]]:
    """Our names → the cells below the heading; short lines are filled up."""
    cells = list(zip_longest(*below))
    empty = (None,) * len(below)
    return {name: cells[p] if p < len(cells) else empty for p, (name, _) in heading.columns.items()}


def _as_text(columns: dict[str, tuple[object, ...]], first_row: int, mark: str) -> pa.Table:
    """Trimmed text with missing values for empty cells; lines without any content are left out."""
    arrays = {name: _text_array(cells, mark) for name, cells in columns.items()}
    rows = len(next(iter(arrays.values())))
    filled = None
    for array in arrays.values():
        here = pc.is_valid(array)
        filled = here if filled is None else pc.or_(filled, here)
    lines = pa.array(range(first_row, first_row + rows), pa.int64())
    return pa.table({ROW: lines, **arrays}).filter(filled)


def _text_array(cells: Sequence[object], mark: str) -> pa.Array:
    if not all(isinstance(cell, str) or cell is None for cell in cells):
        cells = [cell_text(cell, mark) for cell in cells]
    text = pc.utf8_trim_whitespace(pa.array(cells, pa.string()))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _numeric(dataset: Dataset) -> Iterator:
    return (column for column in dataset.columns if column.type in NUMBERS)


def _number_issue(
    against: tuple[str, str, str], columns: dict[str, tuple[object, ...]], heading: Heading, sheet: str | None
) -> Issue:
    code, name, text = against
    index = next(i for i, cell in enumerate(columns[name]) if isinstance(cell, str) and cell.strip() == text)
    return number_issue(code, text, sheet=sheet, row=heading.position + 2 + index, column=heading.words[name])


def _shifted(table: Table, heading: Heading) -> Iterator[Issue]:
    """Lines of a text file with more fields than headings: a delimiter in a field has moved their cells."""
    width = len(table.rows[heading.position])
    below = enumerate(table.rows[heading.position + 1 :], start=heading.position + 2)
    lines = [line for line, row in below if len(row) > width and any(row[width:])]
    if lines:
        yield Issue(
            "felder_zu_viele",
            "error",
            f"Die Zeile hat mehr Felder als die Überschrift ({width}); ihre Angaben sind verschoben.",
            f"höchstens {width} Felder",
            "Setzen Sie Felder, die das Trennzeichen enthalten (zum Beispiel 3,5), in Anführungszeichen, oder"
            " speichern Sie die Datei mit Semikolon als Trennzeichen.",
            row=lines[0],
            count=len(lines),
        )


def _holds_data(table: Table, dataset: Dataset) -> bool:
    """Whether a table has every required heading and something below it."""
    position, found = best_heading(table.rows, known_headings(dataset))
    required = {column.name for column in dataset.columns if column.required}
    below = table.rows[position + 1 :]
    return required <= found and any(cell not in ("", None) for row in below for cell in row)


def _other_tables(table: Table, others: Sequence[Table]) -> Iterator[Issue]:
    for other in others:
        yield Issue(
            "weiteres_blatt",
            "warning",
            f"Auch das Tabellenblatt »{other.name}« enthält Daten; gelesen wird nur »{table.name}«.",
            "alle Zeilen auf einem Tabellenblatt",
            "Kopieren Sie alle Zeilen auf ein Blatt oder reichen Sie die Blätter als einzelne Dateien ein."
            " Gehört das Blatt nicht dazu, nennen Sie den Grund.",
            sheet=other.name,
        )


def _nothing(sheet: str | None, row: int) -> Issue:
    return Issue(
        "leere_datei",
        "error",
        "Unter den Überschriften stehen keine Daten.",
        "mindestens eine Zeile mit Daten",
        "Prüfen Sie, ob es die richtige Datei ist.",
        sheet=sheet,
        row=row,
    )


def _unreadable(reason: Unreadable) -> Sheet:
    remedy = "Nehmen Sie die Vorlage des Datensatzes, oder speichern Sie die Datei als .xlsx oder CSV."
    issue = Issue(reason.code, "error", reason.message, reason.expected, remedy, row=reason.row)
    return Sheet(pa.table({ROW: pa.array([], pa.int64())}), {}, None, (issue,))
