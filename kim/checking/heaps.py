"""Days that were made up: events of any day of the year that heap on a 1 January."""

from collections.abc import Iterator

from kim import engine
from kim.checking.passed import Passed
from kim.datasets import Column, Dataset
from kim.errors import Issue
from kim.formats import number
from kim.reading import ROW, Sheet

ENOUGH = 100  # days in a column, before anything is said of them
FEWEST = 10  # on a 1 January
TIMES_AS_MANY = 7  # as on any other day, about 2 of 100
YEAR = 365.25


def heaped(connection: engine.Connection, sheet: Sheet, present: Dataset) -> Iterator[Issue | Passed]:
    """One warning for each column that heaps; `present` is what the file has.

    A 1 January often stands where only the year is known, or where a program filled something in, and moves
    every duration that begins or ends on it.
    """
    told = [(column, *_counted(connection, column)) for column in present.columns if column.any_day]
    enough = [(column, filled, *rest) for column, filled, *rest in told if filled >= ENOUGH]
    issues = [_issue(sheet, *row) for row in enough if _heaps(row[1], row[2])]
    yield from issues
    if enough and not issues:
        yield Passed("Kein Datum häuft sich am 1. Januar", sum(row[1] for row in enough), "Werte")


def _heaps(filled: int, heap: int) -> bool:
    return heap >= FEWEST and heap > TIMES_AS_MANY * filled / YEAR


def _counted(connection: engine.Connection, column: Column) -> tuple[object, ...]:
    """How many days there are, how many are a 1 January, the first row with one, the commonest."""
    name, first = f'"{column.name}"', f'extract(doy from "{column.name}") = 1'
    return engine.query_row(
        connection,
        f"select count({name}), count(*) filter ({first}), min({ROW}) filter ({first}),"
        f" strftime(mode({name}) filter ({first}), '%d.%m.%Y') from zeilen",
    )


def _issue(sheet: Sheet, column: Column, filled: int, heap: int, row: int, most: str) -> Issue:
    usual = max(1, round(filled / YEAR))
    return Issue(
        "haeufung_1_januar",
        "warning",
        f"In »{column.label}« liegen {number(heap)} von {number(filled)} Angaben an einem 1. Januar, die"
        f" meisten am {most}; auf einen einzelnen Tag des Jahres kommen sonst etwa {number(usual)}.",
        f"etwa {number(usual)} von {number(filled)} Angaben an einem 1. Januar",
        "Ein 1. Januar steht oft dort, wo nur das Jahr bekannt ist oder ein Programm etwas vorgibt. Tragen"
        " Sie den wirklichen Tag ein. Stimmen die Tage, nennen Sie den Grund.",
        sheet.name,
        row,
        sheet.headings[column.name],
        most,
        heap,
    )
