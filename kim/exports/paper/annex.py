"""The Anlagen: every table behind a figure, definitions, signs, and where the numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase

import pandas as pd

from kim import formats
from kim.catalogue import Indicator, load_indicator
from kim.charts import Chart
from kim.exports.paper.figures import broken_id
from kim.exports.paper.tables import table
from kim.stand import parse_trace
from kim.topics.parts import Figure
from kim.topics.report import Report


@dataclass
class Annex:
    """The tables of one chapter under its letter; a table that is there already is not set twice."""

    at: int
    title: str
    tables: list[dict[str, object]] = field(default_factory=list)
    frames: list[pd.DataFrame] = field(default_factory=list)

    @property
    def letter(self) -> str:
        return ascii_uppercase[self.at]

    def add(self, frame: pd.DataFrame, title: str, chart: Chart | None = None, number: int = 0) -> str:
        """The label of the table ("A 3") behind a figure of this number, or of one that stands for itself."""
        found = next((at for at, other in enumerate(self.frames) if other.equals(frame)), None)
        if found is None:
            found = len(self.frames)
            self.frames.append(frame)
            self.tables.append({**table(frame, title), "label": self._label(found), "under": []})
        if chart is not None:
            self.tables[found]["under"].append(_under(chart, number))
        return str(self.tables[found]["label"])

    def lying_last(self) -> dict[str, str]:
        """Label → new label, once the pages that lie are last, so that none of them parts the others."""
        self.tables.sort(key=lambda one: bool(one["lying"]))
        new = {str(one["label"]): self._label(at) for at, one in enumerate(self.tables)}
        for one in self.tables:
            one["label"] = new[str(one["label"])]
        return new

    def _label(self, at: int) -> str:
        return f"{self.letter}{formats.NBSP}{at + 1}"


def _under(chart: Chart, number: int) -> dict[str, object]:
    """What stands under the table of a figure: its number, its name for machines, its ids."""
    return {
        "figure": f"Abbildung {number}" if number else "ohne Abbildung",
        "key": broken_id(chart.id),
        "traces": [broken_id(trace) for trace in chart.traces],
        "source": chart.source,
    }


def definitions(report: Report) -> list[dict[str, object]]:
    """Every indicator behind the figures, once, in the order they come."""
    return definitions_of(report.figures)


def definitions_of(figures: Iterable[Figure]) -> list[dict[str, object]]:
    found = dict.fromkeys(entry.id for figure in figures for entry in _behind(figure))
    return [_definition(load_indicator(name)) for name in found]


def _behind(figure: Figure) -> Iterable[Indicator]:
    named = [figure.indicator] if figure.indicator else []
    return [*named, *(load_indicator(parse_trace(trace)[0]) for trace in figure.chart.traces)]


def _definition(entry: Indicator) -> dict[str, object]:
    more = {"Lesebeispiel": entry.reading_example, "Grenzen": entry.limits, "Quelle": entry.source}
    told = [[name, text] for name, text in more.items() if text]
    unit = f" ({entry.unit})" if entry.unit else ""
    return {"named": entry.title, "title": f"{entry.title}{unit}", "text": entry.definition, "more": told}


def origin(report: Report) -> list[list[str]]:
    """What the report rests on, line by line."""
    stand = report.lens.stand
    name = [["Name des Standes", stand.name]] if stand.name else []
    return [
        ["Auswahl", report.selection],
        ["Stand", formats.date(stand.day)],
        *name,
        ["Kennung des Standes", stand.id],
        ["Einreichungen darin", formats.number(stand.info["submissions"])],
        [
            "Daten",
            "erfundene Beispieldaten" if stand.example else "Meldungen der Kreise, Städte und Behörden",
        ],
    ]
