"""What authorities deliver as counts, and what is published: beside the single procedures, never mixed."""

from collections.abc import Iterator

import pandas as pd

from kim import charts
from kim.topics.behoerden.asking import Authorities, by_authority, written
from kim.topics.parts import Figure, Heading, Part, Words
from kim.topics.published import LIST, published, published_here
from kim.topics.texts import DELIVERED_COUNTS

COUNTED = {"antrag": ("Anträge", "Anträge"), "person": ("Anträge", "Personen")}


def counting(some: Authorities) -> list[str]:
    """The authorities of the selection that deliver counts, in applications or in persons."""
    return [authority for unit in COUNTED for authority in _counting_in(some, unit)]


def delivered_counts(some: Authorities) -> Iterator[Part]:
    """Counts of authorities beside the single procedures, never added to them."""
    table = some.table(_counted, f"Bestandszahlen der {some.art}", f"bestand-{some.art}")
    if table.frame.empty:
        return
    yield Heading("Gelieferte Bestandszahlen", f"bestand-{some.art.lower()}", 3)
    yield Words(DELIVERED_COUNTS)
    yield table


def _counted(some: Authorities) -> pd.DataFrame:
    return pd.DataFrame([row for unit in COUNTED for row in _counted_in(some, unit)])


def _counting_in(some: Authorities, unit: str) -> list[str]:
    counts = some.ask("bestand", "behoerde_id", grundlage="bestand", zaehleinheit=unit).frame
    return counts.loc[counts["status"].isin(("shown", "zero")), "behoerde_id"].tolist()


def _counted_in(some: Authorities, unit: str) -> list[dict[str, str]]:
    """One row for each authority that counts in this unit."""

    def counted(indicator: str, **where: object) -> dict[str, str]:
        found = some.ask(indicator, "behoerde_id", grundlage="bestand", zaehleinheit=unit, **where)
        return {authority: text.replace(*COUNTED[unit]) for authority, text in written(found).items()}

    columns = {
        "Offen": counted("bestand"),
        "Eingänge, vier Quartale": counted("eingaenge", quartal=some.year),
        "Erledigt, vier Quartale": counted("erledigungen", quartal=some.year),
        "Ungeklärter Rest im letzten Quartal": counted("bestandsabgleich", quartal=some.year[-1]),
    }
    units = _counting_in(some, unit)
    told = {title: {a: column[a] for a in units} for title, column in columns.items()}
    return by_authority(told).to_dict("records")


def what_is_published(some: Authorities) -> Iterator[Part]:
    art, gebiet = some.art, some.lens.choice.gebiet
    yield Heading("Was veröffentlicht ist", f"veroeffentlicht-{art.lower()}", 3)
    chart = charts.range_bars(some.lens.ask(LIST), stelle=art)
    if chart is not None:
        yield Figure(chart)
    rows = published_here(some.lens, art)
    yield published(rows, f"Veröffentlichte Angaben zu {art}", art, folded=not gebiet.kreis_id)
