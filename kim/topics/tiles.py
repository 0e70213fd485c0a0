"""Headline figures as text, each with what it rests on."""

from dataclasses import dataclass

from kim import formats, sentences
from kim.sentences import naming
from kim.stand import Result, traces


@dataclass(frozen=True)
class Tile:
    """One headline figure as text: what it is, its value, in small type what it rests on, and its id."""

    title: str
    value: str
    details: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()


def tile_of(result: Result, title: str | None = None, *more: str) -> Tile:
    """The tile of a result without dimensions: value, n of N, Stichtage, coverage, then `more`."""
    entry, row = result.indicator, result.row
    details = [coverage(result)] if result.coverage[1] != 1 else []
    if row["status"] == "shown":
        details = [*sentences.basis(result), *details]
    if result.stichtage:
        details.append(f"Stichtag {formats.days_between(*result.stichtage)}")
    return Tile(title or entry.title, value_of(result), (*details, *more), traces(result))


def value_of(result: Result) -> str:
    """The value of a result without dimensions with its unit, or the word for why there is none."""
    entry, row = result.indicator, result.row
    status = row["status"] if result.coverage[1] else "not_applicable"
    return formats.label(row["value"], status, entry.unit, entry.decimals)


def coverage(result: Result) -> str:
    """ "52 von 54 KI-Standorten haben gemeldet"; of a single one whether it has."""
    there, asked = result.coverage
    if not asked:
        return f"hier gibt es keine {naming.population(result.indicator)}"
    if asked == 1:
        return "hat zum Termin gemeldet" if there else "hat zum Termin nicht gemeldet"
    return naming.coverage(result)
