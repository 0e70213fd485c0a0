"""One file as it is handed in, and what checking it gave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pyarrow as pa

from kim.checking import Passed
from kim.datasets import Dataset, load_codes
from kim.errors import Issue, blocking
from kim.reading import Lesart, Sheet
from kim.store import sha256

RULES = "2"  # version of the rules a receipt was given under; raised when checks change
EDITORS = "redaktion"


@dataclass(frozen=True)
class Submission:
    """One file as it is handed in; `acknowledged` gives a reason for each kind of warning that may stand.

    Without a sender a file can be checked, not stored.
    """

    content: bytes
    file_name: str
    dataset: str
    sender: str | None
    stichtag: date
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    lesart: Lesart = field(default_factory=Lesart)

    @property
    def id(self) -> str:
        """Stands for all that decides the stored rows: read another way, a file is another submission."""
        reading = f"\n{self.lesart.as_json()}{RULES}".encode()
        return f"{self.dataset}-{self.sender}-{self.stichtag}-{sha256(self.content + reading)[:12]}"

    @property
    def reasons(self) -> dict[str, str]:
        """The acknowledged kinds of warnings for which a reason is really given."""
        return {code: reason.strip() for code, reason in self.acknowledged.items() if reason.strip()}


@dataclass(frozen=True)
class Counts:
    """How much was checked: rows with data, filled cells of known columns; and findings by severity.

    A finding counts once, however many rows share it: errors are to be mended (`muss`), warnings to be
    mended or explained (`bitte`), hints to be read (`hinweise`).
    """

    zeilen: int
    werte: int
    muss: int
    bitte: int
    hinweise: int


@dataclass(frozen=True)
class Check:
    """What checking one submission gave: what was understood, the typed rows, issues, what is in order."""

    submission: Submission
    dataset: Dataset
    sheet: Sheet
    rows: pa.Table
    issues: tuple[Issue, ...]
    passed: tuple[Passed, ...] = ()

    @cached_property
    def counts(self) -> Counts:
        cells = self.sheet.cells
        known = [cells[name] for name in self.sheet.headings if name in cells.column_names]
        found = Counter(issue.severity for issue in self.issues)
        return Counts(
            zeilen=cells.num_rows,
            werte=sum(len(column) - column.null_count for column in known),
            muss=found["error"],
            bitte=found["warning"],
            hinweise=found["hint"],
        )

    @property
    def may_be_kept(self) -> bool:
        """Whether a draft may stay: not of a file that cannot be read, nor of one that names persons."""
        return self.sheet.readable and all(issue.code != "personenbezug" for issue in self.issues)

    @property
    def accepted(self) -> bool:
        return not blocking(self.issues, self.submission.reasons)

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons that were needed: those for warnings which the file gives cause for."""
        warned = {issue.code for issue in self.issues if issue.severity == "warning"}
        return {code: reason for code, reason in self.submission.reasons.items() if code in warned}


def senders(dataset: Dataset) -> dict[str, str]:
    """Who may hand in a dataset: id → name."""
    if dataset.sender == EDITORS:
        return {EDITORS: "Redaktion"}
    listed = load_codes({"kreis": "ki_standorte", "behoerde": "behoerden"}[dataset.sender])
    return dict(zip(listed["code"], listed["label"], strict=True))
