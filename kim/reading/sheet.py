"""What was read of a file: cells under our names, and everything to be said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from kim.errors import Issue
from kim.reading.layout import Layout

ROW = "zeile"


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
