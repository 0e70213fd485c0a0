"""The parts of the page Fallausgänge; Case Management only, Kurzberatungen are counted nowhere here."""

import streamlit as st

from kim import charts, formats
from kim.sentences import topics
from kim.stand import Result
from kim.ui.ask import ask, course, quarters_until, termin
from kim.ui.figure import show_chart
from kim.ui.frame import choice
from kim.ui.page import show_tiles, tile_of

CM = "case_management"
QUOTES = ("quote_planmaessig", "abbruchquote", "systemabbruchquote", "zielerreichungsquote", "hilfeplanquote")


def show_course() -> None:
    """What became of the intake quarters, and how many cases came and went."""
    left, right = st.columns(2, gap="large")
    quarters, whole = course("faelle", 12), _by_group() if is_ripe() else None
    with left:
        ways = _cases("fallausgaenge", "aufnahme_quartal", "gruppe", aufnahme_quartal=quarters)
        show_chart(charts.stacked_by(ways, "gruppe", "aufnahme_quartal", whole=whole), ways.indicator)
    with right:
        flows = {
            "Aufgenommen": _cases("faelle_zugaenge", "quartal", quartal=quarters, same_units=True),
            "Abgeschlossen": _cases("faelle_abschluesse", "quartal", quartal=quarters, same_units=True),
        }
        show_chart(charts.line_over_time(flows), flows["Aufgenommen"].indicator)


def show_quotes() -> list[Result]:
    """The quotas of the ripe intake quarters, each with the completeness of its documentation."""
    st.header("Was aus den Fällen wurde", anchor="quoten")
    st.markdown(
        f"Fälle des Case Managements, die von {formats.quarter(ripe()[0])} bis {formats.quarter(ripe()[-1])} "
        "aufgenommen wurden. Sie hatten etwa ein Jahr Zeit oder länger. Kurzberatungen zählen nicht mit."
    )
    quotes = [_ripe(name) for name in QUOTES]
    documented = _ripe("dokumentationsgrad")
    beside = topics.documentation(documented)
    show_tiles([*(tile_of(quote, None, beside) for quote in quotes), tile_of(documented)])
    ways = _ripe("fallausgaenge", "ausgang")
    show_chart(charts.bars_by(ways, "ausgang"), ways.indicator)
    st.markdown(topics.left_out(_by_group()))
    return [*quotes, documented]


def show_goals() -> None:
    """Goals agreed and reached in closed cases, by Handlungsfeld."""
    st.header("Ziele nach Handlungsfeld", anchor="ziele")
    closed = {"fallstand": "abgeschlossen"}
    goals = _ripe("ziele_nach_stand", "handlungsfeld", "zielstand", **closed)
    whole = _ripe("ziele_nach_stand", "zielstand", **closed)
    show_chart(charts.stacked_by(goals, "zielstand", "handlungsfeld", whole=whole), goals.indicator)


def show_all() -> None:
    """All Kreise beside the Land, and how well each field is documented."""
    st.header("Alle KI-Standorte", anchor="alle-standorte")
    kreise = _ripe("quote_planmaessig", "kreis_id", land=True)
    land = _ripe("quote_planmaessig", land=True)
    show_chart(charts.bars_by_unit(kreise, choice().gebiet.kreis_id, land), land.indicator)
    fields = _ripe("dokumentationsgrad", "feld")
    show_chart(charts.bars_by(fields, "feld"), fields.indicator)


def ripe() -> tuple[str, ...]:
    """The four intake quarters whose cases have had at least a year."""
    return quarters_until(termin(), back=4)


def is_ripe() -> bool:
    """Whether any case was taken in that long ago."""
    return bool(_by_group().frame["status"].isin(formats.NUMERIC).any())


def _ripe(indicator: str, *by: str, **where: object) -> Result:
    return _cases(indicator, *by, aufnahme_quartal=ripe(), **where)


def _by_group() -> Result:
    return _ripe("fallausgaenge", "gruppe")


def _cases(indicator: str, *by: str, **where: object) -> Result:
    return ask(indicator, *by, fallart=CM, **where)
