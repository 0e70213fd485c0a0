"""What is said about cases; Case Management only, Kurzberatungen are counted nowhere here."""

from collections.abc import Iterator
from dataclasses import dataclass

from kim import charts, formats
from kim.sentences import topics
from kim.stand import Result
from kim.topics.comparing import comparison
from kim.topics.lens import Lens
from kim.topics.parts import Answer, Beside, Figure, Folded, Heading, Part, Tiles, Words
from kim.topics.texts import COHORTS, DURATIONS, NOT_RIPE
from kim.topics.tiles import tile_of

CM = "case_management"
QUOTES = ("quote_planmaessig", "abbruchquote", "systemabbruchquote", "zielerreichungsquote", "hilfeplanquote")
COMPARED = ("quote_planmaessig", "zielerreichungsquote")


@dataclass(frozen=True)
class Cases:
    """The cases of the Case Management of what is selected."""

    lens: Lens

    def ask(self, indicator: str, *by: str, **where: object) -> Result:
        return self.lens.ask(indicator, *by, fallart=CM, **where)

    def ask_ripe(self, indicator: str, *by: str, **where: object) -> Result:
        """The same of the four intake quarters whose cases have had at least a year."""
        return self.ask(indicator, *by, aufnahme_quartal=self.ripe, **where)

    @property
    def ripe(self) -> tuple[str, ...]:
        return self.lens.quarters(back=4)

    @property
    def is_ripe(self) -> bool:
        """Whether any case was taken in that long ago."""
        return bool(self.ask_ripe("fallausgaenge", "gruppe").frame["status"].isin(formats.NUMERIC).any())

    @property
    def quotes(self) -> list[Result]:
        return [self.ask_ripe(name) for name in (*QUOTES, "dokumentationsgrad")] if self.is_ripe else []


def content(cases: Cases) -> Iterator[Part]:
    """Everything on cases, in the order it is read."""
    year = cases.lens.quarters()
    flows = [cases.ask(name, quartal=year) for name in ("faelle_zugaenge", "faelle_abschluesse")]
    yield Answer(topics.cases(cases.ask("laufende_faelle"), *flows))
    yield Beside((_ways(cases),), (_flows(cases),))
    yield Words(COHORTS, small=True)
    yield from _durations(cases)
    if cases.is_ripe:
        yield from _quotes(cases)
        yield from _goals(cases)
    else:
        yield Words(NOT_RIPE)
    yield from _everyone(cases)


def _ways(cases: Cases) -> Figure:
    """What became of the intake quarters."""
    quarters = cases.lens.course("faelle", 12)
    ways = cases.ask("fallausgaenge", "aufnahme_quartal", "gruppe", aufnahme_quartal=quarters)
    whole = cases.ask_ripe("fallausgaenge", "gruppe") if cases.is_ripe else None
    return Figure(charts.stacked_by(ways, "gruppe", "aufnahme_quartal", whole=whole), ways.indicator)


def _flows(cases: Cases) -> Figure:
    quarters = cases.lens.course("faelle", 12)
    lines = {
        title: cases.ask(name, "quartal", quartal=quarters, same_units=True)
        for title, name in {"Aufgenommen": "faelle_zugaenge", "Abgeschlossen": "faelle_abschluesse"}.items()
    }
    return Figure(charts.line_over_time(lines), lines["Aufgenommen"].indicator)


def _durations(cases: Cases) -> Iterator[Part]:
    """How long it takes to be taken in, and how long cases run; running ones count."""
    yield Heading("Wie lange es dauert", "dauer")
    yield Words(DURATIONS)
    year = cases.lens.quarters()
    pace = {"fenster_quartal": year}
    yield Tiles(
        (
            tile_of(
                cases.ask("median_bis_aufnahme", aufnahme_quartal=year),
                "Von der Anfrage zur Aufnahme: die Hälfte",
            ),
            tile_of(
                cases.ask("p90_bis_aufnahme", aufnahme_quartal=year),
                "Von der Anfrage zur Aufnahme: neun von zehn",
            ),
            tile_of(cases.ask("median_falldauer_tempo", **pace), "Falldauer: die Hälfte abgeschlossen"),
            tile_of(
                cases.ask("fall_laufend_nach_365_tagen_tempo", **pace),
                "Nach 12 Monaten noch nicht abgeschlossen",
            ),
        )
    )


def _quotes(cases: Cases) -> Iterator[Part]:
    """The quotas of the ripe intake quarters, each with the completeness of its documentation."""
    yield Heading("Was aus den Fällen wurde", "quoten")
    first, last = formats.quarter(cases.ripe[0]), formats.quarter(cases.ripe[-1])
    yield Words(
        f"Fälle des Case Managements, die von {first} bis {last} aufgenommen wurden. "
        "Sie hatten etwa ein Jahr Zeit oder länger. Kurzberatungen zählen nicht mit."
    )
    *quotes, documented = cases.quotes
    beside = topics.documentation(documented)
    yield Tiles((*(tile_of(quote, None, beside) for quote in quotes), tile_of(documented)))
    ways = cases.ask_ripe("fallausgaenge", "ausgang")
    yield Figure(charts.bars_by(ways, "ausgang"), ways.indicator)
    yield Words(topics.left_out(cases.ask_ripe("fallausgaenge", "gruppe")))


def _goals(cases: Cases) -> Iterator[Part]:
    """Goals agreed and reached in closed cases, by Handlungsfeld."""
    yield Heading("Ziele nach Handlungsfeld", "ziele")
    closed = {"fallstand": "abgeschlossen"}
    goals = cases.ask_ripe("ziele_nach_stand", "handlungsfeld", "zielstand", **closed)
    whole = cases.ask_ripe("ziele_nach_stand", "zielstand", **closed)
    yield Figure(charts.stacked_by(goals, "zielstand", "handlungsfeld", whole=whole), goals.indicator)


def _everyone(cases: Cases) -> Iterator[Part]:
    """Planned closures and goals in a comparison group, and how well each field is documented."""
    yield Heading("Alle KI-Standorte im Vergleich", "alle-standorte")
    own, group = cases.lens.choice.gebiet.kreis_id, cases.lens.choice.group
    for name in COMPARED:

        def ask(*by: str, name: str = name, **where: object) -> Result:
            return cases.ask_ripe(name, *by, land=True, **where)

        yield from comparison(ask, "kreis_id", own, group, explained=name != COMPARED[0])
    yield Folded("Jeder Standort und das Land", "alle-quoten", lambda: _each(cases))
    fields = cases.ask_ripe("dokumentationsgrad", "feld")
    yield Figure(charts.bars_by(fields, "feld"), fields.indicator)


def _each(cases: Cases) -> Iterator[Part]:
    for name in COMPARED:
        kreise, land = (cases.ask_ripe(name, *by, land=True) for by in (("kreis_id",), ()))
        yield Figure(charts.bars_by_unit(kreise, cases.lens.choice.gebiet.kreis_id, land), land.indicator)
