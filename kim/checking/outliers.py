"""Declared shares of a file beside those of comparable senders: what lies far outside is asked about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from kim import engine
from kim.checking.comparing import filled, usable
from kim.checking.context import Context
from kim.checking.passed import Passed
from kim.checking.relations import load_rows
from kim.datasets import Dataset, Outlier, label_of
from kim.errors import Issue
from kim.formats import NBSP, number
from kim.reading import ROW, Sheet

ENOUGH = 8  # others whose shares say what is usual
REACH = 1.5  # widths of the middle half that a share may lie outside it (Tukey's fences)

Share = Mapping[str, object]
Seen = dict[tuple[Path, str | None], list[Share]]  # what the files of others add up to, by `by`


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
    connection: engine.Connection,
    sheet: Sheet,
    dataset: Dataset,
    context: Context,
    unusable: Collection[str],
    seen: Seen,
) -> Iterator[Issue | Passed]:
    """What lies far outside what at least eight others report, and what was compared and does not."""
    asked = [outlier for outlier in dataset.outliers if usable(outlier.columns, sheet, unusable)]
    for by in dict.fromkeys(outlier.by for outlier in asked) if context.others else ():
        own = engine.query_rows(
            connection, _own_shares(dataset, by), {"sender": context.sender, "day": context.auszug_vom}
        )
        shares = [*own, *_others_shares(connection, dataset, context, by, seen)]
        for outlier in (o for o in asked if o.by == by):
            yield from _judged(outlier, _percent(shares, outlier), sheet, dataset, context)


def _own_shares(dataset: Dataset, by: str | None) -> str:
    """The shares of the file; where it holds several periods, of the last one."""
    last = ""
    if dataset.period_end:
        last = f' and "{dataset.period_end}" = (select max(z."{dataset.period_end}") from zeilen as z)'
    rows = f'select *, $day as auszug_vom from zeilen where "{dataset.sender_column}" = $sender{last}'
    return _shares(f"({rows}) as t", f"min({ROW})", dataset, by)


def _others_shares(
    connection: engine.Connection, dataset: Dataset, context: Context, by: str | None, seen: Seen
) -> Iterator[Share]:
    """The shares of the others; stored files never change, so each is added up once."""
    new = {sender: file for sender, file in context.others.items() if (file, by) not in seen}
    if new:
        load_rows(connection, "andere", dataset, list(new.values()))
        found = engine.query_rows(connection, _shares("andere", "null", dataset, by))
        for sender, file in new.items():
            seen[file, by] = [row for row in found if row["einheit"] == sender]
    for file in context.others.values():
        yield from seen[file, by]


def _shares(rows: str, first: str, dataset: Dataset, by: str | None) -> str:
    """One row per sender and value of `by`, with both parts of every share: the rows are read once."""
    parts = ", ".join(
        f"cast({sql} as double) as {o.code}_{part}"
        for o in dataset.outliers
        if o.by == by
        for part, sql in (("zaehler", o.numerator), ("nenner", o.denominator))
    )
    group = f'"{by}"' if by else "null"
    return f"""
        select "{dataset.sender_column}" as einheit, {group} as merkmal, {first} as first, {parts}
        from {rows} group by einheit, merkmal order by merkmal, einheit
    """


def _percent(shares: Sequence[Share], outlier: Outlier) -> list[Share]:
    """The shares of one outlier in percent, without those that rest on too little."""
    parts = [(row, row[f"{outlier.code}_zaehler"], row[f"{outlier.code}_nenner"]) for row in shares]
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
