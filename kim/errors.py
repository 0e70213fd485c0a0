"""What people see when something is wrong: issues in their data and situations they can mend."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

SEVERITIES = ("error", "warning", "hint")


class KimError(Exception):
    """A situation that a person can mend: its text is German and is shown without a traceback."""


@dataclass(frozen=True)
class Issue:
    """One finding in handed-in data; `count` says how many rows share it, `row` is the first of them.

    `row` counts as a spreadsheet does (1 = first line of the file); None where the whole file is meant.
    `cell` is the place as a spreadsheet names it ("C17"), `case` the key of the row ("F-000123") and
    `period` the time it speaks for ("31.12.2025"), each where there is one.
    """

    code: str
    severity: str
    message: str
    expected: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    count: int = 1
    cell: str | None = None
    case: str | None = None
    period: str | None = None

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class Refused(KimError):
    """Files that were not stored, with every issue that stands against each of them."""

    def __init__(self, message: str, by_file: Mapping[str, Iterable[Issue]]) -> None:
        super().__init__(message)
        self.by_file = {name: tuple(issues) for name, issues in by_file.items()}

    @property
    def issues(self) -> tuple[Issue, ...]:
        return tuple(issue for issues in self.by_file.values() for issue in issues)


def blocking(issues: Iterable[Issue], acknowledged: Iterable[str] = ()) -> list[Issue]:
    """The issues that keep a file out: errors, and warnings whose kind nobody has given a reason for."""
    known = set(acknowledged)
    return [i for i in issues if i.severity == "error" or (i.severity == "warning" and i.code not in known)]
