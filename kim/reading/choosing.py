"""Which table of a file is read: the one the sender names, else the one that fits the dataset best."""

from collections.abc import Sequence

from kim.datasets import Dataset
from kim.reading.heading_lines import find_heading
from kim.reading.headings import Heading, known_headings
from kim.reading.lesart import Lesart
from kim.reading.table import Table, Unreadable, is_empty

CORRECTIONS = "Korrekturen"  # the first sheet of a Korrekturmappe
CORRECTION_LIST = "Korrekturliste"  # how its first cell begins


def is_correction_list(table: Table) -> bool:
    first = table.line(0)[:1] if table.height and table.columns else []
    named = (table.name or "").startswith(CORRECTIONS)
    return named and bool(first) and str(first[0]).startswith(CORRECTION_LIST)


def choose(tables: Sequence[Table], dataset: Dataset, lesart: Lesart) -> tuple[Table, Heading]:
    """The worksheet the sender names, else the visible one whose heading names most of our columns."""
    known = known_headings(dataset)
    named = [table for table in tables if table.name == lesart.sheet and lesart.sheet]
    looked_at = named or [table for table in tables if table.visible]
    headings = [(table, find_heading(table, known, lesart)) for table in looked_at]
    readable = [(table, heading) for table, heading in headings if heading]
    if readable:
        return max(readable, key=lambda found: _fitness(found[1], dataset))
    required = ", ".join(column.label for column in dataset.columns if column.required)
    expected = f"eine Zeile mit den Überschriften {required}"
    if all(is_empty(cell) for table in looked_at for line in table.head(1000) for cell in line):
        raise Unreadable("Die Datei ist leer.", expected, code="leere_datei")
    raise Unreadable("In der Datei steht keine Zeile mit bekannten Spaltenüberschriften.", expected)


def _fitness(heading: Heading, dataset: Dataset) -> tuple[int, int]:
    required = sum(dataset.column(name).required for name in heading.columns.values())
    return required, len(heading.columns)


def holds_data(table: Table, dataset: Dataset, lesart: Lesart) -> bool:
    """Whether a table has every required heading and something below it."""
    heading = find_heading(table, known_headings(dataset), Lesart(columns=lesart.columns))
    required = {column.name for column in dataset.columns if column.required}
    return (
        heading is not None and required <= set(heading.columns.values()) and table.height > heading.last + 1
    )
