"""What comes in and goes out month by month, and whether a month asks for a question."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from kim import charts
from kim.catalogue import load_indicator
from kim.charts import around
from kim.comparison import breaks_of, monthly, xmr
from kim.estimates import known_months
from kim.stand import Result
from kim.topics.behoerden.asking import Authorities
from kim.topics.parts import Figure, Folded, Part, Words
from kim.topics.texts import CONTROL

FLOWS = {"eingaenge": "eingaenge_je_monat", "entschieden": "erledigungen_je_monat"}
DECIDED = "Entschieden: positiv, abgelehnt oder sonst erledigt; ohne zurückgenommene und abgegebene Anträge."


def months_of(some: Authorities, **where: object) -> tuple[Result, pd.DataFrame]:
    """For whom it is asked, and the counts by `monat` before the Termin as far back as all are known."""
    asked = some.ask("vorausschau", **where)
    return asked, known_months(some.lens.stand.roll_up(asked.indicator, asked.selection))


def month_by_month(some: Authorities) -> Folded:
    title = "Monat für Monat: Was ist üblich, wo ist eine Frage zu stellen?"
    return Folded(title, f"monate-{some.art}", lambda: _series(some))


def _series(some: Authorities) -> Iterator[Part]:
    asked, months = months_of(some)
    if months.empty:
        yield Words("Dafür müssen die zwölf Monate vor dem Termin vollständig bekannt sein.")
        return
    yield Words(CONTROL)
    for flow in FLOWS:
        days, counts = monthly(months, date.fromisoformat(some.lens.termin), flow)
        yield _figure(asked, charts.control(asked, xmr(days, counts, breaks_of(some.art)), flow), flow)


def _figure(asked: Result, drawn: charts.Chart, flow: str) -> Figure:
    """With the source of the series itself; decided are fewer than all that ended, which is said."""
    entry = load_indicator(FLOWS[flow])
    source = around.source(replace(asked, indicator=entry))
    if flow == "entschieden":
        return Figure(replace(drawn, source=source, notes=(DECIDED, *drawn.notes)))
    return Figure(replace(drawn, source=source), entry)
