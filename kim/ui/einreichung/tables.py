"""Findings as tables: case by case, or one row for each kind."""

from collections.abc import Iterable, Sequence

import pandas as pd

from kim import formats
from kim.errors import Issue

EXAMPLES = 3  # of each kind


def as_table(issues: Iterable[Issue]) -> pd.DataFrame:
    """Case, time and sentence first, then place, value, expectation and remedy; no empty columns.

    What concerns the whole file comes first, then line by line.
    """
    return _filled([_row(issue) for issue in sorted(issues, key=lambda issue: issue.row or 0)])


def by_kind(issues: Sequence[Issue]) -> pd.DataFrame:
    """One row for each kind: the sentence, how often, and where for example."""
    kinds = {issue.code: [other for other in issues if other.code == issue.code] for issue in issues}
    return _filled([_kind(listed) for listed in kinds.values()])


def _filled(rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    """A table without its empty columns."""
    table = pd.DataFrame(rows)
    return table[[name for name in table.columns if name in ("Fall", "Was") or table[name].ne("").any()]]


def _row(issue: Issue) -> dict[str, str]:
    return {
        "Fall": _case(issue),
        "Zeitraum": issue.period or "",
        "Was": issue.message,
        "Wo": _place(issue),
        "Spalte": issue.column or "",
        "Eingereicht": f"»{issue.value}«" if issue.value else "",
        "Erwartet": issue.expected,
        "Was tun": issue.remedy,
    }


def _case(issue: Issue) -> str:
    if issue.case:
        return issue.case
    if issue.row is None:
        return "ganze Datei"
    return formats.with_unit(issue.count, "Zeilen") if issue.count > 1 else f"Zeile {issue.row}"


def _place(issue: Issue) -> str:
    """ "Blatt Stellen, Zelle C17 und 11 weitere Zeilen" """
    where = f"Zelle {issue.cell}" if issue.cell else f"Zeile {issue.row}" if issue.row else ""
    more = f" und {_further(issue.count - 1)}" if where and issue.count > 1 else ""
    return ", ".join(filter(None, [f"Blatt {issue.sheet}" if issue.sheet else "", where + more]))


def _further(rows: int) -> str:
    written = formats.number(rows)
    return f"{written} weitere {formats.unit_word('Zeilen', written)}"


def _kind(issues: Sequence[Issue]) -> dict[str, str]:
    first, rows = issues[0], _affected(issues)
    times = formats.with_unit(len(issues), "Befunde")
    values = dict.fromkeys(f"»{issue.value}«" for issue in issues if issue.value)
    return {
        "Was": first.message,
        "Wie oft": f"{times}, {formats.with_unit(rows, 'Zeilen')}" if first.row else times,
        "Zum Beispiel": _examples(dict.fromkeys(map(_case, issues))),
        "Wo": _examples([issue.cell for issue in issues if issue.cell]),
        "Eingereicht": _examples(values),
        "Erwartet": first.expected,
        "Was tun": first.remedy,
    }


def _affected(issues: Iterable[Issue]) -> int:
    """Rows; one that has the same kind of finding twice counts twice."""
    return sum(issue.count for issue in issues)


def _examples(texts: Iterable[str]) -> str:
    told = list(texts)
    return ", ".join(told[:EXAMPLES]) + (" …" if len(told) > EXAMPLES else "")
