"""What becomes of the stock if …: a scenario of one kind of authority, with everything it assumes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import pandas as pd

from kim.charts.outlook import lines_of_outlook
from kim.scenario import Assumptions, Outlook, Pace, outlook_at, pace_of
from kim.scenario.months import months_of
from kim.sentences import naming
from kim.sentences import outlook as sentences
from kim.stand import Result
from kim.topics.behoerden.asking import Authorities
from kim.topics.parts import Figure, Part, Words

FLOW = "vorausschau"  # any figure of the cube of months would do
ARRIVALS = (1.0, 0.8, 1.2)
ASSUMED = 95.0
ONE_OFFICE = 10  # full-time equivalents that a single authority may be given or lose


@dataclass(frozen=True)
class Situation:
    """Where a scenario starts: the pace of the last months, and what one full-time equivalent decides a year.

    `source` says in words where the productivity comes from.
    """

    flow: Result
    status: str
    pace: Pace | None
    productivity: float
    source: str

    @property
    def most_fte(self) -> int:
        """How many full-time equivalents may be asked for, either way: about a third of those there are."""
        there = self.pace.decisions / self.productivity if self.pace else 0
        return max(ONE_OFFICE, ceil(there / 30) * 10)


def situation(some: Authorities) -> Situation:
    flow = _flow(some)
    past, fast = months_of(flow), months_of(_flow(some, vorgezogen="ja"))
    status, pace = pace_of(past, fast if len(fast) else None)
    return Situation(flow, status if len(past) else "not_reported", pace, *_productivity(some, past))


def _flow(some: Authorities, **where: object) -> Result:
    return some.lens.ask(FLOW, art=some.art, **where)


def _productivity(some: Authorities, past: pd.DataFrame) -> tuple[float, str]:
    """Decisions by full-time equivalent and year, from counts; else an assumption.

    Counts tell all that ended; what applicants withdrew or another authority took over cost no decision.
    """
    counted = some.ask("erledigungen_je_vzae", grundlage="bestand", quartal=some.year)
    decided, withdrawn = (past[name].sum() for name in ("entschieden", "zurueckgezogen"))
    if counted.row["status"] != "shown" or not decided:
        return ASSUMED, "Vorbelegt mit einer Annahme: Erledigungen je VZÄ sind hier nicht gemeldet."
    n, of = counted.coverage
    who = f"{n} von {naming.of_many(str(of), naming.population(counted.indicator))}"
    said = f"Vorbelegt mit den Entscheidungen je VZÄ und Jahr aus Zählungen ({who}), ohne zurückgezogene."
    return max(1.0, float(round(counted.row["value"] * decided / (decided + withdrawn)))), said


def scenario(start: Situation, assumptions: Assumptions) -> Iterator[Part]:
    """The stock with arrivals as they are, a fifth fewer and a fifth more, and what follows in words."""
    outlooks = [_outlook(start, replace(assumptions, arrivals=change)) for change in ARRIVALS]
    yield Figure(lines_of_outlook(outlooks, start.flow))
    first = outlooks[0]
    said = [_as_today(start, assumptions), sentences.reaching(first), sentences.waits(first)]
    said.append(sentences.staff(first))
    if any(said):
        yield Words(" ".join(filter(None, said)))


def _outlook(start: Situation, assumptions: Assumptions) -> Outlook:
    return Outlook(assumptions, start.status) if start.pace is None else outlook_at(start.pace, assumptions)


def _as_today(start: Situation, assumptions: Assumptions) -> str:
    """What it would be with the staff of today, to stand beside a scenario with another."""
    if start.pace is None or not assumptions.fte_more:
        return ""
    usual = _outlook(start, replace(assumptions, fte_more=0.0))
    return f"Mit dem Personal von heute wären es rund {sentences.rounded(usual.median[-1])}."
