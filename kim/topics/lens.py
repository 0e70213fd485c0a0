"""A Stand seen through a choice: what every page, export and report asks for its numbers."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from kim.catalogue import load_indicator
from kim.stand import Result, Selection, Stand, traces
from kim.topics.anonymity import Anonymity
from kim.topics.choice import Choice

ART = {"grundlage": "einzelvorgang", "zaehleinheit": "antrag"}


@dataclass(frozen=True)
class Lens:
    """A Stand and what is selected of it; with `anonymity` only the selected Kreis is named."""

    stand: Stand
    choice: Choice
    anonymity: Anonymity | None = None

    def ask(
        self, indicator_id: str, *by: str, land: bool = False, same_units: bool = False, **where: object
    ) -> Result:
        """The answer to the selection, as far as the indicator knows its dimensions, divided by `by`.

        Keywords choose further values or override the selection (None = all); `land` leaves the Gebiet out.
        `same_units` is for series of counts: only units that delivered throughout.
        """
        selectable = load_indicator(indicator_id).selectable
        known = self.choice.where("berichtstermin", "baustein", "behoerde_id", "anliegen")
        selected = {name: values for name, values in known.items() if name in selectable and name not in by}
        if land:
            here = (*self.choice.gebiet.where, "behoerde_id")
            selected = {name: values for name, values in selected.items() if name not in here}
        selected |= {name: value for name, value in where.items() if value is not None}
        selected = {name: v for name, v in selected.items() if where.get(name, v) is not None}
        result = self.stand.result(indicator_id, Selection(by, selected, same_units))
        return self.anonymity.of(result) if self.anonymity else result

    @property
    def sites(self) -> tuple[str, ...]:
        """kreis_id of all sites of the comparison group, or the numbers they have instead."""
        chosen = self.choice.group.kreis_ids
        return tuple(map(self.anonymity.number, chosen)) if self.anonymity else chosen

    def within(self, chapter: str) -> "Lens":
        """The same for one chapter of a report: who is not named has another number in each."""
        return replace(self, anonymity=self.anonymity.within(chapter)) if self.anonymity else self

    @property
    def noting(self) -> "Noting":
        """The same Lens, for a table that must know afterwards what it rests on."""
        return Noting(self.stand, self.choice, self.anonymity)

    @property
    def termin(self) -> str:
        """The chosen Termin as ISO day."""
        return self.choice.termin or date.today().isoformat()

    def quarters(self, count: int = 4, back: int = 0) -> tuple[str, ...]:
        """As `quarters_until`, of the chosen Termin."""
        return quarters_until(self.termin, count, back)

    def course(self, dataset: str, count: int) -> tuple[str, ...]:
        """The quarters of a series until the Termin: at most `count`, none before the first delivery."""
        rows = self.stand.lieferungen
        first = str(rows.loc[(rows["datensatz"] == dataset) & rows["ganzes_quartal"], "berichtstermin"].min())
        quarters = self.quarters(count)
        return tuple(day for day in quarters if day >= first[:10]) or quarters[-1:]


@dataclass(frozen=True)
class Noting(Lens):
    """A Lens that notes every answer it gives."""

    asked: list[Result] = field(default_factory=list)

    def ask(self, *asked: str, **where: object) -> Result:
        """As `Lens.ask`."""
        self.asked.append(super().ask(*asked, **where))
        return self.asked[-1]

    @property
    def traces(self) -> tuple[str, ...]:
        """The ids of all that was asked so far."""
        return traces(*self.asked)


@lru_cache(maxsize=256)
def quarters_until(termin: str, count: int = 4, back: int = 0) -> tuple[str, ...]:
    """The last days of `count` quarters, the last of them `back` quarters before the Termin, ascending."""
    ends = pd.date_range(end=pd.Timestamp(termin), periods=count + back, freq="QE")
    return tuple(end.strftime("%Y-%m-%d") for end in ends[:count])
