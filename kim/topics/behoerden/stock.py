"""What is pending at one kind of authority: how old, how it came to be, and what was done about it."""

from collections.abc import Iterator

import pandas as pd

from kim import charts
from kim.stand import Result
from kim.topics.behoerden.asking import PACE, Authorities, by_authority, written
from kim.topics.parts import Beside, Figure, Folded, Heading, Part, Tiles, Words
from kim.topics.texts import EACH_AUTHORITY, MODELS
from kim.topics.tiles import Tile, tile_of


def flows(some: Authorities) -> Figure:
    """Filed and closed by quarter."""
    quarters = some.lens.course("antraege", 12)
    lines = {
        title: some.ask(name, "quartal", quartal=quarters, same_units=True)
        for title, name in {"Eingegangen": "eingaenge", "Erledigt": "erledigungen"}.items()
    }
    return Figure(charts.line_over_time(lines, events=(some.art,)), lines["Eingegangen"].indicator)


def each(some: Authorities, together: Result) -> Iterator[Part]:
    """Each authority of a Kreis on its own: waiting times belong to authorities."""
    gebiet = some.lens.choice.gebiet
    if not gebiet.kreis_id or together.coverage[1] < 2:
        return
    yield Heading("Jede Behörde für sich", f"jede-{some.art.lower()}", 3)
    yield Words(EACH_AUTHORITY)
    yield some.table(_by_authority, f"{some.art} im Gebiet {gebiet.name}", f"jede-{some.art}")


def _by_authority(some: Authorities) -> pd.DataFrame:
    older = some.ask("anteil_aelter", "behoerde_id", schwelle=12)
    columns = {
        "Nach 12 Monaten noch offen": written(some.at_pace(PACE[365], "behoerde_id")),
        "Offen": written(some.ask("bestand", "behoerde_id")),
        "davon älter als 12 Monate": written(older, "numerator"),
        "Anteil": written(older),
        "Eingänge, vier Quartale": written(some.ask("eingaenge", "behoerde_id", quartal=some.year)),
        "Erledigt, vier Quartale": written(some.ask("erledigungen", "behoerde_id", quartal=some.year)),
    }
    return by_authority(columns)


def indicators(some: Authorities) -> Iterator[Part]:
    yield Heading("Kennzahlen zum Termin", f"kennzahlen-{some.art.lower()}", 3)
    yield Tiles((*_at_the_termin(some), *_per_head(some)))
    yield Folded(
        "Wie lange der Bestand reicht: vier Rechnungen", f"modelle-{some.art}", lambda: _outlook(some)
    )


def _outlook(some: Authorities) -> Iterator[Part]:
    yield Words(MODELS)
    yield Tiles(tuple(_models(some)))


def _at_the_termin(some: Authorities) -> Iterator[Tile]:
    for months in (3, 12, 24):
        yield tile_of(some.ask("anteil_aelter", schwelle=months), f"Offen seit mehr als {months} Monaten")
    yield tile_of(some.ask("erledigungsquote", quartal=some.year), "Erledigungsquote, zwölf Monate")
    yield tile_of(some.ask("altfallindex"))


def _models(some: Authorities) -> Iterator[Tile]:
    yield tile_of(some.ask("rechnerische_reichweite"), "Reichweite (rechnerisch)")
    regular = some.ask("reichweite_ohne_vorgezogene", vorgezogen="nein")
    yield tile_of(regular, "Reichweite ohne vorgezogene (Modell)")
    yield tile_of(some.ask("vorausschau"), "Vorausschau, Tempo von sechs Monaten (Modell)")
    yield tile_of(some.ask("eingangszeitraum_des_bestands"), "So vieler Monate Eingänge sind offen (Modell)")


def _per_head(some: Authorities) -> Iterator[Tile]:
    counts = {"grundlage": "bestand"}
    yield tile_of(some.ask("bestand_je_vzae", **counts), "Offene je VZÄ, aus Zählungen")
    closed = some.ask("erledigungen_je_vzae", quartal=some.year, **counts)
    yield tile_of(closed, "Erledigt je VZÄ und Jahr, aus Zählungen")


def how_it_came(some: Authorities) -> Folded:
    """How the procedures ended, and how the stock came to be what it is."""
    title = "Wie der Bestand entstand und wie die Verfahren endeten"
    return Folded(title, f"verlauf-{some.art}", lambda: [_course(some)])


def _course(some: Authorities) -> Beside:
    ways = some.ask("erledigungen", "ausgang", quartal=some.year)
    termine = some.lens.course("antraege", 8)
    by = ("berichtstermin", "altersband")
    ages = some.ask("bestand_nach_alter", *by, berichtstermin=termine, same_units=True)
    left = Figure(charts.bars_by(ways, "ausgang"), ways.indicator)
    return Beside((left,), (Figure(charts.stacked_by(ages, "altersband", "berichtstermin"), ages.indicator),))
