"""Declared shares of a file beside those of comparable senders: what lies far outside is asked about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import quantiles

from kim import engine
from kim.checking.comparing import filled, usable
from kim.checking.context import Context
from kim.checking.passed import Passed
from kim.datasets import Dataset, Outlier, label_of
from kim.errors import Issue
from kim.formats import NBSP, number
from kim.reading import ROW, Sheet

ENOUGH = 8  # others whose shares say what is usual
REACH = 1.5  # widths of the middle half that a share may lie outside it (Tukey's fences)

Share = Mapping[str, object]


@dataclass(frozen=True)
class Usual:
    """What the others report: the ends of their middle half, and how far a share may lie outside it."""

    others: int
    low: float
    high: float
    reach: float

    @property
    def told(self) -> str:
        ends = list(dict.fromkeys(number(end, 1) for end in (self.low, self.high)))
        return f"{' bis '.join(ends)}{NBSP}%"

    def holds(self, value: float) -> bool:
        return self.low - self.reach <= value <= self.high + self.reach


def outlying(
    connection: engine.Connection, sheet: Sheet, dataset: Dataset, context: Context, unusable: Collection[str]
) -> Iterator[Issue | Passed]:
    """What lies far outside what at least eight others report, and what was compared and does not."""
    asked = [outlier for outlier in dataset.outliers if usable(outlier.columns, sheet, unusable)]
    if not context.others.files:
        return
    for by, same in groupby(sorted(asked, key=lambda outlier: outlier.by or ""), lambda o: o.by):
        outliers = list(same)
        shares = engine.query_rows(
            connection, _shares(outliers, dataset, by), {"sender": context.sender, "day": context.auszug_vom}
        )
        for place, outlier in enumerate(outliers):
            yield from _judged(outlier, _percent(shares, place, outlier), sheet, dataset, context)


def _shares(outliers: Sequence[Outlier], dataset: Dataset, by: str | None) -> str:
    """One row per sender and value of `by`, with the parts of every share: the rows are read once."""
    names = ", ".join(f'"{name}"' for name in dataset.names)
    parts = ", ".join(
        f"cast({o.numerator} as double) as z{i}, cast({o.denominator} as double) as n{i}"
        for i, o in enumerate(outliers)
    )
    sender, last = dataset.sender_column, ""
    if dataset.period_end:
        last = f' and "{dataset.period_end}" = (select max(z."{dataset.period_end}") from zeilen as z)'
    return f"""
        with alle as (
            select {names}, auszug_vom, null as {ROW} from andere
            union all
            select {names}, $day as auszug_vom, {ROW} from zeilen where "{sender}" = $sender{last}
        )
        select "{sender}" as einheit, {f'"{by}"' if by else "null"} as merkmal, min({ROW}) as first, {parts}
        from alle group by einheit, merkmal order by merkmal, einheit
    """


def _percent(shares: Sequence[Share], place: int, outlier: Outlier) -> list[Share]:
    """The shares of one outlier in percent, without those that rest on too little."""
    parts = [(row, row[f"z{place}"], row[f"n{place}"]) for row in shares]
    return [
        {**row, "value": 100 * part / whole}
        for row, part, whole in parts
        if part is not None and whole is not None and whole >= outlier.minimum
    ]


def _judged(
    outlier: Outlier, shares: Sequence[Share], sheet: Sheet, dataset: Dataset, context: Context
) -> Iterator[Issue | Passed]:
    pairs = []
    for own in (row for row in shares if row["einheit"] == context.sender):
        others = [
            r["value"] for r in shares if r["merkmal"] == own["merkmal"] and r["einheit"] != own["einheit"]
        ]
        pairs += [(own, _usual(others, outlier))] if len(others) >= ENOUGH else []
    odd = [(own, usual) for own, usual in pairs if not usual.holds(own["value"])]
    yield from (_issue(outlier, own, usual, sheet, dataset, context) for own, usual in odd)
    if pairs and not odd:
        yield Passed(outlier.passed, sheet.cells.num_rows, "Zeilen")


def _usual(values: Sequence[float], outlier: Outlier) -> Usual:
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Usual(len(values), low, high, max(REACH * (high - low), outlier.step))


def _issue(
    outlier: Outlier, own: Share, usual: Usual, sheet: Sheet, dataset: Dataset, context: Context
) -> Issue:
    by = dataset.column(outlier.by) if outlier.by else None
    name = label_of(by.codes, own["merkmal"]) if by else None
    value = f"{number(own['value'], 1)}{NBSP}%"
    words = {
        "value": value, "usual": usual.told, "others": usual.others, "group": context.group,
        "by": name or "",
    }  # fmt: skip
    return Issue(
        outlier.code,
        outlier.severity,
        filled(outlier.message, words),
        filled("meist {usual} (die mittlere Hälfte von {others} anderen)", words),
        outlier.remedy,
        sheet.name,
        own["first"] if by else None,
        sheet.headings[outlier.columns[0]],
        value,
        case=name,
    )
