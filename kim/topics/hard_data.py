"""Hard data beside soft scores: where a high level and poor data stand together, a question."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from kim import formats
from kim.datasets import label_of
from kim.sentences import naming, structure
from kim.sentences.rows import amount
from kim.stand import Result
from kim.topics.behoerden import Authorities
from kim.topics.behoerden.asking import PACE
from kim.topics.faelle import Cases
from kim.topics.lens import Lens
from kim.topics.parts import Part, Table, Words
from kim.topics.texts import HARD_DATA
from kim.topics.tiles import value_of

HIGHEST = 3
Asked = Callable[[Lens, bool], Result]


def beside_the_scores(lens: Lens, levels: Mapping[str, int | str]) -> Iterator[Part]:
    """One line for each indicator that speaks about a dimension: level, own value, the Land's, a question."""
    yield Words(HARD_DATA)
    noting = lens.noting
    rows = [_row(noting, dimension, levels[dimension], asked) for dimension, asked in INDICATORS]
    title = f"Stufe und Daten: {lens.choice.gebiet.name}"
    yield Table(pd.DataFrame(rows), title, "struktur-daten", noting.traces)


def _row(lens: Lens, dimension: str, level: int | str, asked: Asked) -> dict[str, str]:
    own, land = asked(lens, False), asked(lens, True)
    return {
        "Dimension": f"{dimension} {label_of('dimension', dimension)}",
        "Stufe": structure.level(level),
        "Kennzahl": ", ".join([own.indicator.title, *naming.arts(own)]),
        "hier": value_of(own),
        "Land": value_of(land),
        "Frage": question(level, own, land),
    }


def question(level: int | str, own: Result, land: Result) -> str:
    """Only a contradiction is a question: the highest level, and data that are worse than the Land's.

    Worse is a value whose better end of the interval still is; one without an interval is taken as it is.
    """
    if level != HIGHEST or not {own.row["status"], land.row["status"]} <= set(formats.NUMERIC):
        return ""
    worse = {"higher": _end(own, "upper") < amount(land.row), "lower": _end(own, "lower") > amount(land.row)}
    return "Stufe 3, aber schwächer als im Land: Woran liegt das?" if worse.get(own.indicator.better) else ""


def _end(result: Result, end: str) -> float:
    """The end of the interval, so that chance is not asked about; the value where there is none."""
    known = result.row[end]
    return amount(result.row) if formats.is_missing(known) else known


def _plain(name: str, **where: object) -> Asked:
    return lambda lens, land: lens.ask(name, land=land, **where)


def _ripe(name: str) -> Asked:
    return lambda lens, land: Cases(lens).ask_ripe(name, land=land)


def _pace(art: str) -> Asked:
    return lambda lens, land: Authorities(lens, art).at_pace(PACE[365], land=land)


INDICATORS: tuple[tuple[str, Asked], ...] = (
    ("D3", _plain("anteil_freie_wohlfahrt")),
    ("D4", _plain("kommunenabdeckung")),
    ("D5", _plain("besetzungsquote")),
    ("D5", _plain("befristungsquote")),
    ("D6", _ripe("hilfeplanquote")),
    ("D6", _ripe("dokumentationsgrad")),
    ("D7", _plain("themen_umsetzungsquote")),
    ("D8", _pace("EBH")),
    ("D8", _pace("ABH")),
)
