"""A head as it is typed in, and reports of made charts to be set on paper, without any store."""

from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace

from kim.charts import Chart
from kim.exports.paper import Consultation, Head, paper
from kim.topics.parts import Answer, Figure
from kim.topics.report import Chapter, Report
from tests import made_charts as made

STAND = SimpleNamespace(
    id="2024-03-31-m00000001-0a1b2c3d",
    day=date(2024, 3, 31),
    name="Sozialausschuss 16.04.2024",
    example=True,
    info={"submissions": 54},
)
TRACE = f"besetzungsquote?nach=kreis_id@{STAND.id}"
HEAD = Head(
    art="Mitteilungsvorlage",
    nummer="50/2024/017",
    status="öffentlich",
    federfuehrung="Amt für Soziales",
    datum="02.04.2024",
    betreff='Bericht #panic("x") $x$ *fett* \\ =HYPERLINK("x")',
    beratungsfolge=(Consultation("Sozialausschuss", "16.04.2024", "Kenntnisnahme"),),
    beschlussvorschlag="Der Ausschuss nimmt den Bericht zur Kenntnis.\n\nEr dankt allen.",
    finanzielle_auswirkungen="Keine.",
)


def small_report(*parts: object, kind: str = "land") -> Report:
    """A report of all made charts, or of the given parts."""
    given = parts or [Answer("Elf von 18 Stellen sind besetzt."), *map(Figure, made_charts().values())]
    choice = SimpleNamespace(words="Rhein-Sieg-Kreis · Termin 31.03.2024")
    lens = SimpleNamespace(stand=STAND, choice=choice, anonymity=None)
    return Report(kind, "Nordrhein-Westfalen", lens, (Chapter("stellen", "Stellen", tuple(given)),))


def made_charts() -> dict[str, Chart]:
    """The made charts with ids of their own and a trace that leads to a known indicator."""
    return {name: replace(make(), id=name, traces=(TRACE,)) for name, make in made.ALL.items()}


@cache
def small() -> bytes:
    """The paper of all made charts."""
    return paper(small_report(), HEAD)
