"""What was understood of a file, for its sender to see and to correct."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FileColumn:
    """One column of the file: its letter, its heading (unique in the file) and what it is to us.

    `name` is our column or None; `how` says why: "bekannt" (heading or synonym), "bestätigt" (the sender
    said so now or last time). `samples` are the first different values, none where a person may be named.
    """

    letter: str
    heading: str
    name: str | None
    how: str | None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A line that is not data: its number, the reason in German, and its text (shortened)."""

    row: int
    why: str
    text: str


@dataclass(frozen=True)
class Question:
    """What only the sender can say: `field` of the Lesart answers it with one of `choices` (value → words).

    `flag` is the option of the command line that answers it.
    """

    field: str
    text: str
    choices: Mapping[str, str]
    flag: str


@dataclass(frozen=True)
class ColumnProposal:
    """An unknown heading that probably means one of our columns; nothing is done until it is confirmed."""

    name: str
    heading: str
    likeness: float


@dataclass(frozen=True)
class CodeProposal:
    """An unknown spelling in a column of codes, how often it stands there, and the most similar code.

    Only where it is very like that code and clearly less like every other one the proposal is `sure`: what
    is not sure may be said, but has to be chosen.
    """

    name: str
    spelling: str
    count: int
    code: str | None
    sure: bool = False


@dataclass(frozen=True)
class Layout:
    """How one file was read: form, worksheets and the chosen one, heading lines, columns, formats, rest.

    `numbers` and `dates` say in German which format was found and how it is known.
    """

    form: str
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    heading: tuple[int, int] = (1, 1)
    columns: tuple[FileColumn, ...] = ()
    numbers: str = ""
    dates: str = ""
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question, ...] = ()
    column_proposals: tuple[ColumnProposal, ...] = ()
    code_proposals: tuple[CodeProposal, ...] = ()
