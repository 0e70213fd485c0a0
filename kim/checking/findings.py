"""What the checks found, said to people."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from kim.checking.rule import Rule
from kim.datasets import Dataset
from kim.errors import Issue
from kim.formats import listing
from kim.reading import Sheet

MANY = 25  # more different values or keys than this are one finding
FEW = 5  # up to this many are told one by one, even where nothing else stands in the column


def rule_issues(rule: Rule, found: pd.DataFrame, sheet: Sheet, dataset: Dataset) -> Iterator[Issue]:
    """One finding per submitted value; one for all where values are many or are all that the column has."""
    total = int(found["n"].sum())
    whole_column = len(found) > FEW and total >= found["filled"].iloc[0]
    if len(found) > MANY or whole_column:
        yield _rule_issue(rule, found.iloc[0], sheet, dataset, total, f" Insgesamt {total} Zeilen sind so.")
    else:
        yield from (_rule_issue(rule, row, sheet, dataset, int(row["n"])) for _, row in found.iterrows())


def key_issues(found: pd.DataFrame, sheet: Sheet, dataset: Dataset) -> Iterator[Issue]:
    """One finding per key that stands in several rows; one for all where there are many."""
    total = int(found["surplus"].sum())
    if len(found) > MANY:
        yield _key_issue(found.iloc[0], sheet, dataset, total, f" Insgesamt {total} Zeilen sind überzählig.")
    else:
        yield from (_key_issue(row, sheet, dataset, int(row["surplus"])) for _, row in found.iterrows())


def future_issues(auszug_vom: date, eingereicht_am: date) -> Iterator[Issue]:
    if auszug_vom > eingereicht_am:
        yield Issue(
            "stichtag_in_zukunft",
            "error",
            f"Der Stichtag {auszug_vom:%d.%m.%Y} liegt nach dem Tag der Einreichung.",
            f"ein Tag bis zum {eingereicht_am:%d.%m.%Y}",
            "Geben Sie den Tag an, für den der Auszug spricht.",
            value=f"{auszug_vom:%d.%m.%Y}",
        )


def _rule_issue(
    rule: Rule, row: pd.Series, sheet: Sheet, dataset: Dataset, count: int, more: str = ""
) -> Issue:
    value = None if pd.isna(row["value"]) else row["value"]
    return Issue(
        rule.code,
        rule.severity,
        rule.message.replace("{value}", str(value)) + more,
        rule.expected,
        rule.remedy,
        sheet.name,
        int(row["first"]),
        sheet.headings.get(rule.column, dataset.column(rule.column).label),
        value,
        count,
    )


def _key_issue(row: pd.Series, sheet: Sheet, dataset: Dataset, count: int, more: str = "") -> Issue:
    last = next(name for name in reversed(dataset.key) if name in sheet.headings)
    lines = ", ".join(str(line) for line in row["lines"][:10])
    return Issue(
        "doppelter_schluessel",
        "error",
        f"Der Schlüssel »{row['key']}« kommt mehrmals vor (Zeilen {lines}).{more}",
        _once(dataset),
        "Löschen Sie die überzählige Zeile oder fassen Sie die Zeilen zusammen.",
        sheet.name,
        int(row["lines"][1]),
        sheet.headings[last],
        row["key"],
        count,
    )


def _once(dataset: Dataset) -> str:
    labels = [dataset.column(name).label for name in dataset.key]
    what = f"jede Kombination von {listing(labels)}" if len(labels) > 1 else "jeder Wert"
    return f"{what} nur einmal"
