"""The Anlagen: every table behind a figure, definitions, signs, and where the numbers come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase

import pandas as pd

from kim import formats
from kim.catalogue import Indicator
from kim.charts import Chart
from kim.exports.paper.figures import broken_id
from kim.exports.paper.tables import table
from kim.topics.parts import Table
from kim.topics.report import Report


@dataclass
class Annex:
    """The tables of one chapter under its letter, and the ids of the numbers in its text.

    A table that is there already is not set twice.
    """

    at: int
    title: str
    tables: list[dict[str, object]] = field(default_factory=list)
    frames: list[pd.DataFrame] = field(default_factory=list)
    ids: list[dict[str, object]] = field(default_factory=list)

    @property
    def letter(self) -> str:
        return ascii_uppercase[self.at]

    @property
    def empty(self) -> bool:
        return not self.tables and not self.ids

    def add_figure(self, chart: Chart, number: int) -> str:
        """The label of the table ("A 3") behind a figure of this number."""
        name = f"Abbildung {number}" if number else "ohne Abbildung"
        return self._add(chart.table, chart.title, _under(f"{name}: ", chart.traces, chart.id))

    def add_table(self, part: Table) -> str:
        """The label of a table that stands for itself."""
        return self._add(part.frame, part.title, _under("Kennung: ", part.traces) if part.traces else None)

    def note(self, title: str, traces: tuple[str, ...]) -> None:
        """The ids of numbers that stand in the text."""
        if traces:
            self.ids.append(_under(f"{title}: ", traces))

    def _add(self, frame: pd.DataFrame, title: str, under: dict[str, object] | None) -> str:
        found = next((at for at, other in enumerate(self.frames) if other.equals(frame)), None)
        if found is None:
            found = len(self.frames)
            self.frames.append(frame)
            self.tables.append({**table(frame, title), "label": self._label(found), "under": []})
        if under is not None:
            self.tables[found]["under"].append(under)
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


def _under(name: str, traces: Iterable[str], *keys: str) -> dict[str, object]:
    """A line that leads back: what it is about, its name for machines, its ids."""
    return {"name": name, "ids": [broken_id(text) for text in (*keys, *traces)]}


def definition(entry: Indicator) -> dict[str, object]:
    """What an indicator means, as it is set."""
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
