"""What is asked of a Stand for one kind of authority."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kim import formats
from kim.catalogue import load_indicator
from kim.datasets import load_codes
from kim.estimates import Row
from kim.sentences.places import place
from kim.stand import Result
from kim.topics.choice import opening
from kim.topics.lens import ART, Lens
from kim.topics.parts import Table

MILESTONES = {91: "3 Monate", 182: "6 Monate", 365: "12 Monate", 547: "18 Monate", 730: "24 Monate"}
PACE = {days: f"offen_nach_{days}_tagen_tempo" for days in MILESTONES}


@dataclass(frozen=True)
class Authorities:
    """The EBH or the ABH of what is selected; never one figure for both."""

    lens: Lens
    art: str

    def ask(self, indicator: str, *by: str, **where: object) -> Result:
        """A count, quotient or flow of single procedures."""
        selectable = load_indicator(indicator).selectable
        single = {name: value for name, value in ART.items() if name in selectable}
        return self.lens.ask(indicator, *by, art=self.art, **(single | where))

    def at_pace(self, indicator: str, *by: str, quarters: int = 4, back: int = 0, **where: object) -> Result:
        """A statistic of a clock at the pace of the last quarters, or of those before them."""
        window = self.lens.quarters(quarters, back)
        return self.lens.ask(indicator, *by, art=self.art, fenster_quartal=window, **where)

    def shares(self, quarters: int = 4, back: int = 0) -> Mapping[int, Result]:
        """The share still open by days after filing, ascending."""
        return {days: self.at_pace(name, quarters=quarters, back=back) for days, name in PACE.items()}

    def table(self, made: Callable[["Authorities"], pd.DataFrame], title: str, key: str) -> Table:
        """A table that knows the ids of all that was asked to make it."""
        noting = self.lens.noting
        return Table(made(replace(self, lens=noting)), title, key, noting.traces)

    @property
    def year(self) -> tuple[str, ...]:
        """The four quarters until the Termin."""
        return self.lens.quarters()

    @property
    def newest(self) -> bool:
        """Whether the Termin is that of today, or later: only its pace is that of today."""
        return self.lens.termin >= opening(self.lens.stand)

    @property
    def other_art(self) -> str | None:
        """The kind of authority that the chosen Anliegen belongs to, where it is not this one."""
        listed = load_codes("anliegen").set_index("code")["gruppe"]
        group = listed.get(self.lens.choice.anliegen or "", "beide")
        return None if group in (self.art, "beide") else group

    @property
    def own(self) -> str | None:
        """The chosen authority, or that of the selected Kreis itself, the one with the Kreis's own key."""
        own = self.lens.choice.behoerde or f"{self.art}-{self.lens.choice.gebiet.kreis_id}"
        return own if own in self.lens.stand.units["behoerden"]["einheit"].to_numpy() else None


def written(result: Result, column: str = "value") -> dict[str, str]:
    """behoerde_id → the written value, or the symbol that says why there is none."""
    return {row["behoerde_id"]: _written(result, row, column) for row in result.rows}


def _written(result: Result, row: Row, column: str) -> str:
    entry = result.indicator
    unit, decimals = (entry.unit, entry.decimals) if column == "value" else ("", 0)
    return formats.label(row[column], row["status"], unit, decimals)


def by_authority(columns: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """A table with one line for each authority of the first column."""
    units = next(iter(columns.values()))
    rows = [
        {"Behörde": place(unit)} | {title: said[unit] for title, said in columns.items()} for unit in units
    ]
    return pd.DataFrame(rows)
